"""How much a native speaker has read, and a clinician where a life may hang on it."""

from bot.i18n.catalogues import sentences
from bot.i18n.review import Standing, standing
from bot.texts.places import gravity
from db.enums import Language

REVIEWED = (Language.HINDI, Language.CHHATTISGARHI)


def standings() -> list[Standing]:
    """Raises FileNotFoundError: an installed bot may carry only what is compiled."""
    found = []
    for language in REVIEWED:
        said = sentences(language)
        grave = frozenset(english for english in said if gravity(english))
        found.append(standing(language, said, grave))
    return found
