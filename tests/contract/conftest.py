"""The clinic at Ganiyari, and a practice clinic beside it."""

import pytest

from db.session import Sessions
from tests.contract.people import People


@pytest.fixture
async def ganiyari(sessions: Sessions) -> People:
    people = People(sessions)
    await people.set_up_clinic("Ganiyari")
    return people


@pytest.fixture
async def practice(sessions: Sessions) -> People:
    people = People(sessions)
    await people.set_up_clinic("Practice", practice=True)
    return people
