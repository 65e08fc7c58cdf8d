"""A message: what was sent, how the Bot API shows it, what a reader sees of it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.simulator.files import StoredFile
from bot.simulator.people import Bot, User

if TYPE_CHECKING:
    from bot.simulator.chats import Chat

MEDIA = (
    "photo", "voice", "audio", "video", "video_note", "document", "sticker", "contact", "poll",
    "location",
)  # fmt: skip
SERVICE = (
    "new_chat_members", "left_chat_member", "group_chat_created", "supergroup_chat_created",
    "migrate_to_chat_id", "migrate_from_chat_id", "pinned_message", "new_chat_title",
)  # fmt: skip


@dataclass(eq=False)
class Button:
    text: str
    row: int
    data: str = ""
    url: str = ""


@dataclass(eq=False)
class Message:
    chat: "Chat" = field(repr=False)
    id: int
    sender: User | None
    date: int
    content: dict[str, Any]
    file: StoredFile | None = None
    reply_to: "Message | None" = field(default=None, repr=False)
    markup: dict[str, Any] | None = None
    sender_chat: "Chat | None" = field(default=None, repr=False)
    origin: dict[str, Any] | None = None
    edited: int = 0
    protected: bool = False
    silent: bool = False
    thread: int = 0
    """The topic it stands in; 0: the chat has none, or it is the general one."""
    deleted: bool = False
    serial: int = 0
    reactions: dict[int, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The words of it, whether they are a text or a caption."""
        return str(self.content.get("text") or self.content.get("caption") or "")

    @property
    def entities(self) -> list[dict[str, Any]]:
        return self.content.get("entities") or self.content.get("caption_entities") or []

    @property
    def kind(self) -> str:
        if "text" in self.content:
            return "text"
        return next((k for k in (*MEDIA, *SERVICE) if k in self.content), "unknown")

    @property
    def service(self) -> bool:
        return self.kind in SERVICE

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(self.date, UTC)

    @property
    def from_bot(self) -> bool:
        return isinstance(self.sender, Bot)

    @property
    def buttons(self) -> list[Button]:
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [
            Button(b["text"], number, b.get("callback_data", ""), b.get("url", ""))
            for number, row in enumerate(rows)
            for b in row
        ]

    @property
    def labels(self) -> list[str]:
        return [button.text for button in self.buttons]

    def button(self, wanted: str) -> Button | None:
        """By label, by callback data, else by a part of the label."""
        exact = [b for b in self.buttons if wanted in (b.text, b.data)]
        close = [b for b in self.buttons if wanted.casefold() in b.text.casefold()]
        return next(iter(exact + close), None)

    def api(self, bot: Bot, *, nested: bool = False) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "message_id": self.id,
            "date": self.date,
            "chat": self.chat.api(),
        }
        if self.sender:
            shown["from"] = self.sender.api()
        if self.sender_chat:
            shown["sender_chat"] = self.sender_chat.api()
        if self.thread:
            shown |= {"message_thread_id": self.thread, "is_topic_message": True}
        if self.origin:
            shown["forward_origin"] = self.origin
        if self.edited:
            shown["edit_date"] = self.edited
        if self.protected or self.chat.protected:
            shown["has_protected_content"] = True
        if "inline_keyboard" in (self.markup or {}):
            shown["reply_markup"] = self.markup
        if self.reply_to and not nested and not self.reply_to.deleted:
            shown["reply_to_message"] = self.reply_to.api(bot, nested=True)
        return shown | self._content(bot, nested)

    def _content(self, bot: Bot, nested: bool) -> dict[str, Any]:
        shown = dict(self.content)
        if isinstance(pinned := shown.get("pinned_message"), Message):
            shown["pinned_message"] = pinned.api(bot, nested=True)
        if self.file:
            one = self.file.api(bot.id) | self.content[self.kind]
            shown[self.kind] = [one] if self.kind == "photo" else one
        return shown

    def inaccessible(self) -> dict[str, Any]:
        return {"chat": self.chat.api(), "message_id": self.id, "date": 0}
