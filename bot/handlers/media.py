"""What is neither words nor a count: pictures, places, numbers of phones."""

import re

from telegram import Message

from bot.context import Turn
from bot.handlers.alerts.help import ask_in_private
from bot.services.onboarding.members import set_phone
from db.enums import AlertKind
from db.models import Patient
from db.queries.people import holder_role

PHONE = re.compile(r"\+?\d{7,15}")


def is_said_anywhere(turn: Turn) -> bool:
    """A place or a phone number answers none of our questions: it is heard in the midst of any."""
    message = turn.message
    return message is not None and bool(message.contact or message.location)


async def received(turn: Turn) -> None:
    """A sticker is a greeting. Everything else may be a need: a human is asked to look."""
    message = turn.message
    if message is None or message.sticker or message.animation or message.dice:
        return turn.say("menu.cannot_read")
    if message.contact:
        return await _offered_phone(turn, message.contact.phone_number)
    return await ask_in_private(turn, AlertKind.UNREAD, f"[{_what(message)}]")


def _what(message: Message) -> str:
    if message.location:
        return f"place {message.location.latitude:.5f}, {message.location.longitude:.5f}"
    if message.photo:
        return "photo"
    return "video" if message.video or message.video_note else "file"


async def _offered_phone(turn: Turn, given: str) -> None:
    phone = re.sub(r"[\s()-]", "", given)
    patient = await _own_patient(turn)
    if patient is None:
        return turn.say("staff.home" if turn.me.staff else "menu.home")
    if not PHONE.fullmatch(phone):
        return turn.say("menu.phone_unclear")
    return turn.say("menu.ask_phone", person=patient.name, phone=phone)


async def phone_answered(turn: Turn) -> None:
    """Only a yes gives the number to the clinic; it travels in the button until then."""
    answer, _, phone = ":".join(turn.pressed).partition(":")
    patient = await _own_patient(turn)
    if patient is None or answer not in ("yes", "no"):
        return turn.say("menu.old_button")
    if answer == "no" or not PHONE.fullmatch(phone):
        return turn.rewrite("menu.phone_dropped")
    set_phone(turn.session, turn.actor, patient, phone, now=turn.now)
    return turn.rewrite("menu.phone_kept")


async def _own_patient(turn: Turn) -> Patient | None:
    """Whom this phone speaks of now, if it still may."""
    patient_id = turn.me.patient_id
    if patient_id is None or not await holder_role(turn.session, turn.me.account_id, patient_id):
        return None
    return await turn.session.get(Patient, patient_id)


PRESSES = {"my_phone": phone_answered}
