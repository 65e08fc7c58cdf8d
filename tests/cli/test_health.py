"""`/healthz` gives a code for everything that is wrong, and none if nothing is."""

from datetime import UTC, datetime, timedelta

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.cli.doctor.database import check_running
from bot.console.health import Health
from bot.services.alerts.raising import raise_alert
from bot.simulator.clock import SimulatedClock
from bot.texts import menu as menu_texts
from bot.watchdog import Heartbeats
from db.enums import AlertKind, OutboxClass, OutboxStatus, Severity
from db.models import Account, AlertCommand, Clinic, DeadLetter, Heartbeat, Outbox
from db.session import Sessions, begin, make_engine, make_sessions


@pytest.fixture
def seconds() -> list[float]:
    """The monotonic clock of the beats."""
    return [0.0]


@pytest.fixture
def beats(seconds: list[float]) -> Heartbeats:
    beats = Heartbeats(lambda: seconds[0])
    beats.beat("intake")
    return beats


@pytest.fixture
def health(sessions: Sessions, beats: Heartbeats, clock: SimulatedClock) -> Health:
    return Health(sessions, beats, clock)


async def test_a_bot_at_rest_is_healthy(health: Health) -> None:
    assert await health.reasons() == []


async def test_before_the_first_beat_it_is_starting(
    sessions: Sessions, clock: SimulatedClock
) -> None:
    assert await Health(sessions, Heartbeats(), clock).reasons() == ["starting"]


async def test_a_silent_part_is_named(health: Health, seconds: list[float]) -> None:
    seconds[0] = 91.0
    assert await health.reasons() == ["telegram_silent"]


async def test_an_alert_that_nobody_moves_on_is_told(
    health: Health, sessions: Sessions, clock: SimulatedClock
) -> None:
    async with begin(sessions) as session:
        clinic = Clinic(name="Ganiyari", phone="07752-000000", created_at=clock())
        account = Account(telegram_id=1, created_at=clock())
        session.add_all([clinic, account])
        await session.flush()
        await raise_alert(
            session,
            clinic_id=clinic.id,
            patient_id=None,
            group_id=None,
            kind=AlertKind.HELP,
            severity=Severity.EMERGENCY,
            account_id=account.id,
            evidence="help",
            now=clock(),
        )
    # A clinic without anybody to call.
    assert await health.reasons() == ["alert_unheard"]
    clock.advance(hours=1)
    assert await health.reasons() == ["alert_unheard", "alert_late"]


async def test_a_message_stuck_past_its_lease_is_told(
    health: Health, sessions: Sessions, clock: SimulatedClock
) -> None:
    now = clock()
    async with begin(sessions) as session:
        session.add(
            Outbox(
                klass=OutboxClass.REPLY,
                priority=1,
                method="send",
                dest_kind="account",
                dest_id=1,
                template=menu_texts.home.name,
                params={},
                status=OutboxStatus.SENDING,
                not_before=now,
                expires_at=now + timedelta(days=1),
                lease_until=now + timedelta(seconds=30),
                tries=1,
                created_at=now,
            )
        )
    assert await health.reasons() == []
    clock.advance(seconds=91)
    assert await health.reasons() == ["message_stuck"]


async def test_without_its_database_it_is_not_healthy(
    beats: Heartbeats, clock: SimulatedClock
) -> None:
    nowhere = make_engine("postgresql+asyncpg://nobody@127.0.0.1:9/nothing")
    assert await Health(make_sessions(nowhere), beats, clock).reasons() == ["database"]
    await nowhere.dispose()


async def test_a_fetch_that_met_another_poller_is_called_a_conflict_at_once(
    health: Health, beats: Heartbeats, seconds: list[float]
) -> None:
    beats.note("conflict")
    assert await health.reasons() == ["conflict"]
    seconds[0] = 200.0
    assert await health.reasons() == ["conflict"], "silence would be the lesser word"
    beats.note("conflict", False)
    beats.beat("intake")
    assert await health.reasons() == []


async def test_a_loop_that_turns_without_success_is_silent_and_not_still(
    health: Health, beats: Heartbeats, seconds: list[float]
) -> None:
    for seconds[0] in (30.0, 60.0, 90.0, 120.0, 150.0):
        beats.turn("intake")
    assert await health.reasons() == ["telegram_silent"]
    assert beats.still() == [], "a new process would hear nothing either"


async def test_who_stands_by_is_well_and_says_so(
    health: Health, beats: Heartbeats, seconds: list[float]
) -> None:
    beats.note("standing_by")
    seconds[0] = 200.0
    assert await health.reasons() == []
    answer = await health.answer(make_mocked_request("GET", "/healthz"))
    assert answer.status == 200
    assert b"standing_by" in (answer.body or b"")  # type: ignore[operator]


async def test_a_dead_letter_is_told_for_a_day(
    health: Health, sessions: Sessions, clock: SimulatedClock
) -> None:
    async with begin(sessions) as session:
        session.add(DeadLetter(update_id=1, error="KeyError", failed_at=clock()))
    assert await health.reasons() == ["update_dead"]
    clock.advance(hours=25)
    assert await health.reasons() == []


async def test_a_command_that_nobody_applies_is_told_after_a_minute(
    health: Health, sessions: Sessions, clock: SimulatedClock
) -> None:
    async with begin(sessions) as session:
        session.add(AlertCommand(alert_id=1, action="ack", actor="Anita", created_at=clock()))
    assert await health.reasons() == []
    clock.advance(seconds=61)
    assert await health.reasons() == ["command_stuck"]


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"intake": 1.0}, "heard Telegram"),
        ({"intake": 500.0, "clock": 1.0}, "telegram_silent"),
        ({"intake": 1.0, "note:conflict": 0.0}, "conflict"),
        ({"intake": 1.0, "note:standing_by": 0.0}, "standing_by"),
        ({"clock": 5000.0, "intake": 5000.0}, "no sign of life"),
        ({}, "has not run"),
    ],
)
async def test_the_doctor_says_the_same_in_words(
    sessions: Sessions, parts: dict[str, float], says: str
) -> None:
    now = datetime.now(UTC)
    async with begin(sessions) as session:
        for part, age in parts.items():
            at = now - timedelta(seconds=age)
            session.add(Heartbeat(part=part, instance="one", at=at))
    async with begin(sessions) as session:
        findings = await check_running(session)
    assert says in str(findings[0])
