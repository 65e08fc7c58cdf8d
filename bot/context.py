"""The edge: who speaks, in which transaction, at what time, and how they are answered."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, Chat, Message, Update, User

from bot.keyboards import unpack
from bot.services.adherence.loading import Courses
from bot.services.dialogs import Waiting, stop_waiting, wait_for
from bot.services.outbox import To, enqueue
from db.enums import HolderRole, Language, OutboxClass, Programme, StaffRole
from db.models import Group
from db.session import Unit

Clock = Callable[[], datetime]


@dataclass(slots=True)
class StaffMember:
    id: int
    clinic_id: int
    role: StaffRole
    name: str


@dataclass(slots=True)
class Speaker:
    """The Telegram user behind an update, as far as we know them."""

    account_id: int
    telegram_id: int
    language: Language | None = None
    patient_id: int | None = None
    """Whose pills this phone speaks of now."""
    programme: Programme | None = None
    """That patient's."""
    role: HolderRole | None = None
    """How the speaker stands to that patient."""
    staff: StaffMember | None = None
    waiting: Waiting | None = None
    """What the bot waits to hear from them."""


@dataclass(slots=True)
class Press:
    """An answer to the spinner on a pressed button; it carries nothing that may not be lost."""

    callback_id: str
    text: str | None = None


@dataclass(slots=True)
class Turn:
    """One update on its way through the handlers.

    Handlers say things through `say`; nothing leaves before the transaction has committed.
    """

    update: Update
    session: Unit
    now: datetime
    speaker: Speaker | None
    """None: a stranger in a group, of whom nothing is stored."""
    group: Group | None
    """The group that the chat is; None in private and in chats we do not know."""
    bot_username: str
    courses: Courses
    presses: list[Press] = field(default_factory=list)

    @property
    def message(self) -> Message | None:
        return self.update.effective_message

    @property
    def chat(self) -> Chat | None:
        return self.update.effective_chat

    @property
    def user(self) -> User | None:
        return self.update.effective_user

    @property
    def query(self) -> CallbackQuery | None:
        return self.update.callback_query

    @property
    def is_private(self) -> bool:
        return self.chat is not None and self.chat.type == Chat.PRIVATE

    @property
    def text(self) -> str:
        """What was typed, or written under a picture; empty for anything else."""
        message = self.message
        return (message.text or message.caption or "") if message else ""

    @property
    def me(self) -> Speaker:
        """The speaker, where the route made sure that there is one."""
        assert self.speaker is not None
        return self.speaker

    @property
    def actor(self) -> tuple[str, int]:
        return ("staff", self.me.staff.id) if self.me.staff else ("account", self.me.account_id)

    @property
    def pressed(self) -> list[str]:
        """The arguments of the pressed button."""
        return unpack(self.query.data or "")[1] if self.query else []

    def speaks_of(self, patient_id: int | None, programme: str | None, role: str | None) -> None:
        """The rest of this batch goes by the new patient, as the database does from now on."""
        self.me.patient_id = patient_id
        self.me.programme = Programme(programme) if programme else None
        self.me.role = HolderRole(role) if role else None

    def say(
        self, template: str, /, *, klass: OutboxClass = OutboxClass.REPLY, **params: Any
    ) -> None:
        """Answer the speaker in private."""
        to = To.account(self.me.account_id)
        enqueue(self.session, klass, to, template, params, now=self.now)

    def say_in_group(
        self, template: str, /, *, klass: OutboxClass = OutboxClass.REPLY, **params: Any
    ) -> None:
        """In the topic in which it was asked, where the group has topics."""
        assert self.group is not None
        message = self.message
        if message is not None and message.is_topic_message and message.message_thread_id:
            params["thread"] = message.message_thread_id
        enqueue(self.session, klass, To.group(self.group.id), template, params, now=self.now)

    def rewrite(self, template: str, /, **params: Any) -> None:
        """Change the message whose button was pressed; a press from elsewhere gets a new one."""
        message = self.query.message if self.query else None
        if not isinstance(message, Message) or (self.group is None and not self.is_private):
            return self.say(template, **params)
        to = To.account(self.me.account_id) if self.is_private else To.group(self.group.id)  # type: ignore[union-attr]
        enqueue(
            self.session,
            OutboxClass.REPLY,
            to,
            template,
            {**params, "captioned": message.text is None},
            method="edit",
            target_message_id=message.message_id,
            now=self.now,
        )
        return None

    def replace(self, template: str, /, **params: Any) -> None:
        """Say it anew in private and take the pressed message away: what stands there may be a
        picture, which no edit turns into words."""
        self.say(template, **params)
        message = self.query.message if self.query else None
        if isinstance(message, Message):
            enqueue(
                self.session,
                OutboxClass.MODERATION,
                To.account(self.me.account_id),
                template,
                method="delete",
                target_message_id=message.message_id,
                now=self.now,
            )

    def toast(self, text: str) -> None:
        """A passing word over the button. Only for what may be lost."""
        for press in self.presses:
            press.text = text

    def wait(self, flow: str, step: str, **data: Any) -> None:
        self.me.waiting = Waiting(flow, step, data)
        wait_for(self.session, self.me.account_id, self.me.waiting, now=self.now)

    def done_waiting(self) -> None:
        if self.me.waiting is not None:
            self.me.waiting = None
            stop_waiting(self.session, self.me.account_id)


Handle = Callable[[Turn], Awaitable[None]]
