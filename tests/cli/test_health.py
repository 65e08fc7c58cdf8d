"""`/healthz` gives a code for everything that is wrong, and none if nothing is."""

from datetime import timedelta

import pytest

from bot.console.health import Health
from bot.services.alerts.raising import raise_alert
from bot.simulator.clock import SimulatedClock
from bot.texts import menu as menu_texts
from bot.watchdog import Heartbeats
from db.enums import AlertKind, OutboxClass, OutboxStatus, Severity
from db.models import Account, Clinic, Outbox
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
