"""Requests to join a group that nobody has answered yet."""

from sqlalchemy import func, select

from db.models import JoinRequest
from db.session import UnitOfWork


async def open_join_request_count(session: UnitOfWork, group_id: int) -> int:
    found: int | None = await session.scalar(
        select(func.count()).where(
            JoinRequest.group_id == group_id, JoinRequest.decided_at.is_(None)
        )
    )
    return found or 0


async def open_join_request(
    session: UnitOfWork, group_id: int, account_id: int
) -> JoinRequest | None:
    found: JoinRequest | None = await session.scalar(
        select(JoinRequest).where(
            JoinRequest.group_id == group_id,
            JoinRequest.account_id == account_id,
            JoinRequest.decided_at.is_(None),
        )
    )
    return found


async def open_join_requests_of_account(session: UnitOfWork, account_id: int) -> list[JoinRequest]:
    rows = await session.scalars(
        select(JoinRequest).where(
            JoinRequest.account_id == account_id, JoinRequest.decided_at.is_(None)
        )
    )
    return list(rows)


async def locked_join_request(session: UnitOfWork, request_id: int) -> JoinRequest | None:
    found: JoinRequest | None = await session.scalar(
        select(JoinRequest)
        .where(JoinRequest.id == request_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found
