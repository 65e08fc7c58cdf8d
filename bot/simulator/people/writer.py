"""Sending messages and files; editing, deleting, forwarding and reacting."""

from typing import Any

from bot.simulator import samples
from bot.simulator.api.copying import origin_of
from bot.simulator.api.media import picture_size
from bot.simulator.chats import Chat, Message
from bot.simulator.errors import SimulatorError
from bot.simulator.files import StoredFile
from bot.simulator.people.app_rules import require_may_write, typed_content
from bot.simulator.people.reader import Reader, Where
from bot.simulator.users import GROUP_ANONYMOUS_BOT


class Writer(Reader):
    def says(
        self,
        where: Where,
        text: str,
        *,
        reply_to: Message | None = None,
        anonymously: bool = False,
        topic: int = 0,
    ) -> Message:
        """`topic`: the id of one of the chat's `topics`."""
        chat = self.chat(where)
        if topic and topic not in chat.topics:
            raise SimulatorError(f"{chat.title} has no topic {topic}")
        if not anonymously:
            return self._post(chat, typed_content(text), "text", reply_to, thread=topic)
        if not chat.member(self.user).admin:
            raise SimulatorError("only an admin can write as the group")
        return self.world.post(
            chat, GROUP_ANONYMOUS_BOT, typed_content(text), reply_to=reply_to, sender_chat=chat
        )

    def edits(self, message: Message, text: str) -> Message:
        if message.sender is not self.user:
            raise SimulatorError("people edit only what they wrote themselves")
        message.content, message.edited = typed_content(text), self.world.timestamp()
        self.world.notify_bots("edited_message", message)
        self.world.changed()
        return message

    def deletes(self, message: Message) -> None:
        """Bots get no update of this."""
        self.world.delete(message)

    def sends_voice(
        self, where: Where, seconds: int = 3, *, data: bytes = b"", reply_to: Message | None = None
    ) -> Message:
        sound = data or samples.voice(seconds)
        return self._sends_file(
            where, "voice", sound, "audio/ogg", "voice.ogg", reply_to, duration=seconds
        )

    def sends_photo(
        self,
        where: Where,
        caption: str = "",
        *,
        data: bytes = b"",
        reply_to: Message | None = None,
    ) -> Message:
        picture = data or samples.photo()
        width, height = picture_size(picture)
        return self._sends_file(
            where, "photo", picture, "image/png", "photo.png", reply_to, caption,
            width=width, height=height,
        )  # fmt: skip

    def sends_video_note(self, where: Where, seconds: int = 5) -> Message:
        return self._sends_file(
            where, "video_note", b"round", "video/mp4", "round.mp4", None,
            duration=seconds, length=240,
        )  # fmt: skip

    def sends_sticker(self, where: Where, emoji: str = "🙏") -> Message:
        shape: dict[str, Any] = {"type": "regular", "is_animated": False, "is_video": False}
        return self._sends_file(
            where, "sticker", b"RIFF0000WEBP", "image/webp", "sticker.webp", None,
            width=512, height=512, emoji=emoji, **shape,
        )  # fmt: skip

    def sends_document(self, where: Where, name: str, data: bytes, mime: str) -> Message:
        return self._sends_file(where, "document", data, mime, name, None, file_name=name)

    def shares_contact(self, where: Where, phone: str = "", of: Reader | None = None) -> Message:
        owner = (of or self).user
        number = phone or owner.phone or f"+91{owner.id}"
        contact = {"phone_number": number, "first_name": owner.first_name, "user_id": owner.id}
        return self._post(self.chat(where), {"contact": contact}, "contact", None)

    def forwards(self, message: Message, where: Where) -> Message:
        if message.protected or message.chat.protected:
            raise SimulatorError("this message is protected: it cannot be forwarded")
        chat = self.chat(where)
        require_may_write(chat, self.user, message.kind)
        return self.world.post(
            chat, self.user, dict(message.content), file=message.file, origin=origin_of(message)
        )

    def reacts(self, message: Message, emoji: str = "👍") -> None:
        """An empty emoji takes the reaction back. Only admin bots that want it get an update."""
        old, new = message.reactions.get(self.id, []), _reaction(emoji)
        message.reactions[self.id] = new
        event = {
            "chat": message.chat.api(),
            "message_id": message.id,
            "user": self.user.api(),
            "date": self.world.timestamp(),
            "old_reaction": old,
            "new_reaction": new,
        }
        for bot in message.chat.bots():
            if message.chat.private or message.chat.member(bot).admin:
                bot.updates.add("message_reaction", event)
        self.world.changed()

    def _post(
        self,
        chat: Chat,
        content: dict[str, Any],
        kind: str,
        reply_to: Message | None,
        file: StoredFile | None = None,
        thread: int = 0,
    ) -> Message:
        require_may_write(chat, self.user, kind)
        return self.world.post(
            chat, self.user, content, file=file, reply_to=reply_to, thread=thread
        )

    def _sends_file(
        self, where: Where, kind: str, data: bytes, mime: str, name: str,
        reply_to: Message | None, caption: str = "", **shape: Any,
    ) -> Message:  # fmt: skip
        if kind in ("voice", "document"):
            shape["mime_type"] = mime
        file = self.world.files.put(kind, data, mime, name, **shape)
        content: dict[str, Any] = {kind: shape} | ({"caption": caption} if caption else {})
        return self._post(self.chat(where), content, kind, reply_to, file)


def _reaction(emoji: str) -> list[dict[str, Any]]:
    return [{"type": "emoji", "emoji": emoji}] if emoji else []
