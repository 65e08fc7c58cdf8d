"""Too many messages too fast, whichever process gets them; and what the check costs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, select

from bot.domain.moderation.flood import FLOOD_LIMIT, FLOOD_WINDOW, FloodWatch, person_key
from bot.handlers.moderation import checks
from bot.services.moderation.flood import exceeds_flood_limit
from db.models import FloodRun, Group
from db.session import begin
from tests.village import PeerGroup, Village, Villager

SLOW = "🌿 Slowly, please: others want to be heard too."
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nobody_wrote_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "flood_watch", FloodWatch())


async def _group(village: Village) -> tuple[PeerGroup, Villager]:
    group = await village.group("संगवारी")
    budhram = await village.member("Budhram", group=group)
    await village.later(minutes=1)
    return group, budhram


async def _writes(village: Village, who: Villager, group: PeerGroup, times: int) -> None:
    for number in range(times):
        who.person.says(group.chat, f"अरे {'वाह ' * (number + 1)}")
        await village.settle()


def _words(who: Villager) -> int:
    return [m.text for m in who.inbox].count(who.word(SLOW))


async def test_a_restart_in_the_middle_forgets_nothing(village: Village) -> None:
    group, budhram = await _group(village)
    await _writes(village, budhram, group, FLOOD_LIMIT - 2)
    checks.flood_watch = FloodWatch()
    await _writes(village, budhram, group, 3)
    assert _words(budhram) == 1


async def test_two_processes_count_together_and_one_of_them_speaks(village: Village) -> None:
    group, budhram = await _group(village)
    here, there = FloodWatch(), FloodWatch()
    for number in range(FLOOD_LIMIT + 1):
        checks.flood_watch = here if number % 2 else there
        budhram.person.says(group.chat, f"वाह {number}")
        await village.settle()
    assert _words(budhram) == 1


async def test_who_writes_calmly_is_never_slowed(village: Village) -> None:
    group, budhram = await _group(village)
    for number in range(FLOOD_LIMIT * 2):
        budhram.person.says(group.chat, f"वाह {number}")
        await village.later(seconds=12)
    assert _words(budhram) == 0


async def test_many_people_cost_no_statement_and_one_in_haste_one_each(village: Village) -> None:
    group = await village.group("संगवारी")
    people = [await village.member(f"Budhram {n}", group=group) for n in range(10)]
    await village.later(minutes=5)
    with _statements(village) as found:
        for who in people:
            who.person.says(group.chat, "आज बैठक है")
        await village.settle()
    assert found == []
    hasty = people[0]
    with _statements(village) as found:
        await _writes(village, hasty, group, 4)
    assert len(found) == 4
    assert all(statement.startswith("INSERT INTO flood_run") for statement in found)


@contextmanager
def _statements(village: Village) -> Iterator[list[str]]:
    """The statements that counting costs; those for the rest of a message are left out."""
    engine, found = village.app.engine.sync_engine, []

    def note(_c: object, _u: object, statement: str, *_rest: object) -> None:
        if "flood_run" in statement:
            found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def test_nothing_of_it_stays_and_nothing_names_anybody(village: Village) -> None:
    group, budhram = await _group(village)
    await _writes(village, budhram, group, 3)
    (key,) = await village.rows(select(FloodRun.key))
    assert key != budhram.person.id
    await village.later(hours=1)
    assert not await village.rows(select(FloodRun.key))


async def test_the_shared_count_begins_anew_after_a_minute(village: Village) -> None:
    group, budhram = await _group(village)
    at, said = village.clock(), []
    async with begin(village.sessions) as session:
        row = await session.get_one(Group, group.id)
        for seconds in (0, 10, 20, 70, 75, 80, 85, 90, 95, 100, 105):
            moment = at + timedelta(seconds=seconds)
            if await exceeds_flood_limit(session, row, budhram.person.id, 1, at=moment):
                said.append(seconds)
    assert said == [105]


@given(gaps=st.lists(st.integers(0, 90), min_size=1, max_size=40))
def test_all_messages_of_a_hasty_run_are_counted_once(gaps: list[int]) -> None:
    flood, at, counted, run, due = FloodWatch(), NOON, 0, 0, 0
    for number, gap in enumerate(gaps):
        at += timedelta(seconds=gap)
        run = run + 1 if number and timedelta(seconds=gap) < FLOOD_WINDOW else 1
        due += {1: 0, 2: 2}.get(run, 1)
        counted += flood.messages_to_count(-100, 7, number, at)
        assert flood.messages_to_count(-100, 7, number, at) == 0  # the update comes twice
    assert counted == due


def test_a_person_is_another_in_another_group() -> None:
    assert person_key(7, "one") == person_key(7, "one")
    assert len({person_key(7, "one"), person_key(7, "two"), person_key(8, "one")}) == 3
