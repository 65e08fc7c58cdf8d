"""Caregivers: several patients on one phone, several phones for one patient."""

from sqlalchemy import select

from db.models import Consent, Holder, PillCount, Treatment
from tests.village import Village, Villager

STANDING = select(PillCount.remaining).where(PillCount.replaced_at.is_(None))


async def two_on_one_phone(village: Village) -> tuple[Villager, int]:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin")
    son = await village.child_of(sukhmati, "Raju")
    await village.medicine(son, "Hydroxyurea")
    return sukhmati, son


async def counts(village: Village) -> dict[str, int]:
    named = select(Treatment.spoken_name).join(PillCount).where(PillCount.replaced_at.is_(None))
    return dict(
        zip(
            await village.rows(named.order_by(PillCount.id)),
            await village.rows(STANDING.order_by(PillCount.id)),
            strict=True,
        )
    )


async def test_switching_is_one_tap_from_the_question(village: Village) -> None:
    sukhmati, _ = await two_on_one_phone(village)
    assert "Raju" in await sukhmati.taps("💊 Count pills")
    heard = await sukhmati.presses("👪 Sukhmati")
    assert "Metformin" in heard
    await sukhmati.says("24")
    assert await counts(village) == {"Metformin": 24}
    assert await village.rows(select(PillCount.source)) == ["self"]


async def test_a_pad_of_the_person_before_does_nothing_after_switching(village: Village) -> None:
    sukhmati, _ = await two_on_one_phone(village)
    await sukhmati.taps("💊 Count pills")
    pad = sukhmati.inbox[-1]
    data = next(b.data for b in pad.buttons if b.data.startswith("count_pad:"))
    await sukhmati.presses("👪 Sukhmati")
    await sukhmati.does(lambda p: p._query(pad, data.rpartition(":")[0] + ":none"))
    assert await counts(village) == {}


async def test_an_answer_that_names_the_other_person_is_read_back(village: Village) -> None:
    sukhmati, _ = await two_on_one_phone(village)
    await sukhmati.taps("💊 Count pills")
    heard = await sukhmati.says("Sukhmati ki 24 goli")
    assert "Raju" in heard
    assert await counts(village) == {}
    heard = await sukhmati.says("maa ki 24 goli")
    assert "Raju" in heard
    assert await counts(village) == {}


async def test_a_reminder_about_one_is_never_answered_for_the_other(village: Village) -> None:
    sukhmati, son = await two_on_one_phone(village)
    await village.later(hours=9, minutes=5)
    await sukhmati.presses(f"count_start:{son}")
    await sukhmati.says("24")
    assert await counts(village) == {"Hydroxyurea": 24}
    assert await village.rows(select(PillCount.source)) == ["caregiver"]


async def test_typed_right_after_switching_it_is_asked_what_it_counts(village: Village) -> None:
    sukhmati, _ = await two_on_one_phone(village)
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("/kaun")
    await sukhmati.presses("🙂 Sukhmati")
    await sukhmati.says("24")
    assert await counts(village) == {}
    await sukhmati.presses("💊 Sukhmati: Metformin")
    assert await counts(village) == {"Metformin": 24}


async def test_a_link_lets_one_person_in_once(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin")
    link = await caregiver_link(sukhmati)
    son = village.stranger("Raju")
    await joins_by(son, link)
    assert "Raju" in sukhmati.last
    await son.taps("💊 Count pills")
    await son.says("24")
    assert await village.rows(select(PillCount.source)) == ["caregiver"]
    other = village.stranger("Phulo")
    heard = await other.starts(link)
    assert heard == other.word("This link is used up or too old. Ask the clinic for a new one.")


async def test_who_made_the_link_does_not_use_it_up(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    link = await caregiver_link(sukhmati)
    await sukhmati.starts(link)
    assert await village.rows(select(Holder.role)) == ["self"]
    await joins_by(village.stranger("Raju"), link)
    assert await village.rows(select(Holder.role).order_by(Holder.id)) == ["self", "caregiver"]


async def test_access_is_ended_with_one_tap_and_told_neutrally(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin")
    son = village.stranger("Raju")
    await joins_by(son, await caregiver_link(sukhmati))
    await son.taps("💊 Count pills")
    await sukhmati.presses("💊 Who may count for me")
    await sukhmati.presses("✖️ Raju")
    assert "Sukhmati" in son.last
    await son.says("24")
    await son.taps("💊 Count pills")
    assert await village.rows(STANDING) == []
    standing = select(Consent.account_id).where(Consent.withdrawn_at.is_(None))
    assert await village.rows(standing) == [sukhmati.account_id]
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("24")
    assert await village.rows(STANDING) == [24]


async def test_ended_access_stops_a_count_in_the_same_breath(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin")
    son = village.stranger("Raju")
    await joins_by(son, await caregiver_link(sukhmati))
    await son.taps("💊 Count pills")
    await sukhmati.presses("💊 Who may count for me")

    def both(person) -> None:
        person.presses("✖️ Raju")
        son.person.says(village.bot, "24")

    await sukhmati.does(both)
    assert await village.rows(STANDING) == []


async def test_a_caregiver_who_stops_stops_only_for_themselves(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin")
    son = village.stranger("Raju")
    await joins_by(son, await caregiver_link(sukhmati))
    await son.says("/band")
    await son.presses("✋ Yes, stop")
    assert "Raju" in sukhmati.last
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("24")
    assert await village.rows(STANDING) == [24]


async def test_nobody_ends_what_is_not_theirs(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    son = village.stranger("Raju")
    await joins_by(son, await caregiver_link(sukhmati))
    [holder] = await village.rows(select(Holder.id).where(Holder.role == "caregiver"))
    phulo = await village.member("Phulo")
    await phulo.taps("⚙️ More")
    await phulo.presses("👪 Who helps me")
    button = phulo.inbox[-1]
    await phulo.does(lambda p: p._query(button, f"end_access:{holder}"))
    await phulo.does(lambda p: p._query(button, "end_access:x"))
    assert await village.rows(select(Holder.ended_at).where(Holder.id == holder)) == [None]


async def caregiver_link(patient: Villager) -> str:
    """The payload of the link that the patient sends to a caregiver."""
    await patient.taps("⚙️ More")
    await patient.presses("👪 Who helps me")
    await patient.presses("💊 Who may count for me")
    heard = await patient.presses("➕ Let somebody at home in")
    return heard.partition("?start=")[2].split()[0]


async def joins_by(who: Villager, link: str) -> None:
    await who.starts(link)
    await who.presses("हिन्दी")
    await who.presses("✅ Yes, all right")
