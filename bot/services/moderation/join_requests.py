"""Who knocks at a group's door: let in by a leader, by the clinic, or by the clinic's code."""

import secrets
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from bot.domain.schedule import after_quiet
from bot.services.audit import note
from bot.services.dialogs import Waiting, wait_for
from bot.services.onboarding.members import join_group
from bot.services.outbox import To, enqueue
from db.enums import OutboxClass, SanctionKind
from db.models import Account, Group, JoinRequest
from db.queries.groups import leaders_of
from db.queries.moderation.cases import open_request
from db.queries.moderation.sanctions import holding
from db.queries.people import account_of, patients_held_by, staff_accounts
from db.session import Unit

Actor = tuple[str, int | None]
TRIES = 5
DIGITS = 6


async def knock(
    session: Unit, group: Group, account: Account, name: str, *, busy: bool, now: datetime
) -> None:
    """Asked twice is asked once. `busy`: the bot waits to hear something else from them."""
    if await open_request(session, group.id, account.id) is not None:
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
    note(session, "knock", ("group", group.id), actor=("account", account.id), now=now)
    taken_out = await _was_taken_out(session, group, account, now)
    if not taken_out and await _is_known(session, group, account.id):
        await answer_knock(session, request, group, let_in=True, actor=("system", None), now=now)
        return
    code = group.entry_code is not None and not taken_out
    if not busy and code:
        wait_for(session, account.id, Waiting("door", "code", {"request": request.id}), now=now)
    _tell(session, account.id, "moderation.waiting", {"group": group.title, "code": code}, now=now)
    for decider in await _deciders(session, group, taken_out=taken_out):
        enqueue(
            session,
            OutboxClass.MODERATION,
            To.account(decider),
            "moderation.knocks",
            {"request": request.id, "group": group.title, "name": request.name},
            not_before=after_quiet(now),
            now=now,
        )


async def _is_known(session: Unit, group: Group, account_id: int) -> bool:
    """Somebody of whom the clinic's bot already looks after a patient."""
    held = await patients_held_by(session, account_id)
    return any(patient.clinic_id == group.clinic_id for patient in held)


async def _was_taken_out(session: Unit, group: Group, account: Account, now: datetime) -> bool:
    """By the clinic, which then decides itself."""
    kind = SanctionKind.REMOVE
    return bool(await holding(session, group.id, account.telegram_id, kind, now))


async def _deciders(session: Unit, group: Group, *, taken_out: bool) -> list[int]:
    leaders = [] if taken_out else await leaders_of(session, group.id)
    return leaders or await staff_accounts(session, group.clinic_id)


async def answer_knock(
    session: Unit,
    request: JoinRequest,
    group: Group,
    *,
    let_in: bool,
    actor: Actor,
    now: datetime,
) -> None:
    """The first answer counts."""
    if request.decided_at is not None:
        return
    account = await session.get_one(Account, request.account_id)
    request.decided_at, request.let_in, request.name = now, let_in, None
    enqueue(
        session,
        OutboxClass.MODERATION,
        To.group(group.id),
        "moderation.deed",
        {"telegram_id": account.telegram_id},
        method="admit" if let_in else "turn_away",
        now=now,
    )
    template = "moderation.let_in" if let_in else "moderation.turned_away"
    _tell(session, request.account_id, template, {"group": group.title}, now=now)
    detail = "in" if let_in else "away"
    note(session, "door", ("request", request.id), actor=actor, detail=detail, now=now)


async def try_code(
    session: Unit, request: JoinRequest, group: Group, code: str, *, now: datetime
) -> bool | None:
    """Whether it opened the door. None: no more tries, a leader has to decide."""
    if request.tries >= TRIES:
        return None
    if group.entry_code is not None and secrets.compare_digest(
        code.encode(), group.entry_code.encode()
    ):
        actor = ("account", request.account_id)
        await answer_knock(session, request, group, let_in=True, actor=actor, now=now)
        return True
    request.tries += 1
    return False if request.tries < TRIES else None


async def came_in(session: Unit, group: Group, telegram_id: int, *, now: datetime) -> None:
    """Somebody is in the chat: nobody need decide any more, and who was a member is one again."""
    account = await account_of(session, telegram_id)
    if account is None:
        return
    request = await open_request(session, group.id, account.id)
    if request is not None:
        request.decided_at, request.let_in, request.name = now, True, None
    if await _is_known(session, group, account.id):
        await join_group(session, group, account.id, now=now)


def new_code(session: Unit, group: Group, *, actor: Actor, now: datetime) -> str:
    """For the clinic to hand out; the one before no longer opens anything."""
    group.entry_code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    note(session, "entry_code", ("group", group.id), actor=actor, now=now)
    return group.entry_code


def _tell(
    session: Unit, account_id: int, template: str, params: dict[str, object], *, now: datetime
) -> None:
    enqueue(session, OutboxClass.REPLY, To.account(account_id), template, params, now=now)
