"""What every send and edit has in common: words, reply, keyboard, the message itself."""

from dataclasses import dataclass
from typing import Any

from bot.simulator import keyboards, markup
from bot.simulator.api.ask import Ask
from bot.simulator.chats import Chat
from bot.simulator.errors import bad
from bot.simulator.files import StoredFile
from bot.simulator.messages import Message

TEXT_UNITS, CAPTION_UNITS = 4096, 1024


@dataclass
class Words:
    text: str
    entities: list[markup.Entity]


def words(ask: Ask, name: str, limit: int, too_long: str) -> Words:
    source = ask.text(name)
    mode = ask.text("parse_mode").lower()
    if "\x00" in source:
        raise bad("strings must be encoded in UTF-8")
    if mode == "html":
        text, entities = markup.parse_html(source)
    elif mode:
        raise bad("unsupported parse_mode" if mode not in MARKDOWN else UNSPOKEN)
    else:
        given = ask.structure("entities" if name == "text" else "caption_entities") or []
        text, entities = markup.trimmed(source, given)
    if markup.units(text) > limit:
        raise bad(too_long)
    return Words(text, markup.detected(text, entities))


MARKDOWN = ("markdown", "markdownv2")
UNSPOKEN = "can't parse entities: the practice Telegram speaks HTML only"


def text_content(ask: Ask) -> dict[str, Any]:
    said = words(ask, "text", TEXT_UNITS, "message is too long")
    if not said.text:
        raise bad("message text is empty")
    content: dict[str, Any] = {"text": said.text}
    return content | ({"entities": said.entities} if said.entities else {})


def caption_content(ask: Ask) -> dict[str, Any]:
    said = words(ask, "caption", CAPTION_UNITS, "message caption is too long")
    content: dict[str, Any] = {"caption": said.text} if said.text else {}
    return content | ({"caption_entities": said.entities} if said.entities else {})


def replied_to(ask: Ask, chat: Chat) -> Message | None:
    given = ask.structure("reply_parameters") or {}
    wanted = given.get("message_id") or ask.number("reply_to_message_id")
    if not wanted:
        return None
    found = chat.messages.get(int(wanted))
    lenient = given.get("allow_sending_without_reply") or ask.flag("allow_sending_without_reply")
    if found is None and not lenient:
        raise bad("message to be replied not found")
    return found


def send(
    ask: Ask,
    chat: Chat,
    content: dict[str, Any],
    right: str,
    *,
    file: StoredFile | None = None,
    origin: dict[str, Any] | None = None,
) -> Message:
    what = right.removeprefix("can_send_").replace("messages", "text messages").replace("_", " ")
    ask.require(chat, right, f"not enough rights to send {what} to the chat")
    keyboard = keyboards.checked(ask.structure("reply_markup"))
    reply = replied_to(ask, chat)
    thread = ask.number("message_thread_id")
    if thread and thread not in chat.topics:
        raise bad("message thread not found")
    inline = keyboard if keyboard and "inline_keyboard" in keyboard else None
    message = ask.world.post(
        chat,
        ask.bot,
        content,
        file=file,
        reply_to=reply,
        markup=inline,
        origin=origin,
        protected=ask.flag("protect_content"),
        thread=thread,
        silent=ask.flag("disable_notification"),
    )
    if keyboard and not inline:
        _show_keyboard(chat, message, keyboard)
    return message


def _show_keyboard(chat: Chat, message: Message, keyboard: dict[str, Any]) -> None:
    for reader in _readers(chat, message, keyboard):
        if "remove_keyboard" in keyboard:
            chat.keyboards.pop(reader, None)
        else:
            chat.keyboards[reader] = keyboard | {"message_id": message.id}


def _readers(chat: Chat, message: Message, keyboard: dict[str, Any]) -> list[int]:
    if chat.person:
        return [chat.person.id]
    if not keyboard.get("selective"):
        return [member.user.id for member in chat.present()]
    mentioned = [e["user"]["id"] for e in message.entities if e["type"] == "text_mention"]
    named = [
        member.user.id
        for member in chat.present()
        if member.user.username and f"@{member.user.username}" in message.text
    ]
    replied = message.reply_to.sender if message.reply_to else None
    return mentioned + named + ([replied.id] if replied else [])
