"""Erased is all that the person said; what the clinic wrote, and what others said, is as it was."""

from datetime import timedelta
from fractions import Fraction

from sqlalchemy import select, text

from bot.services.alerts.actions import ActionRequest, act_on_alert
from bot.services.outbox import To, enqueue
from bot.services.privacy.erasure.erase import erase_patients
from bot.services.refills import correct_dispensing
from bot.texts import staff as staff_texts
from bot.texts.moderation import replies as moderation_texts
from db.enums import AlertAction, AlertOutcome, CountSource, OutboxClass
from db.models import (
    Account,
    Alert,
    AlertEvent,
    AssistedCount,
    Attendance,
    CheckIn,
    Dispensing,
    Need,
    NeedVoice,
    Outbox,
    Patient,
    PillCount,
    SafetyQuestion,
    StoryHelped,
    Treatment,
    VoiceMessage,
)
from db.session import begin
from tests.meetings.steps import NAMES, dials, sitting, taps_name
from tests.moderation.steps import HURT, replies, says, settled_group
from tests.privacy.test_keep_or_erase import ERASE, counted, stops
from tests.privacy.traces import everything, traces
from tests.village import Village, Villager

MARK = "mehrin"


async def erases(who: Villager) -> None:
    await stops(who)
    await who.presses(ERASE)


async def resolves(village: Village, nurse: Villager, outcome: AlertOutcome) -> None:
    async with begin(village.sessions) as session:
        for alert_id in await session.scalars(select(Alert.id).where(Alert.status != "resolved")):
            request = ActionRequest(AlertAction.RESOLVE, outcome=outcome)
            await act_on_alert(session, nurse.staff_id, alert_id, request, now=village.clock())
    await village.settle()


async def feed(village: Village, query: str) -> list[tuple[object, ...]]:
    async with village.sessions() as session:
        return [tuple(row) for row in await session.execute(text(query))]


async def test_an_open_alert_is_untouched_and_loses_its_words_when_it_is_closed(
    village: Village,
) -> None:
    anita, sukhmati = await village.staff("Anita"), await village.member("Sukhmati")
    await sukhmati.says(f"सांस नहीं आ रही है {MARK}")
    await erases(sukhmati)
    [alert] = await village.rows(select(Alert))
    assert MARK in alert.evidence
    assert alert.status == "triggered"
    await village.later(minutes=11)
    assert MARK in anita.inbox[-1].text
    await resolves(village, anita, AlertOutcome.HELPED)
    [alert] = await village.rows(select(Alert))
    assert (alert.code, alert.outcome, alert.evidence) == (alert.code, "helped", "")
    assert alert.resolved_at is not None
    assert await traces(village, MARK) == set()


async def test_a_closed_alert_keeps_its_code_times_and_outcome(village: Village) -> None:
    anita, sukhmati = await village.staff("Anita"), await village.member("Sukhmati")
    await sukhmati.says(f"सांस नहीं आ रही है {MARK}")
    await resolves(village, anita, AlertOutcome.REFERRED)
    query = "SELECT code, severity, status, outcome, raised_at, resolved_by, signs FROM alert_feed"
    before = await feed(village, query)
    await erases(sukhmati)
    assert await feed(village, query) == before
    assert await feed(village, "SELECT evidence FROM alert_feed") == [("",)]
    assert await traces(village, MARK) == set()


async def test_what_was_said_between_the_person_and_the_clinic_goes_on_their_side(
    village: Village,
) -> None:
    anita, sukhmati = await village.staff("Anita"), await village.member("Sukhmati")
    await sukhmati.says("सांस नहीं आ रही है")
    await anita.does(lambda p: p.says(village.bot, "I come", reply_to=anita.inbox[-1]))
    await sukhmati.says(f"main theek hoon {MARK}")
    await resolves(village, anita, AlertOutcome.HELPED)
    await erases(sukhmati)
    notes = await village.rows(select(AlertEvent.note).where(AlertEvent.note.is_not(None)))
    assert "I come" in notes
    assert await traces(village, MARK) == set()


async def test_a_question_that_waits_becomes_an_alert_and_not_silence(village: Village) -> None:
    await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await sukhmati.does(lambda p: p.sends_voice(village.bot))
    assert len(await village.rows(select(SafetyQuestion))) == 1
    await erases(sukhmati)
    assert await village.rows(select(SafetyQuestion)) == []
    [alert] = await village.rows(select(Alert))
    assert alert.status == "triggered"
    assert await village.rows(select(VoiceMessage.alert_id)) == [alert.id]


