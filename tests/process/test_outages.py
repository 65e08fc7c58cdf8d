"""The database goes away, or Telegram answers oddly: the process lives, hears cries, works on."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.simulator.facade import SimulatedTelegram
from bot.simulator.people.person import Person
from db.models import Alert, DeadLetter, PillCount
from db.session import Sessions
from tests.process.outages import OUTAGES, Outage
from tests.process.people import create_people
from tests.process.running import TOKEN, BotProcess

pytestmark = pytest.mark.process

PAIN = "छाती मा अब्बड़ पीरा होवत हे"
BREATH = "सांस नइ आवत हे"
KINDS = [pytest.param(kind, kind.partition("-")[0], id=kind) for kind in sorted(OUTAGES)]
each_outage = pytest.mark.parametrize(("kind", "database_url"), KINDS, indirect=["database_url"])


@pytest.fixture
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def outage(kind: str, database_url: str) -> AsyncIterator[Outage]:
    outage = OUTAGES[kind](database_url)
    yield outage
    await outage.close()


@pytest.fixture
async def supervised(
    outage: Outage, telegram: SimulatedTelegram, tmp_path: Path
) -> AsyncIterator[BotProcess]:
    running = BotProcess(telegram, await telegram.serve(), outage.url, tmp_path / "bot.log")
    yield running
    await running.end()


def helped(person: Person, telegram: SimulatedTelegram) -> bool:
    return any("108" in message.text for message in person.inbox(telegram.world.bots[TOKEN]))


@each_outage
async def test_while_the_database_is_away_cries_are_answered_and_afterwards_all_is_stored(
    supervised: BotProcess, outage: Outage, telegram: SimulatedTelegram, sessions: Sessions
) -> None:
    counting, early, late = await create_people(telegram, sessions, ["Phool", "Sukhmati", "Dhani"])
    gothiya = telegram.world.bots[TOKEN]
    await outage.end(0)
    await supervised.supervise_until_it_fetches()
    await outage.begin(supervised.pid)
    counting.says(gothiya, "24")
    early.says(gothiya, PAIN)
    await supervised.until(lambda: helped(early, telegram), "the number for the first cry")
    late.says(gothiya, BREATH)
    await supervised.until(lambda: helped(late, telegram), "the number for the second cry")
    assert gothiya.updates.pending, "nothing is acknowledged that is not stored"
    await outage.end(supervised.pid)
    await supervised.until(lambda: not gothiya.updates.pending, "every update acknowledged")
    await supervised.until(lambda: bool(counting.inbox(gothiya)), "an answer to the count")
    assert supervised.exit_codes == []
    assert await rows(sessions, select(PillCount.remaining)) == [24]
    assert await rows(sessions, select(Alert.severity)) == ["emergency", "emergency"]
    assert await rows(sessions, select(DeadLetter.update_id)) == []


@pytest.mark.parametrize(
    ("kind", "database_url"),
    [param for param in KINDS if param.id != "sqlite-disk-full"],
    indirect=["database_url"],
)
async def test_started_without_its_database_it_waits_and_answers_cries(
    supervised: BotProcess, outage: Outage, telegram: SimulatedTelegram, sessions: Sessions
) -> None:
    (sukhmati,) = await create_people(telegram, sessions, ["Sukhmati"])
    gothiya = telegram.world.bots[TOKEN]
    await outage.end(0)
    await outage.begin(0)
    sukhmati.says(gothiya, PAIN)
    await supervised.supervise()
    await supervised.until(lambda: helped(sukhmati, telegram), "the number")
    await outage.end(0)
    await supervised.until(lambda: not gothiya.updates.pending, "every update acknowledged")
    assert supervised.exit_codes == []
    assert await rows(sessions, select(Alert.severity)) == ["emergency"]


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "error", "code": 401, "description": "Unauthorized"},
        {"kind": "error", "code": 404, "description": "Not Found"},
        {"kind": "error", "code": 409, "description": "Conflict: terminated by other getUpdates"},
        {"kind": "error", "code": 500, "description": "Internal Server Error"},
        {"kind": "not_ok"},
        {"kind": "no_result"},
        {"kind": "bad_json"},
        {"kind": "disconnect_before"},
    ],
    ids=lambda fault: f"{fault['kind']}-{fault.get('code', '')}",
)
async def test_an_odd_answer_of_telegram_ends_nothing(
    bot: BotProcess,
    telegram: SimulatedTelegram,
    sessions: Sessions,
    fault: dict[str, str | int],
) -> None:
    (phool,) = await create_people(telegram, sessions, ["Phool"])
    gothiya = telegram.world.bots[TOKEN]
    await bot.supervise_until_it_fetches()
    odd = [
        telegram.faults.add(method=method, times=2, **fault)  # type: ignore[arg-type]
        for method in ("getUpdates", "sendMessage")
    ]
    phool.says(gothiya, "24")
    await bot.until(lambda: bool(phool.inbox(gothiya)), "an answer to the count")
    await bot.until(lambda: odd[0].hits == 2, "both faults")
    assert bot.exit_codes == []
    assert await rows(sessions, select(PillCount.remaining)) == [24]


async def rows(sessions: Sessions, statement):  # type: ignore[no-untyped-def]
    async with sessions() as session:
        return list(await session.scalars(statement))
