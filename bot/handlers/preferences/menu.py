"""The menu behind the key ⚙️, its submenus, and the choice of voice and digits."""

from bot.context import Turn
from bot.domain.schedule import local_day
from bot.services.preferences import set_digits, set_voice
from db.enums import Digits, HolderRole
from db.models import Patient
from db.queries.caregivers import HeldPatient, patients_held_by
from db.queries.groups import groups_led_by, groups_of
from db.queries.people import reading_preferences
from db.queries.recordings import recordings
from db.queries.reminders.pauses import has_own_pause


async def show_preferences(turn: Turn) -> None:
    session, me = turn.session, turn.me.account_id
    held = await patients_held_by(session, me)
    turn.say("preferences.menu", speaks=bool(held), grouped=bool(await groups_of(session, me)))


async def open_submenu(turn: Turn) -> None:
    submenu = SUBMENUS.get(turn.pressed[0]) if turn.pressed else None
    await (submenu or show_preferences)(turn)


async def show_hour(turn: Turn) -> None:
    one = await _current_patient(turn)
    if one is None:
        return turn.say("caregivers.choose_patient", people=await _all_held(turn))
    patient = await turn.session.get_one(Patient, one.id)
    paused = await has_own_pause(turn.session, patient.id, local_day(turn.now))
    return turn.rewrite(
        "preferences.hour", patient=patient.id, hour=patient.count_hour, paused=bool(paused)
    )


async def show_helpers(turn: Turn) -> None:
    held = await patients_held_by(turn.session, turn.me.account_id)
    one = await _current_patient(turn)
    if one is None:
        return turn.say("caregivers.choose_patient", people=await _all_held(turn))
    own = any(patient.role == HolderRole.SELF for patient in held)
    return turn.rewrite("preferences.helpers", patient=one.id, self=own, patients=len(held))


async def show_speech(turn: Turn) -> None:
    reader = await reading_preferences(turn.session, turn.me.account_id)
    turn.rewrite("preferences.speech", voice=reader.voice, digits=reader.digits)


async def show_group(turn: Turn) -> None:
    leads = bool(await groups_led_by(turn.session, turn.me.account_id))
    turn.rewrite("preferences.group", leads=leads)


async def choose_voice(turn: Turn) -> None:
    """🔊 or 🔇: whether recorded voices come with the words."""
    if turn.pressed not in (["on"], ["off"]):
        return turn.say("menu.old_button")
    wanted = turn.pressed == ["on"]
    await set_voice(turn.session, turn.me.account_id, wanted)
    voices = wanted and bool(await recordings(turn.session))
    return turn.rewrite("preferences.voice_changed", voice=wanted, voices=voices)


async def choose_digits(turn: Turn) -> None:
    """12 or १२."""
    chosen = next((one for one in Digits if [one.value] == turn.pressed), None)
    if chosen is None:
        return turn.say("menu.old_button")
    await set_digits(turn.session, turn.me.account_id, chosen)
    return turn.rewrite("preferences.digits_changed")


async def _current_patient(turn: Turn) -> HeldPatient | None:
    """The patient whom this phone is about now; None if none is chosen, or there is none."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    return next((patient for patient in held if patient.id == turn.me.patient_id), None)


async def _all_held(turn: Turn) -> list[list[object]]:
    return [[p.id, p.name] for p in await patients_held_by(turn.session, turn.me.account_id)]


SUBMENUS = {"hour": show_hour, "helpers": show_helpers, "speech": show_speech, "group": show_group}
KEYS = {"preferences": show_preferences}
PRESSES = {"preferences": open_submenu, "set_voice": choose_voice, "set_digits": choose_digits}
