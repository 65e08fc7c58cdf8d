"""Reads the rows of a CSV file, in any form in which spreadsheet programs save it."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

REQUIRED_COLUMNS = ("number", "name")
SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line, and what to write instead."""

    line: int
    column: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    """As spreadsheets count: the heading is line 1."""
    cells: Mapping[str, str]
    """The cells that are not empty, by column."""


@cache
def columns() -> dict[str, str]:
    """What each column holds, in the order of the sample file."""
    return tomllib.loads((files(__package__) / "columns.toml").read_text("utf-8"))


def sample() -> str:
    return (files(__package__) / "sample.csv").read_text("utf-8")


def read_rows(content: bytes) -> tuple[list[Row], list[Problem]]:
    """Rows and problems; there are no rows if the heading is wrong."""
    text = _decoded(content)
    if text is None:
        remedy = "the letters are not readable; in Excel save it as “CSV UTF-8”"
        return [], [Problem(1, "", remedy)]
    lines = text.splitlines(keepends=True)
    heading = lines[0] if lines else ""
    separator = max(SEPARATORS, key=heading.count)
    reader = csv.reader(lines, delimiter=separator)
    names = [_column(cell) for cell in next(reader, [])]
    if problems := _heading_problems(names):
        return [], problems
    rows, problems, line = [], [], 2
    for cells in reader:
        if any(cell.strip() for cell in cells[len(names) :]):
            remedy = f"there are {len(cells)} cells for {len(names)} columns; put commas in quotes"
            problems.append(Problem(line, "", remedy))
        filled = {n: c.strip() for n, c in zip(names, cells, strict=False) if n and c.strip()}
        if filled:
            rows.append(Row(line, filled))
        line = reader.line_num + 1
    return rows, problems


def _decoded(content: bytes) -> str | None:
    is_utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        return content.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        return None


def _column(cell: str) -> str:
    return "_".join(cell.strip().strip("\ufeff").casefold().replace("-", " ").split())


def _heading_problems(names: list[str]) -> list[Problem]:
    missing = [name for name in REQUIRED_COLUMNS if name not in names]
    problems = [Problem(1, name, f"there is no column {name}; add it") for name in missing]
    for name in names:
        if name and name not in columns():
            meant = get_close_matches(name, columns(), n=1, cutoff=0.5)
            hint = f"did you mean {meant[0]}?" if meant else f"there are: {', '.join(columns())}"
            problems.append(Problem(1, name, f"this column is not known; {hint}"))
    twice = {name for name in names if name and names.count(name) > 1}
    problems += [Problem(1, name, "this column is there twice; delete one") for name in twice]
    return problems
