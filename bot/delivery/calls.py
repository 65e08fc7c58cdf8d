"""Turns what is to be said into calls of the Bot API."""

from typing import Any

from bot.delivery.envelope import Parcel
from bot.delivery.split import CAPTION_UNITS, plain, split, units
from bot.keyboards import Button
from bot.texts.speech import Speech

Call = tuple[str, dict[str, Any]]
THREAD = "thread"
"""The parameter of a row that names the topic in which it is an answer."""
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
SOUNDS = {"voice": "sendVoice", "audio": "sendAudio", "video_note": UNCAPTIONED}


def calls_for(parcel: Parcel, speech: Speech, png: bytes | None = None) -> list[Call]:
    """In order; the buttons hang on the last, which is the message that edits mean later.

    `png` is the speech's picture, drawn; None: there is none, or it could not be, and the words go
    alone.
    """
    if parcel.method == "edit":
        return [_edit(parcel, speech)]
    calls = _media(parcel.chat_id, speech, png) or _texts(parcel.chat_id, speech.text)
    if markup := _markup(speech):
        calls[-1][1]["reply_markup"] = markup
    if parcel.message_id is not None:
        reply = {"message_id": parcel.message_id, "allow_sending_without_reply": True}
        calls[0][1]["reply_parameters"] = reply
    if thread := parcel.params.get(THREAD):
        for _, params in calls:
            params["message_thread_id"] = thread
    if speech.protect:
        for _, params in calls:
            params["protect_content"] = True
    return calls


def voice_call(parcel: Parcel) -> Call | None:
    """The recording that says the same; the message itself is complete without it."""
    if parcel.recording is None:
        return None
    return "sendVoice", {"chat_id": parcel.chat_id, "voice": parcel.recording}


def deed_call(parcel: Parcel) -> Call:
    """What is done without words: to the target message, or to the person in `params`."""
    chat, message = {"chat_id": parcel.chat_id}, {"message_id": parcel.message_id}
    match parcel.method:
        case "delete":
            return "deleteMessage", chat | message
        case "pin":
            return "pinChatMessage", chat | message | {"disable_notification": True}
        case "react":
            reaction = [{"type": "emoji", "emoji": parcel.params["emoji"]}]
            return "setMessageReaction", chat | message | {"reaction": reaction}
        case "admit" | "turn_away":
            verb = "approve" if parcel.method == "admit" else "decline"
            return f"{verb}ChatJoinRequest", chat | {"user_id": parcel.params["telegram_id"]}
        case "mute" | "unmute":
            return _restrict(parcel)
        case "remove":
            return "banChatMember", chat | {"user_id": parcel.params["telegram_id"]}
        case "let_in":
            person = {"user_id": parcel.params["telegram_id"], "only_if_banned": True}
            return "unbanChatMember", chat | person
    raise ValueError(f"there is no deed {parcel.method}")


def _restrict(parcel: Parcel) -> Call:
    may = parcel.method == "unmute"
    params: dict[str, Any] = {
        "chat_id": parcel.chat_id,
        "user_id": parcel.params["telegram_id"],
        "permissions": dict.fromkeys(PERMISSIONS, may),
        "use_independent_chat_permissions": True,
    }
    if not may:
        params["until_date"] = parcel.params["until"]
    return "restrictChatMember", params


def in_general(call: Call) -> Call | None:
    """The same without its topic, which may be gone; None: it named none."""
    method, params = call
    if "message_thread_id" not in params:
        return None
    return method, {k: v for k, v in params.items() if k != "message_thread_id"}


def without_markup(call: Call) -> Call:
    """The same words, with nothing that Telegram could fail to parse."""
    method, params = call
    bare = {key: value for key, value in params.items() if key != "parse_mode"}
    for field in ("text", "caption"):
        if field in bare:
            bare[field] = plain(bare[field])
    return method, bare


def in_words(call: Call) -> Call | None:
    """The same without its drawing, which may be unwelcome; None: it had none, or says nothing."""
    _, params = call
    if not isinstance(params.get("photo"), bytes) or "caption" not in params:
        return None
    kept = {key: value for key, value in params.items() if key not in ("photo", "caption")}
    text = {"text": params["caption"], "link_preview_options": NO_PREVIEW}
    return "sendMessage", {**kept, **text}


def _texts(chat_id: int, text: str) -> list[Call]:
    return [("sendMessage", {"chat_id": chat_id, **_words(part)}) for part in split(text)]


def _words(text: str) -> dict[str, Any]:
    return {"text": text, "parse_mode": "HTML", "link_preview_options": NO_PREVIEW}


def _media(chat_id: int, speech: Speech, png: bytes | None) -> list[Call]:
    if speech.contact is not None:
        card = {"phone_number": speech.contact.phone, "first_name": speech.contact.name}
        return [("sendContact", {"chat_id": chat_id, **card})]
    if speech.poll:
        asked = {"question": plain(speech.text), "options": [{"text": one} for one in speech.poll]}
        return [("sendPoll", {"chat_id": chat_id, **asked})]
    if speech.voice is not None:
        method = SOUNDS[speech.medium]
        call: Call = (method, {"chat_id": chat_id, speech.medium: speech.voice})
    elif (photo := png or speech.photo) is not None:
        call = ("sendPhoto", {"chat_id": chat_id, "photo": photo})
    else:
        return []
    if speech.text and (call[0] == UNCAPTIONED or units(speech.text) > CAPTION_UNITS):
        return [call, *_texts(chat_id, speech.text)]
    if speech.text:
        call[1].update(caption=speech.text, parse_mode="HTML")
    return [call]


def _edit(parcel: Parcel, speech: Speech) -> Call:
    """`captioned` among the parameters: what stands there is a picture or a voice, or is not."""
    params: dict[str, Any] = {"chat_id": parcel.chat_id, "message_id": parcel.message_id}
    if speech.buttons:
        params["reply_markup"] = _inline(speech)
    if not speech.text:
        return "editMessageReplyMarkup", params
    spoken = speech.voice is not None or speech.photo is not None
    if parcel.params.get("captioned", spoken):
        caption = split(speech.text, CAPTION_UNITS)[0]
        return "editMessageCaption", {**params, "caption": caption, "parse_mode": "HTML"}
    return "editMessageText", {**params, **_words(split(speech.text)[0])}


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
