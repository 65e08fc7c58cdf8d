"""Finds the speakers and groups of a batch of updates with few queries."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, insert
from telegram import Chat, Update

from bot.context import Speaker, StaffMember
from bot.domain.schedule import local_day
from bot.services.adherence.loading import Courses
from bot.services.dialogs import StoredDialog, restored_dialog
from db.enums import HolderRole, Language, Programme, StaffRole
from db.models import Account, Group
from db.queries.groups import group_of_chat
from db.queries.people import MARK_HEARD, speakers
from db.session import UnitOfWork

HEARD_TO_THE = timedelta(days=1)


class BatchPeople:
    """The speakers and groups of one batch; each is looked up once."""

    def __init__(self, session: UnitOfWork, now: datetime) -> None:
        self._session = session
        self._now = now
        self._speakers: dict[int, Speaker] = {}
        self._groups: dict[int, Group | None] = {}
        self.courses = Courses(session, local_day(now))

    async def look_up(self, updates: Sequence[Update]) -> None:
        ids = {u.effective_user.id for u in updates if u.effective_user is not None}
        if ids:
            found: dict[int, list[Row[Any]]] = {}
            for row in await speakers(self._session, ids):
                found.setdefault(row.telegram_id, []).append(row)
            for telegram_id, rows in found.items():
                self._speakers[telegram_id] = _speaker(rows, self._now)
                self._mark_heard(rows[0])
        counting = [
            speaker.patient_id
            for update in updates
            if _in_private(update)
            and update.message is not None
            and (speaker := self._speakers.get(update.message.chat.id))
            and speaker.patient_id is not None
        ]
        await self.courses.look_up(counting)

    def _mark_heard(self, row: Row[Any]) -> None:
        """Of people in care nobody keeps when they last wrote; others are forgotten by it."""
        last = row.last_heard_at
        if row.patient_id is None and (last is None or last <= self._now - HEARD_TO_THE):
            self._session.queue_update(MARK_HEARD, {"row": row.id, "at": self._now})

    async def speaker(self, update: Update) -> Speaker | None:
        """None for a stranger in a group. In private a stranger gets an account."""
        user = update.effective_user
        if user is None or user.is_bot:
            return None
        if user.id not in self._speakers and _in_private(update):
            await self.make_account(user.id)
        return self._speakers.get(user.id)

    async def make_account(self, telegram_id: int) -> Speaker:
        values = {"telegram_id": telegram_id, "created_at": self._now}
        account_id = await self._session.scalar(
            insert(Account).values(values).returning(Account.id)
        )
        assert account_id is not None
        self._speakers[telegram_id] = Speaker(account_id, telegram_id)
        return self._speakers[telegram_id]

    async def group(self, update: Update) -> Group | None:
        chat = update.effective_chat
        if chat is None or chat.type == Chat.PRIVATE:
            return None
        if chat.id not in self._groups:
            self._groups[chat.id] = await group_of_chat(self._session, chat.id)
        return self._groups[chat.id]


def _in_private(update: Update) -> bool:
    chat = update.effective_chat
    return chat is not None and chat.type == Chat.PRIVATE


def _speaker(rows: Sequence[Row[Any]], now: datetime) -> Speaker:
    """The rows differ only in the place on a clinic's staff."""
    row = rows[0]
    places = tuple(
        StaffMember(one.staff_id, one.staff_clinic_id, StaffRole(one.staff_role), one.staff_name)
        for one in rows
        if one.staff_id is not None
    )
    dialog = None
    if row.flow is not None and row.expires_at > now:
        dialog = restored_dialog(StoredDialog(row.flow, row.data, row.version))
    language = Language(row.language) if row.language else None
    return Speaker(
        row.id,
        row.telegram_id,
        language,
        row.patient_id,
        Programme(row.programme) if row.programme else None,
        HolderRole(row.holder_role) if row.holder_role else None,
        places,
        dialog,
    )
