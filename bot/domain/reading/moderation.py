"""Moderation rules: what should not be written in a group."""

import re
from collections.abc import Sequence

from bot.domain.reading.lexicon import ideas
from bot.domain.reading.message import Token, present_in
from bot.domain.reading.script import plain

_PHONE = re.compile(r"(?<![\d/.])(?:\+?91[\s-]{0,2}|0)?[6-9](?:[\s-]?\d){9}(?!\d)")
_AADHAAR = re.compile(r"(?<!\d)(?:[2-9]\d{11}|\d{4}([\s-])\d{4}\1\d{4})(?!\d)")
_CLINIC_NUMBER = re.compile(r"(?<![a-z0-9])(?!rs|inr|pin|no)[a-z]{2,4}-?\d{5,8}(?!\d)")
"""A patient's number as on the card, GAN200011; not a price (rs50000) and not a postal code."""
_LINK = re.compile(
    r"https?://|www\.|\bt\.me/|wa\.me/|(?<![\w.@])[a-z0-9-]{2,40}\.(?:com|in|org|net|info|xyz|online|shop|link|ly|me)(?![a-z0-9])",
    re.ASCII,
)
_FORWARDED = re.compile(
    "forwarded|as received|fwd:|फॉरवर्ड|फारवर्ड|sabko bhejo|sab ko bhejo|सबको भेज|सब को भेज|share kar|"
    "शेयर कर|aage bhej|आगे भेज|forward kar|10 logo"
)


def flags_in(text: str, tokens: Sequence[Token]) -> tuple[str, ...]:
    found: list[str] = []
    flat = plain(text)
    if any(map(str.isdecimal, flat)):
        if _AADHAAR.search(flat):
            found.append("id_number")
        if _PHONE.search(flat):
            found.append("phone_number")
        if _CLINIC_NUMBER.search(flat):
            found.append("clinic_number")
    if "." in flat or "/" in flat:
        found += ["link"] if _LINK.search(flat) else []
    if len(flat) > 12 and _FORWARDED.search(flat):
        found.append("forwarded")
    present = present_in(tokens)
    return (*found, *_spoken(present, tokens))


def _spoken(present: int, tokens: Sequence[Token]) -> list[str]:
    found: list[str] = []
    if present & ideas("ABUSE"):
        found.append("abuse")
    if _advises_dose(present):
        found.append("dose_advice")
    if _sells_cure(present):
        found.append("cure_sale")
    if present & ideas("MONEY_REQUEST") and present & ideas("RUPEE", "SEND_ORDER", "GIVE_ORDER"):
        found.append("money_request")
    return found


def _advises_dose(present: int) -> bool:
    medicine = present & ideas("MED", "PILL", "DRUG", "INJECTION")
    tells = present & ideas("TELL_DOSE GIVE_ORDER")
    changes = present & ideas("CHANGE_DOSE")
    if not medicine or present & ideas("WHAT", "MY", "WHY"):
        return False
    forbids = present & ideas("NEVER_DO") and present & ideas("TAKE_DOSE", "TELL_DOSE", "EAT")
    if forbids:
        return not present & ideas("LEAVE", "HOLD")
    return bool(tells and changes)


def _sells_cure(present: int) -> bool:
    remedy = present & ideas("REMEDY")
    cures = present & ideas("CURE")
    sells = present & ideas("SALE")
    return bool((remedy and (cures or sells)) or (cures and sells))
