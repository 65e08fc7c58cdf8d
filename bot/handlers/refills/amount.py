"""How many pills were dispensed: read, read back, and recorded on a yes."""

from fractions import Fraction

from bot.context import Turn
from bot.domain.reading.counts import read_count
from bot.domain.reading.model import CountReading
from bot.domain.reading.refills import read_refill
from bot.domain.schedule import local_day
from bot.handlers.refills import correct
from bot.handlers.refills.access import course_to_report, reporting_source
from bot.handlers.router import Router
from bot.keyboards.refills import ConfirmRefill
from bot.services.adherence.course import Course
from bot.services.refills import day_of_same_dispensing, notify_of_dispensing, record_dispensing
from bot.texts import menu as menu_texts
from bot.texts.refills import by_leader as leader_texts
from bot.texts.refills import report as texts
from db.enums import CountSource

router = Router(__name__)


@router.flow("refill")
async def take_refill_text(turn: Turn) -> None:
    """Something was typed or sent in the middle of a refill report."""
    waiting = turn.me.waiting
    if waiting is None:
        return turn.say(menu_texts.home())
    if waiting.step == "correct":
        return await correct.take_correction_text(turn)
    if waiting.step in ("member", "medicine"):
        return turn.say(texts.tap_a_button())
    course = await _course_in_dialog(turn)
    if course is None:
        turn.stop_waiting()
        return turn.say(menu_texts.home())
    pills = _read_pills(turn.text, course.strip_size)
    if pills is None:
        return turn.say(texts.unclear(medicine=course.spoken_name))
    return read_back_pills(turn, course, pills)


def _read_pills(text: str, strip: int | None) -> Fraction | None:
    """None if there is no number in it, or none that could be dispensed."""
    reading = read_count(text, strip=strip)
    if isinstance(reading, CountReading):
        return reading.pills or None
    refill = read_refill(text, strip=strip)
    return refill.pills if refill else None


def read_back_pills(turn: Turn, course: Course, pills: Fraction) -> None:
    """Read back; if the same number is recorded already, ask whether these are other pills."""
    waiting = turn.me.waiting
    assert waiting is not None
    person, medicine = course.patient_name, course.spoken_name
    recorded_on = day_of_same_dispensing(course, pills, local_day(turn.now))
    if recorded_on is not None and waiting.data["leader"]:
        turn.stop_waiting()
        return turn.say(leader_texts.noted_already(person=person, medicine=medicine))
    turn.wait("refill", "confirm", **{**waiting.data, "pills": str(pills)})
    if recorded_on is not None:
        return turn.say(
            texts.ask_if_more(person=person, medicine=medicine, count=pills, day=recorded_on)
        )
    return turn.say(texts.read_back(person=person, medicine=medicine, count=pills))


@router.button(ConfirmRefill)
async def confirm_refill(turn: Turn, press: ConfirmRefill) -> None:
    waiting = turn.me.waiting
    if waiting is None or (waiting.flow, waiting.step) != ("refill", "confirm"):
        return turn.say(menu_texts.old_button())
    data, course = waiting.data, await _course_in_dialog(turn)
    if course is None:
        turn.stop_waiting()
        return turn.say(menu_texts.old_button())
    if press.answer == "again":
        turn.wait("refill", "pills", **{k: v for k, v in data.items() if k != "pills"})
        return turn.say(texts.how_many(medicine=course.spoken_name))
    turn.stop_waiting()
    if press.answer == "no":
        return turn.rewrite(texts.nothing_changed())
    return await _record(turn, course, Fraction(data["pills"]), leader=data["leader"])


async def _record(turn: Turn, course: Course, pills: Fraction, *, leader: bool) -> None:
    source = await reporting_source(turn, course.patient_id, leader=leader)
    assert source is not None
    number = await record_dispensing(
        turn.session,
        course,
        pills,
        source=source,
        actor=("account", turn.me.account_id),
        now=turn.now,
    )
    if source is CountSource.LEADER:
        by = turn.user.full_name if turn.user else ""
        await notify_of_dispensing(turn.session, course, pills, number, by=by, now=turn.now)
        return turn.rewrite(
            leader_texts.noted_by_leader(
                person=course.patient_name, medicine=course.spoken_name, dispensing=number
            )
        )
    return turn.rewrite(
        texts.noted(
            patient=course.patient_id,
            person=course.patient_name,
            medicine=course.spoken_name,
            count=pills,
            dispensing=number,
        )
    )


async def _course_in_dialog(turn: Turn) -> Course | None:
    """The course that is being reported, if the speaker still may report it."""
    data = turn.me.waiting.data if turn.me.waiting else {}
    if "treatment" not in data:
        return None
    return await course_to_report(turn, data["patient"], data["treatment"], leader=data["leader"])
