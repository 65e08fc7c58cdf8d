"""Steps that tests of meetings share."""

from typing import Any

from sqlalchemy import select

from bot.services.privacy.consent import allow_leader
from db.models import Attendance, Patient, PillCount
from db.session import begin
from tests.reminders.steps import no_checkins, plan_meeting_on
from tests.village import PeerGroup, Village, Villager

NAMES = (
    "सुखमती", "राजू", "बुधराम", "मानकुंवर", "ईतवारी", "कुंती",
    "परदेशी", "रमशीला", "दुकालू", "फेकन", "चैती", "समारू",
)  # fmt: skip


async def sitting(
    village: Village, people: int = 3, *, allowed: int = 99, hour: int = 11
) -> tuple[PeerGroup, Villager, list[Villager]]:
    """A group on the day of its meeting; its leader, and members of whom some allow the leader."""
    group = await village.group("संगवारी")
    phool = await village.member("फूलबाई", group=group, leader=True)
    members = [await village.member(name, group=group) for name in NAMES[:people]]
    for number, who in enumerate(members):
        await village.medicine(who, "Metformin", dispensed=60)
        if number < allowed:
            await allows(village, who)
    await no_checkins(village)
    await plan_meeting_on(village, group, 0, hour)
    return group, phool, members


async def allows(village: Village, who: Villager) -> None:
    async with begin(village.sessions) as session:
        await allow_leader(session, who.account_id, who.patient_id, now=village.clock())


def button(helper: Villager, name: str) -> str:
    """The label on which somebody's name stands now."""
    return next(label for label in helper.buttons if label.endswith(name))


async def taps_name(helper: Villager, name: str) -> str:
    return await helper.presses(button(helper, name))


async def dials(helper: Villager, number: int) -> str:
    for digit in str(number):
        await helper.presses(digit)
    return await helper.presses("✅")


async def here(village: Village) -> list[str]:
    """Who is marked as present, by name."""
    statement = (
        select(Patient.name)
        .join(Attendance, Attendance.patient_id == Patient.id)
        .where(Attendance.present)
        .order_by(Patient.id)
    )
    return await village.rows(statement)


async def counts(village: Village) -> list[tuple[float, str]]:
    """Counts that stand: how many, and from whom."""
    found: list[Any] = await village.rows(
        select(PillCount).where(PillCount.replaced_at.is_(None)).order_by(PillCount.treatment_id)
    )
    return [(float(c.remaining), c.source) for c in found]
