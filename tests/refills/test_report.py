"""Refills: reported by the patient or a leader they allowed, and corrected by them or by staff."""

import pytest
from sqlalchemy import select

from db.models import Audit, Dispensing
from tests.forging import forges
from tests.village import PeerGroup, Village, Villager

NEW = "💊 New medicine came"
YES = "✅ Yes, right"
CORRECT = "✏️ Correct the number"
STANDING = select(Dispensing).where(Dispensing.replaced_at.is_(None)).order_by(Dispensing.id)


async def standing_dispensings(village: Village) -> list[tuple[int, str]]:
    return [(int(row.quantity), row.source) for row in await village.rows(STANDING)]


@pytest.fixture
async def sukhmati(village: Village) -> Villager:
    sukhmati = await village.member("Sukhmati", language="hne")
    await village.medicine(sukhmati, "Metformin", dispensed=60, dose=2)
    await village.later(days=25)
    return sukhmati


async def test_typed_at_any_time_it_is_read_back_and_noted(
    village: Village, sukhmati: Villager
) -> None:
    assert "60" in await sukhmati.says("नवा दवई आगे 60")
    assert await standing_dispensings(village) == [(60, "clinic")]
    await sukhmati.presses(YES)
    assert await standing_dispensings(village) == [(60, "clinic"), (60, "self")]
    details = await village.rows(select(Audit.detail).where(Audit.action == "dispense"))
    assert details == ["self"]


async def test_the_button_asks_how_many(village: Village, sukhmati: Villager) -> None:
    await sukhmati.taps("⚙️ More")
    await sukhmati.presses(NEW)
    assert sukhmati.word("I could not read a number in that.") in await sukhmati.says("बहुत")
    await sukhmati.says("3 पत्ता")
    await sukhmati.presses(YES)
    assert await standing_dispensings(village) == [(60, "clinic"), (30, "self")]


async def test_while_a_count_is_waited_for_it_is_no_count(
    village: Village, sukhmati: Villager
) -> None:
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("nai dawai mili 60 goli")
    await sukhmati.presses(YES)
    assert await standing_dispensings(village) == [(60, "clinic"), (60, "self")]
    await sukhmati.presses("💊 Count now")
    assert sukhmati.word("Tap the number, or write it.") in sukhmati.last


async def test_a_wrong_number_is_put_right_and_the_old_one_stays(
    village: Village, sukhmati: Villager
) -> None:
    await sukhmati.says("नवा दवई आगे 600")
    await sukhmati.presses(YES)
    await sukhmati.presses(CORRECT)
    assert "60" in await sukhmati.says("60")
    assert await standing_dispensings(village) == [(60, "clinic"), (60, "self")]
    assert len(await village.rows(select(Dispensing))) == 3
    await sukhmati.presses(CORRECT)
    await sukhmati.presses("❌ Nothing came")
    assert await standing_dispensings(village) == [(60, "clinic")]


async def test_an_old_correction_is_refused(village: Village, sukhmati: Villager) -> None:
    await sukhmati.says("नवा दवई आगे 30")
    await sukhmati.presses(YES)
    noted = sukhmati.inbox[-1]
    await sukhmati.presses(CORRECT)
    await sukhmati.says("20")
    refused = sukhmati.word("That can no longer be changed here. Please ask the nurse.")
    assert await sukhmati.does(lambda p: p.presses(sukhmati.word(CORRECT), on=noted)) == refused
    await village.later(days=8)
    assert await sukhmati.presses(CORRECT) == refused
    assert await standing_dispensings(village) == [(60, "clinic"), (20, "self")]


async def test_what_the_clinic_noted_is_not_counted_twice(
    village: Village, sukhmati: Villager
) -> None:
    await village.medicine(sukhmati, "Metformin", dispensed=60, dose=2)
    await village.later(days=1)
    await sukhmati.says("नवा दवई आगे 60")
    await sukhmati.presses("✅ No, those are the same")
    assert await standing_dispensings(village) == [(60, "clinic"), (60, "clinic")]


async def test_with_two_medicines_it_is_asked_which(village: Village, sukhmati: Villager) -> None:
    await village.medicine(sukhmati, "Amlodipine", dispensed=30)
    await sukhmati.says("नवा दवई आगे 90")
    await sukhmati.presses("💊 Sukhmati: Amlodipine")
    await sukhmati.presses(YES)
    assert await standing_dispensings(village) == [(60, "clinic"), (30, "clinic"), (90, "self")]


async def test_a_no_stores_nothing(village: Village, sukhmati: Villager) -> None:
    await sukhmati.says("नवा दवई आगे 60")
    await sukhmati.presses("❌ Nothing came")
    await sukhmati.does(lambda p: forges(p, "refill_confirm:yes"))
    assert await standing_dispensings(village) == [(60, "clinic")]


async def test_nobody_else_corrects_it(village: Village, sukhmati: Villager) -> None:
    await sukhmati.says("नवा दवई आगे 30")
    await sukhmati.presses(YES)
    (dispensing,) = await village.rows(select(Dispensing.id).where(Dispensing.source == "self"))
    phulo = await village.member("Phulo", language="hne")
    await phulo.says("/start")
    heard = await phulo.does(lambda p: forges(p, f"refill_correct:{dispensing}"))
    assert heard == phulo.word("That can no longer be changed here. Please ask the nurse.")
    await phulo.does(lambda p: forges(p, f"refill_none:{dispensing}"))
    assert await standing_dispensings(village) == [(60, "clinic"), (30, "self")]
    refused = select(Audit.detail).where(Audit.action == "refused").order_by(Audit.id)
    assert await village.rows(refused) == ["refill_correct", "refill_none"]


