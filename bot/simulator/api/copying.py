"""Copying and forwarding, refused for protected messages."""

from typing import Any

from bot.simulator.api.ask import Ask, method
from bot.simulator.api.compose import caption_content, send
from bot.simulator.api.media import RIGHTS
from bot.simulator.errors import bad
from bot.simulator.messages import Message


def origin_of(message: Message) -> dict[str, Any]:
    if message.origin:
        return message.origin
    if message.sender is None:
        return {"type": "hidden_user", "date": message.date, "sender_user_name": "Telegram"}
    return {"type": "user", "date": message.date, "sender_user": message.sender.api()}


def _source(ask: Ask, deed: str) -> Message:
    source = ask.message(f"to {deed}", chat=ask.chat("from_chat_id"))
    if source.service or source.protected or source.chat.protected:
        past = "copied" if deed == "copy" else "forwarded"
        raise bad(f"message can't be {past}")
    return source


@method("copyMessage", sends=True)
def copy_message(ask: Ask) -> dict[str, int]:
    chat, source = ask.writable(), _source(ask, "copy")
    content = dict(source.content)
    if "caption" in ask.params and source.kind != "text":
        content.pop("caption", None)
        content.pop("caption_entities", None)
        content |= caption_content(ask)
    right = RIGHTS.get(source.kind, "can_send_messages")
    return {"message_id": send(ask, chat, content, right, file=source.file).id}


@method("forwardMessage", sends=True)
def forward_message(ask: Ask) -> dict[str, Any]:
    chat, source = ask.writable(), _source(ask, "forward")
    right = RIGHTS.get(source.kind, "can_send_messages")
    ask.params.pop("reply_markup", None)
    sent = send(ask, chat, dict(source.content), right, file=source.file, origin=origin_of(source))
    return sent.api(ask.bot)
