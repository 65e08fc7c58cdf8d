"""The answer: read, doubted where there is doubt, stored, and what it means said back."""

from fractions import Fraction

from bot.context import Turn
from bot.domain.adherence import Plausibility
from bot.domain.reading.corrections import names_kin, names_somebody, quantity, takes_back
from bot.domain.reading.counts import read_count
from bot.domain.reading.explain import read
from bot.domain.reading.model import CountReading, NoCount, NotACount
from bot.domain.schedule import local_day
from bot.handlers.pill_counts import assisted, followup
from bot.handlers.pill_counts.ask import named, put_off, question, said_so_far, waiting_course
from bot.handlers.pill_counts.save import store
from bot.handlers.privacy import consent
from bot.services.adherence.course import Course
from bot.services.pill_counts.record import check
from bot.services.refills import record_dispensing
from db.enums import CountSource, Wish


async def answered(turn: Turn) -> None:
    """Something was sent while a count is waited for."""
    course, waiting = await waiting_course(turn), turn.me.waiting
    if course is None or waiting is None:
        turn.done_waiting()
        return turn.say("menu.home")
    message = turn.message
    if message is not None and (message.voice or message.photo) and not _written(turn, course):
        return await assisted.shown(turn, course)
    if not turn.text:
        return again(turn, course, NoCount.UNCLEAR)
    if await _takes_last_back(turn, course):
        return None
    if waiting.step in _OTHER_NUMBERS:
        return await _other_number(turn, course, waiting.step)
    reading = read_count(turn.text, strip=course.strip_size)
    if isinstance(reading, NotACount):
        return await _not_a_count(turn, course, reading)
    if not reading.sure or _whose_is_open(turn) or _sent_twice(turn, reading.pills):
        return read_back(turn, course, reading.pills)
    return await take(turn, course, reading.pills)


def _written(turn: Turn, course: Course) -> bool:
    """Whether the words under a picture are the number."""
    return isinstance(read_count(turn.text, strip=course.strip_size), CountReading)


def _whose_is_open(turn: Turn) -> bool:
    """Another person of the phone is named."""
    others = [name for _id, name in said_so_far(turn).get("others", [])]
    return bool(others) and (names_somebody(turn.text, others) or names_kin(turn.text))


def _sent_twice(turn: Turn, pills: Fraction) -> bool:
    """The number just given for the medicine before, sent again before this one was asked about."""
    data, message = said_so_far(turn), turn.message
    early = message is not None and message.date.timestamp() < data.get("at", 0)
    return early and data.get("said") == str(pills)


async def _takes_last_back(turn: Turn, course: Course) -> bool:
    """As "नहीं 42" when the next medicine is asked about already: it is the one before it.

    While a number of this medicine is read back, the words are about that number.
    """
    data, waiting = said_so_far(turn), turn.me.waiting
    read_back_now = waiting is not None and waiting.step == "right"
    if read_back_now or "before" not in data or not takes_back(turn.text):
        return False
    former = await turn.courses.one(course.patient_id, data["before"])
    if former is None or former.last is None:
        return False
    reading = read_count(turn.text, strip=former.strip_size)
    if not isinstance(reading, CountReading):
        return False
    turn.wait(
        "count",
        "remaining",
        patient=former.patient_id,
        treatment=former.treatment_id,
        queue=[course.treatment_id, *data.get("queue", [])],
        corrects=former.last.id,
        others=data.get("others", []),
        after=data.get("after", []),
    )
    read_back(turn, former, reading.pills)
    return True


async def _not_a_count(turn: Turn, course: Course, reading: NotACount) -> None:
    if reading.reason is NoCount.STRIPS_UNKNOWN:
        said = {"strips": str(reading.strips), "loose": str(reading.loose)}
        turn.wait("count", "strip", **{**said_so_far(turn), **said})
        return turn.say("pill_counts.ask_strip", **named(course))
    wish = read(turn.text).wish
    if wish is Wish.PAUSE:
        return await put_off(turn, course)
    if wish is Wish.STOP:
        return await consent.stop(turn)
    return again(turn, course, reading.reason)


def again(turn: Turn, course: Course, reason: NoCount | Plausibility) -> None:
    """Asked once more; then left, with other ways to give it. A number is welcome all the same."""
    data = said_so_far(turn)
    step = turn.me.waiting.step if turn.me.waiting else "remaining"
    if data.get("again"):
        return turn.say("pill_counts.leave_it", patient=course.patient_id, **question(turn, course))
    turn.wait("count", step, **{**data, "again": True})
    return turn.say("pill_counts.again", reason=reason.value, **question(turn, course))


def read_back(turn: Turn, course: Course, pills: Fraction) -> None:
    turn.wait("count", "right", **{**said_so_far(turn), "count": str(pills)})
    turn.say("pill_counts.read_back", count=str(pills), **named(course))


async def take(turn: Turn, course: Course, pills: Fraction, *, sure: bool = False) -> None:
    """Store a count, after one kind question where it cannot be. `sure`: they were asked."""
    data = said_so_far(turn)
    match check(course, pills, local_day(turn.now)):
        case Plausibility.IMPOSSIBLE:
            return again(turn, course, Plausibility.IMPOSSIBLE)
        case Plausibility.MORE_THAN_POSSIBLE if not (sure or data.get("doubted")):
            turn.wait("count", "right", **{**data, "count": str(pills), "doubted": True})
            last = str(course.last.remaining) if course.last else None
            return turn.say(
                "pill_counts.more_than_before", count=str(pills), last=last, **named(course)
            )
    if "help" in data:
        return await assisted.store(turn, course, pills)
    return await store(turn, course, pills)


async def _new_medicine(turn: Turn, course: Course, came: Fraction) -> None:
    """New pills came; the count that led here is still waiting to be stored."""
    data = said_so_far(turn)
    await record_dispensing(turn.session, course, came, source=CountSource.SELF, now=turn.now)
    return await take(turn, course, Fraction(data["count"]), sure=True)


async def _other_number(turn: Turn, course: Course, step: str) -> None:
    """How many came, or were lost."""
    pills = quantity(turn.text, strip=course.strip_size)
    deed, asked = _OTHER_NUMBERS[step]
    if pills is None or pills * 4 % 1:
        return turn.say(asked, **named(course))
    return await deed(turn, course, pills)


_OTHER_NUMBERS = {
    "came": (_new_medicine, "pill_counts.ask_came"),
    "over_came": (followup.came, "pill_counts.ask_came"),
    "over_lost": (followup.lost, "pill_counts.how_many_lost"),
}
