"""Editing and deleting what was said."""

from typing import Any

from bot.simulator import keyboards
from bot.simulator.api.ask import Ask, method
from bot.simulator.api.compose import caption_content, text_content
from bot.simulator.errors import bad
from bot.simulator.messages import Message

SAME = (
    "message is not modified: specified new message content and reply markup are exactly"
    " the same as a current content and reply markup of the message"
)
TWO_DAYS = 48 * 3600
CAPTIONED = ("photo", "voice", "audio", "video", "document")


def _editable(ask: Ask) -> Message:
    ask.writable()
    message = ask.message("to edit")
    if message.sender is not ask.bot or message.service or message.origin:
        raise bad("message can't be edited")
    return message


def _edit(ask: Ask, message: Message, content: dict[str, Any]) -> dict[str, Any]:
    markup = keyboards.checked(ask.structure("reply_markup"), inline_only=True)
    if content == message.content and markup == message.markup:
        raise bad(SAME)
    if content != message.content:
        message.edited = ask.world.stamp()
    message.content, message.markup = content, markup
    ask.world.changed()
    return message.api(ask.bot)


@method("editMessageText")
def edit_message_text(ask: Ask) -> dict[str, Any]:
    content = text_content(ask)
    message = _editable(ask)
    if message.kind != "text":
        raise bad("there is no text in the message to edit")
    return _edit(ask, message, content)


@method("editMessageCaption")
def edit_message_caption(ask: Ask) -> dict[str, Any]:
    message = _editable(ask)
    if message.kind not in CAPTIONED:
        raise bad("there is no caption in the message to edit")
    kept = {message.kind: message.content[message.kind]}
    return _edit(ask, message, kept | caption_content(ask))


@method("editMessageReplyMarkup")
def edit_message_reply_markup(ask: Ask) -> dict[str, Any]:
    message = _editable(ask)
    return _edit(ask, message, message.content)


def _delete(ask: Ask, message: Message) -> None:
    chat = message.chat
    own = message.sender is ask.bot
    admin = chat.may(ask.bot, "can_delete_messages") and chat.member(ask.bot).admin
    old = ask.world.stamp() - message.date > TWO_DAYS
    if not (own or admin or chat.private) or (old and not admin):
        raise bad("message can't be deleted")
    ask.world.delete(message)


@method("deleteMessage")
def delete_message(ask: Ask) -> bool:
    _delete(ask, ask.message("to delete"))
    return True


@method("deleteMessages")
def delete_messages(ask: Ask) -> bool:
    chat, ids = ask.chat(), ask.structure("message_ids")
    if not isinstance(ids, list) or not ids:
        raise bad("message identifiers are not specified")
    if len(ids) > 100:
        raise bad("too many message identifiers specified")
    for message in [chat.messages[int(n)] for n in ids if int(n) in chat.messages]:
        _delete(ask, message)
    return True
