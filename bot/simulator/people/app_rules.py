"""The rules to which Telegram's app holds a person who writes."""

from bot.simulator.chats import Chat
from bot.simulator.errors import SimulatorError
from bot.simulator.markup import detected, trimmed, utf16_length
from bot.simulator.users import User

RIGHT_NEEDED = {
    "text": "can_send_messages",
    "voice": "can_send_voice_notes",
    "photo": "can_send_photos",
    "sticker": "can_send_other_messages",
    "contact": "can_send_messages",
    "video": "can_send_videos",
    "document": "can_send_documents",
}


def write_refusal(chat: Chat, user: User, kind: str = "text") -> str:
    """Why the person may not write here; empty if they may."""
    if chat.private:
        if chat.blocked:
            return f"{user.name} blocked the bot: unblock it first"
        if not chat.started and not chat.messages:
            return f"{user.name} has not pressed Start"
        return ""
    if chat.migrated_to:
        return "the group moved to a supergroup"
    if not chat.member(user).present:
        return f"{user.name} is not in {chat.title}"
    if not chat.may(user, RIGHT_NEEDED.get(kind, "can_send_other_messages")):
        return f"{user.name} may not send {kind} in {chat.title}"
    return ""


def require_may_write(chat: Chat, user: User, kind: str = "text") -> None:
    if reason := write_refusal(chat, user, kind):
        raise SimulatorError(reason)


def typed_content(text: str) -> dict[str, object]:
    text, _ = trimmed(text, [])
    if not text:
        raise SimulatorError("an empty message cannot be sent")
    if utf16_length(text) > 4096:
        raise SimulatorError("the app would cut this into several messages")
    entities = detected(text, [])
    return {"text": text} | ({"entities": entities} if entities else {})
