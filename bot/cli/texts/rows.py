"""One sentence as a reviewer sees it, in print and in the table."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cli.texts.areas import reading_order
from bot.cli.usage import Mistake
from bot.i18n.catalogues import sentences
from bot.i18n.review import UNREAD, Mark, hash_of, read_marks
from bot.texts.review.status import REVIEWED
from bot.texts.review.usage import gravity, templates_by_sentence
from db.enums import Language

COLUMNS = (
    "id",
    "language",
    "danger",
    "where",
    "english",
    "hindi",
    "chhattisgarhi",
    "correction",
    "fine",
    "clinician",
    "read by",
    "checked by",
)
"""Of the table; `correction`, `fine` and `clinician` are for the reviewer to fill in."""


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    """A hash: it changes with the English and with the translation."""
    language: Language
    danger: str
    where: tuple[str, ...]
    english: str
    translations: Mapping[Language, str]
    mark: Mark

    @property
    def translation(self) -> str:
        """Into the row's own language."""
        return self.translations[self.language]


def all_sentences() -> dict[Language, dict[str, str]]:
    try:
        return {language: sentences(language) for language in REVIEWED}
    except FileNotFoundError:
        raise Mistake(
            "the catalogues (.po) are not here; run it where the source is checked out", 1
        ) from None


def rows_of(language: Language) -> list[Row]:
    said, marks = all_sentences(), read_marks(language)
    found = []
    for english in sorted(said[language], key=reading_order):
        key = hash_of(english, said[language][english])
        texts = {each: said[each].get(english, "") for each in REVIEWED}
        where = templates_by_sentence().get(english, ())
        mark = marks.get(key, UNREAD)
        found.append(Row(key, language, gravity(english), where, english, texts, mark))
    return found
