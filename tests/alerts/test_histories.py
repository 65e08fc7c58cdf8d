"""Any history of cries, clocks and people leaves the tables in order."""

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from datetime import datetime, timedelta
from pathlib import Path
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
from sqlalchemy import event, insert, select, update

from bot.jobs.commands import apply_commands
from bot.jobs.escalation import escalate
from bot.practice.clock import PracticeClock
from bot.services.alerts import NotDone, page_failed
from db.enums import AlertAction, AlertStatus, OutboxStatus, Severity
from db.models import Alert, AlertCommand, AlertEvent, Outbox
from db.session import begin, make_engine, make_sessions
from tests.alerts.conftest import Ganiyari
from tests.conftest import START

SEVERITIES = st.sampled_from(list(Severity))
NURSES = st.sampled_from(["Anita", "Meena"])
AGAIN = {"realarm", "unacked", "auto_unack", "unsnoozed", "woke"}
SAID = {"raised", "recurred", "worsened", "realarm"}
LONGEST_SILENCE = {
    Severity.EMERGENCY: timedelta(minutes=10),
    Severity.SAME_DAY: timedelta(hours=14),
    Severity.ROUTINE: timedelta(days=1, hours=9),
}


class Histories(RuleBasedStateMachine):
    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copyfile(self.template, self.folder / "gothiya.db")
        self.engine = make_engine(f"sqlite+aiosqlite:///{self.folder}/gothiya.db")
        event.listen(self.engine.sync_engine, "connect", _hasty)
        self.clock = PracticeClock(START)
        self.cried = False
        self.clinic = Ganiyari(make_sessions(self.engine), self.clock)

    def run_(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    def teardown(self) -> None:
        self.run_(self.engine.dispose())
        self.runner.close()
        shutil.rmtree(self.folder)

    @initialize()
    def a_clinic(self) -> None:
        self.run_(self.clinic.settle_in())

    def newest(self) -> Alert | None:
        found = self.run_(self.clinic.rows(select(Alert).order_by(Alert.id.desc()).limit(1)))
        return found[0] if found else None

    @rule(severity=SEVERITIES, own=st.booleans())
    def somebody_cries(self, severity: Severity, own: bool) -> None:
        before = self.newest()
        self.cried = True
        other = {} if own else {"patient_id": None}
        raised = self.run_(self.clinic.cries("pira", severity, **other))
        assert Severity(raised.alert.severity).rank >= severity.rank
        if before and before.dedup_key == raised.alert.dedup_key and before.status != "resolved":
            assert raised.alert.id == before.id

    @rule(minutes=st.sampled_from([1, 9, 10, 61, 240, 1440, 3000]))
    def time_passes(self, minutes: int) -> None:
        self.run_(self.clinic.later(minutes=minutes))
        for alert in self.run_(self.clinic.rows(select(Alert))):
            if alert.next_action_at is not None:
                assert alert.next_action_at > self.clock()

    @rule()
    def the_clock_ticks_twice(self) -> None:
        self.run_(escalate(self.clinic.sessions, self.clock))
        assert self.run_(escalate(self.clinic.sessions, self.clock)) == 0

    @precondition(lambda self: self.cried)
    @rule(name=NURSES, action=st.sampled_from(list(AlertAction)), button=st.booleans())
    def a_nurse_presses_twice(self, name: str, action: AlertAction, button: bool) -> None:
        alert = self.newest()
        assert alert is not None
        episode = alert.episode if button else None
        done = [self.press(name, alert, action, episode) for _ in range(2)]
        if action in (AlertAction.ACK, AlertAction.RESOLVE):
            assert not done[1]

    @precondition(lambda self: self.cried)
    @rule(name=NURSES, action=st.sampled_from([AlertAction.ACK, AlertAction.UNACK]))
    def an_old_button_is_pressed(self, name: str, action: AlertAction) -> None:
        alert = self.newest()
        assert alert is not None
        assert not self.press(name, alert, action, alert.episode - 1)

    def press(self, name: str, alert: Alert, action: AlertAction, episode: int | None) -> bool:
        try:
            outcome = "helped" if action is AlertAction.RESOLVE else None
            self.run_(self.clinic.does(name, alert.id, action, outcome, episode=episode))
        except NotDone:
            now = self.run_(self.clinic.alert(alert.id))
            assert now.status != AlertStatus.RESOLVED or now.next_action_at is None
            return False
        return True

    @precondition(lambda self: self.cried)
    @rule(action=st.sampled_from([*AlertAction, "nonsense"]), version=st.none() | st.just(2))
    def the_clinics_program_writes(self, action: str, version: int | None) -> None:
        async def write() -> int:
            async with begin(self.clinic.sessions) as session:
                values = {
                    "alert_id": 1,
                    "action": action,
                    "actor": "Anita",
                    "outcome": "referred",
                    "expected_version": version,
                }
                await session.execute(insert(AlertCommand).values(values))
            return await apply_commands(self.clinic.sessions, self.clock)

        assert self.run_(write()) == 1

    @precondition(lambda self: self.cried)
    @rule(fate=st.sampled_from([OutboxStatus.FAILED, OutboxStatus.SENT]))
    def pages_end(self, fate: OutboxStatus) -> None:
        async def end() -> None:
            async with begin(self.clinic.sessions) as session:
                ended = await session.scalars(
                    update(Outbox)
                    .where(Outbox.status == OutboxStatus.PENDING, Outbox.method == "send")
                    .values(status=fate)
                    .returning(Outbox.alert_id)
                )
                for alert_id in {one for one in ended if one} if fate == "failed" else ():
                    await page_failed(session, alert_id, self.clock())

        self.run_(end())

    @invariant()
    def the_tables_are_in_order(self) -> None:
        rows = self.clinic.rows
        alerts = self.run_(rows(select(Alert)))
        events = self.run_(rows(select(AlertEvent).order_by(AlertEvent.sequence)))
        pages = self.run_(rows(select(Outbox).where(Outbox.method == "send")))
        open_keys = [alert.dedup_key for alert in alerts if alert.status != "resolved"]
        assert len(open_keys) == len(set(open_keys))
        for alert in alerts:
            _told_by_its_events(alert, [one for one in events if one.alert_id == alert.id])
            own = [page for page in pages if page.alert_id == alert.id]
            _paged_as_it_should_be(alert, own, self.clock())


def _hasty(connection: Any, _record: object) -> None:
    # Nothing here dies in the middle, so nothing waits for the disk.
    connection.execute("PRAGMA synchronous=OFF").close()


def _told_by_its_events(alert: Alert, events: list[AlertEvent]) -> None:
    assert (alert.status == "resolved") == (alert.next_action_at is None)
    assert [one.sequence for one in events] == list(range(1, alert.version + 1))
    assert [one.at for one in events] == sorted(one.at for one in events)
    types = [one.type for one in events]
    assert types[0] == "raised"
    assert alert.occurrences == sum(kind in SAID for kind in types)
    assert alert.episode == 1 + sum(kind in AGAIN for kind in types) == events[-1].episode
    assert ("resolved" in types) == (types[-1] == "resolved") == (alert.status == "resolved")
    before = None
    for one in events:
        assert one.from_status == before
        before = one.to_status
    assert before == alert.status


def _paged_as_it_should_be(alert: Alert, pages: list[Outbox], now: datetime) -> None:
    waiting = alert.status == AlertStatus.TRIGGERED
    for page in pages:
        if page.status == OutboxStatus.PENDING:
            assert waiting
            assert page.episode == alert.episode
    if not waiting:
        return
    assert alert.next_action_at is not None
    assert alert.next_action_at - now <= LONGEST_SILENCE[Severity(alert.severity)]
    if alert.severity == Severity.EMERGENCY:
        assert any(page.episode == alert.episode for page in pages)


def test_any_history_leaves_the_tables_in_order(sqlite_url: str):
    Histories.template = Path(sqlite_url.partition("///")[2])
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=30,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
