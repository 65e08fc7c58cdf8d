"""A clinic with one patient, her group and her nurse, written into the tables row by row."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import select, text

from bot.domain.schedule import local_day
from bot.services.adherence.summary import update_summaries
from db.base import Base
from db.models import (
    Account,
    Alert,
    AlertEvent,
    Clinic,
    Dispensing,
    Group,
    Holder,
    Medicine,
    Membership,
    Need,
    Outbox,
    Patient,
    PillCount,
    Regimen,
    Staff,
    Story,
    StoryConsent,
    Treatment,
)
from db.session import Sessions, begin

# The views ask the database what day it is, so these tests live today.
NOW = datetime.now(UTC)
TODAY = local_day(NOW)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@dataclass
class People:
    sessions: Sessions
    clinic_id: int = 0
    group_id: int = 0
    patient_id: int = 0
    account_id: int = 0
    staff_id: int = 0
    medicine_id: int = 0
    treatment_id: int = 0

    async def read(self, view: str, order: str = "1") -> list[dict[str, Any]]:
        async with begin(self.sessions) as session:
            everybody = list(await session.scalars(select(Patient.id)))
            await update_summaries(session, everybody, now=NOW)
        async with self.sessions() as session:
            rows = await session.execute(text(f"SELECT * FROM {view} ORDER BY {order}"))
            return [dict(row._mapping) for row in rows]

    async def add(self, row: Base) -> Any:
        async with begin(self.sessions) as session:
            session.add(row)
            await session.flush()
            return row

    async def run(self, sql: str, **values: Any) -> None:
        async with begin(self.sessions) as session:
            await session.execute(text(sql), values)

    async def set_up_clinic(self, name: str, *, practice: bool = False) -> None:
        clinic = await self.add(Clinic(name=name, phone="07753", practice=practice, created_at=NOW))
        self.clinic_id = clinic.id
        group = Group(
            clinic_id=clinic.id,
            kind="peer",
            title=f"{name} sangwari",
            language="hne",
            state="active",
            rights={"status": "administrator", "can_pin_messages": True},
            join_token=name,
            created_at=NOW,
        )
        self.group_id = (await self.add(group)).id
        self.patient_id, self.account_id = await self.join("Sukhmati", number="GAN200000")
        staff = Staff(clinic_id=clinic.id, name="Meena", role="nurse", account_id=None)
        self.staff_id = (await self.add(staff)).id
        medicine = Medicine(clinic_id=clinic.id, name="Metformin", strip_size=10)
        self.medicine_id = (await self.add(medicine)).id
        self.treatment_id = await self.treat(self.patient_id)

    async def join(self, name: str, number: str | None = None) -> tuple[int, int]:
        patient = await self.add(
            Patient(clinic_id=self.clinic_id, name=name, clinic_number=number, created_at=NOW)
        )
        telegram_id = 1000 * self.clinic_id + patient.id
        account = await self.add(Account(telegram_id=telegram_id, created_at=NOW))
        await self.add(
            Holder(account_id=account.id, patient_id=patient.id, role="self", created_at=NOW)
        )
        await self.add(
            Membership(group_id=self.group_id, account_id=account.id, role="member", joined_at=NOW)
        )
        return patient.id, account.id

    async def treat(self, patient_id: int) -> int:
        treatment = Treatment(
            patient_id=patient_id, medicine_id=self.medicine_id, spoken_name="sugar"
        )
        treatment_id: int = (await self.add(treatment)).id
        return treatment_id

    async def dose(
        self, dose: Fraction | int, starts: date, ends: date | None = None, **other: Any
    ) -> None:
        dose = Fraction(dose)
        await self.add(
            Regimen(
                treatment_id=other.get("treatment_id", self.treatment_id),
                doses_num=dose.numerator,
                doses_den=dose.denominator,
                starts_on=starts,
                ends_on=ends,
            )
        )

    async def fill(self, quantity: Fraction | int, on: date, at: datetime | None = None) -> None:
        await self.add(
            Dispensing(
                treatment_id=self.treatment_id,
                quantity=Fraction(quantity),
                dispensed_on=on,
                source="clinic",
                recorded_at=at or NOW,
            )
        )

    async def count(self, remaining: Fraction | int, on: date, **other: Any) -> None:
        row = {
            "treatment_id": self.treatment_id,
            "counted_at": noon(on),
            "counted_on": on,
            "remaining": Fraction(remaining),
            "source": "self",
            "doubtful": False,
        }
        await self.add(PillCount(**{**row, **other}))

    async def alert(self, **other: Any) -> int:
        row = {
            "dedup_key": f"{self.clinic_id}:danger_sign",
            "clinic_id": self.clinic_id,
            "group_id": self.group_id,
            "patient_id": self.patient_id,
            "account_id": self.account_id,
            "kind": "danger_sign",
            "severity": "emergency",
            "status": "triggered",
            "evidence": "छाती में दर्द",
            "signs": "chest_pain",
            "occurrences": 1,
            "episode": 1,
            "step": 0,
            "loop": 0,
            "nags": 0,
            "next_action_at": NOW,
            "raised_at": NOW,
            "version": 1,
        }
        alert: Alert = await self.add(Alert(**{**row, **other}))
        await self.add(
            AlertEvent(
                alert_id=alert.id,
                sequence=1,
                at=NOW,
                type="raised",
                via="member",
                to_status="triggered",
                episode=1,
                note="first",
            )
        )
        return alert.id

    async def story(self, *layers: str, **other: Any) -> int:
        """With consent to these layers; if none is named, to keeping it and to the group."""
        row = {
            "account_id": self.account_id,
            "patient_id": self.patient_id,
            "group_id": self.group_id,
            "kind": "text",
            "body": "I was afraid, then I was not.",
            "name_choice": "real",
            "shown_name": "Sukhmati",
            "audience": "group",
            "consented_at": NOW,
            "consent_version": 1,
            "language": "hne",
            "state": "published",
            "version": 1,
            "created_at": NOW,
        }
        story: Story = await self.add(Story(**{**row, **other}))
        for layer in layers or ("keep", "group"):
            await self.give_consent(story.id, layer)
        return story.id

    async def give_consent(self, story_id: int, layer: str, **other: Any) -> None:
        row = {
            "story_id": story_id,
            "layer": layer,
            "version": 2,
            "language": "hne",
            "given_at": NOW,
            "holds_until": NOW + timedelta(days=395),
        }
        await self.add(StoryConsent(**{**row, **other}))

    async def need(self, **other: Any) -> None:
        row = {
            "group_id": self.group_id,
            "topic": "medicine",
            "sentence": "No tablets since Monday.",
            "state": "open",
            "version": 2,
            "raised_at": NOW,
        }
        await self.add(Need(**{**row, **other}))

    async def message(self, **other: Any) -> None:
        row = {
            "klass": "reply",
            "priority": 1,
            "method": "send",
            "dest_kind": "account",
            "dest_id": self.account_id,
            "template": "pill_counts.counted",
            "params": {"left": 26},
            "status": "pending",
            "not_before": NOW,
            "expires_at": NOW,
            "tries": 0,
            "created_at": NOW,
        }
        await self.add(Outbox(**{**row, **other}))


def noon(day: date) -> datetime:
    """Noon by UTC is the same day in Chhattisgarh."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
