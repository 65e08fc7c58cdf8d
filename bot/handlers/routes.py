"""Which handler gets an update. The order matters: danger signs are screened first."""

from telegram import MessageEntity

from bot.context import Handle, Turn
from bot.handlers import (
    adherence,
    alerts,
    call_list,
    caregivers,
    clinics,
    fallback,
    groups,
    leaders,
    media,
    meetings,
    menu,
    moderation,
    needs,
    onboarding,
    oncall,
    patients,
    pill_counts,
    preferences,
    privacy,
    recordings,
    refills,
    reminders,
    starters,
    stock,
    stories,
    treatments,
)
from bot.handlers.access.places import Place
from bot.handlers.alerts import conversation, screening
from bot.handlers.onboarding.dialog import JoinDialog
from bot.handlers.router import Router
from bot.keyboards.press import press_in
from bot.services.dialogs import UnreadableDialog
from bot.services.slots import take_slot
from db.enums import GroupKind

ROUTERS = (
    adherence.router,
    alerts.actions.router,
    alerts.conversation.router,
    alerts.help.router,
    alerts.lists.router,
    alerts.voice_messages.router,
    call_list.router,
    caregivers.router,
    clinics.router,
    leaders.router,
    media.router,
    meetings.attendance.counts.router,
    meetings.attendance.members.router,
    meetings.attendance.register.router,
    meetings.attendance.typed.router,
    meetings.card.router,
    meetings.monthly_rule.router,
    meetings.pause.router,
    meetings.planning.router,
    meetings.rsvp.router,
    meetings.summary.router,
    menu.router,
    moderation.decisions.router,
    moderation.join_requests.router,
    moderation.removal.router,
    moderation.reports.router,
    moderation.rules.router,
    needs.forward.router,
    needs.overview.router,
    needs.report.router,
    needs.wording.router,
    onboarding.join.router,
    onboarding.spoken_name.router,
    oncall.router,
    patients.lookup.router,
    patients.status.router,
    pill_counts.answer.router,
    pill_counts.ask.router,
    pill_counts.assisted.router,
    pill_counts.buttons.router,
    pill_counts.followup.router,
    pill_counts.unasked.router,
    preferences.choices.router,
    preferences.language.router,
    preferences.menu.router,
    privacy.consent.router,
    privacy.my_data.router,
    recordings.router,
    refills.amount.router,
    refills.by_leader.router,
    refills.correct.router,
    refills.report.router,
    reminders.checkins.router,
    reminders.pauses.router,
    starters.router,
    stock.router,
    stories.choices.router,
    stories.library.router,
    stories.menu.router,
    stories.my_stories.router,
    stories.retelling.router,
    stories.review.router,
    stories.submission.router,
    stories.withdrawal.router,
    treatments.choose.router,
    treatments.confirm.router,
    treatments.details.router,
    treatments.manage.router,
    treatments.typed_answers.router,
)


def _included() -> Router:
    """One router of all. Raises ValueError if a name is claimed twice, or a router was left out."""
    whole = Router(__name__)
    for router in ROUTERS:
        whole.include(router)
    left_out = [router.name for router in Router.declared if router not in (*ROUTERS, whole)]
    if left_out:
        raise ValueError(f"bot/handlers/routes.py does not include {', '.join(left_out)}")
    return whole


ROUTES = _included()


async def route_update(turn: Turn) -> None:
    """Hand the update to its handler."""
    if turn.update.my_chat_member or turn.update.chat_member:
        return await groups.take_membership_change(turn)
    if turn.update.chat_join_request is not None:
        return await moderation.take_join_request(turn)
    if turn.update.message_reaction is not None:
        return await moderation.report_by_reaction(turn)
    if turn.query is not None:
        return await _route_press(turn)
    if turn.message is None or turn.chat is None:
        return None
    if turn.is_private:
        return await _route_private(turn)
    return await _route_group(turn)


async def _route_press(turn: Turn) -> None:
    data = (turn.query.data or "") if turn.query else ""
    press = press_in(data)
    if turn.speaker is None:
        return fallback.refuse_stranger(turn, ROUTES.buttons[type(press)] if press else None)
    if turn.is_private:
        conversation.resume_dialog_for_press(turn)
    if press is None:
        return fallback.answer_unknown_button(turn)
    return await ROUTES.buttons[type(press)](turn, press)


