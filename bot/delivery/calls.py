"""Turns an outbox row and its rendered words into calls of the Bot API."""

from typing import Any

from bot.delivery.envelope import Envelope
from bot.delivery.split import CAPTION_UNITS, plain, split, units
from bot.keyboards import Button
from bot.texts.speech import Speech

Call = tuple[str, dict[str, Any]]
TOPIC_PARAM = "thread"
"""The parameter of an outbox row that names the topic of the group to answer in."""
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
)
NO_PREVIEW = {"is_disabled": True}
UNCAPTIONED = "sendVideoNote"
SOUND_METHODS = {"voice": "sendVoice", "audio": "sendAudio", "video_note": UNCAPTIONED}


def calls_for(envelope: Envelope, speech: Speech, png: bytes | None = None) -> list[Call]:
    """The calls to make, in order. The buttons are on the last, which later edits refer to.

    `png` is the rendered picture of the speech. It is None if there is no picture or if it could
    not be rendered; then the words go alone.
    """
    if envelope.method == "edit":
        return [_edit(envelope, speech)]
    calls = _media_calls(envelope.chat_id, speech, png) or _text_calls(
        envelope.chat_id, speech.text
    )
    if markup := _markup(speech):
        calls[-1][1]["reply_markup"] = markup
    if envelope.message_id is not None:
        reply = {"message_id": envelope.message_id, "allow_sending_without_reply": True}
        calls[0][1]["reply_parameters"] = reply
    if thread := envelope.params.get(TOPIC_PARAM):
        for _, params in calls:
            params["message_thread_id"] = thread
    if speech.protect:
        for _, params in calls:
            params["protect_content"] = True
    return calls


def voice_call(envelope: Envelope) -> Call | None:
    """Sends the recording that says the same; the message itself is complete without it."""
    if envelope.recording is None:
        return None
    return "sendVoice", {"chat_id": envelope.chat_id, "voice": envelope.recording}


def action_call(envelope: Envelope) -> Call:
    """An action without words: on the target message, or on the person named in `params`."""
    chat, message = {"chat_id": envelope.chat_id}, {"message_id": envelope.message_id}
    match envelope.method:
        case "delete":
            return "deleteMessage", chat | message
        case "pin":
            return "pinChatMessage", chat | message | {"disable_notification": True}
        case "react":
            reaction = [{"type": "emoji", "emoji": envelope.params["emoji"]}]
            return "setMessageReaction", chat | message | {"reaction": reaction}
        case "admit" | "turn_away":
            verb = "approve" if envelope.method == "admit" else "decline"
            return f"{verb}ChatJoinRequest", chat | {"user_id": envelope.params["telegram_id"]}
        case "mute" | "unmute":
            return _restrict(envelope)
        case "remove":
            return "banChatMember", chat | {"user_id": envelope.params["telegram_id"]}
        case "let_in":
            person = {"user_id": envelope.params["telegram_id"], "only_if_banned": True}
            return "unbanChatMember", chat | person
    raise ValueError(f"unknown method {envelope.method}")


def _restrict(envelope: Envelope) -> Call:
    may = envelope.method == "unmute"
    params: dict[str, Any] = {
        "chat_id": envelope.chat_id,
        "user_id": envelope.params["telegram_id"],
        "permissions": dict.fromkeys(PERMISSIONS, may),
        "use_independent_chat_permissions": True,
    }
    if not may:
        params["until_date"] = envelope.params["until"]
    return "restrictChatMember", params


def without_topic(call: Call) -> Call | None:
    """The same call without its topic, which may be deleted. None if it names no topic."""
    method, params = call
    if "message_thread_id" not in params:
        return None
    return method, {k: v for k, v in params.items() if k != "message_thread_id"}


def without_markup(call: Call) -> Call:
    """The same words as plain text, which Telegram cannot fail to parse."""
    method, params = call
    bare = {key: value for key, value in params.items() if key != "parse_mode"}
    for field in ("text", "caption"):
        if field in bare:
            bare[field] = plain(bare[field])
    return method, bare


def without_picture(call: Call) -> Call | None:
    """The same words without the picture, for a chat that does not allow pictures.

    None if the call has no rendered picture or no words.
    """
    _, params = call
    if not isinstance(params.get("photo"), bytes) or "caption" not in params:
        return None
    kept = {key: value for key, value in params.items() if key not in ("photo", "caption")}
    text = {"text": params["caption"], "link_preview_options": NO_PREVIEW}
    return "sendMessage", {**kept, **text}


def _text_calls(chat_id: int, text: str) -> list[Call]:
    return [("sendMessage", {"chat_id": chat_id, **_text_params(part)}) for part in split(text)]


def _text_params(text: str) -> dict[str, Any]:
    return {"text": text, "parse_mode": "HTML", "link_preview_options": NO_PREVIEW}


def _media_calls(chat_id: int, speech: Speech, png: bytes | None) -> list[Call]:
    if speech.contact is not None:
        card = {"phone_number": speech.contact.phone, "first_name": speech.contact.name}
        return [("sendContact", {"chat_id": chat_id, **card})]
    if speech.poll:
        asked = {"question": plain(speech.text), "options": [{"text": one} for one in speech.poll]}
        return [("sendPoll", {"chat_id": chat_id, **asked})]
    if speech.voice is not None:
        method = SOUND_METHODS[speech.medium]
        call: Call = (method, {"chat_id": chat_id, speech.medium: speech.voice})
    elif (photo := png or speech.photo) is not None:
        call = ("sendPhoto", {"chat_id": chat_id, "photo": photo})
    else:
        return []
    if speech.text and (call[0] == UNCAPTIONED or units(speech.text) > CAPTION_UNITS):
        return [call, *_text_calls(chat_id, speech.text)]
    if speech.text:
        call[1].update(caption=speech.text, parse_mode="HTML")
    return [call]


def _edit(envelope: Envelope, speech: Speech) -> Call:
    """The parameter `captioned` says whether the target is a picture or a voice with a caption."""
    params: dict[str, Any] = {"chat_id": envelope.chat_id, "message_id": envelope.message_id}
    if speech.buttons:
        params["reply_markup"] = _inline(speech)
    if not speech.text:
        return "editMessageReplyMarkup", params
    spoken = speech.voice is not None or speech.photo is not None
    if envelope.params.get("captioned", spoken):
        caption = split(speech.text, CAPTION_UNITS)[0]
        return "editMessageCaption", {**params, "caption": caption, "parse_mode": "HTML"}
    return "editMessageText", {**params, **_text_params(split(speech.text)[0])}


def _markup(speech: Speech) -> dict[str, Any] | None:
    if speech.buttons:
        return _inline(speech)
    if speech.keys is None:
        return None
    if not speech.keys:
        return {"remove_keyboard": True}
    keyboard = [[{"text": label} for label in row] for row in speech.keys]
    return {"keyboard": keyboard, "resize_keyboard": True, "is_persistent": True}


def _inline(speech: Speech) -> dict[str, Any]:
    return {"inline_keyboard": [[_button(b) for b in row] for row in speech.buttons]}


def _button(button: Button) -> dict[str, str]:
    if button.url is not None:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.data or ""}
