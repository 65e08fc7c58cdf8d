"""The answer to the question: typed, spoken or photographed; read back where it is uncertain."""

from dataclasses import replace
from fractions import Fraction

from bot.context import Turn
from bot.domain.reading.corrections import names_kin, names_somebody, quantity, takes_back
from bot.domain.reading.counts import read_count
from bot.domain.reading.explain import read
from bot.domain.reading.model import CountReading, NoCount, NotACount
from bot.handlers.access.pill_counts import CourseToCount, course_to_count
from bot.handlers.media import continues_album
from bot.handlers.pill_counts import assisted, followup
from bot.handlers.pill_counts.ask import postpone_count_in_words
from bot.handlers.pill_counts.dialog import CountDialog, CountStep
from bot.handlers.pill_counts.save import ask_count_again, read_count_back, take_count
from bot.handlers.privacy import consent
from bot.handlers.router import Router
from bot.services.adherence.course import Course
from bot.services.refills import record_dispensing
from bot.texts.pill_counts import answer as texts
from bot.texts.pill_counts import followup as followup_texts
from db.enums import CountSource, Wish

router = Router(__name__)


@router.dialog(CountDialog, access=course_to_count)
async def take_count_answer(turn: Turn, dialog: CountDialog, counted: CourseToCount) -> None:
    """A text, voice or photo was sent while the bot waits for a count."""
    course, message = counted.course, turn.message
    shown = message is not None and (message.voice or message.photo)
    if shown and not _caption_is_count(turn, course):
        if await continues_album(turn):
            return None
        return await assisted.send_to_helpers(turn, dialog, course)
    if not turn.text:
        return ask_count_again(turn, dialog, course, NoCount.UNCLEAR)
    if await _corrects_previous_medicine(turn, dialog):
        return None
    if dialog.step in (CountStep.REFILL, CountStep.EARLIER_REFILL, CountStep.LOST):
        return await _take_other_number(turn, dialog, counted)
    reading = read_count(turn.text, strip=course.strip_size)
    if isinstance(reading, NotACount):
        return await _take_no_count(turn, dialog, course, reading)
    if (
        not reading.sure
        or _names_another_patient(turn, dialog)
        or _sent_twice(turn, dialog, reading.pills)
    ):
        return read_count_back(turn, dialog, course, reading.pills)
    return await take_count(turn, dialog, counted, reading.pills)


def _caption_is_count(turn: Turn, course: Course) -> bool:
    """Whether the caption of a photo is the number itself."""
    return isinstance(read_count(turn.text, strip=course.strip_size), CountReading)


def _names_another_patient(turn: Turn, dialog: CountDialog) -> bool:
    """Whether the text names another patient of the phone, so that the count may be theirs."""
    others = [other.name for other in dialog.others or ()]
    return bool(others) and (names_somebody(turn.text, others) or names_kin(turn.text))


def _sent_twice(turn: Turn, dialog: CountDialog, pills: Fraction) -> bool:
    """Whether a weak network sent the number of the medicine before a second time.

    It was sent before the bot asked about this medicine, and is the number just stored.
    """
    message, asked, previous = turn.message, dialog.asked_at, dialog.previous
    early = message is not None and asked is not None and message.date < asked
    return early and previous is not None and previous.count == pills


async def _corrects_previous_medicine(turn: Turn, dialog: CountDialog) -> bool:
    """As "नहीं 42" (no, 42) while the next medicine is asked about: it corrects the one before.

    If a number of this medicine was just read back, the words correct that number instead.
    """
    previous = dialog.previous
    if dialog.step is CountStep.CONFIRM or previous is None or not takes_back(turn.text):
        return False
    former = await turn.courses.one(dialog.patient, previous.treatment)
    if former is None or former.last is None:
        return False
    reading = read_count(turn.text, strip=former.strip_size)
    if not isinstance(reading, CountReading):
        return False
    correction = replace(
        CountDialog.about(former),
        queue=(dialog.treatment, *dialog.queue),
        corrects=former.last.id,
        others=dialog.others,
        followups=dialog.followups,
    )
    read_count_back(turn, correction, former, reading.pills)
    return True


async def _take_no_count(
    turn: Turn, dialog: CountDialog, course: Course, reading: NotACount
) -> None:
    if reading.reason is NoCount.STRIPS_UNKNOWN:
        turn.wait(replace(dialog, step=CountStep.STRIP, strips=reading.strips, loose=reading.loose))
        return turn.say(texts.ask_strip(treatment=course.treatment_id, medicine=course.spoken_name))
    wish = read(turn.text).wish
    if wish is Wish.PAUSE:
        return await postpone_count_in_words(turn, course)
    if wish is Wish.STOP:
        return await consent.ask_to_stop(turn)
    return ask_count_again(turn, dialog, course, reading.reason)


async def _take_other_number(turn: Turn, dialog: CountDialog, counted: CourseToCount) -> None:
    """A number that is no count: how many new pills came, or how many were lost."""
    course = counted.course
    pills = quantity(turn.text, strip=course.strip_size)
    if pills is None or pills * 4 % 1:
        lost = dialog.step is CountStep.LOST
        ask = followup_texts.how_many_lost if lost else texts.ask_refill
        return turn.say(ask(medicine=course.spoken_name))
    if dialog.step is CountStep.REFILL and dialog.count is not None:
        # The count was more than there could be without them.
        await record_dispensing(turn.session, course, pills, source=CountSource.SELF, now=turn.now)
        return await take_count(turn, dialog, counted, dialog.count, sure=True)
    return await followup.amend_count(turn, dialog, course, pills)
