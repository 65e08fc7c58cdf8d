"""Counts that nobody asked for: typed in private, or into the group."""

from fractions import Fraction
from typing import Any

from bot.context import Turn
from bot.domain.reading.corrections import takes_back
from bot.domain.reading.counts import read_count
from bot.domain.reading.model import CountReading
from bot.handlers.groups import start_link
from bot.handlers.pill_counts.answer import read_back, take
from bot.handlers.pill_counts.ask import named
from bot.services.adherence.course import Course
from bot.services.pill_counts.record import CORRECT_WITHIN
from db.enums import GroupKind
from db.queries.people import patients_held_by


async def counted_unasked(turn: Turn) -> bool:
    """Whether the text was a count. With one medicine in the house it is that one's, read back."""
    courses = await _countable(turn)
    if not courses:
        return False
    if await _takes_back(turn, courses):
        return True
    strips = {c.strip_size for c in courses}
    reading = read_count(turn.text, strip=strips.pop() if len(strips) == 1 else None)
    if not isinstance(reading, CountReading):
        return False
    if len(courses) == 1:
        _wait(turn, courses[0])
        read_back(turn, courses[0], reading.pills)
        return True
    turn.wait("count_what", "which", count=str(reading.pills))
    options = [[c.treatment_id, f"{c.patient_name}: {c.spoken_name}"] for c in courses]
    turn.say("pill_counts.which_medicine", count=str(reading.pills), options=options)
    return True


async def _takes_back(turn: Turn, courses: list[Course]) -> bool:
    """As "नहीं 42" or "galat, 42" after a count: the same medicine, read back."""
    waiting = turn.me.waiting
    if waiting is None or waiting.flow != "counted" or not takes_back(turn.text):
        return False
    course = next((c for c in courses if c.treatment_id == waiting.data["treatment"]), None)
    if course is None or course.last is None or turn.now - course.last.at > CORRECT_WITHIN:
        return False
    reading = read_count(turn.text, strip=course.strip_size)
    if not isinstance(reading, CountReading):
        return False
    _wait(turn, course, corrects=course.last.id)
    read_back(turn, course, reading.pills)
    return True


async def which(turn: Turn) -> None:
    waiting = turn.me.waiting
    if waiting is None or waiting.flow != "count_what" or not turn.pressed:
        return turn.say("menu.old_button")
    pills = Fraction(waiting.data["count"])
    turn.done_waiting()
    courses = {str(c.treatment_id): c for c in await _countable(turn)}
    course = courses.get(turn.pressed[0])
    if course is None:
        return turn.rewrite("menu.home")
    _wait(turn, course)
    return await take(turn, course, pills)


async def counted_in_group(turn: Turn) -> None:
    """Thanked for without the number, which is asked about in private and never repeated here."""
    if turn.group is None or turn.group.kind != GroupKind.PEER or turn.text.strip().isdigit():
        return
    reading = read_count(turn.text, strip=None)
    if not isinstance(reading, CountReading):
        return
    link = start_link(turn, turn.group)
    turn.say_in_group("groups.thanks_count_in_private", link=link)
    courses = await _countable(turn) if turn.speaker else []
    idle = turn.me.waiting is None or turn.me.waiting.flow == "counted"
    if len(courses) == 1 and idle:
        _wait(turn, courses[0], count=str(reading.pills))
        turn.say("pill_counts.from_group", count=str(reading.pills), **named(courses[0]))


async def _countable(turn: Turn) -> list[Course]:
    """All medicines of all patients this phone speaks for."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    return [c for p in held for c in await turn.courses.of(p.id) if c.countable]


def _wait(turn: Turn, course: Course, **more: Any) -> None:
    turn.wait(
        "count",
        "right",
        patient=course.patient_id,
        treatment=course.treatment_id,
        queue=[],
        **more,
    )
