"""Banning, restricting, promoting and admitting members, if the bot has the right."""

from dataclasses import replace
from typing import Any

from bot.simulator import membership
from bot.simulator.api.call import MethodCall, method
from bot.simulator.chats import Chat
from bot.simulator.errors import bad_request
from bot.simulator.members import ADMIN_RIGHTS, PERMISSIONS, SENDING, Member
from bot.simulator.users import User

YEAR = 366 * 24 * 3600
NO_RIGHT = "not enough rights to restrict/unrestrict chat member"


def _target(call: MethodCall) -> tuple[Chat, User, Member]:
    chat = call.chat()
    if chat.private:
        raise bad_request("method is available for group chats only")
    user = call.person()
    call.require_admin(chat, "can_restrict_members", NO_RIGHT)
    member = chat.member(user)
    if member.status == "creator":
        raise bad_request("can't remove chat owner")
    if user is call.bot:
        raise bad_request("can't restrict self")
    if member.status == "administrator":
        raise bad_request("user is an administrator of the chat")
    return chat, user, member


def _until(call: MethodCall) -> int:
    """0 is for ever; as in Telegram, so is a time too near or too far."""
    until = call.number("until_date")
    return until if 30 <= until - call.world.timestamp() <= YEAR else 0


@method("banChatMember")
def ban_chat_member(call: MethodCall) -> bool:
    chat, user, _ = _target(call)
    membership.leave(call.world, chat, user, by=call.bot, until=_until(call))
    # `revoke_messages` needs nothing here: it removes messages from the banned member's phone only.
    return True


@method("unbanChatMember")
def unban_chat_member(call: MethodCall) -> bool:
    chat, user, member = _target(call)
    if chat.kind != "supergroup":
        raise bad_request("method is available for supergroup and channel chats only")
    if member.status == "kicked":
        membership.change(call.world, chat, call.bot, Member(user, "left"))
    elif member.present and not call.flag("only_if_banned"):
        membership.leave(call.world, chat, user, by=call.bot)
        membership.change(call.world, chat, call.bot, Member(user, "left"))
    return True


def _permissions(given: dict[str, Any], independent: bool) -> dict[str, bool]:
    chosen = {name: bool(given.get(name)) for name in PERMISSIONS}
    if not independent and any(given.get(n) for n in ("can_send_other_messages", "can_send_polls")):
        chosen["can_send_messages"] = True
    return chosen


@method("restrictChatMember")
def restrict_chat_member(call: MethodCall) -> bool:
    chat = call.chat()
    if chat.kind != "supergroup":
        raise bad_request("method is available only for supergroups")
    chat, user, member = _target(call)
    given = call.structure("permissions")
    if not isinstance(given, dict):
        raise bad_request("permissions must be non-empty")
    chosen = _permissions(given, call.flag("use_independent_chat_permissions"))
    until = _until(call)
    if all(chosen[name] for name in SENDING):
        restored = "member" if member.present else "left"
        membership.change(call.world, chat, call.bot, Member(user, restored))
        return True
    muted = Member(user, "restricted", permissions=chosen, until=until, is_member=member.present)
    membership.change(call.world, chat, call.bot, muted)
    return True


@method("promoteChatMember")
def promote_chat_member(call: MethodCall) -> bool:
    chat, user = call.chat(), call.person()
    call.require_admin(chat, "can_promote_members", "not enough rights to promote a member")
    rights = frozenset(name for name in ADMIN_RIGHTS if call.flag(name))
    membership.promote(call.world, chat, user, rights, by=call.bot)
    return True


def _join_request(call: MethodCall) -> tuple[Chat, User]:
    chat, user = call.chat(), call.person()
    call.require_admin(chat, "can_invite_users", "not enough rights")
    if chat.member(user).present:
        raise bad_request("USER_ALREADY_PARTICIPANT")
    if user.id not in chat.join_requests:
        raise bad_request("HIDE_REQUESTER_MISSING")
    return chat, user


@method("approveChatJoinRequest")
def approve_chat_join_request(call: MethodCall) -> bool:
    chat, user = _join_request(call)
    link = chat.join_requests.pop(user.id)
    if chat.member(user).status == "kicked":
        chat.members[user.id] = replace(chat.member(user), status="left")
    membership.join(call.world, chat, user, link=link)
    return True


@method("declineChatJoinRequest")
def decline_chat_join_request(call: MethodCall) -> bool:
    chat, user = _join_request(call)
    del chat.join_requests[user.id]
    call.world.changed()
    return True


@method("leaveChat")
def leave_chat(call: MethodCall) -> bool:
    chat = call.chat()
    if chat.private:
        raise bad_request("chat not found")
    membership.leave(call.world, chat, call.bot)
    return True
