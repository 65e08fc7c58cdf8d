"""Removing, muting and letting in members, as far as the bot's rights go."""

from dataclasses import replace
from typing import Any

from bot.simulator import membership
from bot.simulator.api.ask import Ask, method
from bot.simulator.chats import ADMIN_RIGHTS, PERMISSIONS, SENDING, Chat, Member
from bot.simulator.errors import bad
from bot.simulator.people import User

YEAR = 366 * 24 * 3600
NO_RIGHT = "not enough rights to restrict/unrestrict chat member"


def _target(ask: Ask) -> tuple[Chat, User, Member]:
    chat = ask.chat()
    if chat.private:
        raise bad("method is available for group chats only")
    user = ask.person()
    ask.require_admin(chat, "can_restrict_members", NO_RIGHT)
    member = chat.member(user)
    if member.status == "creator":
        raise bad("can't remove chat owner")
    if user is ask.bot:
        raise bad("can't restrict self")
    if member.status == "administrator":
        raise bad("user is an administrator of the chat")
    return chat, user, member


def _until(ask: Ask) -> int:
    """0, for ever, also for an end too near or too far, as Telegram takes it."""
    until = ask.number("until_date")
    return until if 30 <= until - ask.world.stamp() <= YEAR else 0


@method("banChatMember")
def ban_chat_member(ask: Ask) -> bool:
    chat, user, _ = _target(ask)
    membership.leave(ask.world, chat, user, by=ask.bot, until=_until(ask))
    # `revoke_messages` takes the old messages from the banned member's own phone, nobody else's.
    return True


@method("unbanChatMember")
def unban_chat_member(ask: Ask) -> bool:
    chat, user, member = _target(ask)
    if chat.kind != "supergroup":
        raise bad("method is available for supergroup and channel chats only")
    if member.status == "kicked":
        membership.change(ask.world, chat, ask.bot, Member(user, "left"))
    elif member.present and not ask.flag("only_if_banned"):
        membership.leave(ask.world, chat, user, by=ask.bot)
        membership.change(ask.world, chat, ask.bot, Member(user, "left"))
    return True


def _permissions(given: dict[str, Any], independent: bool) -> dict[str, bool]:
    chosen = {name: bool(given.get(name)) for name in PERMISSIONS}
    if not independent and any(given.get(n) for n in ("can_send_other_messages", "can_send_polls")):
        chosen["can_send_messages"] = True
    return chosen


@method("restrictChatMember")
def restrict_chat_member(ask: Ask) -> bool:
    chat = ask.chat()
    if chat.kind != "supergroup":
        raise bad("method is available only for supergroups")
    chat, user, member = _target(ask)
    given = ask.structure("permissions")
    if not isinstance(given, dict):
        raise bad("permissions must be non-empty")
    chosen = _permissions(given, ask.flag("use_independent_chat_permissions"))
    until = _until(ask)
    if all(chosen[name] for name in SENDING):
        restored = "member" if member.present else "left"
        membership.change(ask.world, chat, ask.bot, Member(user, restored))
        return True
    muted = Member(user, "restricted", permissions=chosen, until=until, is_member=member.present)
    membership.change(ask.world, chat, ask.bot, muted)
    return True


@method("promoteChatMember")
def promote_chat_member(ask: Ask) -> bool:
    chat, user = ask.chat(), ask.person()
    ask.require_admin(chat, "can_promote_members", "not enough rights to promote a member")
    rights = frozenset(name for name in ADMIN_RIGHTS if ask.flag(name))
    membership.promote(ask.world, chat, user, rights, by=ask.bot)
    return True


def _request(ask: Ask) -> tuple[Chat, User]:
    chat, user = ask.chat(), ask.person()
    ask.require_admin(chat, "can_invite_users", "not enough rights")
    if chat.member(user).present:
        raise bad("USER_ALREADY_PARTICIPANT")
    if user.id not in chat.join_requests:
        raise bad("HIDE_REQUESTER_MISSING")
    return chat, user


@method("approveChatJoinRequest")
def approve_chat_join_request(ask: Ask) -> bool:
    chat, user = _request(ask)
    link = chat.join_requests.pop(user.id)
    if chat.member(user).status == "kicked":
        chat.members[user.id] = replace(chat.member(user), status="left")
    membership.join(ask.world, chat, user, link=link)
    return True


@method("declineChatJoinRequest")
def decline_chat_join_request(ask: Ask) -> bool:
    chat, user = _request(ask)
    del chat.join_requests[user.id]
    ask.world.changed()
    return True


@method("leaveChat")
def leave_chat(ask: Ask) -> bool:
    chat = ask.chat()
    if chat.private:
        raise bad("chat not found")
    membership.leave(ask.world, chat, ask.bot)
    return True
