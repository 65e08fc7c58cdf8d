"""A clinic with its staff, for tests of alerts without Telegram."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.jobs.alerts import escalate
from bot.services.alerts.actions import ActionRequest, act_on_alert
from bot.services.alerts.raising import RaisedAlert, raise_alert
from bot.simulator.clock import SimulatedClock
from db.enums import (
    AlertAction,
    AlertKind,
    AlertOutcome,
    GroupKind,
    GroupState,
    Language,
    MemberRole,
    Severity,
    StaffRole,
)
from db.models import (
    Account,
    Alert,
    AlertEvent,
    Clinic,
    Group,
    Holder,
    Membership,
    Outbox,
    Patient,
    Staff,
)
from db.session import Sessions, begin


@dataclass
class Ganiyari:
    """One clinic: nurses Anita and Meena, Dr Rao; Phool leads the group that Sukhmati is in."""

    sessions: Sessions
    clock: SimulatedClock
    clinic: int = 0
    staff_chat: int = 0
    group: int = 0
    accounts: dict[str, int] = field(default_factory=dict)
    staff: dict[str, int] = field(default_factory=dict)
    patient: int = 0

    async def settle_in(self) -> None:
        now = self.clock()
        async with begin(self.sessions) as session:
            clinic = Clinic(name="Ganiyari", phone="07752000000", created_at=now)
            session.add(clinic)
            await session.flush()
            self.clinic = clinic.id
            self.staff_chat = await self._group(session, GroupKind.STAFF, -100)
            self.group = await self._group(session, GroupKind.PEER, -200)
            for number, name in enumerate(("Sukhmati", "Phool", "Anita", "Meena", "Rao"), 1):
                account = Account(telegram_id=number, language=Language.HINDI, created_at=now)
                session.add(account)
                await session.flush()
                self.accounts[name] = account.id
            patient = Patient(
                clinic_id=self.clinic,
                name="Sukhmati",
                clinic_number="GAN200000",
                village="Ganiyari",
                created_at=now,
            )
            session.add(patient)
            await session.flush()
            self.patient = patient.id
            self._people(session, now)
            roles = {"Anita": StaffRole.NURSE, "Meena": StaffRole.NURSE, "Rao": StaffRole.DOCTOR}
            for name, role in roles.items():
                member = Staff(
                    clinic_id=self.clinic, account_id=self.accounts[name], name=name, role=role
                )
                session.add(member)
                await session.flush()
                self.staff[name] = member.id

    def _people(self, session: Any, now: Any) -> None:
        sukhmati, phool = self.accounts["Sukhmati"], self.accounts["Phool"]
        session.add(
            Holder(account_id=sukhmati, patient_id=self.patient, role="self", created_at=now)
        )
        for account_id, role in ((sukhmati, MemberRole.MEMBER), (phool, MemberRole.LEADER)):
            session.add(
                Membership(group_id=self.group, account_id=account_id, role=role, joined_at=now)
            )

    async def _group(self, session: Any, kind: GroupKind, chat_id: int) -> int:
        group = Group(
            clinic_id=self.clinic,
            kind=kind,
            title=kind,
            language=Language.HINDI,
            chat_id=chat_id,
            state=GroupState.ACTIVE,
            rights={},
            join_token=kind,
            created_at=self.clock(),
        )
        session.add(group)
        await session.flush()
        return group.id

    async def calls_for_help(
        self, words: str = "chhati ma pira", severity: Severity = Severity.EMERGENCY, **other: Any
    ) -> RaisedAlert:
        async with begin(self.sessions) as session:
            return await raise_alert(
                session,
                **{
                    "clinic_id": self.clinic,
                    "patient_id": self.patient,
                    "account_id": self.accounts["Sukhmati"],
                    "group_id": None,
                    "kind": AlertKind.DANGER_SIGN,
                    "severity": severity,
                    "evidence": words,
                    "now": self.clock(),
                }
                | other,
            )

    async def does(
        self, name: str, alert_id: int, action: AlertAction, outcome: str | None = None, **how: Any
    ) -> Alert:
        request = ActionRequest(action, outcome=AlertOutcome(outcome) if outcome else None, **how)
        async with begin(self.sessions) as session:
            return await act_on_alert(
                session, self.staff[name], alert_id, request, now=self.clock()
            )

    async def later(self, **parts: float) -> int:
        self.clock.advance(timedelta(**parts))
        return await escalate(self.sessions, self.clock)

    async def rows(self, statement: Any) -> list[Any]:
        async with self.sessions() as session:
            return list(await session.scalars(statement))

    async def events(self, alert_id: int) -> list[str]:
        return await self.rows(
            select(AlertEvent.type)
            .where(AlertEvent.alert_id == alert_id)
            .order_by(AlertEvent.sequence)
        )

    async def pages(self, alert_id: int) -> list[Outbox]:
        return await self.rows(
            select(Outbox)
            .where(Outbox.alert_id == alert_id, Outbox.method == "send")
            .order_by(Outbox.id)
        )

    async def paged(self, alert_id: int) -> list[str]:
        """Names of the recipients of the pages; the staff chat is `chat`."""
        names = {("account", number): name for name, number in self.accounts.items()}
        names["group", self.staff_chat] = "chat"
        return [names[page.dest_kind, page.dest_id] for page in await self.pages(alert_id)]

    async def said_to(self, name: str) -> list[str]:
        """Templates of all messages to one person."""
        return await self.rows(
            select(Outbox.template)
            .where(Outbox.dest_kind == "account", Outbox.dest_id == self.accounts[name])
            .order_by(Outbox.id)
        )

    async def alert(self, alert_id: int) -> Alert:
        return (await self.rows(select(Alert).where(Alert.id == alert_id)))[0]


@pytest.fixture
async def ganiyari(sessions: Sessions, clock: SimulatedClock) -> Ganiyari:
    clinic = Ganiyari(sessions, clock)
    await clinic.settle_in()
    return clinic
