"""Phone numbers as an Indian clinic writes them, made into what a phone can dial by a tap."""

import re

COUNTRY = "91"
NATIONAL = 10
"""Digits of a number without zero and country."""
_PHONE = re.compile(r"\+?[0-9][0-9 -]{1,18}")


def dialable(written: str) -> str:
    """`+917752000001`; what is no full number, such as 108, stays as it was written."""
    digits = re.sub(r"\D", "", written)
    if written.strip().startswith("+"):
        return f"+{digits}"
    national = digits.removeprefix("00").removeprefix(COUNTRY) if len(digits) > 11 else digits
    national = national.removeprefix("0")
    return f"+{COUNTRY}{national}" if len(national) == NATIONAL else written.strip()


def is_phone(text: str) -> bool:
    return _PHONE.fullmatch(text) is not None
