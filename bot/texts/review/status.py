"""How many sentences a native speaker has reviewed, and of the grave ones a clinician."""

from bot.i18n import translator
from bot.i18n.review import Standing, standing
from bot.texts.review.usage import gravity, templates_by_sentence
from db.enums import Language

REVIEWED = (Language.HINDI, Language.CHHATTISGARHI)


def review_standings() -> list[Standing]:
    """From the compiled catalogues, which the bot uses."""
    grave = frozenset(english for english in templates_by_sentence() if gravity(english))
    found = []
    for language in REVIEWED:
        t = translator(language)
        found.append(
            standing(language, {english: t(english) for english in templates_by_sentence()}, grave)
        )
    return found
