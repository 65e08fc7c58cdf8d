"""The needs of a clinic's groups for those who can help: a table, and a page to print in Hindi."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from bot.exports.table import csv_text
from bot.i18n import _, translator
from bot.i18n.words import day_words
from db.enums import Language

COLUMNS = (
    "number",
    "group",
    "topic",
    "need",
    "people",
    "state",
    "raised_on",
    "sent_on",
    "sent_to",
    "answer",
    "promised_until",
    "solved_on",
)

STATES = {
    "open": _("said in the group"),
    "sent": _("sent"),
    "answered": _("answered"),
    "promised": _("promised"),
    "solved": _("solved"),
}
HEAD = (
    _("No."),
    _("Group"),
    _("Need"),
    _("People"),
    _("Since"),
    _("State"),
)
TITLE = _("What our groups need")
FOOT = _("No patient is named here.")
STYLE = """
@page { size: A4; margin: 18mm }
body { font-family: "Noto Sans Devanagari", "Nirmala UI", sans-serif; font-size: 12pt }
h1 { font-size: 18pt; margin: 0 }
table { border-collapse: collapse; width: 100%; margin: 6mm 0 }
th, td { border: 1px solid #555; padding: 2mm; text-align: left; vertical-align: top }
tr { break-inside: avoid }
"""


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One need, without anybody's name. `people`: how many have it."""

    number: int
    group: str
    topic: str
    need: str
    people: int
    state: str
    raised_on: date
    sent_on: date | None
    sent_to: str | None
    answer: str | None
    promised_until: date | None
    solved_on: date | None


def as_csv(rows: Sequence[NeedRow]) -> str:
    return csv_text(COLUMNS, ([getattr(row, name) for name in COLUMNS] for row in rows))


def as_page(rows: Sequence[NeedRow], clinic: str, today: date, language: Language) -> str:
    t = translator(language)
    head = "".join(f"<th>{escape(t(name))}</th>" for name in HEAD)
    body = "\n".join(_row(row, language) for row in rows)
    return (
        f'<!doctype html>\n<html lang="{language}"><meta charset="utf-8">'
        f"<title>{escape(t(TITLE))}</title><style>{STYLE}</style>\n"
        f"<h1>{escape(t(TITLE))}</h1>\n<p>{escape(clinic)} · {escape(day_words(today, t))}</p>\n"
        f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>\n"
        f"<p>{escape(t(FOOT))}</p></html>\n"
    )


def _row(row: NeedRow, language: Language) -> str:
    t = translator(language)
    state = t(STATES[row.state])
    if row.state == "promised" and row.promised_until:
        state += f": {day_words(row.promised_until, t)}"
    if row.state == "answered" and row.answer:
        state += f": {row.answer}"
    cells = (row.number, row.group, row.need, row.people, day_words(row.raised_on, t), state)
    return "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in cells) + "</tr>"
