"""Phone numbers: from the way an Indian clinic writes them to what a tap can dial."""

import re

COUNTRY = "91"
NATIONAL = 10
"""Digits of a number without the leading zero and the country code."""
_PHONE = re.compile(r"\+?[0-9][0-9 -]{1,18}")


def dialable(written: str) -> str:
    """Like `+917752000001`; a number that is not full, such as 108, stays as it was written."""
    digits = re.sub(r"\D", "", written)
    if written.strip().startswith("+"):
        return f"+{digits}"
    national = digits.removeprefix("00").removeprefix(COUNTRY) if len(digits) > 11 else digits
    national = national.removeprefix("0")
    return f"+{COUNTRY}{national}" if len(national) == NATIONAL else written.strip()


def is_phone(text: str) -> bool:
    return _PHONE.fullmatch(text) is not None
