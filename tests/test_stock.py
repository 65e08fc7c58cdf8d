"""/stock: while the clinic has none, nobody is sent there, and nobody is blamed."""

import pytest
from sqlalchemy import select

from db.models import AdherenceSummary, Clinic, Medicine, StockOut
from db.session import begin
from tests.forging import forges
from tests.village import Village, Villager

ASK_FIRST = "Ask the clinic before you travel."
OUT, BACK = "❌ None is left", "✅ It is here again"


@pytest.fixture
async def anita(village: Village) -> Villager:
    return await village.staff("Anita")


async def mark_stock(anita: Villager, medicine: str, answer: str) -> str:
    await anita.says("/stock")
    await anita.presses(medicine)
    return await anita.presses(answer)


async def test_a_count_then_says_to_ask_before_travelling(
    village: Village, anita: Villager
) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=60)
    await mark_stock(anita, "✅ Metformin", OUT)
    await sukhmati.taps("💊 Count pills")
    heard = await sukhmati.says("20")
    assert sukhmati.word(ASK_FIRST) in heard
    assert "December" not in heard
    await mark_stock(anita, "❌ Metformin", BACK)
    await village.later(days=1)
    await sukhmati.taps("💊 Count pills")
    assert sukhmati.word(ASK_FIRST) not in await sukhmati.says("19")


async def test_a_reminder_then_says_it_too(village: Village, anita: Villager) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin")
    await mark_stock(anita, "✅ Metformin", OUT)
    await village.later(hours=10)
    (reminder,) = [m for m in sukhmati.inbox if "🌿" in m.text]
    assert sukhmati.word(ASK_FIRST) in reminder.text
    assert "Metformin" in reminder.text


async def test_what_was_missed_meanwhile_is_not_the_patients(
    village: Village, anita: Villager
) -> None:
    sukhmati = await village.member("Sukhmati")
    treatment = await village.medicine(sukhmati, "Metformin", dispensed=20)
    await village.later(days=5)
    await mark_stock(anita, "✅ Metformin", OUT)
    await village.later(days=25)
    await mark_stock(anita, "❌ Metformin", BACK)
    await sukhmati.taps("💊 Count pills")
    heard = await sukhmati.says("0")
    assert sukhmati.word("I told the clinic. Somebody will ask how to help.") not in heard
    (summary,) = await village.rows(
        select(AdherenceSummary).where(AdherenceSummary.treatment_id == treatment)
    )
    assert (summary.taken, summary.expected, summary.fraction) == (20, 20, 1)


async def test_pressed_twice_it_is_out_once(village: Village, anita: Villager) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin")
    await anita.says("/stock")
    await anita.presses("✅ Metformin")
    card = anita.inbox[-1]
    await anita.does(lambda p: [p.presses(OUT, on=card), p.presses(OUT, on=card)])
    assert len(await village.rows(select(StockOut))) == 1


async def test_a_part_of_a_name_finds_it(village: Village, anita: Villager) -> None:
    assert await anita.says("/stock") == "No medicine is recorded yet."
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin")
    await village.medicine(sukhmati, "Amlodipine")
    await anita.says("/stock")
    await anita.says("metf")
    assert anita.buttons == ["✅ Metformin"]
    heard = await anita.says("zzz")
    assert heard == "No medicine of that name. Write another part, like metf."


async def test_another_clinics_medicine_is_nobodys_business(
    village: Village, anita: Villager
) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin")
    async with begin(village.sessions) as session:
        other = Clinic(name="Other", phone="1", created_at=village.clock())
        session.add(other)
        await session.flush()
        far = Medicine(clinic_id=other.id, name="Digoxin")
        session.add(far)
        await session.flush()
        far_id = far.id
    await anita.says("/stock")
    assert anita.buttons == ["✅ Metformin"]
    heard = await anita.does(lambda p: forges(p, f"stock_is:{far_id}:out"))
    assert heard == "That button is old. Please use the keys below."
    assert await village.rows(select(StockOut)) == []
