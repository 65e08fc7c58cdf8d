"""What the page shows right now, phone by phone, as plain data."""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.simulator.chats import Chat, Message
from bot.simulator.people.app_rules import write_refusal
from bot.simulator.users import User
from bot.simulator.world import World

LOCAL_TIME = ZoneInfo("Asia/Kolkata")
MESSAGES_SHOWN = 80
ANSWERS_SHOWN = 5

Json = dict[str, Any]


def _time_of_day(moment: datetime) -> str:
    return moment.astimezone(LOCAL_TIME).strftime("%I:%M %p").lstrip("0").lower()


def page_state(world: World, *, can_reset: bool = False) -> Json:
    now = world.clock.now().astimezone(LOCAL_TIME)
    return {
        "now": {
            "time": _time_of_day(now),
            "day": now.strftime("%a %d %b %Y"),
            "ms": _milliseconds(now),
        },
        "ticking": world.clock.ticking,
        "can_reset": can_reset,
        "groups": [
            {"key": f"g{c.id}", "id": c.id, "title": c.title}
            for c in world.groups.values()
            if not c.migrated_to
        ],
        "phones": [_phone(world, user) for user in world.people.values()],
    }


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _phone(world: World, user: User) -> Json:
    groups = [
        chat for chat in world.groups.values() if user.id in chat.members and not chat.migrated_to
    ]
    privates = [world.private_chat(bot, user) for bot in world.bots.values()]
    answered = [q for q in world.queries.values() if q.person is user and q.answer]
    return {
        "id": user.id,
        "name": user.name,
        "role": user.role,
        "chats": [_chat(user, chat) for chat in groups + privates],
        "answers": [
            {"id": q.id, "text": q.answer, "alert": q.alert} for q in answered[-ANSWERS_SHOWN:]
        ],
    }


def _chat(user: User, chat: Chat) -> Json:
    bot, member = chat.bot, chat.member(user)
    here = chat.private or member.present
    keyboard = chat.keyboards.get(user.id) or {}
    return {
        "key": f"p{bot.id}" if bot else f"g{chat.id}",
        "private": chat.private,
        "title": bot.first_name if bot else chat.title,
        "about": _about(chat),
        "here": here,
        "owner": member.status == "creator",
        "can_grow": chat.kind == "group" and member.status == "creator",
        "blocked": chat.blocked,
        "fresh": chat.private and not chat.started and not chat.messages,
        "muted": (bot.id if bot else chat.id) in user.muted,
        "why_not": write_refusal(chat, user),
        "keyboard": keyboard.get("keyboard", []),
        "placeholder": keyboard.get("input_field_placeholder", ""),
        "force_reply": keyboard.get("message_id") if "force_reply" in keyboard else None,
        "pinned": _pinned(chat),
        "commands": _commands(user, chat),
        "messages": _messages(user, chat) if here else [],
    }


def _commands(user: User, chat: Chat) -> list[dict[str, str]]:
    """Telegram takes the narrowest scope first, and in it the person's language first."""
    everywhere = "all_private_chats" if chat.private else "all_group_chats"
    scopes: list[dict[str, Any]] = [
        {"type": "chat", "chat_id": chat.id},
        {"type": everywhere},
        {"type": "default"},
    ]
    bots = chat.bots()
    for scope in (json.dumps(scope, sort_keys=True) for scope in scopes):
        for language in (user.language_code, ""):
            if found := [c for bot in bots for c in bot.commands.get((scope, language), [])]:
                return found
    return []


def _messages(user: User, chat: Chat) -> list[Json]:
    """The newest ones, with a line for the date where a new day begins."""
    if chat.bot and not chat.messages:
        descriptions = chat.bot.descriptions
        intro = descriptions.get(user.language_code) or descriptions.get("", "")
        return [_service_line("intro", intro)] if intro else []
    shown: list[Json] = []
    day = ""
    for message in list(chat.messages.values())[-MESSAGES_SHOWN:]:
        if (today := message.at.astimezone(LOCAL_TIME).strftime("%d %b %Y").lstrip("0")) != day:
            shown.append(_service_line(f"day {today}", today))
            day = today
        shown.append(_message(user, message))
    return shown


def _service_line(key: str, text: str) -> Json:
    return {"id": key, "kind": "service", "service": text}


def _about(chat: Chat) -> str:
    if chat.bot:
        return chat.bot.short_descriptions.get("hi") or chat.bot.short_descriptions.get("", "bot")
    return ", ".join(member.user.name for member in chat.present())


def _pinned(chat: Chat) -> str:
    message = chat.messages.get(chat.pinned[-1]) if chat.pinned else None
    return _summary(message) if message else ""


def _summary(message: Message) -> str:
    return message.text[:90] or {"voice": "Voice · आवाज़", "photo": "Photo · फ़ोटो"}.get(
        message.kind, message.kind
    )


def _message(user: User, message: Message) -> Json:
    sender = message.sender_chat.title if message.sender_chat else ""
    shown: Json = {
        "id": message.id,
        "kind": message.kind,
        "mine": message.sender is user and not message.sender_chat,
        "bot": message.from_bot and not message.sender_chat,
        "from": sender or (message.sender.name if message.sender else ""),
        "from_id": message.sender.id if message.sender else 0,
        "time": _time_of_day(message.at),
        "text": message.text,
        "entities": message.entities,
        "edited": bool(message.edited),
        "protected": message.protected or message.chat.protected,
        "forwarded": _forwarded_from(message),
        "buttons": (message.markup or {}).get("inline_keyboard", []),
        "reactions": [r.get("emoji", "") for each in message.reactions.values() for r in each],
    }
    if message.reply_to:
        replied = message.reply_to
        shown["reply"] = {
            "from": replied.sender.name if replied.sender else "",
            "text": "" if replied.deleted else _summary(replied),
        }
    if message.service:
        shown["service"] = _service_text(message)
    if message.file:
        shown["file"] = f"/ctl/file/{message.file.unique_id}"
    if message.kind in ("contact", "poll", "voice", "audio", "document", "sticker"):
        shown["detail"] = message.content[message.kind]
    return shown


def _forwarded_from(message: Message) -> str:
    origin = message.origin or {}
    sender = origin.get("sender_user", {})
    return str(sender.get("first_name") or origin.get("sender_user_name", ""))


def _name(user: Json) -> str:
    return f"{user['first_name']} {user.get('last_name', '')}".strip()


def _service_text(message: Message) -> str:
    content, by = message.content, message.sender.name if message.sender else ""
    if message.kind == "new_chat_members":
        names = ", ".join(_name(user) for user in content["new_chat_members"])
        return f"{names} joined" if names == by else f"{by} added {names}"
    if message.kind == "left_chat_member":
        gone = _name(content["left_chat_member"])
        return f"{gone} left" if gone == by else f"{by} removed {gone}"
    if message.kind == "pinned_message":
        return f"{by} pinned: {_summary(content['pinned_message'])[:40]}"
    if message.kind == "new_chat_title":
        return f"{by} named the group {content['new_chat_title']}"
    if message.kind.endswith("chat_created"):
        return f"{by} created the group"
    return "The group is now a supergroup"
