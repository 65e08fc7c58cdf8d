"""One person on the staff of two clinics: sees each thing with its clinic, and acts within it."""

import pytest
from sqlalchemy import select

from bot.services.onboarding.invites import InvitePurpose, make_invite
from db.enums import StaffRole
from db.models import Alert, Clinic, DeadLetter, Patient, Staff
from db.session import begin
from tests.village import Village, Villager

PAIN = "छाती मा अब्बड़ पीरा होवत हे"


@pytest.fixture
async def kota(village: Village) -> int:
    async with begin(village.sessions) as session:
        clinic = Clinic(name="Kota", phone="07753000000", created_at=village.clock())
        session.add(clinic)
        await session.flush()
        return clinic.id


@pytest.fixture
async def rao(village: Village, kota: int) -> Villager:
    """A doctor of Ganiyari who follows the link of Kota."""
    rao = await village.staff("Rao", StaffRole.DOCTOR)
    async with begin(village.sessions) as session:
        member = Staff(clinic_id=kota, name="Dr. Rao", role=StaffRole.DOCTOR)
        session.add(member)
        await session.flush()
        token = await make_invite(
            session, InvitePurpose.STAFF, kota, member.id, now=village.clock()
        )
    await rao.starts(f"i_{token}")
    return rao


async def moves_to(village: Village, who: Villager, clinic: int) -> None:
    async with begin(village.sessions) as session:
        (await session.get_one(Patient, who.patient_id)).clinic_id = clinic


@pytest.fixture
async def cries(village: Village, kota: int, rao: Villager) -> list[Villager]:
    """A patient of each clinic has called for help."""
    sukhmati, dhani = [await village.member(name) for name in ("Sukhmati", "Dhani")]
    await moves_to(village, dhani, kota)
    await sukhmati.says(PAIN)
    await dhani.says(PAIN)
    return [sukhmati, dhani]


async def test_both_clinics_emergencies_ring_with_the_clinics_name(
    rao: Villager, cries: list[Villager]
) -> None:
    cards = [message.text for message in rao.inbox if "पीरा" in message.text]
    assert any("🏥 Ganiyari" in card and "Sukhmati" in card for card in cards)
    assert any("🏥 Kota" in card and "Dhani" in card for card in cards)


async def test_each_is_taken_as_staff_of_its_own_clinic(
    village: Village, kota: int, rao: Villager, cries: list[Villager]
) -> None:
    alerts = await village.rows(select(Alert).order_by(Alert.id))
    for alert in alerts:
        await rao.presses(f"acknowledge:{alert.id}:{alert.episode}")
    taken = select(Alert.clinic_id, Staff.clinic_id, Staff.name).join(
        Staff, Staff.id == Alert.acked_by
    )
    async with village.sessions() as session:
        found = {tuple(row) for row in await session.execute(taken)}
    assert found == {(village.clinic_id, village.clinic_id, "Rao"), (kota, kota, "Dr. Rao")}
    assert await village.rows(select(DeadLetter.update_id)) == []


async def test_the_list_of_open_alerts_leaves_no_clinic_out(
    rao: Villager, cries: list[Villager]
) -> None:
    before = len(rao.inbox)
    await rao.says("/open")
    said = " ".join(message.text for message in rao.inbox[before:])
    assert "🏥 Ganiyari" in said
    assert "🏥 Kota" in said
    assert "G1" in said
    assert "G2" in said


async def test_a_patient_of_each_is_found_with_the_clinics_name(
    rao: Villager, cries: list[Villager]
) -> None:
    assert "Sukhmati" in await rao.says("/mariz Sukhmati")
    assert "Dhani" in await rao.says("/mariz Dhani")


async def test_what_names_no_clinic_is_about_the_one_chosen(
    village: Village, kota: int, rao: Villager
) -> None:
    assert "🏥 Kota" in await rao.says("/menu"), "whose link was followed last"
    await village.later(minutes=1)
    assert "🏥 Ganiyari" in await rao.presses("🏥 Ganiyari")
    chosen = select(Staff.clinic_id).order_by(Staff.chosen_at.desc().nulls_last())
    assert (await village.rows(chosen))[0] == village.clinic_id
    assert "🏥 Ganiyari" in await rao.says("/menu")


async def test_a_colleague_of_one_clinic_sees_and_moves_nothing_of_the_other(
    village: Village, rao: Villager, cries: list[Villager]
) -> None:
    anita = await village.staff("Anita")
    foreign = (await village.rows(select(Alert.id).where(Alert.clinic_id != village.clinic_id)))[0]
    await rao.says("/open")
    await anita.says("/open")
    assert f"G{foreign}" not in anita.last
    await anita.does(lambda p: p._query(anita.inbox[-1], f"acknowledge:{foreign}:1"))
    state = select(Alert.status).where(Alert.id == foreign)
    assert await village.rows(state) == ["triggered"]


async def test_who_serves_one_clinic_notices_nothing_of_clinics(village: Village) -> None:
    anita, sukhmati = await village.staff("Anita"), await village.member("Sukhmati")
    await sukhmati.says(PAIN)
    await anita.says("/open")
    await anita.says("/menu")
    assert not any("🏥" in message.text for message in anita.inbox)
