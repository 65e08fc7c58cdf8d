"""Names that strangers give themselves in Telegram, made fit to stand in a sentence of ours."""

import unicodedata

LONGEST_NAME = 60
JOINERS = "\u200c\u200d"
"""Indian scripts need them to join letters, so they stay."""


def plain_name(name: str) -> str:
    """Without control and format signs, such as those that turn the direction of all that follows.

    Empty if nothing is left.
    """
    kept = (
        sign if sign in JOINERS or unicodedata.category(sign)[0] != "C" else " " for sign in name
    )
    return " ".join("".join(kept).split())[:LONGEST_NAME]
