"""✏️ under a recorded refill: another number takes its place, or nothing was dispensed."""

from fractions import Fraction

from bot.context import Turn
from bot.domain.reading.counts import read_count
from bot.domain.reading.model import CountReading
from bot.handlers.access.refills import CorrectableDispensing, correctable_dispensing
from bot.handlers.access.rules import in_dialog_with
from bot.handlers.refills.dialog import RefillCorrectionDialog
from bot.handlers.router import Router
from bot.keyboards.refills import CorrectRefill, CorrectRefillToNothing
from bot.services.refills import CORRECT_WITHIN, correct_dispensing
from bot.texts.refills import report as texts
from db.models import Dispensing

router = Router(__name__)


@router.button(CorrectRefill, access=correctable_dispensing)
async def start_correction(turn: Turn, press: CorrectRefill, wrong: CorrectableDispensing) -> None:
    if _too_late(turn, wrong.dispensing):
        return turn.say(texts.too_late())
    turn.wait(RefillCorrectionDialog(press.dispensing))
    return turn.say(texts.ask_correction(dispensing=press.dispensing))


def _too_late(turn: Turn, wrong: Dispensing) -> bool:
    """It is old, or was corrected already."""
    return wrong.replaced_at is not None or turn.now - wrong.recorded_at > CORRECT_WITHIN


@router.button(
    CorrectRefillToNothing,
    access=in_dialog_with(RefillCorrectionDialog, correctable_dispensing, same="dispensing"),
)
async def correct_to_nothing(
    turn: Turn,
    _press: CorrectRefillToNothing,
    found: tuple[RefillCorrectionDialog, CorrectableDispensing],
) -> None:
    """❌: nothing was dispensed at all."""
    _dialog, wrong = found
    return await _correct(turn, wrong, Fraction(0))


@router.dialog(RefillCorrectionDialog, access=correctable_dispensing)
async def take_correction_text(
    turn: Turn, _dialog: RefillCorrectionDialog, wrong: CorrectableDispensing
) -> None:
    reading = read_count(turn.text)
    if not isinstance(reading, CountReading):
        return turn.say(texts.unclear_correction())
    return await _correct(turn, wrong, reading.pills)


async def _correct(turn: Turn, wrong: CorrectableDispensing, pills: Fraction) -> None:
    turn.stop_waiting()
    if _too_late(turn, wrong.dispensing):
        return turn.say(texts.too_late())
    treatment = wrong.treatment
    corrected_id = await correct_dispensing(
        turn.session,
        wrong.dispensing,
        treatment,
        pills,
        source=wrong.source,
        actor=turn.actor,
        now=turn.now,
    )
    turn.courses.invalidate(treatment.patient_id)
    answer = turn.rewrite if turn.query else turn.say
    return answer(
        texts.corrected(medicine=treatment.spoken_name, count=pills, dispensing=corrected_id)
    )
