"""Any history of calls for help, presses, time, commands and delivery faults keeps all in order.

The invariants are I1 to I16 of the design; I16, no transaction open while Telegram is called, is
held by the request that the relays of these tests use, and I12 has a test of its own besides.
"""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import event, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.console.health import overdue_work
from bot.delivery.claim import ROW_LEASE
from bot.jobs.alerts import apply_commands, escalate
from bot.services.alerts.actions import ActionRefused, record_source_cleared
from bot.services.alerts.voice_messages import tell_leaders_of_strangers_voice
from bot.simulator.clock import SimulatedClock
from db.enums import AlertAction, Severity
from db.models import Alert, AlertCommand, AlertEvent, Attempt, Outbox, Slot
from db.queries.alerts.lookup import locked_alert
from db.session import begin, make_engine
from tests.alerts import invariants
from tests.alerts.simulated import SimulatedClinic
from tests.conftest import START

SEVERITIES = st.sampled_from(list(Severity))
NURSES = st.sampled_from(["Anita", "Meena"])
EVERYBODY = st.sampled_from(["Anita", "Meena", "Rao", "Phool", "Sukhmati"])
FAULTS = st.sampled_from(
    [
        {"kind": "timeout_before"},
        {"kind": "timeout_after"},
        {"kind": "disconnect_before"},
        {"kind": "disconnect_after"},
        {"kind": "flood", "retry_after": 30},
        {"kind": "error", "code": 502, "description": "Bad Gateway"},
        {"kind": "bad_json"},
    ]
)
after_an_alert = precondition(lambda self: self.alert_raised)


