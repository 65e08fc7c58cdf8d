"""The clinic Ganiyari with phones: its alerts go out over a simulated Telegram with faults."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import Select, select, text
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker
from telegram import Bot

from bot.delivery.relay import Relay
from bot.services.alerts.escalation import handle_failed_page
from bot.simulator.clock import SimulatedClock
from bot.simulator.facade import SimulatedTelegram
from bot.simulator.limits import Limits
from bot.simulator.people.person import Person
from bot.texts import render
from db.base import Base
from db.models import Account, Alert, Attempt, Group, Outbox
from db.session import begin
from tests.alerts.conftest import Ganiyari
from tests.delivery.conftest import (
    TASKS_IN_A_SESSION,
    TOKEN,
    UNLIMITED,
    StrictRequest,
    WatchedSession,
)

AlertStates = dict[int, tuple[str, int]]
"""Status and episode of each alert."""


class SimulatedClinic:
    """A clinic, its people's phones, two relays, and relays that were stalled while sending."""

    def __init__(self, engine: AsyncEngine, clock: SimulatedClock) -> None:
        self.clock = clock
        self.engine = engine
        self.sessions = async_sessionmaker(engine, class_=WatchedSession, expire_on_commit=False)
        self.telegram = SimulatedTelegram(
            clock=clock, limits=Limits(enforce=False), any_token=False
        )
        self.simulated_bot = self.telegram.bot(TOKEN, "gothiya_bot", "Gothiya", privacy=False)
        self.bot = Bot(TOKEN, base_url="http://practice/bot", request=self._request())
        self.clinic = Ganiyari(self.sessions, clock)
        self.people: dict[str, Person] = {}
        self.chats: list[Any] = []
        self.relays = [self.new_relay(), self.new_relay()]
        self.stalled: list[tuple[Relay, AlertStates]] = []

    def _request(self) -> StrictRequest:
        return StrictRequest(self.telegram.world)

    async def settle_in(self) -> None:
        """Set up the clinic and its phones in an emptied database."""
        await self._empty()
        await self.clinic.settle_in()
        owner = self.telegram.person("Coordinator")
        async with begin(self.sessions) as session:
            for name, account_id in self.clinic.accounts.items():
                person = self.people[name] = self.telegram.person(name)
                person.starts(self.simulated_bot)
                (await session.get_one(Account, account_id)).telegram_id = person.id
            for group_id in (self.clinic.staff_chat, self.clinic.group):
                chat = self.telegram.group("Sehat", owner=owner, supergroup=False)
                chat.add(self.simulated_bot)
                self.chats.append(chat)
                (await session.get_one(Group, group_id)).chat_id = chat.id

    async def _empty(self) -> None:
        kept = {"deployment", "alembic_version"}
        async with self.engine.begin() as connection:
            for table in reversed(Base.metadata.sorted_tables):
                if table.name not in kept:
                    await connection.execute(text(f"DELETE FROM {table.name}"))

    def new_relay(self) -> Relay:
        """A relay as in another process."""
        return Relay(
            self.sessions,
            self.bot,
            render,
            clock=self.clock,
            pace=UNLIMITED,
            on_page_failed=handle_failed_page,
            seconds=lambda: self.clock().timestamp(),
            sleep=self._sleep,
        )

    async def _sleep(self, seconds: float) -> None:
        self.clock.advance(seconds=seconds)
        for _ in range(20):
            await asyncio.sleep(0)

    async def deliver(self, *relays: Relay) -> None:
        await self._watched(lambda: asyncio.gather(*(one.drain() for one in relays)))

    async def stall_relay(self) -> None:
        """Let a relay claim and send what is due, but stall before it records the results."""
        alert_states, relay = await self.alert_states(), self.new_relay()

        async def send() -> None:
            await relay._cycle(under_lease=False)
            await relay._in_flight.send_all()

        await self._watched(send)
        self.stalled.append((relay, alert_states))

    async def resume_relay(self) -> None:
        """Let a stalled relay go on, perhaps long after its lease has expired."""
        relay, alert_states = self.stalled.pop()
        await self._watched(relay.drain, alert_states)

    async def _watched(
        self, send: Callable[[], Awaitable[Any]], earlier: AlertStates | None = None
    ) -> None:
        """Check that pages are sent only while their alert waits for somebody in that episode."""
        allowed = [await self.alert_states(), earlier or {}]
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

    async def alert_states(self) -> AlertStates:
        query = select(Alert.id, Alert.status, Alert.episode)
        async with self.sessions() as session:
            return {row.id: (row.status, row.episode) for row in await session.execute(query)}

    async def rows(self, statement: Select[Any]) -> list[Any]:
        async with self.sessions() as session:
            return list(await session.scalars(statement))

    def end_faults(self) -> None:
        self.telegram.faults.clear()
        for person in self.people.values():
            person.unblocks(self.simulated_bot)
        self.simulated_bot.updates.pending.clear()

    async def close(self) -> None:
        TASKS_IN_A_SESSION.clear()
        await self.telegram.close()
