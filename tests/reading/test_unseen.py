"""Messages written before the reader met them, in two batches; a third of each was held out.

Two figures matter: an emergency read as less than a private question, and an everyday sentence
read as an emergency. A count is right, asked again, or a fault.

What each set showed the first time it was read, before the lists were mended: of the second batch
no emergency in 44 was missed, and 2 everyday sentences in 45 alarmed; of what was held out of it
1 in 22 and 1 in 22; of what was held out of the first 1 in 50 and none in 50.
"""

from pathlib import Path

import pytest

from bot.domain.reading.explain import explain, read
from db.enums import ReadingLevel

SETS = ("unseen", "heldout", "second", "second_heldout")
COUNTED = SETS[:1]
HEARD = (ReadingLevel.EMERGENCY, ReadingLevel.ASK)


def rows(name: str) -> list[list[str]]:
    text = (Path(__file__).parent / f"{name}.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("# ")]


def messages(name: str, kind: str) -> list[tuple[str, frozenset[str]]]:
    found = rows(f"{name}_dangers")
    return [(text, frozenset(right.split("|"))) for text, is_a, right in found if is_a == kind]


@pytest.mark.parametrize("name", SETS)
def test_no_emergency_is_read_as_less_than_a_question(name: str) -> None:
    missed = [text for text, _ in messages(name, "danger") if read(text).level not in HEARD]
    assert missed == []


@pytest.mark.parametrize("name", SETS)
def test_everyday_talk_is_no_emergency(name: str) -> None:
    everyday = messages(name, "everyday")
    alarms = [text for text, _ in everyday if read(text).level is ReadingLevel.EMERGENCY]
    assert len(alarms) < len(everyday) * 0.02, alarms


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("kind", ["near", "everyday"])
def test_what_is_near_danger_has_its_own_level(name: str, kind: str) -> None:
    wrong = [text for text, right in messages(name, kind) if read(text).level not in right]
    assert wrong == []


@pytest.mark.parametrize("name", COUNTED)
def test_no_count_is_ever_wrong(name: str) -> None:
    read_as = {
        text: (_read_as(text, strip), right) for text, right, strip in rows(f"{name}_counts")
    }
    assert {text: seen for text, seen in read_as.items() if seen[0] not in seen[1].split("|")} == {}


def _read_as(text: str, strip: str) -> str:
    count = explain(text, int(strip) if strip else 10)["count"]
    return "-" if count is None else f"{count['pills']:g}{'' if count['sure'] else '~'}"
