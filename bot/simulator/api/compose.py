"""What sending and editing have in common: the text, the message replied to, the keyboard."""

from dataclasses import dataclass
from typing import Any

from bot.simulator import keyboards, markup
from bot.simulator.api.call import MethodCall
from bot.simulator.chats import Chat, Message
from bot.simulator.errors import bad_request
from bot.simulator.files import StoredFile

TEXT_UNITS, CAPTION_UNITS = 4096, 1024


@dataclass
class FormattedText:
    text: str
    entities: list[markup.Entity]


def formatted_text(call: MethodCall, name: str, limit: int, too_long: str) -> FormattedText:
    source = call.text(name)
    mode = call.text("parse_mode").lower()
    if "\x00" in source:
        raise bad_request("strings must be encoded in UTF-8")
    if mode == "html":
        text, entities = markup.parse_html(source)
    elif mode:
        raise bad_request("unsupported parse_mode" if mode not in MARKDOWN else HTML_ONLY)
    else:
        given = call.structure("entities" if name == "text" else "caption_entities") or []
        text, entities = markup.trimmed(source, given)
    if markup.utf16_length(text) > limit:
        raise bad_request(too_long)
    return FormattedText(text, markup.detected(text, entities))


MARKDOWN = ("markdown", "markdownv2")
HTML_ONLY = "can't parse entities: the simulator knows HTML only"


def text_content(call: MethodCall) -> dict[str, Any]:
    formatted = formatted_text(call, "text", TEXT_UNITS, "message is too long")
    if not formatted.text:
        raise bad_request("message text is empty")
    content: dict[str, Any] = {"text": formatted.text}
    return content | ({"entities": formatted.entities} if formatted.entities else {})


def caption_content(call: MethodCall) -> dict[str, Any]:
    formatted = formatted_text(call, "caption", CAPTION_UNITS, "message caption is too long")
    content: dict[str, Any] = {"caption": formatted.text} if formatted.text else {}
    return content | ({"caption_entities": formatted.entities} if formatted.entities else {})


def replied_to(call: MethodCall, chat: Chat) -> Message | None:
    given = call.structure("reply_parameters") or {}
    wanted = given.get("message_id") or call.number("reply_to_message_id")
    if not wanted:
        return None
    found = chat.messages.get(int(wanted))
    lenient = given.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply")
    if found is None and not lenient:
        raise bad_request("message to be replied not found")
    return found


def post_message(
    call: MethodCall,
    chat: Chat,
    content: dict[str, Any],
    right: str,
    *,
    file: StoredFile | None = None,
    origin: dict[str, Any] | None = None,
) -> Message:
    what = right.removeprefix("can_send_").replace("messages", "text messages").replace("_", " ")
    call.require(chat, right, f"not enough rights to send {what} to the chat")
    keyboard = keyboards.check_keyboard(call.structure("reply_markup"))
    reply = replied_to(call, chat)
    thread = call.number("message_thread_id")
    if thread and thread not in chat.topics:
        raise bad_request("message thread not found")
    inline = keyboard if keyboard and "inline_keyboard" in keyboard else None
    message = call.world.post(
        chat,
        call.bot,
        content,
        file=file,
        reply_to=reply,
        markup=inline,
        origin=origin,
        protected=call.flag("protect_content"),
        thread=thread,
        silent=call.flag("disable_notification"),
    )
    if keyboard and not inline:
        _show_reply_keyboard(chat, message, keyboard)
    return message


def _show_reply_keyboard(chat: Chat, message: Message, keyboard: dict[str, Any]) -> None:
    for reader in _keyboard_readers(chat, message, keyboard):
        if "remove_keyboard" in keyboard:
            chat.keyboards.pop(reader, None)
        else:
            chat.keyboards[reader] = keyboard | {"message_id": message.id}


def _keyboard_readers(chat: Chat, message: Message, keyboard: dict[str, Any]) -> list[int]:
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
