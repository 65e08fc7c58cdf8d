"""Transactions: leaving the block commits, an exception rolls back, and leases have one holder."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from bot.simulator.clock import SimulatedClock
from db.models import Clinic, Lease, UpdateSeen
from db.queries.leases import release_lease, take_lease
from db.session import Sessions, UnitOfWork, begin, make_engine, make_sessions


async def seen(sessions: Sessions) -> list[int]:
    async with sessions() as session:
        return list(await session.scalars(select(UpdateSeen.update_id)))


async def test_leaving_the_block_keeps_what_was_done_and_deferred(
    sessions: Sessions, clock: SimulatedClock
) -> None:
    async with begin(sessions) as session:
        session.add(UpdateSeen(update_id=1, seen_at=clock()))
        session.queue(UpdateSeen, {"update_id": 2, "seen_at": clock()})
    assert await seen(sessions) == [1, 2]


async def test_an_exception_keeps_nothing(sessions: Sessions, clock: SimulatedClock) -> None:
    async def fails() -> None:
        async with begin(sessions) as session:
            session.add(UpdateSeen(update_id=1, seen_at=clock()))
            session.queue(UpdateSeen, {"update_id": 2, "seen_at": clock()})
            await session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fails()
    assert await seen(sessions) == []


async def test_a_replaced_row_takes_the_place_of_the_old_one(
    sessions: Sessions, clock: SimulatedClock
) -> None:
    row = {"update_id": 1, "seen_at": clock()}
    for written in (row, row, None):
        async with begin(sessions) as session:
            session.replace(UpdateSeen, 1, written)
        assert await seen(sessions) == ([1] if written else [])


async def test_those_who_read_and_then_write_wait_for_each_other(
    sessions: Sessions, clock: SimulatedClock
) -> None:
    async with begin(sessions) as session:
        clinic = Clinic(name="Ganiyari", phone="0", created_at=clock())
        session.add(clinic)

    async def one_more() -> None:
        async with begin(sessions) as session:
            query = select(Clinic.phone).where(Clinic.id == clinic.id).with_for_update()
            phone = int(await session.scalar(query) or 0)
            await session.execute(
                update(Clinic).where(Clinic.id == clinic.id).values(phone=str(phone + 1))
            )

    await asyncio.gather(*(one_more() for _ in range(20)))
    async with sessions() as session:
        assert await session.scalar(select(Clinic.phone)) == "20"


async def test_sqlite_keeps_its_promises(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url)
    async with make_sessions(engine)() as session:
        told = {
            name: (await session.execute(text(f"PRAGMA {name}"))).scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous")
        }
    await engine.dispose()
    assert told == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}


TTL = timedelta(seconds=15)


async def test_a_lease_has_one_holder_until_its_time_is_over(
    sessions: Sessions, clock: SimulatedClock
) -> None:
    async def takes(holder: str) -> bool:
        async with begin(sessions) as session:
            return await take_lease(session, "sender", holder, clock(), TTL)

    assert await takes("first")
    assert not await takes("second")
    clock.advance(TTL / 2)
    assert await takes("first")
    clock.advance(TTL / 2)
    assert not await takes("second")
    clock.advance(TTL / 2)
    assert await takes("second")
    assert not await takes("first")


async def test_a_lease_that_is_given_back_is_free(
    sessions: Sessions, clock: SimulatedClock
) -> None:
    async with begin(sessions) as session:
        assert await take_lease(session, "sender", "first", clock(), TTL)
        await release_lease(session, "sender", "second")
        assert not await take_lease(session, "sender", "second", clock(), TTL)
        await release_lease(session, "sender", "first")
        assert await take_lease(session, "sender", "second", clock(), TTL)


async def test_a_lease_that_ends_in_a_future_no_lease_reaches_is_free(
    sessions: Sessions, clock: SimulatedClock
) -> None:
    """It was taken by a process whose clock was wrong."""
    async with begin(sessions) as session:
        assert await take_lease(session, "sender", "first", clock() + timedelta(hours=1), TTL)
    async with begin(sessions) as session:
        assert await take_lease(session, "sender", "second", clock(), TTL)
        assert not await take_lease(session, "sender", "third", clock(), TTL)


async def test_of_many_who_want_a_lease_at_once_one_gets_it(
    sessions: Sessions, clock: SimulatedClock
) -> None:
    async def takes(number: int) -> bool:
        async with begin(sessions) as session:
            return await take_lease(session, "poller", f"p{number}", clock(), TTL)

    assert sum(await asyncio.gather(*(takes(number) for number in range(6)))) == 1
    async with sessions() as session:
        assert len(list(await session.scalars(select(Lease)))) == 1


async def test_a_unit_is_a_session(sessions: Sessions) -> None:
    async with sessions() as session:
        assert isinstance(session, UnitOfWork)
