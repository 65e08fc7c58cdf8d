"""How much a native speaker has read, and a clinician where a life may hang on it."""

from bot.i18n import translator
from bot.i18n.review import Standing, standing
from bot.texts.review.usage import gravity, places
from db.enums import Language

REVIEWED = (Language.HINDI, Language.CHHATTISGARHI)


def standings() -> list[Standing]:
    """From what is compiled, as the bot says it."""
    grave = frozenset(english for english in places() if gravity(english))
    found = []
    for language in REVIEWED:
        t = translator(language)
        found.append(standing(language, {english: t(english) for english in places()}, grave))
    return found
