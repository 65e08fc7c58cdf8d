"""A patient moved, was transferred or died: everything about them stops at once."""

from datetime import timedelta

from sqlalchemy import func, select

from bot.services.alerts.actions import ActionRequest, act_on_alert
from bot.services.outbox import To, enqueue
from bot.texts.reminders import questions as reminder_texts
from bot.texts.reminders.questions import NamedPerson
from db.enums import AlertAction, AlertOutcome, OutboxClass
from db.models import Alert, Audit, Outbox
from db.session import begin
from tests.reminders.steps import no_checkins, patient, until
from tests.village import Village, Villager

PENDING = select(func.count()).where(Outbox.status == "pending")


async def _mark_left(nurse: Villager, name: str, why: str) -> str:
    await nurse.says(f"/patient {name}")
    await nurse.presses("🚚 Moved, elsewhere, died")
    await nurse.presses(why)
    return await nurse.presses("✅ Yes, right")


async def test_who_moved_is_asked_nothing_more_and_it_can_be_undone(village: Village) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=120)
    await _mark_left(anita, "Sukhmati", "🚚 Moved away")
    await village.later(days=9)
    await until(village, 0, 19)
    assert sukhmati.inbox == []
    await anita.says("/patient Sukhmati")
    await anita.presses("↩️ That was a mistake")
    await until(village, 1, 19)
    assert len(sukhmati.inbox) == 1
    actions = await village.rows(select(Audit.action).where(Audit.action.like("left%")))
    assert actions == ["left", "left_undone"]
    assert (await patient(village, sukhmati)).left_because is None


async def test_what_waits_to_go_out_about_a_dead_person_does_not_go_out(village: Village) -> None:
    anita = await village.staff("Anita")
    group = await village.group("संगवारी")
    phool = await village.member("Phool", group=group, leader=True)
    sukhmati = await village.member("Sukhmati", group=group)
    now = village.clock()
    later = now + timedelta(hours=1)
    people = [
        NamedPerson(sukhmati.patient_id, "Sukhmati"),
        NamedPerson(phool.patient_id, "Budhram"),
    ]
    async with begin(village.sessions) as session:
        enqueue(
            session,
            OutboxClass.REMINDER,
            To.account(sukhmati.account_id),
            reminder_texts.checkin(person="Sukhmati", checkin=1),
            patient_id=sukhmati.patient_id,
            not_before=later,
            now=now,
        )
        for named in (people, people[:1]):
            enqueue(
                session,
                OutboxClass.REMINDER,
                To.account(phool.account_id),
                reminder_texts.ask_leader_to_greet(people=named),
                not_before=later,
                now=now,
            )
    await _mark_left(anita, "Sukhmati", "🕯 Died")
    assert await village.rows(PENDING) == [1]
    await village.later(hours=2)
    assert sukhmati.inbox == []
    assert "Budhram" in phool.last
    assert "Sukhmati" not in phool.last


async def test_no_cheerful_word_reaches_the_phone_of_a_family_in_mourning(
    village: Village,
) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says("सांस नहीं आ रही है")
    (alert,) = await village.rows(select(Alert))
    heard = len(sukhmati.inbox)
    await _mark_left(anita, "Sukhmati", "🚚 Moved away")
    (alert,) = await village.rows(select(Alert))
    assert alert.status == "triggered"  # of the living: a human closes it
    await anita.presses("↩️ That was a mistake")
    await _mark_left(anita, "Sukhmati", "🕯 Died")
    (alert,) = await village.rows(select(Alert))
    assert (alert.status, alert.outcome) == ("resolved", "died")
    await village.later(days=10)
    assert len(sukhmati.inbox) == heard


async def test_an_alert_closed_later_as_helped_is_not_told_to_the_family(
    village: Village,
) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says("सांस नहीं आ रही है")
    (alert,) = await village.rows(select(Alert))
    heard = len(sukhmati.inbox)
    row = await patient(village, sukhmati)
    async with begin(village.sessions) as session:
        gone = await session.merge(row)
        gone.left_on, gone.left_because = village.clock().date(), "died"
    async with begin(village.sessions) as session:
        request = ActionRequest(AlertAction.RESOLVE, outcome=AlertOutcome.HELPED)
        await act_on_alert(session, anita.staff_id, alert.id, request, now=village.clock())
    await village.settle()
    assert len(sukhmati.inbox) == heard


async def test_the_other_patients_of_the_phone_go_on(village: Village) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    raju = await village.child_of(sukhmati, "Raju")
    for one in (sukhmati.patient_id, raju):
        await village.medicine(one, "Metformin", dispensed=120)
    await no_checkins(village)
    await _mark_left(anita, "Raju", "🕯 Died")
    await until(village, 0, 19)
    assert ["Sukhmati" in m.text for m in sukhmati.inbox] == [True]
    await sukhmati.taps("💊 Count pills")
    assert "Sukhmati" in sukhmati.last


async def test_only_the_clinics_own_staff_can_say_so(village: Village) -> None:
    sukhmati, budhram = await village.member("Sukhmati"), await village.member("Budhram")
    assert "Sukhmati" not in await budhram.says("/patient Sukhmati")
    assert (await patient(village, sukhmati)).left_on is None


async def test_a_word_that_fits_nobody_gets_a_kind_answer(village: Village) -> None:
    anita = await village.staff("Anita")
    await anita.says("/patient")
    assert "GAN200000" in await anita.says("Nobody of this name")
