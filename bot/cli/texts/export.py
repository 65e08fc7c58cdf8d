"""`gothiya texts export`: a page to print and a table to fill in, for each language."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from re import sub
from string import Template

from bot.cli.texts.areas import AREAS, area_of
from bot.cli.texts.rows import COLUMNS, Row, rows_of
from bot.i18n import OWN_NAMES
from bot.texts.review.status import REVIEWED
from db.enums import Language

ENGLISH_NAMES = {Language.HINDI: "Hindi", Language.CHHATTISGARHI: "Chhattisgarhi"}
DANGER_LABELS = {"danger": "DANGER", "suicide": "SUICIDE"}


def write_sheets(folder: Path, today: date) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for language in REVIEWED:
        rows = rows_of(language)
        page = folder / f"gothiya-{language.value}.html"
        page.write_text(_page(language, rows, today), encoding="utf-8")
        table = folder / f"gothiya-{language.value}.csv"
        with table.open("w", encoding="utf-8-sig", newline="") as file:
            sheet = csv.writer(file)
            sheet.writerow(COLUMNS)
            sheet.writerows(_cells(row) for row in rows)
        written += [page, table]
    return written


def _cells(row: Row) -> list[str]:
    texts = [row.translations[language] for language in REVIEWED]
    signed = [_signed(row.mark.reviewer, row.mark.read_on)]
    signed.append(_signed(row.mark.clinician, row.mark.checked_on))
    where = ", ".join(row.where)
    return [row.id, row.language, row.danger, where, row.english, *texts, "", "", "", *signed]


def _signed(name: str, on: str) -> str:
    return f"{name}, {on}" if name else ""


def _page(language: Language, rows: list[Row], today: date) -> str:
    template = Template((files("bot.cli.texts") / "page.html").read_text(encoding="utf-8"))
    return template.substitute(
        language=ENGLISH_NAMES[language],
        own=OWN_NAMES[language],
        code=language.value,
        today=f"{today:%d %B %Y}",
        count=len(rows),
        read=sum(bool(row.mark.reviewer) for row in rows),
        grave=sum(bool(row.danger) for row in rows),
        checked=sum(bool(row.danger and row.mark.clinician) for row in rows),
        body="".join(_sections(rows)),
    )


def _sections(rows: Iterable[Row]) -> Iterator[str]:
    number = 0
    for (grave, area), members in groupby(rows, key=lambda row: (bool(row.danger), _area(row))):
        title = "Danger and help: a clinician reads these too" if grave else area
        yield f'<section class="{"grave" if grave else "plain"}"><h2>{escape(title)}</h2><table>'
        yield "<thead><tr><th>No.</th><th>Now</th><th>Better</th><th>Fine</th></tr></thead>"
        for row in members:
            number += 1
            yield _sentence(row, number)
        yield "</table></section>"


def _area(row: Row) -> str:
    return AREAS["alerts" if row.danger else area_of(row.english)]


def _sentence(row: Row, number: int) -> str:
    other = next(language for language in REVIEWED if language is not row.language)
    helps = [row.translations[other]] if other is Language.HINDI else []
    held = f'<span class="held">{DANGER_LABELS[row.danger]}</span>' if row.danger else ""
    where = ", ".join(row.where[:3]) + (" …" if len(row.where) > 3 else "")
    signs = [_signed(row.mark.reviewer, row.mark.read_on)]
    boxes = '<div class="box"></div>'
    if row.danger:
        boxes += '<small>as spoken</small><div class="box"></div><small>clinician</small>'
        signs.append(_signed(row.mark.clinician, row.mark.checked_on))
    signed = "".join(f"<small>✓ {escape(sign)}</small>" for sign in signs if sign)
    return (
        f'<tr><td class="no">{number}</td><td>{held}<p class="now">{_as_html(row.translation)}</p>'
        + "".join(f'<p class="help">{_as_html(text)}</p>' for text in helps)
        + f'<p class="help">{_as_html(row.english)}</p>'
        + f'<p class="where">{escape(where)} · {row.id}</p></td>'
        + f'<td class="lines"></td><td class="boxes">{boxes}{signed}</td></tr>'
    )


def _as_html(text: str) -> str:
    """Placeholders stand out: the bot fills in something else for each reader."""
    shown = sub(r"&lt;(/?b)&gt;", r"<\1>", escape(text, quote=False)).replace("\n", "<br>")
    return sub(r"\{(\w+)\}", r'<span class="gap">\1</span>', shown)
