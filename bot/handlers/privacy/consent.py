"""Stopping, which is as easy as joining, and what happens to what was said until then."""

from bot.context import Turn
from bot.services.privacy.erasure.erase import erase_patients
from bot.services.privacy.withdrawal import withdraw_everywhere
from db.queries.caregivers import patients_held_by
from db.queries.clinics import clinic_of_patient
from db.queries.privacy import FormerPatient, former_patients, has_stopped, is_erased


async def ask_to_stop(turn: Turn) -> None:
    """/band, the button, or the words: asks once. Whoever has already stopped can still erase."""
    if await patients_held_by(turn.session, turn.me.account_id):
        return turn.say("menu.confirm_stop")
    if not await has_stopped(turn.session, turn.me.account_id):
        return turn.say("menu.home")
    if not await is_erased(turn.session, turn.me.account_id):
        return turn.say("privacy.ask_keep_or_erase")
    # An alert may have been raised since; the wish for erasure covers it.
    await _erase(turn, await former_patients(turn.session, turn.me.account_id))
    return turn.say("privacy.erased")


async def confirm_stop(turn: Turn) -> None:
    if not turn.pressed:
        return await ask_to_stop(turn)
    if turn.pressed != ["yes"]:
        return turn.rewrite("menu.not_stopped")
    held = await patients_held_by(turn.session, turn.me.account_id)
    if not held:
        return await ask_to_stop(turn)
    clinic = await clinic_of_patient(turn.session, held[0].id)
    await withdraw_everywhere(turn.session, turn.me.account_id, held, now=turn.now)
    turn.switch_patient(None, None, None)
    turn.stop_waiting()
    turn.rewrite("menu.stopped", ambulance=clinic.ambulance)
    return turn.say("privacy.ask_keep_or_erase")


async def keep_or_erase(turn: Turn) -> None:
    """`erase:keep`, `erase:erase`, and where there are several patients `erase:erase:7`."""
    session, account_id = turn.session, turn.me.account_id
    former = await former_patients(session, account_id)
    if not former and not await has_stopped(session, account_id):
        return turn.say("menu.old_button")
    if await is_erased(session, account_id):
        return turn.rewrite("privacy.erased")
    match turn.pressed:
        case ["keep"]:
            return turn.rewrite("privacy.kept")
        case ["erase"] if len(people := [one for one in former if not one.erased]) > 1:
            return turn.rewrite(
                "privacy.ask_whom_to_erase", people=[[p.id, p.name] for p in people]
            )
        case ["erase"] | ["erase", "all"]:
            wanted = former
        case ["erase", which]:
            wanted = [one for one in former if str(one.id) == which]
            if not wanted:
                return turn.say("menu.old_button")
        case _:
            return turn.say("menu.old_button")
    await _erase(turn, wanted)
    return turn.rewrite("privacy.erased")


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


COMMANDS = {"band": ask_to_stop, "stop": ask_to_stop}
PRESSES = {"stop": confirm_stop, "erase": keep_or_erase}
