"""`gothiya texts import`: a reviewer's table, all of it, or none of it if a line is wrong."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from bot.cli.texts.rows import COLUMNS, Row, rows_of
from bot.cli.usage import Mistake
from bot.i18n.catalogues import read_catalogue, write_catalogue
from bot.i18n.checks import faults
from bot.i18n.review import Mark, hash_of, read_marks, write_marks
from bot.texts.review.status import REVIEWED
from db.enums import Language

NEEDED = {"id", "language", "correction", "fine", "clinician"}
NOT_A_TICK = {"", "no", "n", "0", "-", "x?", "?", "false", "नहीं", "नइ"}
ENCODINGS = ("utf-8-sig", "utf-16")
"""What spreadsheets write; other encodings have no Devanagari."""

Line = tuple[int, dict[str, str]]


@dataclass
class ImportResult:
    read: int = 0
    corrected: int = 0
    checked: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reviewer decided on one sentence."""

    row: Row
    translation: str
    read: bool
    clinician: str


def import_table(path: Path, reviewer: str, today: date) -> ImportResult:
    """Raises Mistake: it is not a table that `export` wrote."""
    result, lines = ImportResult(), list(_lines(path))
    verdicts = {language: list(_verdicts(language, lines, result)) for language in REVIEWED}
    if not result.faults:
        for language, found in verdicts.items():
            _write(language, found, reviewer, today, result)
    return result


def _verdicts(language: Language, lines: list[Line], result: ImportResult) -> Iterator[Verdict]:
    known = {row.id: row for row in rows_of(language)}
    for number, line in lines:
        if line["language"] == language:
            verdict = _verdict(known, line, number, result)
            if verdict is not None:
                yield verdict


def _lines(path: Path) -> Iterator[Line]:
    text = _text(path)
    if not text.strip():
        raise Mistake(f"{path} is empty")
    head = text.splitlines()[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter)
    missing = NEEDED - {name.strip().lower() for name in reader.fieldnames or ()}
    if missing:
        raise Mistake(
            f"{path} lacks the columns {', '.join(sorted(missing))};"
            f" an exported table has: {', '.join(COLUMNS)}"
        )
    for number, line in enumerate(reader, 2):  # as a spreadsheet numbers its rows
        cells = {str(k).strip().lower(): _clean(v) for k, v in line.items() if k is not None}
        if any(cells.values()):
            yield number, cells


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Mistake(f"{path} cannot be read: {error.strerror}") from None
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeError:
            continue
    raise Mistake(f"{path} is not UTF-8; save it as “CSV UTF-8” and import again")


def _clean(cell: str | None) -> str:
    return (cell or "").replace("\r\n", "\n").strip()


def _verdict(
    known: dict[str, Row], line: dict[str, str], number: int, result: ImportResult
) -> Verdict | None:
    correction, clinician = line["correction"], line["clinician"]
    ticked = line["fine"].lower() not in NOT_A_TICK
    if not (correction or ticked or clinician):
        return None
    row = known.get(line["id"])
    if row is None:
        result.faults.append(
            f"line {number}: this sentence has changed since the export;"
            " export again and copy the correction over"
        )
        return None
    translation = correction or row.translation
    if wrong := faults(row.english, translation):
        result.faults += [f"line {number}: {fault}" for fault in wrong]
        return None
    changed = translation != row.translation
    return Verdict(row, translation, bool(correction) or ticked, "" if changed else clinician)


def _write(
    language: Language, verdicts: list[Verdict], reviewer: str, today: date, result: ImportResult
) -> None:
    """A correction removes the clinician's mark, which was given to the old words."""
    marks, catalogue = read_marks(language), read_catalogue(language)
    for verdict in verdicts:
        english, on = verdict.row.english, today.isoformat()
        catalogue[english].string = verdict.translation
        changed = verdict.translation != verdict.row.translation
        mark = Mark() if changed else marks.get(verdict.row.id, Mark())
        if verdict.read:
            mark = replace(mark, reviewer=reviewer, read_on=on)
        if verdict.clinician:
            mark = replace(mark, clinician=verdict.clinician, checked_on=on)
        marks[hash_of(english, verdict.translation)] = mark
        result.read += verdict.read
        result.corrected += changed
        result.checked += bool(verdict.clinician)
    if verdicts:
        alive = {hash_of(str(m.id), str(m.string)) for m in catalogue if m.id}
        write_catalogue(language, catalogue)
        write_marks(language, {key: mark for key, mark in marks.items() if key in alive})
