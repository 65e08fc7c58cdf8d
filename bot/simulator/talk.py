"""What a person may do in a chat; the rules their app would hold them to."""

from bot.simulator.chats import Chat
from bot.simulator.errors import PracticeError
from bot.simulator.markup import detected, trimmed, units
from bot.simulator.messages import Message
from bot.simulator.people import User

RIGHT_FOR = {
    "text": "can_send_messages",
    "voice": "can_send_voice_notes",
    "photo": "can_send_photos",
    "sticker": "can_send_other_messages",
    "contact": "can_send_messages",
    "video": "can_send_videos",
    "document": "can_send_documents",
}


def may_write(chat: Chat, user: User, kind: str = "text") -> str:
    """Returns why not, or nothing when the person may."""
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
    if not chat.may(user, RIGHT_FOR.get(kind, "can_send_other_messages")):
        return f"{user.name} may not send {kind} in {chat.title}"
    return ""


def require_writing(chat: Chat, user: User, kind: str = "text") -> None:
    if reason := may_write(chat, user, kind):
        raise PracticeError(reason)


def text_content(text: str) -> dict[str, object]:
    text, _ = trimmed(text, [])
    if not text:
        raise PracticeError("an empty message cannot be sent")
    if units(text) > 4096:
        raise PracticeError("the app would cut this into several messages")
    entities = detected(text, [])
    return {"text": text} | ({"entities": entities} if entities else {})


def newest_with_button(chats: list[Chat], wanted: str) -> Message | None:
    having = [
        message
        for chat in chats
        for message in chat.messages.values()
        if message.button(wanted) is not None
    ]
    return max(having, key=lambda message: message.serial, default=None)