class Histories(RuleBasedStateMachine):
    engine: ClassVar[AsyncEngine]
    runner: ClassVar[asyncio.Runner]

    def __init__(self) -> None:
        super().__init__()
        self.clock = SimulatedClock(START)
        self.alert_raised = False
        self.ranks: dict[int, int] = {}
        self.fates: dict[int, tuple[object, ...]] = {}
        self.simulated = SimulatedClinic(self.engine, self.clock)
        self.clinic = self.simulated.clinic

    def run_(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    @initialize()
    def a_clinic(self) -> None:
        self.run_(self.simulated.settle_in())

    def newest(self) -> Alert:
        return self.run_(self.clinic.rows(select(Alert).order_by(Alert.id.desc()).limit(1)))[0]

    # What people do

    @rule(severity=SEVERITIES, own=st.booleans())
    def somebody_calls_for_help(self, severity: Severity, own: bool) -> None:
        before = self.newest() if self.alert_raised else None
        self.alert_raised = True
        other = {} if own else {"patient_id": None}
        raised = self.run_(self.clinic.calls_for_help("pira", severity, **other))
        assert Severity(raised.alert.severity).rank >= severity.rank
        if before and before.dedup_key == raised.alert.dedup_key and before.status != "resolved":
            assert raised.alert.id == before.id, "I1"

    @after_an_alert
    @rule(name=NURSES, action=st.sampled_from(list(AlertAction)), button=st.booleans())
    def a_nurse_presses_twice(self, name: str, action: AlertAction, button: bool) -> None:
        alert = self.newest()
        episode = alert.episode if button else None
        done = [self.run_(self.press(name, alert, action, episode)) for _ in range(2)]
        if action in (AlertAction.ACK, AlertAction.RESOLVE):
            assert not done[1], "I8"

    @after_an_alert
    @rule(action=st.sampled_from([AlertAction.ACK, AlertAction.RESOLVE]))
    def two_nurses_press_at_once(self, action: AlertAction) -> None:
        async def both() -> list[bool]:
            alert = self.newest_id
            presses = (self.press(name, alert, action, None) for name in ("Anita", "Meena"))
            return await asyncio.gather(*presses)

        self.newest_id = self.newest()
        assert sum(self.run_(both())) <= 1, "I8"

    @after_an_alert
    @rule(name=NURSES, action=st.sampled_from([AlertAction.ACK, AlertAction.UNACK]))
    def an_old_button_is_pressed(self, name: str, action: AlertAction) -> None:
        alert = self.newest()
        assert not self.run_(self.press(name, alert, action, alert.episode - 1)), "I9"

    async def press(
        self, name: str, alert: Alert, action: AlertAction, episode: int | None
    ) -> bool:
        outcome = "helped" if action is AlertAction.RESOLVE else None
        try:
            await self.clinic.does(name, alert.id, action, outcome, episode=episode)
        except ActionRefused:
            return False
        return True

    @after_an_alert
    @rule(action=st.sampled_from([*AlertAction, "nonsense"]), stale=st.booleans())
    def the_clinics_program_writes(self, action: str, stale: bool) -> None:
        alert = self.newest()
        values = {"alert_id": alert.id, "action": action, "actor": "Anita", "outcome": "referred"}

        async def write() -> int:
            async with begin(self.clinic.sessions) as session:
                version = alert.version - stale
                await session.execute(
                    insert(AlertCommand).values(values | {"expected_version": version})
                )
            return await apply_commands(self.clinic.sessions, self.clock)

        assert self.run_(write()) == 1
        if stale:
            assert self.newest().version == alert.version, "a stale command changes nothing"

    @after_an_alert
    @rule()
    def what_raised_it_is_gone(self) -> None:
        async def clear() -> None:
            async with begin(self.clinic.sessions) as session:
                alert = await locked_alert(session, self.newest_id.id)
                assert alert is not None
                await record_source_cleared(session, alert, "says: not now", now=self.clock())

        self.newest_id = self.newest()
        self.run_(clear())
        assert self.newest().status == self.newest_id.status, "a human closes it"

    @rule()
    def a_stranger_speaks_by_voice(self) -> None:
        async def speak() -> None:
            async with begin(self.clinic.sessions) as session:
                await tell_leaders_of_strangers_voice(session, self.clinic.group, now=self.clock())

        self.run_(speak())

    # What time and the machines do

    @rule(minutes=st.sampled_from([1, 9, 10, 61, 240, 1440, 3000]))
    def time_passes(self, minutes: int) -> None:
        self.run_(self.clinic.later(minutes=minutes))
        for alert in self.run_(self.clinic.rows(select(Alert))):
            if alert.next_action_at is not None:
                assert alert.next_action_at > self.clock(), "I7"

    @after_an_alert
    @rule()
    def nobody_answers_for_an_hour(self) -> None:
        for _ in range(6):
            self.time_passes(minutes=10)

    @rule(seconds=st.sampled_from([3, 31]))
    def moments_pass(self, seconds: int) -> None:
        self.clock.advance(seconds=seconds)

    @rule()
    def two_clocks_tick_at_once(self) -> None:
        async def both() -> None:
            sessions = self.clinic.sessions
            await asyncio.gather(*(escalate(sessions, self.clock) for _ in range(2)))

        self.run_(both())
        assert self.run_(escalate(self.clinic.sessions, self.clock)) == 0, "I15"

    @rule(both=st.booleans())
    def what_is_due_goes_out(self, both: bool) -> None:
        self.run_(self.simulated.deliver(*self.simulated.relays[: 1 + both]))

    @rule()
    def a_sender_falls_asleep_with_messages_in_its_hands(self) -> None:
        self.run_(self.simulated.stall_relay())

    @precondition(lambda self: self.simulated.stalled)
    @rule()
    def a_sleeper_wakes(self) -> None:
        self.run_(self.simulated.resume_relay())

    @after_an_alert
    @rule(severity=SEVERITIES)
    def it_is_taken_while_a_page_is_in_sleeping_hands(self, severity: Severity) -> None:
        self.somebody_calls_for_help(severity, own=True)
        self.run_(self.simulated.stall_relay())
        alert = self.newest()
        self.run_(self.press("Anita", alert, AlertAction.ACK, alert.episode))
        self.clock.advance(seconds=ROW_LEASE.total_seconds())
        self.run_(self.simulated.deliver(self.simulated.relays[0]))

    # Trouble

    @rule(fault=FAULTS, times=st.integers(1, 3))
    def telegram_is_troubled(self, fault: dict[str, Any], times: int) -> None:
        self.simulated.telegram.faults.add(**fault, times=times)

    @rule(name=EVERYBODY)
    def somebody_blocks_the_bot(self, name: str) -> None:
        self.simulated.people[name].blocks(self.simulated.simulated_bot)

    @rule(name=EVERYBODY)
    def somebody_lets_it_in_again(self, name: str) -> None:
        self.simulated.people[name].unblocks(self.simulated.simulated_bot)

    @rule()
    def the_staff_chat_is_upgraded(self) -> None:
        chat = self.simulated.chats[0]
        if chat.chat.kind == "group":
            chat.upgrade()

    @invariant()
    def all_is_in_order(self) -> None:
        self.run_(self.check())

    async def check(self) -> None:
        rows = self.clinic.rows
        alerts = await rows(select(Alert))
        events = await rows(select(AlertEvent).order_by(AlertEvent.sequence))
        messages = await rows(select(Outbox))
        invariants.one_open_alert_for_each_trouble(alerts)
        for alert in alerts:
            invariants.told_by_its_events(alert, [e for e in events if e.alert_id == alert.id])
            pages = [m for m in messages if m.alert_id == alert.id and m.method == "send"]
            invariants.paged_as_it_should_be(alert, pages, self.clock())
            invariants.never_less_grave(alert, self.ranks)
        invariants.what_is_over_stays_over(messages, self.fates)
        invariants.one_in_flight_for_each_reader(messages)
        invariants.nothing_written_twice(messages, await rows(select(Slot)))
        invariants.every_end_has_a_reason(messages, await rows(select(Attempt)))

    def teardown(self) -> None:
        try:
            self.run_(self.calm())
        finally:
            self.run_(self.simulated.close())

    async def calm(self) -> None:
        """End all faults, deliver what is left, and check all invariants and the audit."""
        self.simulated.end_faults()
        moment, days = timedelta(seconds=ROW_LEASE.total_seconds() + 61), timedelta(days=2)
        for time in (moment, moment, days, days, moment):
            self.clock.advance(time)
            await escalate(self.clinic.sessions, self.clock)
            await self.simulated.deliver(self.simulated.relays[0])
        await self.check()
        invariants.nothing_is_left(await self.clinic.rows(select(Outbox)))
        async with begin(self.clinic.sessions) as session:
            assert await overdue_work(session, self.clock()) == []


def _hasty(connection: Any, _record: object) -> None:
    # No process crashes in this test, so the database need not wait for the disk.
    connection.execute("PRAGMA synchronous=OFF").close()


def test_any_history_leaves_everything_in_order(database_url: str):
    with asyncio.Runner() as Histories.runner:
        engine = Histories.engine = make_engine(database_url)
        if engine.dialect.name == "sqlite":
            event.listen(engine.sync_engine, "connect", _hasty)
        run_state_machine_as_test(
            Histories,
            settings=settings(
                max_examples=12,
                stateful_step_count=20,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
        Histories.runner.run(engine.dispose())