async def test_where_a_count_asks_for_a_refill_it_is_answered(
    village: Village, sukhmati: Villager
) -> None:
    await village.later(days=1)
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("110")
    await sukhmati.presses("💊 Yes, new medicine came")
    await sukhmati.says("नवा दवई आगे 100")
    assert await standing_dispensings(village) == [(60, "clinic"), (100, "self")]


# A leader at the meeting


@pytest.fixture
async def group(village: Village) -> PeerGroup:
    return await village.group("संगवारी")


@pytest.fixture
async def ramesh(village: Village, group: PeerGroup) -> Villager:
    return await village.member("Ramesh", group=group, leader=True)


@pytest.fixture
async def phulo(village: Village, group: PeerGroup) -> Villager:
    phulo = await village.member("Phulo", group=group)
    await village.medicine(phulo, "Metformin", dispensed=30)
    await village.later(days=25)
    return phulo


async def allows(phulo: Villager, answer: str = "✅ Yes, may help") -> str:
    await phulo.taps("⚙️ More")
    await phulo.presses("👪 Who helps me")
    await phulo.presses("🤝 Help from my leader")
    return await phulo.presses(answer)


async def test_a_leader_sees_only_who_allowed_it(
    village: Village, ramesh: Villager, phulo: Villager
) -> None:
    heard = await ramesh.says("/bati")
    assert ramesh.word("Nobody has allowed you to note medicine yet.") in heard
    await allows(phulo)
    await ramesh.says("/bati")
    assert ramesh.buttons == ["Phulo"]
    await allows(phulo, "🚫 No, not that")
    assert ramesh.word("Nobody has allowed you to note medicine yet.") in await ramesh.says("/bati")


async def test_a_leader_notes_what_came_and_sees_no_count(
    village: Village, ramesh: Villager, phulo: Villager
) -> None:
    await phulo.taps("💊 Count pills")
    await phulo.says("17")
    await allows(phulo)
    heard = [await ramesh.says("/bati"), await ramesh.presses("Phulo")]
    heard.append(await ramesh.presses("💊 Phulo: Metformin"))
    heard.append(await ramesh.says("60"))
    heard.append(await ramesh.presses(YES))
    assert not any("17" in words or "30" in words for words in heard)
    assert await standing_dispensings(village) == [(30, "clinic"), (60, "leader")]
    assert "Ramesh" in phulo.last
    await phulo.presses(CORRECT)
    await phulo.says("30")
    assert await standing_dispensings(village) == [(30, "clinic"), (30, "self")]


async def test_a_leader_whose_help_ended_meanwhile_notes_nothing(
    village: Village, ramesh: Villager, phulo: Villager
) -> None:
    await allows(phulo)
    await ramesh.says("/bati")
    await ramesh.presses("Phulo")
    await ramesh.presses("💊 Phulo: Metformin")
    await ramesh.says("60")
    await allows(phulo, "🚫 No, not that")
    await ramesh.presses(YES)
    assert await standing_dispensings(village) == [(30, "clinic")]


async def test_a_leader_notes_nothing_for_a_member_who_did_not_allow_it(
    village: Village, ramesh: Villager, phulo: Villager, group: PeerGroup
) -> None:
    await allows(phulo)
    bisahu = await village.member("Bisahu", group=group)
    treatment = await village.medicine(bisahu, "Metformin", dispensed=30)
    old = ramesh.word("That button is old. Please use the keys below.")
    await ramesh.says("/bati")
    forged = f"refill_for:{bisahu.patient_id}"
    assert await ramesh.does(lambda p: forges(p, forged)) == old
    await ramesh.presses("Phulo")
    forged = f"refill_medicine:{bisahu.patient_id}:{treatment}"
    assert await ramesh.does(lambda p: forges(p, forged)) == old


async def test_what_is_noted_already_a_leader_does_not_note_again(
    village: Village, ramesh: Villager, phulo: Villager
) -> None:
    await allows(phulo)
    await phulo.says("नवा दवई आगे 60")
    await phulo.presses(YES)
    await ramesh.says("/bati")
    await ramesh.presses("Phulo")
    await ramesh.presses("💊 Phulo: Metformin")
    assert "60" not in await ramesh.says("60")
    assert await standing_dispensings(village) == [(30, "clinic"), (60, "self")]


async def test_a_leader_of_another_group_and_a_member_may_not(
    village: Village, ramesh: Villager, phulo: Villager
) -> None:
    await allows(phulo)
    other = await village.group("दूसर")
    bisahu = await village.member("Bisahu", group=other, leader=True)
    nobody = bisahu.word("Nobody has allowed you to note medicine yet.")
    assert nobody in await bisahu.says("/bati")
    heard = await phulo.says("/bati")
    assert heard == phulo.word("Only the leader of a group can do this.")


async def test_stopping_everything_ends_the_leaders_help_too(
    village: Village, ramesh: Villager, phulo: Villager
) -> None:
    await allows(phulo)
    await phulo.says("/band")
    await phulo.presses("✋ Yes, stop")
    assert ramesh.word("Nobody has allowed you to note medicine yet.") in await ramesh.says("/bati")


async def test_a_nurse_puts_right_what_she_noted(village: Village, sukhmati: Villager) -> None:
    anita = await village.staff("Anita")
    await anita.says("/dawa")
    await anita.presses("Sukhmati")
    await anita.presses("💊 Metformin")
    await anita.presses("📦 Pills handed out")
    await anita.says("300")
    await anita.presses(YES)
    await anita.presses(CORRECT)
    assert "30" in await anita.says("30")
    assert await standing_dispensings(village) == [(60, "clinic"), (30, "clinic")]
