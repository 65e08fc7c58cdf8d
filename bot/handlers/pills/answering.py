"""The answer: read, doubted where there is doubt, stored, and what it means said back."""

from fractions import Fraction

from bot.context import Turn
from bot.domain.adherence import Plausibility
from bot.domain.reading.counts import read_count
from bot.domain.reading.model import NoCount, NotACount
from bot.domain.schedule import local_day
from bot.handlers.pills.asking import ask, named, waiting_course
from bot.services.pills.counting import Counted, check, give_count
from bot.services.pills.courses import Course
from bot.services.pills.dispensing import record_dispensing
from db.enums import CountSource, HolderRole
from db.queries.people import holder_role


async def answered(turn: Turn) -> None:
    """Something was sent while a count is waited for."""
    course, waiting = await waiting_course(turn), turn.me.waiting
    if course is None or waiting is None:
        turn.done_waiting()
        return turn.say("menu.home")
    if not turn.text:
        return turn.say("pills.again", reason="unclear", **named(course))
    reading = read_count(turn.text, strip=course.strip_size)
    if isinstance(reading, NotACount):
        return _not_a_count(turn, course, reading)
    if waiting.step == "came":
        return await _new_medicine(turn, course, reading.pills)
    if not reading.sure:
        return read_back(turn, course, reading.pills)
    return await take(turn, course, reading.pills)


def _not_a_count(turn: Turn, course: Course, reading: NotACount) -> None:
    if reading.reason is not NoCount.STRIPS_UNKNOWN:
        return turn.say("pills.again", reason=reading.reason.value, **named(course))
    data = turn.me.waiting.data if turn.me.waiting else {}
    said = {"strips": str(reading.strips), "loose": str(reading.loose)}
    turn.wait("count", "strip", **{**data, **said})
    return turn.say("pills.ask_strip", **named(course))


def read_back(turn: Turn, course: Course, pills: Fraction) -> None:
    data = turn.me.waiting.data if turn.me.waiting else {}
    turn.wait("count", "right", **{**data, "count": str(pills)})
    turn.say("pills.read_back", count=str(pills), **named(course))


async def take(turn: Turn, course: Course, pills: Fraction, *, sure: bool = False) -> None:
    """Store a count, after one kind question where it cannot be. `sure`: they were asked."""
    match check(course, pills, local_day(turn.now)):
        case Plausibility.IMPOSSIBLE:
            last = str(course.last.remaining) if course.last else None
            return turn.say("pills.impossible", last=last, **named(course))
        case Plausibility.MORE_THAN_POSSIBLE if not sure:
            data = turn.me.waiting.data if turn.me.waiting else {}
            turn.wait("count", "right", **{**data, "count": str(pills)})
            return turn.say("pills.more_than_before", count=str(pills), **named(course))
    return await _store(turn, course, pills)


async def _store(turn: Turn, course: Course, pills: Fraction) -> None:
    data = turn.me.waiting.data if turn.me.waiting else {}
    role: str | None = turn.me.role
    if course.patient_id != turn.me.patient_id:
        role = await holder_role(turn.session, turn.me.account_id, course.patient_id)
    counted = await give_count(
        turn.session,
        course,
        pills,
        account_id=turn.me.account_id,
        source=CountSource.CAREGIVER if role == HolderRole.CAREGIVER else CountSource.SELF,
        corrects=data.get("corrects"),
        now=turn.now,
    )
    say_counted(turn, counted)
    await _next(turn, course, data.get("queue", []))


def say_counted(turn: Turn, counted: Counted) -> None:
    """In place of the pressed pad or question, so that no old buttons stay behind."""
    tell = turn.rewrite if turn.query else turn.say
    tell(
        "pills.counted",
        count=str(counted.remaining),
        days=counted.days_left,
        runs_out=counted.runs_out_on.isoformat() if counted.runs_out_on else None,
        clinic_told=bool(counted.found),
        lacking=counted.course.is_out_of_stock,
        **named(counted.course),
    )


async def _next(turn: Turn, course: Course, queue: list[int]) -> None:
    """The next medicine of the same person, or nothing more to wait for."""
    for index, treatment_id in enumerate(queue):
        following = await turn.courses.one(course.patient_id, treatment_id)
        if following is not None:
            return ask(turn, following, queue[index + 1 :])
    return turn.done_waiting()


async def _new_medicine(turn: Turn, course: Course, came: Fraction) -> None:
    """New pills came; the count that led here is still waiting to be stored."""
    data = turn.me.waiting.data if turn.me.waiting else {}
    await record_dispensing(turn.session, course, came, source=CountSource.SELF, now=turn.now)
    return await take(turn, course, Fraction(data["count"]), sure=True)
