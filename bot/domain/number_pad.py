"""What a key of the number pad makes of the number entered so far."""

MOST_DIGITS = 3
"""Nobody has a thousand pills of one kind at home."""


def entered_after(key: str, entered: str) -> str:
    """The digits after this key: a digit, "back", "clear", or one that changes nothing.

    A number that was typed, like "7/2" or one above 999, is replaced as a whole.
    """
    if key == "clear" or not entered.isdigit() or len(entered) > MOST_DIGITS:
        entered = ""
    if key == "back":
        return entered[:-1]
    return entered + key if key.isdigit() and len(entered) < MOST_DIGITS else entered
