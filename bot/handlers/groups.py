"""What happens to a group: people come and go, the bot is added, promoted, removed, upgraded."""

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberUpdated, Message, User

from bot.context import Turn
from bot.domain.moderation.sanctions import may, standing
from bot.services.groups import bind_chat, claim_welcome, missing_rights, move_chat, save_rights
from bot.services.moderation.join_requests import came_in
from bot.services.moderation.manual import compare
from bot.services.moderation.outcomes import heal
from bot.services.moderation.sanctions import in_group
from bot.services.onboarding.invites import Purpose, find_invite, use_invite
from bot.services.onboarding.members import leave_group
from bot.services.outbox import To, enqueue
from db.enums import GroupKind, OutboxClass, SanctionKind
from db.models import Group
from db.queries.people import account_of, staff_accounts

PRESENT = {ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER, ChatMember.RESTRICTED}
BOT_RIGHTS = ("can_delete_messages", "can_pin_messages", "can_restrict_members", "can_invite_users")


async def changed(turn: Turn) -> None:
    """Telegram's own word on who is in a chat."""
    own, other = turn.update.my_chat_member, turn.update.chat_member
    if own is not None and turn.group is not None:
        await _bot_changed(turn, turn.group, own)
    elif own is not None and turn.is_private:
        await _reachable(turn, own)
    elif other is not None and turn.group is not None:
        await _person_changed(turn, turn.group, other)


async def _bot_changed(turn: Turn, group: Group, change: ChatMemberUpdated) -> None:
    before = missing_rights(group.rights)
    member = change.new_chat_member
    rights = {name: bool(getattr(member, name, False)) for name in BOT_RIGHTS}
    missing = await save_rights(turn.session, group, member.status, rights, now=turn.now)
    await heal(turn.session, group, now=turn.now)
    if member.status in (ChatMember.LEFT, ChatMember.BANNED):
        await _tell_staff(turn, group, "groups.bot_removed")
    elif missing and missing != before:
        await _tell_staff(turn, group, "groups.missing_rights", missing=missing)
    elif not missing and before and isinstance(member, ChatMemberAdministrator):
        await _tell_staff(turn, group, "groups.rights_complete")


async def _tell_staff(turn: Turn, group: Group, template: str, **params: object) -> None:
    for account_id in await staff_accounts(turn.session, group.clinic_id):
        enqueue(
            turn.session,
            OutboxClass.ALERT,
            To.account(account_id),
            template,
            {"title": group.title, **params},
            now=turn.now,
        )


async def _reachable(turn: Turn, change: ChatMemberUpdated) -> None:
    """Somebody blocked the bot, or let it in again."""
    if turn.speaker is None or turn.user is None:
        return
    account = await account_of(turn.session, turn.user.id)
    assert account is not None
    gone = change.new_chat_member.status == ChatMember.BANNED
    account.unreachable_since = turn.now if gone else None
    account.unreachable_reason = "blocked" if gone else None


async def _person_changed(turn: Turn, group: Group, change: ChatMemberUpdated) -> None:
    was = change.old_chat_member.status in PRESENT
    is_now = change.new_chat_member.status in PRESENT
    # The update's own user is who did it, perhaps an administrator; the member is inside.
    person = change.new_chat_member.user
    if is_now and not was:
        await _greet(turn, group, person)
    elif was and not is_now:
        await _farewell(turn, group, person)
    if change.from_user.username != turn.bot_username:
        await _by_hand(turn, group, change)


async def _by_hand(turn: Turn, group: Group, change: ChatMemberUpdated) -> None:
    """Somebody muted, removed or let in a person in Telegram itself, or no admin any more."""
    was, is_now = change.old_chat_member, change.new_chat_member
    account = turn.speaker.account_id if turn.speaker else None
    may_send = getattr(is_now, "can_send_messages", None)
    await compare(
        turn.session,
        group,
        is_now.user.id,
        standing(is_now.status, getattr(is_now, "is_member", None), may_send),
        actor=("account", account) if account else ("system", None),
        at=change.date,
        now=turn.now,
    )
    if isinstance(was, ChatMemberAdministrator) and is_now.status in PRESENT:
        await heal(turn.session, group, telegram_id=is_now.user.id, now=turn.now)


async def service_message(turn: Turn) -> bool:
    """Whether the message was one of Telegram's notices about the group."""
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
            take_away(turn, turn.group, message)  # whom the clinic took out is not named in public
    if message.new_chat_title:
        turn.group.title = message.new_chat_title[:140]
    return bool(message.new_chat_members or message.left_chat_member or message.new_chat_title)


async def _greet(turn: Turn, group: Group, person: User) -> None:
    if person.is_bot or group.kind == GroupKind.STAFF:
        return
    await came_in(turn.session, group, person.id, now=turn.now)
    if await claim_welcome(turn.session, group.id, person.id, now=turn.now):
        link = start_link(turn, group)
        turn.say_in_group("groups.welcome", name=person.first_name, link=link)


async def _farewell(turn: Turn, group: Group, person: User) -> None:
    if account := await account_of(turn.session, person.id):
        await leave_group(turn.session, group.id, account.id, now=turn.now)


async def bind(turn: Turn) -> None:
    """A chat we do not know: the clinic's link, sent as /start, tells which group it is."""
    message = turn.message
    assert message is not None
    name, _, token = turn.text.partition(" ")
    if name.partition("@")[0] != "/start" or not token.startswith("i_"):
        return
    invite = await find_invite(turn.session, token.removeprefix("i_"), now=turn.now)
    if invite is None or invite.purpose != Purpose.GROUP:
        return
    use_invite(invite, now=turn.now)
    group = await turn.session.get_one(Group, invite.subject_id)
    await bind_chat(turn.session, group, message.chat.id, now=turn.now)


async def command(turn: Turn) -> None:
    """Commands belong in private; here they only open the door."""
    message = turn.message
    assert message is not None
    if turn.group is None or turn.group.kind == GroupKind.STAFF:
        return
    anonymous = isinstance(message, Message) and message.sender_chat is not None
    template = "groups.as_yourself" if anonymous else "groups.speak_privately"
    turn.say_in_group(template, link=start_link(turn, turn.group))


def start_link(turn: Turn, group: Group) -> str:
    return f"https://t.me/{turn.bot_username}?start=g_{group.join_token}"


def take_away(turn: Turn, group: Group, message: Message) -> None:
    """A command, or a notice of Telegram's, that others need not see."""
    if may(SanctionKind.HIDE, group.rights):
        in_group(turn.session, group, "delete", message_id=message.message_id, now=turn.now)
