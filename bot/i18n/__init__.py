"""Catalogues: English in the source, spoken Hindi and Chhattisgarhi in bot/locales.

Chhattisgarhi falls back to Hindi; nothing falls back to English for a member, because a test
fails while a Hindi string is missing.
"""

import gettext
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path

from db.enums import Language

LOCALES = Path(__file__).parent.parent / "locales"


OWN_NAMES = {Language.HINDI: "हिन्दी", Language.CHHATTISGARHI: "छत्तीसगढ़ी"}
"""The name of each language in that language."""


def _(message: str) -> str:
    """Mark a sentence for the catalogues, where it is kept in a constant and translated later."""
    return message


class Translator:
    """Says the English sentences of the source in one language."""

    def __init__(self, language: Language, gettext: Callable[[str], str]) -> None:
        self.language = language
        self._gettext = gettext

    def __call__(self, english: str, /, **values: object) -> str:
        """The sentence with its values, which are escaped: a name may hold `<` or `&`."""
        said = self._gettext(english)
        return fill(said, **values) if values else said


def fill(sentence: str, **values: object) -> str:
    """Put values into a sentence that is translated already, escaped for Telegram's HTML."""
    return sentence.format(**{name: escape(str(value)) for name, value in values.items()})


class CatalogueMissing(Exception):
    """The compiled catalogues are missing: `make` builds them from the .po files."""


@cache
def translator(language: Language) -> Translator:
    return Translator(language, _gettext_of(language))


def _gettext_of(language: Language) -> Callable[[str], str]:
    if language is Language.ENGLISH:
        return str
    hindi = _load(Language.HINDI)
    if language is Language.HINDI:
        return hindi.gettext
    own = _load(language)
    own.add_fallback(hindi)
    return own.gettext


def village_language(t: Translator) -> Language:
    """The language of a list that has no English, for this reader."""
    return Language.HINDI if t.language is Language.ENGLISH else t.language


def _load(language: Language) -> gettext.GNUTranslations:
    path = LOCALES / language.value / "LC_MESSAGES" / "messages.mo"
    try:
        with path.open("rb") as file:
            return gettext.GNUTranslations(file)
    except FileNotFoundError as error:
        raise CatalogueMissing(
            f"no catalogue {path.name} for {language.value}: run make"
        ) from error
