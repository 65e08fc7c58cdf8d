"""Catalogues: English in the source, spoken Hindi and Chhattisgarhi in bot/locales.

Chhattisgarhi falls back to Hindi; nothing falls back to English for a member, because a test
fails while a Hindi string is missing.
"""

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path

from db.enums import Language

LOCALES = Path(__file__).parent.parent / "locales"


OWN_NAMES = {Language.HINDI: "हिन्दी", Language.CHHATTISGARHI: "छत्तीसगढ़ी"}
"""The name of each language in that language."""


def _(message: str) -> str:
    """Mark a sentence for the catalogues; it is translated when it is said."""
    return message


class CatalogueMissing(Exception):
    """The compiled catalogues are missing: `make` builds them from the .po files."""


@cache
def translator(language: Language) -> Callable[[str], str]:
    if language is Language.ENGLISH:
        return str
    hindi = _load(Language.HINDI)
    if language is Language.HINDI:
        return hindi.gettext
    own = _load(language)
    own.add_fallback(hindi)
    return own.gettext


def village_language(t: Callable[[str], str]) -> Language:
    """The language of a list that has no English, for this reader."""
    own = translator(Language.CHHATTISGARHI)
    return Language.CHHATTISGARHI if t is own else Language.HINDI


def _load(language: Language) -> gettext.GNUTranslations:
    path = LOCALES / language.value / "LC_MESSAGES" / "messages.mo"
    try:
        with path.open("rb") as file:
            return gettext.GNUTranslations(file)
    except FileNotFoundError as error:
        raise CatalogueMissing(
            f"no catalogue {path.name} for {language.value}: run make"
        ) from error