async def test_a_voice_that_nobody_needs_any_more_is_forgotten(village: Village) -> None:
    anita, sukhmati = await village.staff("Anita"), await village.member("Sukhmati")
    await sukhmati.does(lambda p: p.sends_voice(village.bot))
    for _ in range(3):
        await village.later(minutes=6)
    await resolves(village, anita, AlertOutcome.HELPED)
    [voice] = await village.rows(select(VoiceMessage.file_id))
    await erases(sukhmati)
    assert await village.rows(select(VoiceMessage)) == []
    assert await traces(village, voice) == set()


async def test_the_clinics_own_count_holds_again(village: Village) -> None:
    anita, sukhmati = await village.staff("Anita"), await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin")
    await sukhmati.taps("💊 Count pills")
    await sukhmati.does(lambda p: p.sends_photo(village.bot))
    await anita.presses("🔢 Enter the count")
    await anita.says("24")
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("22")
    assert await feed(village, "SELECT remaining FROM adherence_feed") == [(22,)]
    await erases(sukhmati)
    assert await village.rows(select(AssistedCount)) == []
    counts = await village.rows(select(PillCount))
    assert [(c.source, c.remaining, c.replaced_at) for c in counts] == [("clinic", 24, None)]
    assert await feed(village, "SELECT remaining FROM adherence_feed") == [(24,)]
    assert await feed(village, "SELECT remaining FROM pill_count_feed") == [(24,)]


async def test_what_the_clinic_dispensed_holds_again(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=60)
    runs_out = await feed(village, "SELECT run_out_on FROM refill_feed")
    async with begin(village.sessions) as session:
        [wrong] = await session.scalars(select(Dispensing))
        treatment = await session.get_one(Treatment, wrong.treatment_id)
        await correct_dispensing(
            session,
            wrong,
            treatment,
            Fraction(30),
            source=CountSource.SELF,
            actor=("account", sukhmati.account_id),
            now=village.clock(),
        )
    assert await feed(village, "SELECT run_out_on FROM refill_feed") != runs_out
    await erases(sukhmati)
    fills = await village.rows(select(Dispensing))
    assert [(f.quantity, f.replaced_at) for f in fills] == [(60, None)]
    assert [row[0] for row in await feed(village, "SELECT run_out_on FROM adherence_feed")] == [
        row[0] for row in runs_out
    ]


async def test_nobody_can_see_from_the_numbers_of_a_group_who_was_among_them(
    village: Village,
) -> None:
    group, phool, members = await sitting(village, people=5)
    need = await _asked_for(village, group, phool, members)
    await phool.says("/sabha")
    for name in NAMES[: len(members)]:
        await taps_name(phool, name)
    await phool.presses("🏁 The meeting is over")
    await village.later(days=4)
    queries = (
        "SELECT voices, sentence, state FROM need_feed",
        "SELECT members, last_meeting_came FROM group_feed",
    )
    before = [await feed(village, query) for query in queries]
    assert before[0][0][0] == 5
    assert before[1] == [(6, 5)]
    await erases(members[0])
    assert [await feed(village, query) for query in queries] == before
    own = members[0]
    assert own.account_id not in await village.rows(select(NeedVoice.account_id))
    assert own.patient_id not in await village.rows(select(Attendance.patient_id))
    assert need


async def _asked_for(
    village: Village, group: object, leader: Villager, members: list[Villager]
) -> int:
    await members[0].says("/jarurat")
    await members[0].presses("📢 Say what is missing")
    await members[0].presses("💊 No medicine")
    await members[0].says("गोली नहीं है")
    await leader.presses("✍️ Write one sentence")
    await leader.says("शुगर की गोली नहीं है।")
    [need] = await village.rows(select(Need.id))
    for who in members[1:]:
        await who.presses(f"need_me:{need}", where=group.chat)  # type: ignore[attr-defined]
    return int(need)


async def test_a_need_that_no_leader_has_worded_is_set_aside(village: Village) -> None:
    group = await village.group("संगवारी")
    leader = await village.member("Phool", group=group, leader=True)
    sukhmati = await village.member("Sukhmati", group=group)
    await sukhmati.says("/jarurat")
    await sukhmati.presses("📢 Say what is missing")
    await sukhmati.presses("💊 No medicine")
    await sukhmati.says(f"गोली नहीं है {MARK}")
    await erases(sukhmati)
    [need] = await village.rows(select(Need))
    assert (need.words, need.file_id, need.state) == (None, None, "set_aside")
    assert leader.inbox
    assert await traces(village, MARK) == set()


