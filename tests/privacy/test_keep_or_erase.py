"""After stopping: one question, two answers, and what is kept is there again on return."""

from sqlalchemy import select

from bot.services.onboarding.invites import InvitePurpose, make_invite
from db.models import Audit, Consent, Holder, Patient, PillCount
from db.session import begin
from tests.privacy.traces import everything
from tests.test_caregivers import caregiver_link, joins_by
from tests.village import Village, Villager

COUNTS = select(PillCount.remaining)
KEEP, ERASE = "📦 Keep them till I return", "🗑 Erase them now"


async def counted(village: Village, name: str = "Sukhmati", **more: str) -> Villager:
    who = await village.member(name, **more)
    await village.medicine(who, "Metformin")
    await who.taps("💊 Count pills")
    await who.says("24")
    return who


async def stops(who: Villager) -> str:
    await who.says("/band")
    return await who.presses("✋ Yes, stop")


async def test_who_stops_is_asked_one_question_with_help_last(village: Village) -> None:
    sukhmati = await counted(village)
    heard = await stops(sukhmati)
    assert sukhmati.word("Shall I keep them, or erase them?") in heard
    assert sukhmati.buttons == [sukhmati.word(label) for label in (KEEP, ERASE, "🆘 Help")]
    assert await village.rows(COUNTS) == [24]


async def test_kept_counts_are_there_again_on_return(village: Village) -> None:
    sukhmati = await counted(village)
    await stops(sukhmati)
    await sukhmati.presses(KEEP)
    await sukhmati.starts()
    await sukhmati.presses("✅ Yes, all right")
    assert "Sukhmati" in await sukhmati.presses("🙋 I do")
    assert await village.rows(select(Patient.name)) == ["Sukhmati"]
    await sukhmati.taps("⚙️ More")
    assert "24" in await sukhmati.presses("👀 What you know of me")


async def test_erased_is_erased_and_it_is_said_what_stays(village: Village) -> None:
    sukhmati = await counted(village, language="hne")
    await stops(sukhmati)
    heard = await sukhmati.presses(ERASE)
    stays = "What stays: what the clinic wrote itself, and that you called for help."
    assert sukhmati.word(stays) in heard
    assert await village.rows(COUNTS) == []


async def test_it_can_be_erased_long_after_stopping(village: Village) -> None:
    sukhmati = await counted(village)
    await stops(sukhmati)
    await sukhmati.presses(KEEP)
    await village.later(days=90)
    await sukhmati.says("/band")
    await sukhmati.presses(ERASE)
    assert await village.rows(COUNTS) == []


async def test_pressed_twice_or_asked_again_it_is_erased_once(village: Village) -> None:
    sukhmati = await counted(village)
    await stops(sukhmati)
    question = sukhmati.inbox[-1]
    await sukhmati.does(lambda p: [p._query(question, "erase:erase") for _ in range(3)])
    before = await everything(village)
    await sukhmati.does(lambda p: p._query(question, "erase:keep"))
    assert sukhmati.word("🗑 All that you told me is erased.") in sukhmati.last
    await sukhmati.says("/band")
    assert sukhmati.word("🗑 All that you told me is erased.") in sukhmati.last
    after = await everything(village)
    for table in (
        "patient",
        "treatment",
        "dispensing",
        "consent",
        "adherence_summary",
        "membership",
    ):
        assert [{**row, "erased_at": 0} for row in after[table]] == [
            {**row, "erased_at": 0} for row in before[table]
        ]


async def test_an_old_button_takes_nothing_from_who_has_come_back(village: Village) -> None:
    sukhmati = await counted(village)
    await stops(sukhmati)
    question = sukhmati.inbox[-1]
    await sukhmati.starts()
    await sukhmati.presses("✅ Yes, all right")
    await sukhmati.presses("🙋 I do")
    for data in ("erase:erase", "erase:keep", "erase", f"erase:erase:{sukhmati.patient_id}"):
        await sukhmati.does(lambda p, data=data: p._query(question, data))
        assert sukhmati.last == sukhmati.word("That button is old. Please use the keys below.")
    assert await village.rows(COUNTS) == [24]


async def test_nobody_erases_what_is_anothers(village: Village) -> None:
    sukhmati, budhram = await counted(village), await village.member("Budhram")
    await stops(sukhmati)
    await stops(budhram)
    question = budhram.inbox[-1]
    for which in (str(sukhmati.patient_id), "x", "9" * 30, ""):
        await budhram.does(lambda p, w=which: p._query(question, f"erase:erase:{w}"))
    assert await village.rows(COUNTS) == [24]


async def test_of_several_it_is_asked_whose(village: Village) -> None:
    sukhmati = await counted(village)
    raju = await village.child_of(sukhmati, "Raju")
    await village.medicine(raju, "Hydroxyurea")
    await stops(sukhmati)
    await sukhmati.presses(ERASE)
    assert sukhmati.buttons[:2] == ["🙂 Sukhmati", "🙂 Raju"]
    await sukhmati.presses("🙂 Raju")
    assert await village.rows(COUNTS) == [24]
    erased = select(Patient.id).where(Patient.erased_at.is_not(None))
    assert await village.rows(erased) == [raju]
    await sukhmati.says("/band")
    await sukhmati.presses(ERASE)
    assert await village.rows(COUNTS) == []


