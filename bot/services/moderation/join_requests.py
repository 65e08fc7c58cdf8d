"""Requests to join a group: answered by a leader, by the clinic, or by the clinic's code."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from bot.domain.quiet_hours import after_quiet
from bot.services.audit import Actor, record_action
from bot.services.dialogs import Dialog, wait_for
from bot.services.onboarding.group_door import settle_claim
from bot.services.onboarding.members import join_group
from bot.services.outbox import To, enqueue
from bot.texts.moderation import join_requests as texts
from bot.texts.moderation.rules import no_text
from bot.texts.sentences import Message
from db.enums import OutboxClass, SanctionKind
from db.models import Account, Group, JoinRequest
from db.queries.caregivers import patients_held_by
from db.queries.groups import leaders_of, was_member
from db.queries.moderation.join_requests import (
    locked_join_request,
    open_join_request,
    open_join_request_count,
)
from db.queries.moderation.sanctions import sanctions_in_force
from db.queries.people import account_with_telegram_id, staff_accounts
from db.session import UnitOfWork

MOST_CARDS = 10
"""So many open requests to one group are shown to who decides, one by one."""
MAX_TRIES = 5
CODE_DIGITS = 6


@dataclass(frozen=True)
class JoinRequestDialog(Dialog, flow="join_request"):
    """The bot waits for the code that the clinic gives out."""

    request: int


async def receive_join_request(
    session: UnitOfWork, group: Group, account: Account, name: str, *, busy: bool, now: datetime
) -> None:
    """A second request changes nothing. `busy`: another dialogue waits for the person's answer."""
    if await open_join_request(session, group.id, account.id) is not None:
        return
    request = JoinRequest(
        group_id=group.id, account_id=account.id, name=name[:140], tries=0, asked_at=now
    )
    try:
        async with session.begin_nested():
            session.add(request)
            await session.flush()
    except IntegrityError:
        return
    record_action(
        session, "join_request", ("group", group.id), actor=("account", account.id), now=now
    )
    was_removed = await _was_removed(session, group, account, now)
    if not was_removed and await _is_known(session, group, account.id):
        await answer_join_request(
            session, request, group, let_in=True, actor=("system", None), now=now
        )
        return
    code = group.entry_code is not None and not was_removed
    if not busy and code:
        wait_for(session, account.id, JoinRequestDialog(request.id), now=now)
    waiting = texts.join_request_waiting(group=group.title, code=code)
    _notify(session, account.id, waiting, now=now)
    asked = texts.join_request(request=request.id, name=name[:140], group=group.title)
    if await open_join_request_count(session, group.id) > MOST_CARDS:
        return  # A flood of strangers: they wait in Telegram's own list, and ring nobody.
    for decider in await _deciders(session, group, was_removed=was_removed):
        enqueue(
            session,
            OutboxClass.MODERATION,
            To.manager(decider, group),
            asked,
            not_before=after_quiet(now),
            now=now,
        )


async def _is_known(session: UnitOfWork, group: Group, account_id: int) -> bool:
    """Whether the clinic registered them, or they were let into this very group before.

    Who enrolled by themselves is known to nobody yet.
    """
    if await was_member(session, group.id, account_id):
        return True
    held = await patients_held_by(session, account_id)
    return any(one.clinic_id == group.clinic_id and one.registered for one in held)


async def _has_joined_clinic(session: UnitOfWork, group: Group, account_id: int) -> bool:
    held = await patients_held_by(session, account_id)
    return any(patient.clinic_id == group.clinic_id for patient in held)


async def _was_removed(session: UnitOfWork, group: Group, account: Account, now: datetime) -> bool:
    """Whether the clinic removed them; then the clinic decides itself."""
    kind = SanctionKind.REMOVE
    return bool(await sanctions_in_force(session, group.id, account.telegram_id, kind, now))


async def _deciders(session: UnitOfWork, group: Group, *, was_removed: bool) -> list[int]:
    leaders = [] if was_removed else await leaders_of(session, group.id)
    return leaders or await staff_accounts(session, group.clinic_id)


async def answer_join_request(
    session: UnitOfWork,
    request: JoinRequest,
    group: Group,
    *,
    let_in: bool,
    actor: Actor,
    now: datetime,
) -> None:
    """Only the first answer counts."""
    if request.decided_at is not None:
        return
    account = await session.get_one(Account, request.account_id)
    request.decided_at, request.let_in, request.name = now, let_in, None
    enqueue(
        session,
        OutboxClass.MODERATION,
        To.group(group.id),
        no_text(),
        {"telegram_id": account.telegram_id},
        method="admit" if let_in else "turn_away",
        now=now,
    )
    answer = texts.admitted if let_in else texts.turned_away
    _notify(session, request.account_id, answer(group=group.title), now=now)
    detail = "in" if let_in else "away"
    record_action(
        session, "answer_join_request", ("request", request.id), actor=actor, detail=detail, now=now
    )


async def try_entry_code(
    session: UnitOfWork, account_id: int, request_id: int, code: str, *, now: datetime
) -> bool | None:
    """Whether the code was right. None if it is too late, or a leader has to decide."""
    request = await locked_join_request(session, request_id)
    if request is None or request.account_id != account_id or request.decided_at is not None:
        return None
    if request.tries >= MAX_TRIES:
        return None
    group = await session.get_one(Group, request.group_id)
    if group.entry_code is not None and secrets.compare_digest(
        code.encode(), group.entry_code.encode()
    ):
        actor = ("account", account_id)
        await answer_join_request(session, request, group, let_in=True, actor=actor, now=now)
        return True
    request.tries += 1
    return False if request.tries < MAX_TRIES else None


async def settle_join_request(
    session: UnitOfWork, group: Group, telegram_id: int, *, now: datetime
) -> None:
    """Somebody is in the chat: an open request is settled, and a known person becomes a member."""
    account = await account_with_telegram_id(session, telegram_id)
    if account is None:
        return
    request = await open_join_request(session, group.id, account.id)
    if request is not None:
        request.decided_at, request.let_in, request.name = now, True, None
    # People let each other into the chat; there the bot only asks whether they have joined it.
    if await _has_joined_clinic(session, group, account.id):
        await join_group(session, group, account.id, in_chat=True, now=now)
    else:
        await settle_claim(session, group, account.id, present=True, now=now)


def new_entry_code(session: UnitOfWork, group: Group, *, actor: Actor, now: datetime) -> str:
    """For the clinic to give out; the code before becomes invalid."""
    group.entry_code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    record_action(session, "entry_code", ("group", group.id), actor=actor, now=now)
    return group.entry_code


def _notify(session: UnitOfWork, account_id: int, said: Message, *, now: datetime) -> None:
    enqueue(session, OutboxClass.REPLY, To.account(account_id), said, now=now)
