"""The views show a practice clinic only in a practice deployment."""

import pytest

from tests.contract.people import ago

VIEWS = (
    "alert_feed",
    "alert_event_feed",
    "pill_count_feed",
    "adherence_feed",
    "refill_feed",
    "story_feed",
    "group_feed",
    "need_feed",
    "delivery_feed",
)


async def add_rows_of_every_view(people):
    await people.alert()
    await people.dose(1, ago(30))
    await people.fill(60, ago(30))
    await people.count(40, ago(10))
    await people.story()
    await people.message()
    await people.need()


@pytest.mark.parametrize("view", VIEWS)
async def test_practice_shows_only_in_a_practice_deployment(ganiyari, practice, view):
    await add_rows_of_every_view(ganiyari)
    await add_rows_of_every_view(practice)
    assert {row["clinic"] for row in await ganiyari.read(view)} == {"Ganiyari"}
    await ganiyari.run("UPDATE deployment SET practice = true, contract_version = 7")
    rows = await ganiyari.read(view)
    assert {row["clinic"] for row in rows} == {"Ganiyari", "Practice"}
    assert {row["contract_version"] for row in rows} == {7}