async def test_who_comes_back_after_erasing_is_the_same_patient_with_a_new_name(
    village: Village,
) -> None:
    sukhmati = village.stranger("Sukhmati")
    await sukhmati.starts()
    await sukhmati.presses("हिन्दी")
    await sukhmati.presses("✅ Yes, all right")
    await sukhmati.presses("🙋 I do")
    await sukhmati.says("Sukhi")
    await stops(sukhmati)
    await sukhmati.presses(ERASE)
    assert await village.rows(select(Patient.name)) == ["P1"]
    await sukhmati.starts()
    await sukhmati.presses("✅ Yes, all right")
    await sukhmati.presses("🙋 I do")
    await sukhmati.says("Sukhmati")
    assert await village.rows(select(Patient.name)) == ["Sukhmati"]
    assert await village.rows(select(Patient.erased_at)) == [None]


async def test_a_lost_phone_renames_nobody_who_has_come_back_from_another(village: Village) -> None:
    lost = village.stranger("Sukhmati")
    await lost.starts()
    await lost.presses("हिन्दी")
    await lost.presses("✅ Yes, all right")
    await lost.presses("🙋 I do")
    await lost.says("Sukhi")
    await stops(lost)
    await lost.presses(ERASE)
    await lost.starts()
    await lost.presses("✅ Yes, all right")
    await lost.presses("🙋 I do")

    [patient] = await village.rows(select(Patient))
    async with begin(village.sessions) as session:
        token = await make_invite(
            session, InvitePurpose.PATIENT, patient.clinic_id, patient.id, now=village.clock()
        )
    found_again = village.stranger("Sukhmati")
    await joins_by(found_again, f"i_{token}")
    await found_again.presses("🙋 I do")

    await lost.says("Mangal")
    assert await village.rows(select(Patient.name).order_by(Patient.id)) == ["P1", "Mangal"]
    speaks_for_the_first = select(Holder.account_id).where(
        Holder.patient_id == patient.id, Holder.ended_at.is_(None)
    )
    assert len(await village.rows(speaks_for_the_first)) == 1


async def test_a_caregiver_comes_back_to_the_one_they_cared_for(village: Village) -> None:
    raju = await village.member("Raju")
    mother = await village.child_of(raju, "Sukhmati")
    await stops(raju)
    await raju.presses(KEEP)
    await raju.starts()
    await raju.presses("✅ Yes, all right")
    await raju.presses("👪 Somebody at home")
    await raju.presses("🙂 Sukhmati")
    standing = select(Consent.patient_id).where(Consent.withdrawn_at.is_(None))
    assert await village.rows(standing) == [mother]
    assert len(await village.rows(select(Patient.id))) == 2


async def test_a_caregiver_who_stops_erases_nothing_of_who_goes_on(village: Village) -> None:
    sukhmati = await counted(village)
    son = village.stranger("Raju")
    await joins_by(son, await caregiver_link(sukhmati))
    await stops(son)
    await son.presses(ERASE)
    assert await village.rows(COUNTS) == [24]
    assert await village.rows(select(Patient.erased_at)) == [None]


async def test_of_who_has_a_phone_of_their_own_only_they_decide(village: Village) -> None:
    sukhmati = await counted(village)
    son = village.stranger("Raju")
    await joins_by(son, await caregiver_link(sukhmati))
    await stops(sukhmati)
    await sukhmati.presses(KEEP)
    await son.says("/band")
    await son.presses(ERASE)
    assert await village.rows(COUNTS) == [24]
    await sukhmati.says("/band")
    await sukhmati.presses(ERASE)
    assert await village.rows(COUNTS) == []


async def test_a_link_for_the_family_lets_nobody_in_once_they_stopped(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    link = await caregiver_link(sukhmati)
    await stops(sukhmati)
    son = village.stranger("Raju")
    heard = await son.starts(link)
    assert heard == son.word("This link is used up or too old. Ask the clinic for a new one.")


async def test_the_audit_says_when_and_neither_whom_nor_what(village: Village) -> None:
    sukhmati = await counted(village)
    await stops(sukhmati)
    await sukhmati.presses(ERASE)
    rows = await village.rows(select(Audit).where(Audit.action == "erase").order_by(Audit.id))
    assert [(r.subject_kind, r.subject_id, r.actor_id, r.detail) for r in rows] == [
        ("patient", None, None, None),
        ("account", None, None, None),
    ]


async def test_who_never_joined_is_shown_the_way_in(village: Village) -> None:
    friend = village.stranger("Mangal")
    await friend.starts()
    assert friend.word("Shall I keep them, or erase them?") not in await friend.says("/band")
