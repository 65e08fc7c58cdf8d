"""Pills left, as members type them."""

from fractions import Fraction
from pathlib import Path

import pytest

from bot.domain.reading.counts import read_count
from bot.domain.reading.explain import explain
from bot.domain.reading.model import CountReading, NoCount, NotACount

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "counts.tsv").read_text("utf-8").splitlines()
    if not line.startswith("# ")
]


def test_it_reads_the_count_or_asks_again() -> None:
    read = [
        (text, _meant(wanted), explain(text, int(strip) if strip else 10)["count"])
        for text, wanted, strip in ROWS
    ]
    assert [(text, meant, count) for text, meant, count in read if count != meant] == []


def _meant(wanted: str) -> dict[str, float | bool] | None:
    """`-` is no count, `12~` one that has to be read back."""
    if wanted == "-":
        return None
    return {"pills": float(wanted.rstrip("~")), "sure": not wanted.endswith("~")}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("सुबह 1 शाम 1", NoCount.SCHEDULE),
        ("1-0-1", NoCount.SCHEDULE),
        ("140/90", NoCount.PRESSURE),
        ("sugar 250", NoCount.SUGAR),
        ("9876543210", NoCount.PHONE),
        ("108", NoCount.HELPLINE),
        ("12/6", NoCount.DATE),
        ("2024", NoCount.DATE),
        ("8 baje", NoCount.TIME),
        ("50 साल", NoCount.AGE),
        ("₹50", NoCount.MONEY),
        ("10 din ki", NoCount.DAYS_SUPPLY),
        ("500 mg", NoCount.STRENGTH),
        ("करीब बीस", NoCount.APPROXIMATE),
        ("दू-तीन", NoCount.RANGE),
        ("24 goli kha li", NoCount.TAKEN),
        ("24 गोली खा लूं क्या?", NoCount.QUESTION),
        ("2 डिब्बा", NoCount.CONTAINER),
        ("बीस-चार", NoCount.AMBIGUOUS),
        ("-5", NoCount.NEGATIVE),
        ("900", NoCount.TOO_MANY),
        ("24.7", NoCount.NO_PILL_FRACTION),
        ("24 goli 12 goli", NoCount.SEVERAL),
        ("65 kilo", NoCount.WEIGHT),
        ("नमस्ते", NoCount.NO_NUMBER),
    ],
)
def test_a_refusal_says_why(text: str, reason: NoCount) -> None:
    assert read_count(text) == NotACount(reason)


def test_strips_of_unknown_size_are_kept_for_the_question() -> None:
    assert read_count("2 पत्ता 3 गोली", strip=None) == NotACount(
        NoCount.STRIPS_UNKNOWN, strips=Fraction(2), loose=Fraction(3)
    )


def test_strips_of_known_size_are_pills() -> None:
    reading = read_count("2 पत्ता 3 गोली", strip=15)
    assert reading == CountReading(Fraction(33), True, strips=Fraction(2), loose=Fraction(3))