async def _route_private(turn: Turn) -> None:
    if await screening.screen_message(turn):
        return await conversation.forward_answer_with_danger(turn)
    if turn.update.edited_message is not None:
        return await _route_private_edit(turn)
    if await conversation.take_staff_reply(turn) or await conversation.take_person_reply(turn):
        return None
    if await moderation.take_entry_code(turn):
        return None
    handler = _command_handler(turn) or _key_handler(turn)
    if handler is None and await refills.report.take_typed_refill(turn):
        return None
    await (handler or _media_handler(turn) or _take_answer)(turn)


async def _route_private_edit(turn: Turn) -> None:
    """Only a dialogue in ROUTES.edits uses edited messages; a count is corrected by its button."""
    dialog = turn.dialog
    if dialog is not None and type(dialog) in ROUTES.edits:
        await ROUTES.edits[type(dialog)](turn, dialog)


async def _route_group(turn: Turn) -> None:
    if await groups.take_service_message(turn):
        return None
    if turn.group is None:
        return await groups.bind_group(turn)
    if await screening.screen_message(turn):
        return None
    edited = turn.update.edited_message is not None
    if turn.group.kind == GroupKind.STAFF:
        return None if edited else await _route_staff_chat(turn)
    if (command := parse_command(turn)) and not edited:
        return await _answer_group_command(turn, command[0])
    if await moderation.check_message(turn) or edited:
        return None
    await pill_counts.thank_for_count_in_group(turn)


ALWAYS_ANSWERED = frozenset({"batao", "report", "hatao"})
"""They say nothing in the group, and somebody may need them now."""


async def _answer_group_command(turn: Turn, name: str) -> None:
    """One answer of a kind to a person in a minute: Telegram lets the bot say twenty to all."""
    assert turn.group is not None
    route = ROUTES.group_commands.get(name)
    who = turn.speaker.account_id if turn.speaker else 0
    scope = f"{turn.group.id}:{route.name if route else ''}:{who}"
    minute = turn.now.replace(second=0, microsecond=0)
    if name in ALWAYS_ANSWERED or await take_slot(
        turn.session, "group_command", scope, minute, now=turn.now
    ):
        await (route or groups.redirect_command)(turn)


async def _route_staff_chat(turn: Turn) -> None:
    """Replies to alert cards, and commands of staff, which are answered in private."""
    command = parse_command(turn)
    if await conversation.take_staff_reply(turn) or command is None or turn.speaker is None:
        return
    route = ROUTES.commands.get(command[0])
    if turn.me.staff is not None and route is not None and Place.STAFF_CHAT in route.place:
        await route(turn)


def _command_handler(turn: Turn) -> Handle | None:
    found = parse_command(turn)
    if found is None or (turn.message and turn.message.forward_origin):
        return None
    return ROUTES.commands.get(found[0], menu.show_menu)


def _key_handler(turn: Turn) -> Handle | None:
    """A key of the keyboard under the input field sends its label as text."""
    return ROUTES.keys.get(menu.pressed_key(turn.text)) if turn.text else None


def _media_handler(turn: Turn) -> Handle | None:
    joining = turn.dialog_of(JoinDialog) is not None
    return media.take_media if media.interrupts_any_flow(turn) and not joining else None


async def _take_answer(turn: Turn) -> None:
    """What was sent while a dialogue waits. Some only wait for a button."""
    dialog = turn.dialog
    if isinstance(dialog, UnreadableDialog):
        return fallback.end_unreadable_dialog(turn)
    if dialog is None or type(dialog) not in ROUTES.dialogs:
        return await fallback.take_free_text(turn)
    return await ROUTES.dialogs[type(dialog)](turn, dialog)


def parse_command(turn: Turn) -> tuple[str, str] | None:
    """The command and its arguments; None if there is none, or it is for another bot."""
    message = turn.message
    if message is None or not turn.text.startswith("/"):
        return None
    first = next(iter(message.entities or ()), None)
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return None
    word, _, rest = turn.text.partition(" ")
    name, _, addressee = word[1:].partition("@")
    if addressee and addressee.lower() != turn.bot_username.lower():
        return None
    return name.lower(), rest.strip()
