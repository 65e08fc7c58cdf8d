"""Pictures, locations, contacts and other messages without text."""

import re

from telegram import Message

from bot.context import Turn
from bot.handlers.access.holders import patient_of_phone
from bot.handlers.access.rules import Refused
from bot.handlers.alerts.help import ask_in_private
from bot.handlers.clinics import show_staff_home
from bot.handlers.router import Router
from bot.keyboards.menu import SavePhone
from bot.services.onboarding.members import set_patient_phone
from bot.services.slots import take_slot
from bot.texts import menu as texts
from db.enums import AlertKind
from db.models import Patient

PHONE = re.compile(r"\+?\d{7,15}")

router = Router(__name__)


def interrupts_any_flow(turn: Turn) -> bool:
    """Locations and contacts answer no question of the bot, so they are taken in any dialogue."""
    message = turn.message
    return message is not None and bool(message.contact or message.location)


async def take_media(turn: Turn) -> None:
    """A sticker is only a greeting. Anything else may be urgent: a human is asked to look at it."""
    message = turn.message
    if await continues_album(turn):
        return None
    if message is None or message.sticker or message.animation or message.dice:
        return turn.say(texts.cannot_read())
    if message.contact:
        return await _take_contact(turn, message.contact.phone_number)
    return await ask_in_private(turn, AlertKind.UNREAD, f"[{_description(message)}]")


async def continues_album(turn: Turn) -> bool:
    """Whether another picture of the same album was answered: each comes as its own message."""
    message = turn.message
    if message is None or message.media_group_id is None:
        return False
    scope = f"{turn.me.account_id}:{message.media_group_id}"
    day = message.date.replace(hour=0, minute=0, second=0, microsecond=0)
    return not await take_slot(turn.session, "album", scope, day, now=turn.now)


def _description(message: Message) -> str:
    if message.location:
        return f"place {message.location.latitude:.5f}, {message.location.longitude:.5f}"
    if message.photo:
        return "photo"
    return "video" if message.video or message.video_note else "file"


async def _take_contact(turn: Turn, given: str) -> None:
    phone = re.sub(r"[\s()-]", "", given)
    patient = await patient_of_phone(turn, None)
    if isinstance(patient, Refused):
        if turn.me.staff:
            return await show_staff_home(turn)
        return turn.say(texts.home())
    if not PHONE.fullmatch(phone):
        return turn.say(texts.phone_unclear())
    return turn.say(texts.ask_phone(person=patient.name, phone=phone))


@router.button(SavePhone, access=patient_of_phone)
async def answer_phone(turn: Turn, press: SavePhone, patient: Patient) -> None:
    """Only a yes stores the number; until then it is kept in the data of the button."""
    phone = press.phone or ""
    if press.answer == "no" or not PHONE.fullmatch(phone):
        return turn.rewrite(texts.phone_not_saved())
    set_patient_phone(turn.session, turn.actor, patient, phone, now=turn.now)
    return turn.rewrite(texts.phone_saved())
