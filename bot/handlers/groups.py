"""Changes of a group in Telegram: members join and leave, the bot is added, promoted, removed."""

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberUpdated, Message, User

from bot.context import Turn
from bot.domain.moderation.sanctions import bot_may, chat_standing
from bot.domain.names import plain_name
from bot.services.groups import (
    bind_chat,
    claim_welcome,
    missing_rights,
    move_chat,
    rights_of,
    save_rights,
)
from bot.services.moderation.join_requests import settle_join_request
from bot.services.moderation.manual import reconcile_sanctions
from bot.services.moderation.outcomes import retry_refused
from bot.services.moderation.sanctions import enqueue_in_group
from bot.services.onboarding.group_door import group_token
from bot.services.onboarding.invites import InvitePurpose, find_invite, use_invite
from bot.services.onboarding.members import leave_group
from bot.services.outbox import To, enqueue
from bot.texts import groups as texts
from bot.texts.sentences import Message as Said
from db.enums import GroupKind, OutboxClass, SanctionKind
from db.models import Group
from db.queries.people import account_with_telegram_id, staff_accounts

PRESENT_STATUSES = {
    ChatMember.OWNER,
    ChatMember.ADMINISTRATOR,
    ChatMember.MEMBER,
    ChatMember.RESTRICTED,
}


async def take_membership_change(turn: Turn) -> None:
    """Telegram reports a change of the bot's own membership, or of another person's."""
    own, other = turn.update.my_chat_member, turn.update.chat_member
    if own is not None and turn.group is not None:
        await _bot_changed(turn, turn.group, own)
    elif own is not None and turn.is_private:
        await _note_reachability(turn, own)
    elif other is not None and turn.group is not None:
        await _person_changed(turn, turn.group, other)


async def _bot_changed(turn: Turn, group: Group, change: ChatMemberUpdated) -> None:
    before = missing_rights(group.rights)
    member = change.new_chat_member
    rights = rights_of(member)
    missing = await save_rights(turn.session, group, member.status, rights, now=turn.now)
    await retry_refused(turn.session, group, now=turn.now)
    if member.status in (ChatMember.LEFT, ChatMember.BANNED):
        await _tell_staff(turn, group, texts.bot_removed(title=group.title))
    elif missing and missing != before:
        wish = texts.missing_rights(title=group.title, missing=missing)
        await _tell_staff(turn, group, wish)
    elif not missing and before and isinstance(member, ChatMemberAdministrator):
        await _tell_staff(turn, group, texts.rights_complete(title=group.title))


async def _tell_staff(turn: Turn, group: Group, said: Said) -> None:
    for account_id in await staff_accounts(turn.session, group.clinic_id):
        to = To.staff(account_id, group.clinic_id)
        enqueue(turn.session, OutboxClass.ALERT, to, said, now=turn.now)


async def _note_reachability(turn: Turn, change: ChatMemberUpdated) -> None:
    """Somebody blocked or unblocked the bot."""
    if turn.speaker is None or turn.user is None:
        return
    account = await account_with_telegram_id(turn.session, turn.user.id)
    assert account is not None
    gone = change.new_chat_member.status == ChatMember.BANNED
    account.unreachable_since = turn.now if gone else None
    account.unreachable_reason = "blocked" if gone else None


async def _person_changed(turn: Turn, group: Group, change: ChatMemberUpdated) -> None:
    was = change.old_chat_member.status in PRESENT_STATUSES
    is_now = change.new_chat_member.status in PRESENT_STATUSES
    # The sender of the update may be an administrator; the member is in the change itself.
    person = change.new_chat_member.user
    if is_now and not was:
        await _greet(turn, group, person)
    elif was and not is_now:
        await _farewell(turn, group, person)
    if change.from_user.username != turn.bot_username:
        await _note_admin_action(turn, group, change)


