"""A chat and the messages in it: each knows the other, so they stand in one module."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.simulator.files import StoredFile
from bot.simulator.members import PERMISSIONS, SENDING, InviteLink, Member
from bot.simulator.users import Bot, User


def _default_permissions() -> dict[str, bool]:
    for_admins_only = ("can_change_info", "can_pin_messages", "can_manage_topics")
    return {name: name not in for_admins_only for name in PERMISSIONS}


@dataclass(eq=False)
class Chat:
    id: int
    kind: str
    title: str = ""
    description: str = ""
    person: User | None = None
    bot: Bot | None = None
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, "Message"] = field(default_factory=dict)
    next_message_id: int = 1
    pinned: list[int] = field(default_factory=list)
    permissions: dict[str, bool] = field(default_factory=_default_permissions)
    topics: set[int] = field(default_factory=set)
    links: list[InviteLink] = field(default_factory=list)
    join_requests: dict[int, InviteLink] = field(default_factory=dict)
    keyboards: dict[int, dict[str, Any]] = field(default_factory=dict)
    last_bot: int = 0
    migrated_to: int = 0
    protected: bool = False
    started: bool = False
    blocked: bool = False
    may_write_until: datetime | None = None

    @property
    def private(self) -> bool:
        return self.kind == "private"

    def api(self) -> dict[str, Any]:
        if self.person:
            shown: dict[str, Any] = {"id": self.id, "type": "private"}
            user = self.person.api()
            keys = ("first_name", "last_name", "username")
            return shown | {key: user[key] for key in keys if key in user}
        return {"id": self.id, "type": self.kind, "title": self.title}

    def member(self, user: User) -> Member:
        """Somebody who was never here counts as one who left, as in getChatMember."""
        return self.members.get(user.id) or Member(user, "left")

    def present(self) -> list[Member]:
        return [member for member in self.members.values() if member.present]

    def bots(self) -> list[Bot]:
        if self.bot:
            return [self.bot]
        return [m.user for m in self.present() if isinstance(m.user, Bot)]

    def may(self, user: User, right: str) -> bool:
        """Admins may do what their rights say, members what the chat permits to everybody."""
        member = self.member(user)
        if member.status == "creator":
            return True
        if member.status == "administrator":
            return right in member.rights or right in SENDING
        if member.status == "restricted":
            return member.permissions.get(right, False) and self.permissions.get(right, False)
        return member.present and right in PERMISSIONS and self.permissions.get(right, False)


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
    chat: Chat = field(repr=False)
    id: int
    sender: User | None
    date: int
    content: dict[str, Any]
    file: StoredFile | None = None
    reply_to: "Message | None" = field(default=None, repr=False)
    markup: dict[str, Any] | None = None
    sender_chat: Chat | None = field(default=None, repr=False)
    origin: dict[str, Any] | None = None
    edited: int = 0
    protected: bool = False
    silent: bool = False
    thread: int = 0
    """The id of its topic; 0 if it is in the general one, or if the chat has no topics."""
    deleted: bool = False
    serial: int = 0
    reactions: dict[int, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text, or the caption of a photo or another file."""
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
        """By its label or callback data, else by a part of the label."""
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
            file = self.file.api(bot.id) | self.content[self.kind]
            shown[self.kind] = [file] if self.kind == "photo" else file
        return shown

    def inaccessible(self) -> dict[str, Any]:
        return {"chat": self.chat.api(), "message_id": self.id, "date": 0}
