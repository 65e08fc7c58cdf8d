"""How many pills were dispensed: read, read back, and recorded on a yes."""

from fractions import Fraction
from typing import Any

from bot.context import Turn
from bot.domain.reading.counts import read_count
from bot.domain.reading.model import CountReading
from bot.domain.reading.refills import read_refill
from bot.domain.schedule import local_day
from bot.handlers.refills import correct
from bot.handlers.refills.access import course_params, course_to_report, reporting_source
from bot.services.adherence.course import Course
from bot.services.refills import day_of_same_dispensing, notify_of_dispensing, record_dispensing
from db.enums import CountSource


async def take_refill_text(turn: Turn) -> None:
    """Something was typed or sent in the middle of a refill report."""
    waiting = turn.me.waiting
    if waiting is None:
        return turn.say("menu.home")
    if waiting.step == "correct":
        return await correct.take_correction_text(turn)
    if waiting.step in ("member", "medicine"):
        return turn.say("refills.tap_a_button")
    course = await _course_in_dialog(turn)
    if course is None:
        turn.stop_waiting()
        return turn.say("menu.home")
    pills = _read_pills(turn.text, course.strip_size)
    if pills is None:
        return turn.say("refills.unclear", medicine=course.spoken_name)
    return read_back_pills(turn, course, str(pills))


def _read_pills(text: str, strip: int | None) -> Fraction | None:
    """None if there is no number in it, or none that could be dispensed."""
    reading = read_count(text, strip=strip)
    if isinstance(reading, CountReading):
        return reading.pills or None
    refill = read_refill(text, strip=strip)
    return refill.pills if refill else None


def ask_pills(turn: Turn, **names: Any) -> None:
    turn.say("refills.how_many", **names)


def read_back_pills(turn: Turn, course: Course, pills: str) -> None:
    """Read back; if the same number is recorded already, ask whether these are other pills."""
    waiting = turn.me.waiting
    assert waiting is not None
    recorded_on = day_of_same_dispensing(course, Fraction(pills), local_day(turn.now))
    if recorded_on is not None and waiting.data["leader"]:
        turn.stop_waiting()
        return turn.say("refills.noted_already", **course_params(course))
    turn.wait("refill", "confirm", **{**waiting.data, "pills": pills})
    if recorded_on is not None:
        return turn.say(
            "refills.ask_if_more", count=pills, day=recorded_on.isoformat(), **course_params(course)
        )
    return turn.say("refills.read_back", count=pills, **course_params(course))


async def confirm_refill(turn: Turn) -> None:
    waiting = turn.me.waiting
    if waiting is None or (waiting.flow, waiting.step) != ("refill", "confirm"):
        return turn.say("menu.old_button")
    data, course = waiting.data, await _course_in_dialog(turn)
    answer = turn.pressed[0] if turn.pressed else ""
    if course is None:
        turn.stop_waiting()
        return turn.say("menu.old_button")
    if answer == "again":
        turn.wait("refill", "pills", **{k: v for k, v in data.items() if k != "pills"})
        return ask_pills(turn, **course_params(course))
    turn.stop_waiting()
    if answer != "yes":
        return turn.rewrite("refills.nothing_changed", **course_params(course))
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
        return turn.rewrite("refills.noted_by_leader", dispensing=number, **course_params(course))
    return turn.rewrite(
        "refills.noted",
        count=str(pills),
        dispensing=number,
        patient=course.patient_id,
        **course_params(course),
    )


async def _course_in_dialog(turn: Turn) -> Course | None:
    """The course that is being reported, if the speaker still may report it."""
    data = turn.me.waiting.data if turn.me.waiting else {}
    if "treatment" not in data:
        return None
    return await course_to_report(turn, data["patient"], data["treatment"], leader=data["leader"])
