"""Stopping, which is as easy as joining, and what happens to what was said until then."""

from bot.context import Turn
from bot.handlers.access.rules import anyone
from bot.handlers.router import Router
from bot.keyboards.privacy import KeepOrErase, Stop
from bot.services.privacy.erasure.erase import erase_patients
from bot.services.privacy.withdrawal import withdraw_everywhere
from bot.texts import menu as menu_texts
from bot.texts.privacy import erasure as texts
from bot.texts.privacy.erasure import ErasablePatient
from db.queries.caregivers import patients_held_by
from db.queries.clinics import clinic_of_patient
from db.queries.privacy import FormerPatient, former_patients, has_stopped, is_erased

router = Router(__name__)


@router.command("band", "stop", access=anyone)
async def ask_to_stop(turn: Turn) -> None:
    """/band, the button, or the words: asks once. Whoever has already stopped can still erase."""
    if await patients_held_by(turn.session, turn.me.account_id):
        return turn.say(menu_texts.confirm_stop())
    if not await has_stopped(turn.session, turn.me.account_id):
        return turn.say(menu_texts.home())
    if not await is_erased(turn.session, turn.me.account_id):
        return turn.say(texts.ask_keep_or_erase())
    # An alert may have been raised since; the wish for erasure covers it.
    await _erase(turn, await former_patients(turn.session, turn.me.account_id))
    return turn.say(texts.erased())


@router.button(Stop, access=anyone)
async def confirm_stop(turn: Turn, press: Stop) -> None:
    if press.answer is None:
        return await ask_to_stop(turn)
    if press.answer == "no":
        return turn.rewrite(menu_texts.not_stopped())
    held = await patients_held_by(turn.session, turn.me.account_id)
    if not held:
        return await ask_to_stop(turn)
    clinic = await clinic_of_patient(turn.session, held[0].id)
    await withdraw_everywhere(turn.session, turn.me.account_id, held, now=turn.now)
    turn.switch_patient(None, None, None)
    turn.stop_waiting()
    turn.rewrite(menu_texts.stopped(ambulance=clinic.ambulance))
    return turn.say(texts.ask_keep_or_erase())


@router.button(KeepOrErase, access=anyone)
async def keep_or_erase(turn: Turn, press: KeepOrErase) -> None:
    session, account_id = turn.session, turn.me.account_id
    former = await former_patients(session, account_id)
    if not former and not await has_stopped(session, account_id):
        return turn.say(menu_texts.old_button())
    if await is_erased(session, account_id):
        return turn.rewrite(texts.erased())
    if press.wish == "keep":
        return turn.rewrite(texts.kept())
    choice = [ErasablePatient(one.id, one.name) for one in former if not one.erased]
    if press.patient is None and len(choice) > 1:
        return turn.rewrite(texts.ask_whom_to_erase(patients=choice))
    all_of_them = press.patient in (None, "all")
    wanted = [one for one in former if all_of_them or one.id == press.patient]
    if not wanted and not all_of_them:
        return turn.say(menu_texts.old_button())
    await _erase(turn, wanted)
    return turn.rewrite(texts.erased())


async def _erase(turn: Turn, wanted: list[FormerPatient]) -> None:
    account_id = turn.me.account_id
    await erase_patients(
        turn.session,
        [one.id for one in wanted],
        account_id=account_id,
        actor=("account", account_id),
        now=turn.now,
    )
    for one in wanted:
        turn.courses.invalidate(one.id)
    turn.stop_waiting()
