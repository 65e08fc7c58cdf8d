"""The same answer as three people write it: in Hindi, in Chhattisgarhi, in Roman letters."""

from pathlib import Path

import pytest

from bot.domain.reading.explain import explain

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "said_counts.tsv").read_text("utf-8").splitlines()
    if not line.startswith("# ")
]


@pytest.mark.parametrize("column", [2, 3, 4], ids=["hindi", "chhattisgarhi", "roman"])
def test_however_it_is_written_the_count_is_the_same_or_asked_again(column: int) -> None:
    read = {row[column]: (_read_as(row[column], row[1]), row[0]) for row in ROWS}
    wrong = {text: seen for text, seen in read.items() if seen[0] not in seen[1].split("|")}
    assert wrong == {}


def _read_as(text: str, strip: str) -> str:
    count = explain(text, int(strip) if strip else 10)["count"]
    return "-" if count is None else f"{count['pills']:g}{'' if count['sure'] else '~'}"
