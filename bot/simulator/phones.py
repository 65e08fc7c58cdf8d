"""What each phone of the page shows right now, as plain data."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.simulator.chats import Chat
from bot.simulator.messages import Message
from bot.simulator.person import Person
from bot.simulator.talk import may_write
from bot.simulator.world import World

if TYPE_CHECKING:
    from bot.simulator.facade import PracticeTelegram

HERE = ZoneInfo("Asia/Kolkata")
NEWEST = 80
TOASTS = 5

Shown = dict[str, Any]


def _clock(moment: datetime) -> str:
    return moment.astimezone(HERE).strftime("%I:%M %p").lstrip("0").lower()


def everything(telegram: "PracticeTelegram") -> Shown:
    world, now = telegram.world, telegram.clock.now().astimezone(HERE)
    return {
        "now": {"time": _clock(now), "day": now.strftime("%a %d %b %Y"), "ms": _ms(now)},
        "ticking": telegram.clock.ticking,
        "can_reset": telegram.on_reset is not None,
        "groups": [
            {"key": f"g{c.id}", "id": c.id, "title": c.title}
            for c in world.groups.values()
            if not c.migrated_to
        ],
        "phones": [phone(world, person) for person in telegram.people],
    }


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def phone(world: World, person: Person) -> Shown:
    groups = [
        chat for chat in world.groups.values() if person.id in chat.members and not chat.migrated_to
    ]
    privates = [world.private(bot, person.user) for bot in world.bots.values()]
    answered = [q for q in world.queries.values() if q.person is person.user and q.answer]
    return {
        "id": person.id,
        "name": person.name,
        "role": person.user.role,
        "chats": [_chat(person, chat) for chat in groups + privates],
        "answers": [{"id": q.id, "text": q.answer, "alert": q.alert} for q in answered[-TOASTS:]],
    }


def _chat(person: Person, chat: Chat) -> Shown:
    bot, me = chat.bot, chat.member(person.user)
    here = chat.private or me.present
    keyboard = chat.keyboards.get(person.id) or {}
    return {
        "key": f"p{bot.id}" if bot else f"g{chat.id}",
        "private": chat.private,
        "title": bot.first_name if bot else chat.title,
        "about": _about(chat),
        "here": here,
        "owner": me.status == "creator",
        "can_grow": chat.kind == "group" and me.status == "creator",
        "blocked": chat.blocked,
        "fresh": chat.private and not chat.started and not chat.messages,
        "muted": (bot.id if bot else chat.id) in person.user.muted,
        "why_not": may_write(chat, person.user),
        "keyboard": keyboard.get("keyboard", []),
        "placeholder": keyboard.get("input_field_placeholder", ""),
        "force_reply": keyboard.get("message_id") if "force_reply" in keyboard else None,
        "pinned": _pinned(chat),
        "commands": _commands(person, chat),
        "messages": _messages(person, chat) if here else [],
    }


def _commands(person: Person, chat: Chat) -> list[dict[str, str]]:
    """Telegram takes the narrowest scope first, and in it the person's language first."""
    everywhere = "all_private_chats" if chat.private else "all_group_chats"
    scopes: list[dict[str, Any]] = [
        {"type": "chat", "chat_id": chat.id},
        {"type": everywhere},
        {"type": "default"},
    ]
    bots = chat.bots()
    for scope in (json.dumps(scope, sort_keys=True) for scope in scopes):
        for language in (person.user.language_code, ""):
            if found := [c for bot in bots for c in bot.commands.get((scope, language), [])]:
                return found
    return []


def _messages(person: Person, chat: Chat) -> list[Shown]:
    """The newest, with a line of its own where a day begins."""
    if chat.bot and not chat.messages:
        told = chat.bot.descriptions
        intro = told.get(person.user.language_code) or told.get("", "")
        return [_line("intro", intro)] if intro else []
    shown: list[Shown] = []
    day = ""
    for message in list(chat.messages.values())[-NEWEST:]:
        if (today := message.at.astimezone(HERE).strftime("%d %b %Y").lstrip("0")) != day:
            shown.append(_line(f"day {today}", today))
            day = today
        shown.append(_message(person, message))
    return shown


def _line(key: str, text: str) -> Shown:
    return {"id": key, "kind": "service", "service": text}


def _about(chat: Chat) -> str:
    if chat.bot:
        return chat.bot.short_descriptions.get("hi") or chat.bot.short_descriptions.get("", "bot")
    return ", ".join(member.user.name for member in chat.present())


def _pinned(chat: Chat) -> str:
    message = chat.messages.get(chat.pinned[-1]) if chat.pinned else None
    return _gist(message) if message else ""


def _gist(message: Message) -> str:
    return message.text[:90] or {"voice": "Voice · आवाज़", "photo": "Photo · फ़ोटो"}.get(
        message.kind, message.kind
    )


def _message(person: Person, message: Message) -> Shown:
    sender = message.sender_chat.title if message.sender_chat else ""
    shown: Shown = {
        "id": message.id,
        "kind": message.kind,
        "mine": message.sender is person.user and not message.sender_chat,
        "bot": message.from_bot and not message.sender_chat,
        "from": sender or (message.sender.name if message.sender else ""),
        "from_id": message.sender.id if message.sender else 0,
        "time": _clock(message.at),
        "text": message.text,
        "entities": message.entities,
        "edited": bool(message.edited),
        "protected": message.protected or message.chat.protected,
        "forwarded": _origin(message),
        "buttons": (message.markup or {}).get("inline_keyboard", []),
        "reactions": [r.get("emoji", "") for each in message.reactions.values() for r in each],
    }
    if message.reply_to:
        replied = message.reply_to
        shown["reply"] = {
            "from": replied.sender.name if replied.sender else "",
            "text": "" if replied.deleted else _gist(replied),
        }
    if message.service:
        shown["service"] = _service(message)
    if message.file:
        shown["file"] = f"/ctl/file/{message.file.unique_id}"
    if message.kind in ("contact", "poll", "voice", "audio", "document", "sticker"):
        shown["detail"] = message.content[message.kind]
    return shown


def _origin(message: Message) -> str:
    origin = message.origin or {}
    sender = origin.get("sender_user", {})
    return str(sender.get("first_name") or origin.get("sender_user_name", ""))


def _name(user: Shown) -> str:
    return f"{user['first_name']} {user.get('last_name', '')}".strip()


def _service(message: Message) -> str:
    content, by = message.content, message.sender.name if message.sender else ""
    if message.kind == "new_chat_members":
        names = ", ".join(_name(user) for user in content["new_chat_members"])
        return f"{names} joined" if names == by else f"{by} added {names}"
    if message.kind == "left_chat_member":
        gone = _name(content["left_chat_member"])
        return f"{gone} left" if gone == by else f"{by} removed {gone}"
    if message.kind == "pinned_message":
        return f"{by} pinned: {_gist(content['pinned_message'])[:40]}"
    if message.kind == "new_chat_title":
        return f"{by} named the group {content['new_chat_title']}"
    if message.kind.endswith("chat_created"):
        return f"{by} created the group"
    return "The group is now a supergroup"
