"""Looking up chats and their members."""

from typing import Any

from bot.simulator.api.call import MethodCall, method
from bot.simulator.chats import Chat
from bot.simulator.errors import bad_request

GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}


@method("getChat")
def get_chat(call: MethodCall) -> dict[str, Any]:
    chat = call.chat()
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
        shown["pinned_message"] = chat.messages[chat.pinned[-1]].api(call.bot, nested=True)
    primary = next((k for k in chat.links if k.primary and not k.revoked), None)
    if primary and chat.member(call.bot).admin:
        shown["invite_link"] = primary.url
    return shown


def _group(call: MethodCall) -> Chat:
    chat = call.chat()
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    return chat


@method("getChatAdministrators")
def get_chat_administrators(call: MethodCall) -> list[dict[str, Any]]:
    # As in Telegram: other bots are left out of this list, the calling bot is not.
    return [
        member.api()
        for member in _group(call).present()
        if member.admin and (not member.user.is_bot or member.user is call.bot)
    ]


@method("getChatMemberCount")
def get_chat_member_count(call: MethodCall) -> int:
    chat = call.chat()
    return 2 if chat.private else len(chat.present())


@method("getChatMember")
def get_chat_member(call: MethodCall) -> dict[str, Any]:
    chat, user = call.chat(), call.person()
    if chat.private:
        return {"status": "member", "user": user.api()}
    return chat.member(user).api()
