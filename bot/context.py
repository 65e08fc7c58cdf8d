"""One update being handled: its speaker, session and time, and the ways to reply."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from typing import TypeVar

from telegram import CallbackQuery, Chat, Update, User
from telegram import Message as TelegramMessage

from bot.services.adherence.loading import Courses
from bot.services.audit import Actor
from bot.services.dialogs import Dialog, stop_waiting, wait_for
from bot.services.outbox import To, enqueue
from bot.texts import speech_of
from bot.texts.sentences import Message
from db.enums import GroupKind, HolderRole, Language, OutboxClass, Programme, StaffRole
from db.models import Group
from db.session import UnitOfWork

D = TypeVar("D", bound=Dialog)
Clock = Callable[[], datetime]


@dataclass(slots=True)
class StaffMember:
    id: int
    clinic_id: int
    role: StaffRole
    name: str


@dataclass(slots=True)
class Speaker:
    """The Telegram user who sent an update, and what is stored about them."""

    account_id: int
    telegram_id: int
    language: Language | None = None
    patient_id: int | None = None
    """The patient for whom this account acts at present."""
    programme: Programme | None = None
    """The programme of that patient."""
    role: HolderRole | None = None
    """How the speaker is related to that patient: the patient or a caregiver."""
    works_for: tuple[StaffMember, ...] = ()
    """Their place on the staff of each clinic that they serve, the one chosen last first."""
    dialog: Dialog | None = None
    """The dialogue in which the bot waits for their answer."""
    staff: StaffMember | None = field(init=False, default=None)
    """As whom they act on this update: at the clinic of what it is about, else the chosen one."""

    def __post_init__(self) -> None:
        self.act_for_chosen_clinic()

    def act_for_chosen_clinic(self) -> None:
        self.staff = self.works_for[0] if self.works_for else None

    def act_for(self, clinic_id: int) -> StaffMember | None:
        """Act as staff of this clinic from now on; None if they do not serve it."""
        place = next((one for one in self.works_for if one.clinic_id == clinic_id), None)
        self.staff = place or self.staff
        return place


@dataclass(slots=True)
class CallbackAnswer:
    """A pressed button whose spinner must be answered.

    The answer may get lost, so `text` holds nothing important.
    """

    callback_id: str
    text: str | None = None


@dataclass(slots=True)
class Turn:
    """One update while it is handled.

    Handlers answer through its methods. Nothing is sent before the transaction has committed.
    """

    update: Update
    session: UnitOfWork
    now: datetime
    speaker: Speaker | None
    """None for a stranger in a group, about whom nothing is stored."""
    group: Group | None
    """The group in whose chat this happened. None in private and in chats that are no group."""
    bot_username: str
    courses: Courses
    presses: list[CallbackAnswer] = field(default_factory=list)

    @property
    def message(self) -> TelegramMessage | None:
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
        """What was typed, or the caption of a picture. Empty for anything else."""
        message = self.message
        return (message.text or message.caption or "") if message else ""

    @property
    def me(self) -> Speaker:
        """The speaker, in handlers that are only reached with one."""
        assert self.speaker is not None
        return self.speaker

    @property
    def staff(self) -> StaffMember:
        """The speaker, in handlers that are only reached by staff."""
        assert self.me.staff is not None
        return self.me.staff

    @property
    def actor(self) -> Actor:
        return ("staff", self.me.staff.id) if self.me.staff else ("account", self.me.account_id)

    def switch_patient(
        self, patient_id: int | None, programme: str | None, role: str | None
    ) -> None:
        """Act for another patient from now on, also in later updates of this batch.

        The caller has stored it in the database; this changes the copy in memory.
        """
        self.me.patient_id = patient_id
        self.me.programme = Programme(programme) if programme else None
        self.me.role = HolderRole(role) if role else None

    @property
    def language(self) -> Language:
        """The speaker's, else the group's, else Hindi."""
        if self.speaker is not None and self.speaker.language is not None:
            return self.speaker.language
        return Language(self.group.language) if self.group else Language.HINDI

    def say(self, message: Message, *, klass: OutboxClass = OutboxClass.REPLY) -> None:
        """Answer the speaker in private."""
        enqueue(self.session, klass, To.account(self.me.account_id), message, now=self.now)

    def say_in_group(self, message: Message, *, klass: OutboxClass = OutboxClass.REPLY) -> None:
        """Answer in the group, in the same topic if the group has topics."""
        assert self.group is not None
        asked, extra = self.message, {}
        if asked is not None and asked.is_topic_message and asked.message_thread_id:
            extra["thread"] = asked.message_thread_id
        enqueue(self.session, klass, To.group(self.group.id), message, extra, now=self.now)

    def rewrite(self, message: Message) -> None:
        """Edit the message whose button was pressed. If that is not possible, send a new one."""
        pressed = self.query.message if self.query else None
        if not isinstance(pressed, TelegramMessage):
            return self.say(message)
        if self.is_private:
            to = To.account(self.me.account_id)
        elif self.group is not None:
            to = To.group(self.group.id)
        else:
            return self.say(message)
        enqueue(
            self.session,
            OutboxClass.REPLY,
            to,
            message,
            {"captioned": pressed.text is None},
            method="edit",
            target_message_id=pressed.message_id,
            now=self.now,
        )
        return None

    def replace(self, message: Message) -> None:
        """Send a new private message and delete the one whose button was pressed.

        For messages that may be a picture: no edit turns a picture into text.
        """
        self.say(message)
        pressed = self.query.message if self.query else None
        if isinstance(pressed, TelegramMessage):
            enqueue(
                self.session,
                OutboxClass.MODERATION,
                To.account(self.me.account_id),
                Message(message.template),
                method="delete",
                target_message_id=pressed.message_id,
                now=self.now,
            )

    def toast(self, message: Message | str) -> None:
        """Show a sentence, or a name, over the chat. It may get lost: only what is unimportant."""
        if isinstance(message, Message):
            message = unescape(speech_of(message, self.language).text)
        for press in self.presses:
            press.text = message

    def refuse(self, message: Message) -> None:
        """Say it over the chat and in private, too, as a toast is easily missed.

        In a peer group only over the chat: a member meant no harm there, and needs no message.
        """
        self.toast(message)
        among_peers = self.group is not None and self.group.kind == GroupKind.PEER
        if self.speaker is not None and not among_peers:
            self.say(message)

    @property
    def dialog(self) -> Dialog | None:
        """What the bot waits for from the speaker."""
        return self.speaker.dialog if self.speaker else None

    def dialog_of(self, kind: type[D]) -> D | None:
        """The open dialogue if it is of this kind."""
        dialog = self.dialog
        return dialog if isinstance(dialog, kind) else None

    def wait(self, dialog: Dialog) -> None:
        """Wait for the speaker's answer; this replaces what was waited for before."""
        self.me.dialog = dialog
        wait_for(self.session, self.me.account_id, dialog, now=self.now)

    def stop_waiting(self) -> None:
        if self.me.dialog is not None:
            self.me.dialog = None
            stop_waiting(self.session, self.me.account_id)


Handle = Callable[[Turn], Awaitable[None]]
