"""Ganiyari with phones: its alerts go out over a practice Telegram that can be troubled."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import Select, select, text
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker
from telegram import Bot

from bot.delivery.relay import Courier
from bot.services.alerts import page_failed
from bot.simulator.clock import PracticeClock
from bot.simulator.facade import PracticeTelegram
from bot.simulator.limits import Limits
from bot.simulator.person import Person
from bot.texts import render
from db.base import Base
from db.models import Account, Alert, Attempt, Group, Outbox
from db.session import begin
from tests.alerts.conftest import Ganiyari
from tests.delivery.conftest import AT_WORK, TOKEN, UNLIMITED, StrictRequest, WatchedUnit

Standing = dict[int, tuple[str, int]]
"""Status and episode of each alert."""


class Wire:
    def __init__(self, engine: AsyncEngine, clock: PracticeClock) -> None:
        self.clock = clock
        self.engine = engine
        self.sessions = async_sessionmaker(engine, class_=WatchedUnit, expire_on_commit=False)
        self.telegram = PracticeTelegram(clock=clock, limits=Limits(enforce=False), any_token=False)
        self.practice_bot = self.telegram.bot(TOKEN, "gothiya_bot", "Gothiya", privacy=False)
        self.bot = Bot(TOKEN, base_url="http://practice/bot", request=self._request())
        self.clinic = Ganiyari(self.sessions, clock)
        self.people: dict[str, Person] = {}
        self.chats: list[Any] = []
        self.couriers = [self.another(), self.another()]
        self.sleepers: list[tuple[Courier, Standing]] = []

    def _request(self) -> StrictRequest:
        return StrictRequest(self.telegram.world)

    async def settle_in(self) -> None:
        """In an empty database."""
        await self._empty()
        await self.clinic.settle_in()
        owner = self.telegram.person("Coordinator")
        async with begin(self.sessions) as session:
            for name, account_id in self.clinic.accounts.items():
                person = self.people[name] = self.telegram.person(name)
                person.starts(self.practice_bot)
                (await session.get_one(Account, account_id)).telegram_id = person.id
            for group_id in (self.clinic.staff_chat, self.clinic.group):
                chat = self.telegram.group("Sehat", owner=owner, supergroup=False)
                chat.add(self.practice_bot)
                self.chats.append(chat)
                (await session.get_one(Group, group_id)).chat_id = chat.id

    async def _empty(self) -> None:
        kept = {"deployment", "alembic_version"}
        async with self.engine.begin() as connection:
            for table in reversed(Base.metadata.sorted_tables):
                if table.name not in kept:
                    await connection.execute(text(f"DELETE FROM {table.name}"))

    def another(self) -> Courier:
        """A courier of another process."""
        return Courier(
            self.sessions,
            self.bot,
            render,
            clock=self.clock,
            pace=UNLIMITED,
            on_page_failed=page_failed,
            seconds=lambda: self.clock().timestamp(),
            sleep=self._sleep,
        )

    async def _sleep(self, seconds: float) -> None:
        self.clock.advance(seconds=seconds)
        for _ in range(20):
            await asyncio.sleep(0)

    async def deliver(self, *couriers: Courier) -> None:
        await self._watched(lambda: asyncio.gather(*(one.drain() for one in couriers)))

    async def die(self) -> None:
        """A process claims what is due, sends it, and falls asleep before it writes that down."""
        standing, courier = await self.standing(), self.another()

        async def send() -> None:
            await courier._turn(office=False)
            await courier._departures.all_gone()

        await self._watched(send)
        self.sleepers.append((courier, standing))

    async def wake(self) -> None:
        """It goes on where it was, perhaps long after its lease."""
        courier, standing = self.sleepers.pop()
        await self._watched(courier.drain, standing)

    async def _watched(
        self, send: Callable[[], Awaitable[Any]], earlier: Standing | None = None
    ) -> None:
        """No page starts on its way unless its alert waits for somebody in that very episode."""
        allowed = [await self.standing(), earlier or {}]
        known = await self.rows(select(Attempt.id).order_by(Attempt.id.desc()).limit(1))
        await send()
        newer = select(Outbox.alert_id, Outbox.episode).join(
            Attempt, Attempt.outbox_id == Outbox.id
        )
        newer = newer.where(
            Attempt.id > (known[0] if known else 0),
            Outbox.episode.is_not(None),
            Attempt.code.is_distinct_from("lease"),
        )
        async with self.sessions() as session:
            for alert_id, episode in (await session.execute(newer)).all():
                page = ("triggered", episode)
                assert page in [one.get(alert_id) for one in allowed], "I5"

    async def standing(self) -> Standing:
        query = select(Alert.id, Alert.status, Alert.episode)
        async with self.sessions() as session:
            return {row.id: (row.status, row.episode) for row in await session.execute(query)}

    async def rows(self, statement: Select[Any]) -> list[Any]:
        async with self.sessions() as session:
            return list(await session.scalars(statement))

    def heals(self) -> None:
        self.telegram.faults.clear()
        for person in self.people.values():
            person.unblocks(self.practice_bot)
        self.practice_bot.updates.pending.clear()

    async def close(self) -> None:
        AT_WORK.clear()
        await self.telegram.close()
