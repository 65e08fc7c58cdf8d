"""The number pad under a question: one tap for each digit, as many people cannot type."""

MOST_DIGITS = 3
"""Nobody has a thousand pills of one kind at home."""


def entered_after(key: str, entered: str) -> str:
    """The digits after this key: a digit, "back", or one that changes nothing."""
    if key == "back":
        return entered[:-1]
    return entered + key if key.isdigit() and len(entered) < MOST_DIGITS else entered
