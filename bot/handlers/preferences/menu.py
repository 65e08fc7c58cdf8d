"""The menu behind the key ⚙️, its submenus, and the choice of voice and digits."""

from collections.abc import Sequence

from bot.context import Turn
from bot.domain.schedule import local_day
from bot.handlers.access.rules import anyone
from bot.handlers.caregivers import ask_which_of
from bot.handlers.router import Router
from bot.keyboards.preferences import SetDigits, SetVoice, ShowPreferences
from bot.services.preferences import set_digits, set_voice
from bot.texts import preferences as texts
from db.enums import Digits, HolderRole
from db.models import Patient
from db.queries.caregivers import HeldPatient, patients_held_by
from db.queries.groups import groups_led_by, groups_of
from db.queries.people import reading_preferences
from db.queries.recordings import recordings
from db.queries.reminders.pauses import has_own_pause

router = Router(__name__)


@router.command(key="preferences", access=anyone)
async def show_preferences(turn: Turn) -> None:
    session, me = turn.session, turn.me.account_id
    held, groups = await patients_held_by(session, me), await groups_of(session, me)
    turn.say(texts.menu(speaks=bool(held), grouped=bool(groups)))


@router.button(ShowPreferences, access=anyone)
async def open_submenu(turn: Turn, press: ShowPreferences) -> None:
    match press.submenu:
        case "hour":
            await show_hour(turn)
        case "helpers":
            await show_helpers(turn)
        case "speech":
            await show_speech(turn)
        case "group":
            await show_group(turn)
        case None:
            await show_preferences(turn)


async def show_hour(turn: Turn) -> None:
    held = await patients_held_by(turn.session, turn.me.account_id)
    one = _current_patient(turn, held)
    if one is None:
        return ask_which_of(turn, held)
    patient = await turn.session.get_one(Patient, one.id)
    paused = await has_own_pause(turn.session, patient.id, local_day(turn.now))
    return turn.rewrite(
        texts.hour(patient=patient.id, hour=patient.count_hour, paused=bool(paused))
    )


async def show_helpers(turn: Turn) -> None:
    held = await patients_held_by(turn.session, turn.me.account_id)
    one = _current_patient(turn, held)
    if one is None:
        return ask_which_of(turn, held)
    own = any(patient.role == HolderRole.SELF for patient in held)
    return turn.rewrite(texts.helpers(patient=one.id, own_phone=own, patients=len(held)))


async def show_speech(turn: Turn) -> None:
    reader = await reading_preferences(turn.session, turn.me.account_id)
    turn.rewrite(texts.speech(voice=reader.voice, digits=Digits(reader.digits)))


async def show_group(turn: Turn) -> None:
    leads = bool(await groups_led_by(turn.session, turn.me.account_id))
    turn.rewrite(texts.group(leads=leads))


@router.button(SetVoice, access=anyone)
async def choose_voice(turn: Turn, press: SetVoice) -> None:
    """🔊 or 🔇: whether recorded voices come with the words."""
    wanted = press.voice == "on"
    await set_voice(turn.session, turn.me.account_id, wanted)
    voices = wanted and bool(await recordings(turn.session))
    return turn.rewrite(texts.voice_changed(voice=wanted, voices=voices))


@router.button(SetDigits, access=anyone)
async def choose_digits(turn: Turn, press: SetDigits) -> None:
    """12 or १२."""
    await set_digits(turn.session, turn.me.account_id, press.digits)
    return turn.rewrite(texts.digits_changed())


def _current_patient(turn: Turn, held: Sequence[HeldPatient]) -> HeldPatient | None:
    """The patient whom this phone is about now; None if none is chosen, or there is none."""
    return next((patient for patient in held if patient.id == turn.me.patient_id), None)
