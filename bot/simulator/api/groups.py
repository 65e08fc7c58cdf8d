"""Invite links and pinned messages."""

from typing import Any

from bot.simulator.api.ask import Ask, method
from bot.simulator.chats import Chat, InviteLink
from bot.simulator.errors import bad

NO_LINKS = "not enough rights to manage chat invite link"
NO_PINS = "not enough rights to manage pinned messages in the chat"


def _link_chat(ask: Ask) -> Chat:
    chat = ask.chat()
    if chat.private:
        raise bad("chat invite link is available for groups only")
    ask.require_admin(chat, "can_invite_users", NO_LINKS)
    return chat


def _new_link(ask: Ask, chat: Chat, **details: Any) -> InviteLink:
    url = f"https://t.me/+practice{ask.world.next_id('link', 1000001)}"
    chat.links.append(InviteLink(url, ask.bot, **details))
    return chat.links[-1]


@method("createChatInviteLink")
def create_chat_invite_link(ask: Ask) -> dict[str, Any]:
    chat = _link_chat(ask)
    approval, limit = ask.flag("creates_join_request"), ask.number("member_limit")
    if approval and limit:
        raise bad("member limit can't be specified for links requiring administrator approval")
    if len(ask.text("name")) > 32:
        raise bad("INVITE_LINK_NAME_INVALID")
    return _new_link(
        ask,
        chat,
        name=ask.text("name"),
        needs_approval=approval,
        limit=limit,
        expires=ask.number("expire_date"),
    ).api()


@method("exportChatInviteLink")
def export_chat_invite_link(ask: Ask) -> str:
    chat = _link_chat(ask)
    for link in chat.links:
        link.revoked = link.revoked or link.primary
    return _new_link(ask, chat, primary=True).url


@method("revokeChatInviteLink")
def revoke_chat_invite_link(ask: Ask) -> dict[str, Any]:
    chat, url = _link_chat(ask), ask.text("invite_link")
    link = next((held for held in chat.links if held.url == url), None)
    if link is None:
        raise bad("INVITE_HASH_EXPIRED")
    link.revoked = True
    return link.api()


@method("pinChatMessage")
def pin_chat_message(ask: Ask) -> bool:
    chat = ask.writable()
    ask.require(chat, "can_pin_messages", NO_PINS)
    message = ask.message("to pin", chat=chat)
    if message.service:
        raise bad("message can't be pinned")
    if message.id in chat.pinned:
        return True
    chat.pinned.append(message.id)
    ask.world.post(chat, ask.bot, {"pinned_message": message})
    return True


@method("unpinChatMessage")
def unpin_chat_message(ask: Ask) -> bool:
    chat = ask.writable()
    ask.require(chat, "can_pin_messages", NO_PINS)
    wanted = ask.number("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if wanted not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(wanted)
    ask.world.changed()
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(ask: Ask) -> bool:
    chat = ask.writable()
    ask.require(chat, "can_pin_messages", NO_PINS)
    chat.pinned.clear()
    ask.world.changed()
    return True
