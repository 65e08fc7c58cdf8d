"""The catalogues as files: reviewers' tools read them and write corrections."""

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from bot.i18n import LOCALES
from db.enums import Language

WIDTH = 76
"""The width at which pybabel wraps lines."""


def read_catalogue(language: Language) -> Catalog:
    """Raises FileNotFoundError where only compiled catalogues are installed."""
    path = LOCALES / language.value / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        # Babel knows no Chhattisgarhi; only plurals would differ, and there are none.
        return read_po(file, locale="hi")


def sentences(language: Language) -> dict[str, str]:
    """The translation of each English sentence."""
    return {str(m.id): str(m.string) for m in read_catalogue(language) if m.id}


def write_catalogue(language: Language, catalogue: Catalog) -> None:
    folder = LOCALES / language.value / "LC_MESSAGES"
    with (folder / "messages.po").open("wb") as file:
        write_po(file, catalogue, width=WIDTH, ignore_obsolete=True, sort_output=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
