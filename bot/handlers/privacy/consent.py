"""Stopping: as easy as joining; and what becomes of all that was said until then."""

from bot.context import Turn
from bot.services.privacy.erasure import erase
from bot.services.privacy.stop import stop_everything
from db.queries.clinics import clinic_of_patient
from db.queries.people import patients_held_by
from db.queries.privacy import Former, former_patients, has_stopped, is_erased


async def stop(turn: Turn) -> None:
    """/band, the button, or the words: asked once, then done. Again: it can still be erased."""
    if await patients_held_by(turn.session, turn.me.account_id):
        return turn.say("menu.confirm_stop")
    if not await has_stopped(turn.session, turn.me.account_id):
        return turn.say("menu.home")
    if not await is_erased(turn.session, turn.me.account_id):
        return turn.say("privacy.ask")
    # A cry for help may have been kept since; the wish to be forgotten covers it.
    await _erase(turn, await former_patients(turn.session, turn.me.account_id))
    return turn.say("privacy.erased")


async def pressed(turn: Turn) -> None:
    if not turn.pressed:
        return await stop(turn)
    if turn.pressed != ["yes"]:
        return turn.rewrite("menu.going_on")
    held = await patients_held_by(turn.session, turn.me.account_id)
    if not held:
        return await stop(turn)
    clinic = await clinic_of_patient(turn.session, held[0].id)
    await stop_everything(turn.session, turn.me.account_id, held, now=turn.now)
    turn.speaks_of(None, None, None)
    turn.done_waiting()
    turn.rewrite("menu.stopped", ambulance=clinic.ambulance)
    return turn.say("privacy.ask")


async def forget(turn: Turn) -> None:
    """`forget:keep`, `forget:erase`, and of whom where there are several: `forget:erase:7`."""
    session, me = turn.session, turn.me.account_id
    former = await former_patients(session, me)
    if not former and not await has_stopped(session, me):
        return turn.say("menu.old_button")
    if await is_erased(session, me):
        return turn.rewrite("privacy.erased")
    match turn.pressed:
        case ["keep"]:
            return turn.rewrite("privacy.kept")
        case ["erase"] if len(people := [one for one in former if not one.erased]) > 1:
            return turn.rewrite("privacy.whose", people=[[p.id, p.name] for p in people])
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


async def _erase(turn: Turn, wanted: list[Former]) -> None:
    me = turn.me.account_id
    await erase(
        turn.session,
        [one.id for one in wanted],
        account_id=me,
        actor=("account", me),
        now=turn.now,
    )
    for one in wanted:
        turn.courses.forget(one.id)
    turn.done_waiting()


COMMANDS = {"band": stop, "stop": stop}
PRESSES = {"stop": pressed, "forget": forget}
