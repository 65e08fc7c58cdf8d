"""✏️ under what was noted: another number takes its place, or none came."""

from fractions import Fraction

from bot.context import Turn
from bot.domain.reading.counts import read_count
from bot.domain.reading.model import CountReading
from bot.handlers.refills.access import source_of
from bot.services.refills import CORRECT_WITHIN, correct_dispensing
from db.enums import CountSource
from db.models import Dispensing, Treatment
from db.queries.stock import dispensing_to_correct


async def begin(turn: Turn) -> None:
    number = int(turn.pressed[0]) if turn.pressed and turn.pressed[0].isdecimal() else 0
    found = await _mine(turn, number)
    if found is None:
        return turn.say("refills.too_late")
    turn.wait("came", "correct", dispensing=number)
    return turn.say("refills.how_many_in_truth", dispensing=number)


async def _mine(turn: Turn, number: int) -> tuple[Dispensing, Treatment, CountSource] | None:
    """What may be put right, and as whom. None: not theirs, too old, or put right already."""
    found = await dispensing_to_correct(turn.session, number)
    if found is None:
        return None
    wrong, treatment, clinic_id = found
    if wrong.replaced_at is not None or turn.now - wrong.recorded_at > CORRECT_WITHIN:
        return None
    if turn.me.staff is not None and turn.me.staff.clinic_id == clinic_id:
        return wrong, treatment, CountSource.CLINIC
    source = await source_of(turn, treatment.patient_id, leader=False)
    if source is None and wrong.source == CountSource.LEADER:
        source = await source_of(turn, treatment.patient_id, leader=True)
    return None if source is None else (wrong, treatment, source)


async def pressed(turn: Turn) -> None:
    """Nothing came at all."""
    waiting = turn.me.waiting
    if waiting is None or (waiting.flow, waiting.step) != ("came", "correct"):
        return turn.say("menu.old_button")
    if turn.pressed[:1] != [str(waiting.data["dispensing"])]:
        return turn.say("menu.old_button")
    return await _correct(turn, waiting.data["dispensing"], Fraction(0))


async def typed(turn: Turn) -> None:
    waiting = turn.me.waiting
    assert waiting is not None
    reading = read_count(turn.text)
    if not isinstance(reading, CountReading):
        return turn.say("refills.unclear_in_truth")
    return await _correct(turn, waiting.data["dispensing"], reading.pills)


async def _correct(turn: Turn, number: int, pills: Fraction) -> None:
    turn.done_waiting()
    found = await _mine(turn, number)
    if found is None:
        return turn.say("refills.too_late")
    wrong, treatment, source = found
    right = await correct_dispensing(
        turn.session,
        wrong,
        treatment,
        pills,
        source=source,
        actor=turn.actor,
        now=turn.now,
    )
    turn.courses.forget(treatment.patient_id)
    tell = turn.rewrite if turn.query else turn.say
    return tell(
        "refills.corrected", medicine=treatment.spoken_name, count=str(pills), dispensing=right
    )
