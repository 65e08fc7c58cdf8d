"""✏️ under a recorded refill: another number takes its place, or nothing was dispensed."""

from fractions import Fraction

from bot.context import Turn
from bot.domain.reading.counts import read_count
from bot.domain.reading.model import CountReading
from bot.handlers.refills.access import reporting_source
from bot.handlers.router import Router
from bot.keyboards.refills import CorrectRefill, CorrectRefillToNothing
from bot.services.refills import CORRECT_WITHIN, correct_dispensing
from bot.texts import menu as menu_texts
from bot.texts.refills import report as texts
from db.enums import CountSource
from db.models import Dispensing, Treatment
from db.queries.refills import dispensing_to_correct

router = Router(__name__)


@router.button(CorrectRefill)
async def start_correction(turn: Turn, press: CorrectRefill) -> None:
    found = await _correctable(turn, press.dispensing)
    if found is None:
        return turn.say(texts.too_late())
    turn.wait("refill", "correct", dispensing=press.dispensing)
    return turn.say(texts.ask_correction(dispensing=press.dispensing))


async def _correctable(turn: Turn, number: int) -> tuple[Dispensing, Treatment, CountSource] | None:
    """What may be corrected, and in which role.

    None if it is not theirs, too old, or corrected already.
    """
    found = await dispensing_to_correct(turn.session, number)
    if found is None:
        return None
    dispensing, treatment, clinic_id = found
    if dispensing.replaced_at is not None or turn.now - dispensing.recorded_at > CORRECT_WITHIN:
        return None
    if turn.me.staff is not None and turn.me.staff.clinic_id == clinic_id:
        return dispensing, treatment, CountSource.CLINIC
    source = await reporting_source(turn, treatment.patient_id, leader=False)
    if source is None and dispensing.source == CountSource.LEADER:
        source = await reporting_source(turn, treatment.patient_id, leader=True)
    return None if source is None else (dispensing, treatment, source)


@router.button(CorrectRefillToNothing)
async def correct_to_nothing(turn: Turn, press: CorrectRefillToNothing) -> None:
    """❌: nothing was dispensed at all."""
    waiting = turn.me.waiting
    if waiting is None or (waiting.flow, waiting.step) != ("refill", "correct"):
        return turn.say(menu_texts.old_button())
    if press.dispensing != waiting.data["dispensing"]:
        return turn.say(menu_texts.old_button())
    return await _correct(turn, press.dispensing, Fraction(0))


async def take_correction_text(turn: Turn) -> None:
    waiting = turn.me.waiting
    assert waiting is not None
    reading = read_count(turn.text)
    if not isinstance(reading, CountReading):
        return turn.say(texts.unclear_correction())
    return await _correct(turn, waiting.data["dispensing"], reading.pills)


async def _correct(turn: Turn, number: int, pills: Fraction) -> None:
    turn.stop_waiting()
    found = await _correctable(turn, number)
    if found is None:
        return turn.say(texts.too_late())
    wrong, treatment, source = found
    corrected_id = await correct_dispensing(
        turn.session,
        wrong,
        treatment,
        pills,
        source=source,
        actor=turn.actor,
        now=turn.now,
    )
    turn.courses.invalidate(treatment.patient_id)
    answer = turn.rewrite if turn.query else turn.say
    return answer(
        texts.corrected(medicine=treatment.spoken_name, count=pills, dispensing=corrected_id)
    )
