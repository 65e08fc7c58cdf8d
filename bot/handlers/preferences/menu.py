"""⚙️ More: what a person can change, behind a few doors."""

from bot.context import Turn
from bot.domain.schedule import local_day
from bot.services.recordings import set_digits, set_voice
from db.enums import Digits, HolderRole
from db.models import Patient
from db.queries.groups import groups_led_by, groups_of
from db.queries.people import HeldPatient, patients_held_by, reader_of
from db.queries.recordings import recordings
from db.queries.reminders import is_away


async def doors(turn: Turn) -> None:
    session, me = turn.session, turn.me.account_id
    held = await patients_held_by(session, me)
    turn.say("preferences.doors", speaks=bool(held), grouped=bool(await groups_of(session, me)))


async def opened(turn: Turn) -> None:
    door = DOORS.get(turn.pressed[0]) if turn.pressed else None
    await (door or doors)(turn)


async def when(turn: Turn) -> None:
    one = await _spoken_of(turn)
    if one is None:
        return turn.say("caregivers.choose", people=await _all_held(turn))
    patient = await turn.session.get_one(Patient, one.id)
    away = await is_away(turn.session, patient.id, local_day(turn.now))
    return turn.rewrite(
        "preferences.when", patient=patient.id, hour=patient.count_hour, away=bool(away)
    )


async def people(turn: Turn) -> None:
    held = await patients_held_by(turn.session, turn.me.account_id)
    one = await _spoken_of(turn)
    if one is None:
        return turn.say("caregivers.choose", people=await _all_held(turn))
    own = any(patient.role == HolderRole.SELF for patient in held)
    return turn.rewrite("preferences.people", patient=one.id, self=own, family=len(held))


async def speech(turn: Turn) -> None:
    reader = await reader_of(turn.session, turn.me.account_id)
    turn.rewrite("preferences.speech", voice=reader.voice, digits=reader.digits)


async def group(turn: Turn) -> None:
    leads = bool(await groups_led_by(turn.session, turn.me.account_id))
    turn.rewrite("preferences.group", leads=leads)


async def voice(turn: Turn) -> None:
    """🔊 or 🔇: whether recorded voices come with the words."""
    if turn.pressed not in (["on"], ["off"]):
        return turn.say("menu.old_button")
    wanted = turn.pressed == ["on"]
    await set_voice(turn.session, turn.me.account_id, wanted)
    voices = wanted and bool(await recordings(turn.session))
    return turn.rewrite("preferences.voice_changed", voice=wanted, voices=voices)


async def digits(turn: Turn) -> None:
    """12 or १२."""
    chosen = next((one for one in Digits if [one.value] == turn.pressed), None)
    if chosen is None:
        return turn.say("menu.old_button")
    await set_digits(turn.session, turn.me.account_id, chosen)
    return turn.rewrite("preferences.digits_changed")


async def _spoken_of(turn: Turn) -> HeldPatient | None:
    """Of whom this phone speaks now. None: of several nobody was chosen yet, or there is none."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    return next((patient for patient in held if patient.id == turn.me.patient_id), None)


async def _all_held(turn: Turn) -> list[list[object]]:
    return [[p.id, p.name] for p in await patients_held_by(turn.session, turn.me.account_id)]


DOORS = {"when": when, "people": people, "speech": speech, "group": group}
KEYS = {"more": doors}
PRESSES = {"more": opened, "voice": voice, "digits": digits}
