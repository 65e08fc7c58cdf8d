"""Each morning at opening: can everybody be reached, and what is still open."""

import logging

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.context import Clock
from bot.services.alerts.morning_report import (
    ToReach,
    begin_the_day,
    clinics_to_check,
    people_to_reach,
)
from db.session import Sessions, begin

log = logging.getLogger(__name__)


async def greet_the_day(sessions: Sessions, bot: Bot, clock: Clock) -> int:
    """How many clinics were looked at. Telegram is asked between the transactions."""
    async with begin(sessions) as session:
        due = await clinics_to_check(session, clock())
        people = {clinic_id: await people_to_reach(session, clinic_id) for clinic_id in due}
    for clinic_id, staff in people.items():
        shut: dict[int, str | None] = {}
        for person in staff:
            await _knock(bot, person, shut)
        async with begin(sessions) as session:
            await begin_the_day(session, clinic_id, shut, now=clock())
    return len(due)


async def _knock(bot: Bot, person: ToReach, shut: dict[int, str | None]) -> None:
    """A sign of typing rings nowhere, and is refused where we are shut out.

    When Telegram does not answer at all, nothing is learned.
    """
    try:
        await bot.send_chat_action(person.telegram_id, ChatAction.TYPING)
        shut[person.account_id] = None
    except (Forbidden, BadRequest):
        shut[person.account_id] = "blocked"
    except TelegramError as error:
        log.warning("account %d was not reached: %s", person.account_id, type(error).__name__)