async def test_who_was_helped_by_a_story_stays_counted_and_is_nobody(village: Village) -> None:
    first, second = await village.member("Sukhmati"), await village.member("Budhram")
    async with begin(village.sessions) as session:
        for who in (first, second):
            session.add(StoryHelped(story_id=1, account_id=who.account_id, at=village.clock()))
    await erases(first)
    await erases(second)
    helped = await village.rows(select(StoryHelped.account_id).order_by(StoryHelped.account_id))
    assert helped == [-2, -1]


async def test_answers_and_choices_are_forgotten(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    async with begin(village.sessions) as session:
        account = await session.get_one(Account, sukhmati.account_id)
        account.voice, account.digits = True, "devanagari"
        patient = await session.get_one(Patient, sukhmati.patient_id)
        patient.count_hour = 8
        session.add(
            CheckIn(
                patient_id=patient.id,
                asked_at=village.clock(),
                answer="fine",
                answered_at=village.clock(),
            )
        )
    await erases(sukhmati)
    [account] = await village.rows(select(Account).where(Account.id == sukhmati.account_id))
    assert (account.voice, account.digits, account.language) == (False, "latin", "hi")
    assert await village.rows(select(Patient.count_hour)) == [19]
    assert await village.rows(select(CheckIn)) == []


async def test_a_number_the_person_gave_goes_and_one_the_clinic_wrote_stays(
    village: Village,
) -> None:
    sukhmati, budhram = await village.member("Sukhmati"), await village.member("Budhram")
    async with begin(village.sessions) as session:
        patient = await session.get_one(Patient, budhram.patient_id)
        patient.phone = "07752000001"
    await sukhmati.does(lambda p: p.shares_contact(village.bot, "+919876543210"))
    await sukhmati.presses("✅ Yes, they may")
    assert "9876543210" in str(await village.rows(select(Patient.phone)))
    await erases(sukhmati)
    await erases(budhram)
    assert await village.rows(select(Patient.phone).order_by(Patient.id)) == [None, "07752000001"]


async def test_what_waits_to_go_out_with_their_words_is_not_sent(village: Village) -> None:
    anita, sukhmati = await village.staff("Anita"), await village.member("Sukhmati")
    now, later = village.clock(), village.clock() + timedelta(hours=1)
    async with begin(village.sessions) as session:
        for klass in (OutboxClass.REPLY, OutboxClass.ALERT, OutboxClass.EMERGENCY):
            enqueue(
                session,
                klass,
                To.account(anita.account_id),
                staff_texts.name_spoken(name=MARK, patient=sukhmati.patient_id, voice="x"),
                patient_id=sukhmati.patient_id,
                not_before=later,
                now=now,
            )
    await erases(sukhmati)
    rows = await village.rows(
        select(Outbox).where(Outbox.template == staff_texts.name_spoken.name).order_by(Outbox.id)
    )
    assert [(r.klass, r.status, bool(r.params)) for r in rows] == [("emergency", "pending", True)]


async def test_killed_in_the_middle_all_is_there_and_then_all_is_gone(village: Village) -> None:
    sukhmati = await counted(village)
    await stops(sukhmati)
    before = await everything(village)
    async with village.sessions() as session:
        await erase_patients(
            session,
            [sukhmati.patient_id],
            account_id=sukhmati.account_id,
            actor=("account", sukhmati.account_id),
            now=village.clock(),
        )
        await session.flush_queued()
        await session.rollback()
    assert await everything(village) == before
    await sukhmati.presses(ERASE)
    assert await village.rows(select(PillCount)) == []


async def test_a_count_at_a_meeting_by_a_leader_goes_and_by_the_nurse_stays(
    village: Village,
) -> None:
    _, phool, [sukhmati] = await sitting(village, people=1)
    await phool.says("/sabha")
    await taps_name(phool, "सुखमती")
    await taps_name(phool, "सुखमती")
    await dials(phool, 24)
    assert await village.rows(select(PillCount.source)) == ["leader"]
    await erases(sukhmati)
    assert await village.rows(select(PillCount)) == []
    assert await village.rows(select(Attendance.patient_id)) == [None]


async def test_a_notice_that_waits_for_the_morning_is_not_sent_with_erased_words(
    village: Village,
) -> None:
    group, phool, budhram, _sukhmati = await settled_group(village)
    await village.later(hours=12)  # ten at night: the notice waits
    long = await says(village, budhram, group, f"{HURT} {MARK} " + "बहुत बात " * 40)
    await replies(phool, group, long, "/hatao")
    await village.later(seconds=4)
    waiting = select(Outbox.params).where(
        Outbox.template == moderation_texts.hidden.name, Outbox.status == "pending"
    )
    assert MARK in str(await village.rows(waiting))
    await erases(budhram)
    assert await village.rows(waiting) == []
