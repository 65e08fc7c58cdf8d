"""The questions of the README are asked as they stand there, and answered."""

import re
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from db.models import Meeting
from tests.contract.people import NOW, TODAY, People, ago

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
EXAMPLE = re.compile(r"^ {4}-- (\w+_feed): .+\n((?: {4}.+\n)+)", re.MULTILINE)


async def answer_of_example(people: People, view: str) -> list[tuple[object, ...]]:
    """The rows that the README's example query of a view returns."""
    await people.read(view)
    (query,) = [query for name, query in EXAMPLE.findall(README) if name == view]
    async with people.sessions() as session:
        return [tuple(row) for row in await session.execute(text(query))]


async def test_the_counts_of_a_patient_without_the_corrected_ones(ganiyari: People) -> None:
    await ganiyari.run("UPDATE patient SET clinic_number = 'GAN200011'")
    await ganiyari.count(62, ago(3), replaced_at=NOW)
    await ganiyari.count(26, ago(3), source="leader")
    await ganiyari.count(40, ago(9))
    rows = await answer_of_example(ganiyari, "pill_count_feed")
    assert [(float(row[2]), row[3]) for row in rows] == [(26, "leader"), (40, "self")]  # type: ignore[arg-type]


async def test_who_took_less_than_half_twice(ganiyari: People) -> None:
    await ganiyari.dose(2, ago(60))
    await ganiyari.fill(120, ago(60))
    await ganiyari.count(100, ago(30))
    assert await answer_of_example(ganiyari, "adherence_feed") == []
    await ganiyari.count(80, ago(5))
    (row,) = await answer_of_example(ganiyari, "adherence_feed")
    assert row == ("GAN200000", "Sukhmati", "Metformin", "steady", 35, "medium")


async def test_what_to_bring_to_the_meeting(ganiyari: People) -> None:
    await ganiyari.dose(2, ago(10))
    await ganiyari.fill(30, ago(10))
    for days in (3, 9, 40):
        await ganiyari.run("DELETE FROM meeting")
        await ganiyari.add(
            Meeting(
                group_id=ganiyari.group_id,
                starts_at=NOW + timedelta(days=days),
                state="planned",
                created_at=NOW,
            )
        )
        rows = await answer_of_example(ganiyari, "refill_feed")
        assert len(rows) == (0 if days == 3 else 1)
    title, _on, medicine, people, ends = rows[0]
    assert (title, medicine, people) == ("Ganiyari sangwari", "Metformin", 1)
    assert str(ends) == str(TODAY + timedelta(days=5))