async def _note_admin_action(turn: Turn, group: Group, change: ChatMemberUpdated) -> None:
    """An administrator muted, removed, admitted or demoted somebody in Telegram itself."""
    was, is_now = change.old_chat_member, change.new_chat_member
    account = turn.speaker.account_id if turn.speaker else None
    may_send = getattr(is_now, "can_send_messages", None)
    await reconcile_sanctions(
        turn.session,
        group,
        is_now.user.id,
        chat_standing(is_now.status, getattr(is_now, "is_member", None), may_send),
        actor=("account", account) if account else ("system", None),
        at=change.date,
        now=turn.now,
    )
    if isinstance(was, ChatMemberAdministrator) and is_now.status in PRESENT_STATUSES:
        await retry_refused(turn.session, group, telegram_id=is_now.user.id, now=turn.now)


async def take_service_message(turn: Turn) -> bool:
    """Return whether the message was one of Telegram's notices about the group."""
    message = turn.message
    assert message is not None
    if message.migrate_to_chat_id:
        await move_chat(turn.session, message.chat.id, message.migrate_to_chat_id, now=turn.now)
        return True
    if message.migrate_from_chat_id:
        await move_chat(turn.session, message.migrate_from_chat_id, message.chat.id, now=turn.now)
        return True
    if turn.group is None:
        return False
    for person in message.new_chat_members or ():
        await _greet(turn, turn.group, person)
    if message.left_chat_member:
        await _farewell(turn, turn.group, message.left_chat_member)
        if message.from_user and message.from_user.username == turn.bot_username:
            delete_message(turn, turn.group, message)  # nobody is named whom the clinic removed
    if message.new_chat_title:
        turn.group.title = message.new_chat_title[:140]
    return bool(message.new_chat_members or message.left_chat_member or message.new_chat_title)


async def _greet(turn: Turn, group: Group, person: User) -> None:
    if person.is_bot or group.kind == GroupKind.STAFF:
        return
    await settle_join_request(turn.session, group, person.id, now=turn.now)
    if await claim_welcome(turn.session, group.id, person.id, now=turn.now):
        link = start_link(turn, group)
        turn.say_in_group(texts.welcome(name=plain_name(person.first_name), link=link))


async def _farewell(turn: Turn, group: Group, person: User) -> None:
    if account := await account_with_telegram_id(turn.session, person.id):
        await leave_group(turn.session, group.id, account.id, now=turn.now)


async def bind_group(turn: Turn) -> None:
    """Bind an unknown chat to a group, by the clinic's link that is sent there as /start."""
    message = turn.message
    assert message is not None
    name, _, token = turn.text.partition(" ")
    if name.partition("@")[0] != "/start" or not token.startswith("i_"):
        return
    invite = await find_invite(turn.session, token.removeprefix("i_"), now=turn.now)
    if invite is None or invite.purpose != InvitePurpose.GROUP:
        return
    use_invite(invite, now=turn.now)
    group = await turn.session.get_one(Group, invite.subject_id)
    await bind_chat(turn.session, group, message.chat.id, now=turn.now)


async def redirect_command(turn: Turn) -> None:
    """Commands are answered in private; in a group the bot only sends the link to it."""
    message = turn.message
    assert message is not None
    if turn.group is None or turn.group.kind == GroupKind.STAFF:
        return
    anonymous = isinstance(message, Message) and message.sender_chat is not None
    say = texts.write_as_yourself if anonymous else texts.write_in_private
    turn.say_in_group(say(link=start_link(turn, turn.group)))


def start_link(turn: Turn, group: Group) -> str:
    token = group_token(turn.session, group, now=turn.now)
    return f"https://t.me/{turn.bot_username}?start=g_{token}"


def delete_message(turn: Turn, group: Group, message: Message) -> None:
    """Delete a command or a notice of Telegram that others need not see."""
    if bot_may(SanctionKind.HIDE, group.rights):
        enqueue_in_group(turn.session, group, "delete", message_id=message.message_id, now=turn.now)
