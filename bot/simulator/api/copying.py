"""Copying and forwarding; refused for protected messages."""

from typing import Any

from bot.simulator.api.call import MethodCall, method
from bot.simulator.api.compose import caption_content, post_message
from bot.simulator.api.media import RIGHTS
from bot.simulator.chats import Message
from bot.simulator.errors import bad_request


def origin_of(message: Message) -> dict[str, Any]:
    if message.origin:
        return message.origin
    if message.sender is None:
        return {"type": "hidden_user", "date": message.date, "sender_user_name": "Telegram"}
    return {"type": "user", "date": message.date, "sender_user": message.sender.api()}


def _source(call: MethodCall, action: str) -> Message:
    source = call.message(f"to {action}", chat=call.chat("from_chat_id"))
    if source.service or source.protected or source.chat.protected:
        past = "copied" if action == "copy" else "forwarded"
        raise bad_request(f"message can't be {past}")
    return source


@method("copyMessage", sends=True)
def copy_message(call: MethodCall) -> dict[str, int]:
    chat, source = call.writable_chat(), _source(call, "copy")
    content = dict(source.content)
    if "caption" in call.params and source.kind != "text":
        content.pop("caption", None)
        content.pop("caption_entities", None)
        content |= caption_content(call)
    right = RIGHTS.get(source.kind, "can_send_messages")
    return {"message_id": post_message(call, chat, content, right, file=source.file).id}


@method("forwardMessage", sends=True)
def forward_message(call: MethodCall) -> dict[str, Any]:
    chat, source = call.writable_chat(), _source(call, "forward")
    right = RIGHTS.get(source.kind, "can_send_messages")
    call.params.pop("reply_markup", None)
    sent = post_message(
        call, chat, dict(source.content), right, file=source.file, origin=origin_of(source)
    )
    return sent.api(call.bot)
