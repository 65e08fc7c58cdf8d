"""Alerts: escalation, the commands of clinics' programs, and the report of each morning."""

import logging
from collections.abc import Awaitable, Callable

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.context import Clock
from bot.jobs.isolation import succeeds
from bot.services.alerts.commands import apply_command, refuse_malformed_command
from bot.services.alerts.escalation import escalate_due
from bot.services.alerts.morning_report import (
    StaffToReach,
    clinics_due_for_report,
    send_report_of_clinic,
    staff_to_reach,
)
from bot.services.alerts.questions import follow_up_due_question
from db.queries.alerts.lookup import new_command_ids
from db.session import Sessions, UnitOfWork, begin

log = logging.getLogger(__name__)

HandleNext = Callable[..., Awaitable[bool]]
"""Handles one due thing that is not in `tried`, and adds it there. False if nothing is due."""


async def escalate(sessions: Sessions, clock: Clock) -> int:
    """Page the next person for alerts that nobody took, and repeat questions without an answer.

    Returns how many alerts and questions were handled.
    """
    asked = await _handle_each(follow_up_due_question, sessions, clock)
    return asked + await _handle_each(escalate_due, sessions, clock)


async def apply_commands(sessions: Sessions, clock: Clock) -> int:
    """Apply or refuse each new row of `alert_command`, by which clinics' programs act on alerts.

    Returns how many commands were handled.
    """
    async with begin(sessions) as session:
        ids = await new_command_ids(session)
    for command_id in ids:

        async def apply(session: UnitOfWork, command_id: int = command_id) -> bool:
            await apply_command(session, command_id, now=clock())
            return True

        if not await succeeds(sessions, apply, f"command {command_id}"):
            async with begin(sessions) as session:
                await refuse_malformed_command(session, command_id, now=clock())
    return len(ids)


async def _handle_each(handle_next: HandleNext, sessions: Sessions, clock: Clock) -> int:
    """Handle all that is due, each in its own transaction.

    One that fails is logged and tried again at the next tick; it does not stop the others.
    """
    tried: set[int] = set()
    done = 0
    while True:
        tried_before = len(tried)
        try:
            async with begin(sessions) as session:
                if not await handle_next(session, now=clock(), tried=tried):
                    return done
            done += 1
        except Exception as error:
            if len(tried) == tried_before:
                raise
            # Only the type of the error: its text may contain what a person wrote.
            log.error("%s failed for one: %s", handle_next.__name__, type(error).__name__)


async def send_morning_report(sessions: Sessions, bot: Bot, clock: Clock) -> int:
    """At opening time, check who of the staff can be reached, and report what is still open.

    Telegram is asked outside of transactions. Returns how many clinics were due.
    """
    async with begin(sessions) as session:
        due = await clinics_due_for_report(session, clock())
        people = {clinic_id: await staff_to_reach(session, clinic_id) for clinic_id in due}
    for clinic_id, staff in people.items():
        reasons: dict[int, str | None] = {}
        for person in staff:
            await _check_reachable(bot, person, reasons)

        async def send(
            session: UnitOfWork,
            clinic_id: int = clinic_id,
            reasons: dict[int, str | None] = reasons,
        ) -> bool:
            await send_report_of_clinic(session, clinic_id, reasons, now=clock())
            return True

        await succeeds(sessions, send, f"the morning report of clinic {clinic_id}")
    return len(due)


async def _check_reachable(bot: Bot, person: StaffToReach, reasons: dict[int, str | None]) -> None:
    """Note in `reasons` why the person cannot be reached; None if they can.

    A typing indicator makes no sound, and Telegram refuses it where the bot is blocked. If
    Telegram does not answer, nothing is noted.
    """
    try:
        await bot.send_chat_action(person.telegram_id, ChatAction.TYPING)
        reasons[person.account_id] = None
    except (Forbidden, BadRequest):
        reasons[person.account_id] = "blocked"
    except TelegramError as error:
        log.warning("account %d was not reached: %s", person.account_id, type(error).__name__)
