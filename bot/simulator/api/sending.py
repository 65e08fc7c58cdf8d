"""Sending words, contacts, polls and signs of life."""

from typing import Any

from bot.simulator import markup
from bot.simulator.api.ask import Ask, method
from bot.simulator.api.compose import send, text_content
from bot.simulator.errors import bad

ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
        "upload_document", "choose_sticker", "find_location", "record_video_note",
        "upload_video_note",
    }
)  # fmt: skip


@method("sendMessage", sends=True)
def send_message(ask: Ask) -> dict[str, Any]:
    chat = ask.writable()
    return send(ask, chat, text_content(ask), "can_send_messages").api(ask.bot)


@method("sendContact", sends=True)
def send_contact(ask: Ask) -> dict[str, Any]:
    chat = ask.writable()
    phone, first = ask.text("phone_number").strip(), ask.text("first_name").strip()
    if not phone:
        raise bad("PHONE_NUMBER_INVALID")
    if not first:
        raise bad("contact first name is empty")
    contact: dict[str, Any] = {"phone_number": phone, "first_name": first}
    contact |= {k: ask.text(k) for k in ("last_name", "vcard") if ask.text(k)}
    return send(ask, chat, {"contact": contact}, "can_send_messages").api(ask.bot)


def _option(given: Any) -> str:
    text = given.get("text") if isinstance(given, dict) else given
    if not isinstance(text, str) or not 1 <= markup.units(text.strip()) <= 100:
        raise bad("poll options length must not exceed 100" if text else "option text is empty")
    return text.strip()


@method("sendPoll", sends=True)
def send_poll(ask: Ask) -> dict[str, Any]:
    chat = ask.writable()
    question = ask.text("question").strip()
    options = [_option(each) for each in ask.structure("options") or []]
    if not 1 <= markup.units(question) <= 300:
        wrong = "length must not exceed 300" if question else "is empty"
        raise bad(f"poll question {wrong}")
    if not 2 <= len(options) <= 12:
        raise bad("poll must have at least 2 option" if len(options) < 2 else "too many options")
    poll = {
        "id": str(ask.world.next_id("poll", 5_000_000_000_001)),
        "question": question,
        "options": [
            {"persistent_id": str(n), "text": text, "voter_count": 0}
            for n, text in enumerate(options)
        ],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": "is_anonymous" not in ask.params or ask.flag("is_anonymous"),
        "type": ask.text("type", "regular"),
        "allows_multiple_answers": ask.flag("allows_multiple_answers"),
        "allows_revoting": True,
        "members_only": False,
    }
    return send(ask, chat, {"poll": poll}, "can_send_polls").api(ask.bot)


@method("sendChatAction")
def send_chat_action(ask: Ask) -> bool:
    ask.writable()
    if ask.text("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    return True
