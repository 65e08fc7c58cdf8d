"""Sending texts, contacts, polls and chat actions such as *typing*."""

from typing import Any

from bot.simulator import markup
from bot.simulator.api.call import MethodCall, method
from bot.simulator.api.compose import post_message, text_content
from bot.simulator.errors import bad_request

ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
        "upload_document", "choose_sticker", "find_location", "record_video_note",
        "upload_video_note",
    }
)  # fmt: skip


@method("sendMessage", sends=True)
def send_message(call: MethodCall) -> dict[str, Any]:
    chat = call.writable_chat()
    return post_message(call, chat, text_content(call), "can_send_messages").api(call.bot)


@method("sendContact", sends=True)
def send_contact(call: MethodCall) -> dict[str, Any]:
    chat = call.writable_chat()
    phone, first = call.text("phone_number").strip(), call.text("first_name").strip()
    if not phone:
        raise bad_request("PHONE_NUMBER_INVALID")
    if not first:
        raise bad_request("contact first name is empty")
    contact: dict[str, Any] = {"phone_number": phone, "first_name": first}
    contact |= {k: call.text(k) for k in ("last_name", "vcard") if call.text(k)}
    return post_message(call, chat, {"contact": contact}, "can_send_messages").api(call.bot)


def _option(given: Any) -> str:
    text = given.get("text") if isinstance(given, dict) else given
    if not isinstance(text, str) or not 1 <= markup.utf16_length(text.strip()) <= 100:
        raise bad_request(
            "poll options length must not exceed 100" if text else "option text is empty"
        )
    return text.strip()


@method("sendPoll", sends=True)
def send_poll(call: MethodCall) -> dict[str, Any]:
    chat = call.writable_chat()
    question = call.text("question").strip()
    options = [_option(each) for each in call.structure("options") or []]
    if not 1 <= markup.utf16_length(question) <= 300:
        wrong = "length must not exceed 300" if question else "is empty"
        raise bad_request(f"poll question {wrong}")
    if not 2 <= len(options) <= 12:
        raise bad_request(
            "poll must have at least 2 option" if len(options) < 2 else "too many options"
        )
    poll = {
        "id": str(call.world.next_id("poll", 5_000_000_000_001)),
        "question": question,
        "options": [
            {"persistent_id": str(n), "text": text, "voter_count": 0}
            for n, text in enumerate(options)
        ],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": "is_anonymous" not in call.params or call.flag("is_anonymous"),
        "type": call.text("type", "regular"),
        "allows_multiple_answers": call.flag("allows_multiple_answers"),
        "allows_revoting": True,
        "members_only": False,
    }
    return post_message(call, chat, {"poll": poll}, "can_send_polls").api(call.bot)


@method("sendChatAction")
def send_chat_action(call: MethodCall) -> bool:
    call.writable_chat()
    if call.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True
