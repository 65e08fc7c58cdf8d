"""Editing and deleting messages."""

from typing import Any

from bot.simulator import keyboards
from bot.simulator.api.call import MethodCall, method
from bot.simulator.api.compose import caption_content, text_content
from bot.simulator.chats import Message
from bot.simulator.errors import bad_request

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly"
    " the same as a current content and reply markup of the message"
)
DELETABLE_SECONDS = 48 * 3600
CAPTIONED = ("photo", "voice", "audio", "video", "document")


def _editable(call: MethodCall) -> Message:
    call.writable_chat()
    message = call.message("to edit")
    if message.sender is not call.bot or message.service or message.origin:
        raise bad_request("message can't be edited")
    return message


def _edit(call: MethodCall, message: Message, content: dict[str, Any]) -> dict[str, Any]:
    markup = keyboards.check_keyboard(call.structure("reply_markup"), inline_only=True)
    if content == message.content and markup == message.markup:
        raise bad_request(NOT_MODIFIED)
    if content != message.content:
        message.edited = call.world.timestamp()
    message.content, message.markup = content, markup
    call.world.changed()
    return message.api(call.bot)


@method("editMessageText")
def edit_message_text(call: MethodCall) -> dict[str, Any]:
    content = text_content(call)
    message = _editable(call)
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    return _edit(call, message, content)


@method("editMessageCaption")
def edit_message_caption(call: MethodCall) -> dict[str, Any]:
    message = _editable(call)
    if message.kind not in CAPTIONED:
        raise bad_request("there is no caption in the message to edit")
    kept = {message.kind: message.content[message.kind]}
    return _edit(call, message, kept | caption_content(call))


@method("editMessageReplyMarkup")
def edit_message_reply_markup(call: MethodCall) -> dict[str, Any]:
    message = _editable(call)
    return _edit(call, message, message.content)


def _delete(call: MethodCall, message: Message) -> None:
    chat = message.chat
    own = message.sender is call.bot
    admin = chat.may(call.bot, "can_delete_messages") and chat.member(call.bot).admin
    old = call.world.timestamp() - message.date > DELETABLE_SECONDS
    if not (own or admin or chat.private) or (old and not admin):
        raise bad_request("message can't be deleted")
    call.world.delete(message)


@method("deleteMessage")
def delete_message(call: MethodCall) -> bool:
    _delete(call, call.message("to delete"))
    return True


@method("deleteMessages")
def delete_messages(call: MethodCall) -> bool:
    chat, ids = call.chat(), call.structure("message_ids")
    if not isinstance(ids, list) or not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > 100:
        raise bad_request("too many message identifiers specified")
    for message in [chat.messages[int(n)] for n in ids if int(n) in chat.messages]:
        _delete(call, message)
    return True
