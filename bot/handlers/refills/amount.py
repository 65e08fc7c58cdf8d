"""How many came: read, read back, and noted on a yes."""

from fractions import Fraction
from typing import Any

from bot.context import Turn
from bot.domain.reading.counts import read_count
from bot.domain.reading.model import CountReading
from bot.domain.reading.refills import read_arrival
from bot.domain.schedule import local_day
from bot.handlers.refills import correct
from bot.handlers.refills.access import course_for, named, source_of
from bot.services.adherence.course import Course
from bot.services.refills import noted_before, record_dispensing, tell_patient
from db.enums import CountSource


async def answered(turn: Turn) -> None:
    """Something was sent while the bot waits to hear of medicine that came."""
    waiting = turn.me.waiting
    if waiting is None:
        return turn.say("menu.home")
    if waiting.step == "correct":
        return await correct.typed(turn)
    if waiting.step in ("whose", "which"):
        return turn.say("refills.tap")
    course = await _course(turn)
    if course is None:
        turn.done_waiting()
        return turn.say("menu.home")
    pills = pills_in(turn.text, course.strip_size)
    if pills is None:
        return turn.say("refills.unclear", medicine=course.spoken_name)
    return take(turn, course, str(pills))


def pills_in(text: str, strip: int | None) -> Fraction | None:
    """None: no number of pills that may have come."""
    reading = read_count(text, strip=strip)
    if isinstance(reading, CountReading):
        return reading.pills or None
    arrival = read_arrival(text, strip=strip)
    return arrival.pills if arrival else None


def ask_pills(turn: Turn, **names: Any) -> None:
    turn.say("refills.how_many", **names)


def take(turn: Turn, course: Course, pills: str) -> None:
    """Read back; where as many are noted already, asked whether these are others."""
    waiting = turn.me.waiting
    assert waiting is not None
    before = noted_before(course, Fraction(pills), local_day(turn.now))
    if before is not None and waiting.data["leader"]:
        turn.done_waiting()
        return turn.say("refills.noted_already", **named(course))
    turn.wait("came", "confirm", **{**waiting.data, "pills": pills})
    if before is not None:
        return turn.say("refills.same", count=pills, day=before.isoformat(), **named(course))
    return turn.say("refills.read_back", count=pills, **named(course))


async def confirmed(turn: Turn) -> None:
    waiting = turn.me.waiting
    if waiting is None or (waiting.flow, waiting.step) != ("came", "confirm"):
        return turn.say("menu.old_button")
    data, course = waiting.data, await _course(turn)
    answer = turn.pressed[0] if turn.pressed else ""
    if course is None:
        turn.done_waiting()
        return turn.say("menu.old_button")
    if answer == "again":
        turn.wait("came", "pills", **{k: v for k, v in data.items() if k != "pills"})
        return ask_pills(turn, **named(course))
    turn.done_waiting()
    if answer != "yes":
        return turn.rewrite("refills.left", **named(course))
    return await _note(turn, course, Fraction(data["pills"]), leader=data["leader"])


async def _note(turn: Turn, course: Course, pills: Fraction, *, leader: bool) -> None:
    source = await source_of(turn, course.patient_id, leader=leader)
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
        await tell_patient(turn.session, course, pills, number, by=by, now=turn.now)
        return turn.rewrite("refills.noted_by_leader", dispensing=number, **named(course))
    return turn.rewrite(
        "refills.noted",
        count=str(pills),
        dispensing=number,
        patient=course.patient_id,
        **named(course),
    )


async def _course(turn: Turn) -> Course | None:
    """The one that is waited for, if the speaker still may note it."""
    data = turn.me.waiting.data if turn.me.waiting else {}
    if "treatment" not in data:
        return None
    return await course_for(turn, data["patient"], data["treatment"], leader=data["leader"])
