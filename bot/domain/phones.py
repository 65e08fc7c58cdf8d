"""Numbers to ring."""

import re

_PHONE = re.compile(r"\+?[0-9][0-9 -]{1,18}")


def is_phone(text: str) -> bool:
    return _PHONE.fullmatch(text) is not None
