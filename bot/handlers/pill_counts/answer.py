"""The answer to the question: read, confirmed where it is uncertain, and handed on to be stored."""

from fractions import Fraction

from bot.context import Turn
from bot.domain.adherence import Plausibility
from bot.domain.reading.corrections import names_kin, names_somebody, quantity, takes_back
from bot.domain.reading.counts import read_count
from bot.domain.reading.explain import read
from bot.domain.reading.model import CountReading, NoCount, NotACount
from bot.domain.schedule import local_day
from bot.handlers.pill_counts import assisted, followup
from bot.handlers.pill_counts.ask import postpone_count_in_words
from bot.handlers.pill_counts.save import save_count
from bot.handlers.pill_counts.waiting import waiting_course, waiting_data, waiting_others
from bot.handlers.privacy import consent
from bot.handlers.router import Router
from bot.services.adherence.course import Course
from bot.services.pill_counts.record import count_plausibility
from bot.services.refills import record_dispensing
from bot.texts import menu as menu_texts
from bot.texts.pill_counts import answer as texts
from bot.texts.pill_counts import followup as followup_texts
from db.enums import CountSource, Wish

router = Router(__name__)


@router.flow("count")
async def take_count_answer(turn: Turn) -> None:
    """A text, voice or photo was sent while the bot waits for a count."""
    course, waiting = await waiting_course(turn), turn.me.waiting
    if course is None or waiting is None:
        turn.stop_waiting()
        return turn.say(menu_texts.home())
    message = turn.message
    if (
        message is not None
        and (message.voice or message.photo)
        and not _caption_is_count(turn, course)
    ):
        return await assisted.send_to_helpers(turn, course)
    if not turn.text:
        return ask_count_again(turn, course, NoCount.UNCLEAR)
    if await _corrects_previous_medicine(turn, course):
        return None
    if waiting.step in _OTHER_NUMBERS:
        return await _other_number(turn, course, waiting.step)
    reading = read_count(turn.text, strip=course.strip_size)
    if isinstance(reading, NotACount):
        return await _not_a_count(turn, course, reading)
    if not reading.sure or _names_another_patient(turn) or _sent_twice(turn, reading.pills):
        return read_count_back(turn, course, reading.pills)
    return await take_count(turn, course, reading.pills)


def _caption_is_count(turn: Turn, course: Course) -> bool:
    """Whether the caption of a photo is the number itself."""
    return isinstance(read_count(turn.text, strip=course.strip_size), CountReading)


def _names_another_patient(turn: Turn) -> bool:
    """Whether the text names another patient of the phone, so that the count may be theirs."""
    others = [other.name for other in waiting_others(turn)]
    return bool(others) and (names_somebody(turn.text, others) or names_kin(turn.text))


def _sent_twice(turn: Turn, pills: Fraction) -> bool:
    """Whether a weak network sent the number of the medicine before a second time.

    It was sent before the bot asked about this medicine, and is the number just stored.
    """
    data, message = waiting_data(turn), turn.message
    early = message is not None and message.date.timestamp() < data.get("asked_at", 0)
    return early and data.get("previous_count") == str(pills)


async def _corrects_previous_medicine(turn: Turn, course: Course) -> bool:
    """As "नहीं 42" (no, 42) while the next medicine is asked about: it corrects the one before.

    If a number of this medicine was just read back, the words correct that number instead.
    """
    data, waiting = waiting_data(turn), turn.me.waiting
    read_back_now = waiting is not None and waiting.step == "confirm"
    if read_back_now or "previous" not in data or not takes_back(turn.text):
        return False
    former = await turn.courses.one(course.patient_id, data["previous"])
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
        followups=data.get("followups", []),
    )
    read_count_back(turn, former, reading.pills)
    return True


async def _not_a_count(turn: Turn, course: Course, reading: NotACount) -> None:
    if reading.reason is NoCount.STRIPS_UNKNOWN:
        said = {"strips": str(reading.strips), "loose": str(reading.loose)}
        turn.wait("count", "strip", **{**waiting_data(turn), **said})
        return turn.say(texts.ask_strip(treatment=course.treatment_id, medicine=course.spoken_name))
    wish = read(turn.text).wish
    if wish is Wish.PAUSE:
        return await postpone_count_in_words(turn, course)
    if wish is Wish.STOP:
        return await consent.ask_to_stop(turn)
    return ask_count_again(turn, course, reading.reason)


def ask_count_again(turn: Turn, course: Course, reason: NoCount) -> None:
    """Ask once more; after that offer other ways. A number is still accepted at any time."""
    data = waiting_data(turn)
    step = turn.me.waiting.step if turn.me.waiting else "remaining"
    if data.get("again"):
        return turn.say(texts.not_asked_again(patient=course.patient_id))
    turn.wait("count", step, **{**data, "again": True})
    return turn.say(
        texts.ask_again(
            treatment=course.treatment_id,
            medicine=course.spoken_name,
            reason=reason,
            last=course.last.remaining if course.last else None,
            others=waiting_others(turn),
        )
    )


def read_count_back(turn: Turn, course: Course, pills: Fraction) -> None:
    turn.wait("count", "confirm", **{**waiting_data(turn), "count": str(pills)})
    turn.say(
        texts.read_back(
            treatment=course.treatment_id,
            person=course.patient_name,
            medicine=course.spoken_name,
            count=pills,
        )
    )


async def take_count(turn: Turn, course: Course, pills: Fraction, *, sure: bool = False) -> None:
    """Store a count. One that seems impossible is asked about first, unless `sure`."""
    data = waiting_data(turn)
    match count_plausibility(course, pills, local_day(turn.now)):
        case Plausibility.IMPOSSIBLE:
            return ask_count_again(turn, course, NoCount.TOO_MANY)
        case Plausibility.MORE_THAN_POSSIBLE if not (sure or data.get("doubted")):
            turn.wait("count", "confirm", **{**data, "count": str(pills), "doubted": True})
            last = course.last.remaining if course.last else None
            return turn.say(
                texts.more_than_before(treatment=course.treatment_id, count=pills, last=last)
            )
    if "assisted" in data:
        return await assisted.save_assisted_count(turn, course, pills)
    return await save_count(turn, course, pills)


async def _record_refill_then_count(turn: Turn, course: Course, refill: Fraction) -> None:
    """Record the new pills; then store the count that was more than there could be without them."""
    data = waiting_data(turn)
    await record_dispensing(turn.session, course, refill, source=CountSource.SELF, now=turn.now)
    return await take_count(turn, course, Fraction(data["count"]), sure=True)


async def _other_number(turn: Turn, course: Course, step: str) -> None:
    """A number that is no count: how many new pills came, or how many were lost."""
    pills = quantity(turn.text, strip=course.strip_size)
    take_number, ask = _OTHER_NUMBERS[step]
    if pills is None or pills * 4 % 1:
        return turn.say(ask(medicine=course.spoken_name))
    return await take_number(turn, course, pills)


_OTHER_NUMBERS = {
    "refill": (_record_refill_then_count, texts.ask_refill),
    "followup_refill": (followup.take_earlier_refill, texts.ask_refill),
    "followup_lost": (followup.take_lost_pills, followup_texts.how_many_lost),
}
