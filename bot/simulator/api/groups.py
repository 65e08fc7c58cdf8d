"""Invite links and pinned messages."""

from typing import Any

from bot.simulator.api.call import MethodCall, method
from bot.simulator.chats import Chat
from bot.simulator.errors import bad_request
from bot.simulator.members import InviteLink

NO_LINKS = "not enough rights to manage chat invite link"
NO_PINS = "not enough rights to manage pinned messages in the chat"


def _link_chat(call: MethodCall) -> Chat:
    chat = call.chat()
    if chat.private:
        raise bad_request("chat invite link is available for groups only")
    call.require_admin(chat, "can_invite_users", NO_LINKS)
    return chat


def _new_link(call: MethodCall, chat: Chat, **details: Any) -> InviteLink:
    url = f"https://t.me/+practice{call.world.next_id('link', 1000001)}"
    chat.links.append(InviteLink(url, call.bot, **details))
    return chat.links[-1]


@method("createChatInviteLink")
def create_chat_invite_link(call: MethodCall) -> dict[str, Any]:
    chat = _link_chat(call)
    approval, limit = call.flag("creates_join_request"), call.number("member_limit")
    if approval and limit:
        raise bad_request(
            "member limit can't be specified for links requiring administrator approval"
        )
    if len(call.text("name")) > 32:
        raise bad_request("INVITE_LINK_NAME_INVALID")
    return _new_link(
        call,
        chat,
        name=call.text("name"),
        needs_approval=approval,
        limit=limit,
        expires=call.number("expire_date"),
    ).api()


@method("exportChatInviteLink")
def export_chat_invite_link(call: MethodCall) -> str:
    chat = _link_chat(call)
    for link in chat.links:
        link.revoked = link.revoked or link.primary
    return _new_link(call, chat, primary=True).url


@method("revokeChatInviteLink")
def revoke_chat_invite_link(call: MethodCall) -> dict[str, Any]:
    chat, url = _link_chat(call), call.text("invite_link")
    link = next((held for held in chat.links if held.url == url), None)
    if link is None:
        raise bad_request("INVITE_HASH_EXPIRED")
    link.revoked = True
    return link.api()


@method("pinChatMessage")
def pin_chat_message(call: MethodCall) -> bool:
    chat = call.writable_chat()
    call.require(chat, "can_pin_messages", NO_PINS)
    message = call.message("to pin", chat=chat)
    if message.service:
        raise bad_request("message can't be pinned")
    if message.id in chat.pinned:
        return True
    chat.pinned.append(message.id)
    call.world.post(chat, call.bot, {"pinned_message": message})
    return True


@method("unpinChatMessage")
def unpin_chat_message(call: MethodCall) -> bool:
    chat = call.writable_chat()
    call.require(chat, "can_pin_messages", NO_PINS)
    wanted = call.number("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if wanted not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(wanted)
    call.world.changed()
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(call: MethodCall) -> bool:
    chat = call.writable_chat()
    call.require(chat, "can_pin_messages", NO_PINS)
    chat.pinned.clear()
    call.world.changed()
    return True
