"""Looking at chats and who is in them."""

from typing import Any

from bot.simulator.api.ask import Ask, method
from bot.simulator.chats import Chat
from bot.simulator.errors import bad

GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}


@method("getChat")
def get_chat(ask: Ask) -> dict[str, Any]:
    chat = ask.chat()
    shown = chat.api() | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": GIFTS,
    }
    if chat.private:
        return shown
    shown["permissions"] = chat.permissions
    if chat.description:
        shown["description"] = chat.description
    if chat.protected:
        shown["has_protected_content"] = True
    if chat.pinned:
        shown["pinned_message"] = chat.messages[chat.pinned[-1]].api(ask.bot, nested=True)
    primary = next((k for k in chat.links if k.primary and not k.revoked), None)
    if primary and chat.member(ask.bot).admin:
        shown["invite_link"] = primary.url
    return shown


def _group(ask: Ask) -> Chat:
    chat = ask.chat()
    if chat.private:
        raise bad("there are no administrators in the private chat")
    return chat


@method("getChatAdministrators")
def get_chat_administrators(ask: Ask) -> list[dict[str, Any]]:
    # Telegram leaves other bots out of this list, and keeps the asking bot in it.
    return [
        member.api()
        for member in _group(ask).present()
        if member.admin and (not member.user.is_bot or member.user is ask.bot)
    ]


@method("getChatMemberCount")
def get_chat_member_count(ask: Ask) -> int:
    chat = ask.chat()
    return 2 if chat.private else len(chat.present())


@method("getChatMember")
def get_chat_member(ask: Ask) -> dict[str, Any]:
    chat, user = ask.chat(), ask.person()
    if chat.private:
        return {"status": "member", "user": user.api()}
    return chat.member(user).api()
