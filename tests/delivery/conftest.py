"""The relay on a real database and the simulated Telegram, on a clock moved by hand."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker
from telegram import Bot

from bot.delivery.pacing import Pace
from bot.delivery.relay import Relay
from bot.keyboards import Button, row
from bot.keyboards.alerts import AcknowledgeAlert
from bot.services.groups import bind_chat, make_group
from bot.services.outbox import To, enqueue
from bot.simulator.clock import SimulatedClock
from bot.simulator.facade import SimulatedTelegram
from bot.simulator.limits import Limits
from bot.simulator.people.person import Person
from bot.simulator.request import SimulatorRequest
from bot.texts.sentences import Message
from bot.texts.speech import Contact, Speech
from db.enums import Language, OutboxClass
from db.models import Account, Attempt, Clinic, Group, Outbox
from db.session import Sessions, UnitOfWork, begin

TOKEN = "4242:delivery-delivery-delivery-delivery"
UNLIMITED = Pace(rate=None)

TASKS_IN_A_SESSION: set[Any] = set()
"""Tasks that have a session open."""


class WatchedSession(UnitOfWork):
    async def __aenter__(self) -> "WatchedSession":
        TASKS_IN_A_SESSION.add(asyncio.current_task())
        await super().__aenter__()
        return self

    async def __aexit__(self, *error: Any) -> None:
        await super().__aexit__(*error)
        TASKS_IN_A_SESSION.discard(asyncio.current_task())


class StrictRequest(SimulatorRequest):
    """Fails the test when Telegram is called inside a transaction."""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        assert asyncio.current_task() not in TASKS_IN_A_SESSION, (
            "a session is open during a Bot API call"
        )
        return await super().do_request(*args, **kwargs)


def render(template: str, params: Mapping[str, Any], language: Language) -> Speech:
    match template:
        case "say":
            return Speech(params["text"])
        case "card":
            return Speech(
                f"{params['text']} ({language})",
                buttons=row(Button("Take", AcknowledgeAlert(1, 1))),
            )
        case "call":
            return Speech("", contact=Contact("+911234567890", "Nurse Anita"))
        case "keys":
            return Speech("menu", keys=(("one", "two"),), protect=True)
        case "drawn":
            return Speech("twelve days", picture=params["text"])
    raise LookupError(template)


class Delivery:
    def __init__(self, sessions: Sessions, telegram: SimulatedTelegram, clinic_id: int) -> None:
        self.sessions = sessions
        self.telegram = telegram
        self.clock = telegram.clock
        self.clinic_id = clinic_id
        self.simulated_bot = next(iter(telegram.world.bots.values()))
        self.failed_pages: list[int] = []
        self.bot = Bot(TOKEN, base_url="http://practice/bot", request=StrictRequest(telegram.world))
        self.relay = self.another_relay()

    def another_relay(self, *, pace: Pace = UNLIMITED, **details: Any) -> Relay:
        """A relay of another process."""
        return Relay(
            self.sessions,
            details.pop("bot", self.bot),
            render,
            clock=self.clock,
            pace=pace,
            on_page_failed=self._page_failed,
            **{"seconds": lambda: self.clock().timestamp(), "sleep": self._sleep} | details,
        )

    async def _sleep(self, seconds: float) -> None:
        self.clock.advance(seconds=seconds)
        for _ in range(20):  # so that answers come in the meantime
            await asyncio.sleep(0)

    async def _page_failed(self, session: UnitOfWork, alert_id: int, now: object) -> None:
        self.failed_pages.append(alert_id)

    async def person(self, name: str = "Sukhmati", language: str | None = "hi") -> "Reader":
        person = self.telegram.person(name)
        person.starts(self.simulated_bot)
        account = Account(telegram_id=person.id, language=language, created_at=self.clock())
        await self.add(account)
        return Reader(self, person, account.id)

    async def people(self, count: int) -> list["Reader"]:
        persons = [self.telegram.person(f"P{i}") for i in range(count)]
        accounts = [Account(telegram_id=p.id, created_at=self.clock()) for p in persons]
        for person in persons:
            person.starts(self.simulated_bot)
        async with begin(self.sessions) as session:
            session.add_all(accounts)
        return [Reader(self, p, a.id) for p, a in zip(persons, accounts, strict=True)]

    async def group(self, *, supergroup: bool = True) -> tuple[Any, int]:
        owner = self.telegram.person("Coordinator")
        chat = self.telegram.group("सेहत", owner=owner, supergroup=supergroup)
        chat.add(self.simulated_bot)
        async with begin(self.sessions) as session:
            group = await make_group(session, self.clinic_id, "सेहत", now=self.clock())
            await bind_chat(session, group, chat.id, now=self.clock())
            session._queued_rows.clear()
        return chat, group.id

    async def write(
        self,
        to: "Reader | To",
        text: str = "hello",
        klass: OutboxClass = OutboxClass.REPLY,
        template: str = "say",
        **more: Any,
    ) -> int:
        """One row; returns its id."""
        to = to if isinstance(to, To) else To.account(to.account_id)
        async with begin(self.sessions) as session:
            enqueue(session, klass, to, Message(template, {"text": text}), now=self.clock(), **more)
            await session.flush_queued()
            return await session.scalar(select(Outbox.id).order_by(Outbox.id.desc()).limit(1)) or 0

    async def broadcast(
        self, readers: list["Reader"], klass: OutboxClass, text: str = "hello", **more: Any
    ) -> None:
        async with begin(self.sessions) as session:
            for reader in readers:
                to = To.account(reader.account_id)
                enqueue(
                    session, klass, to, Message("say", {"text": text}), now=self.clock(), **more
                )

    async def row(self, row_id: int) -> Outbox:
        async with self.sessions() as session:
            return await session.get_one(Outbox, row_id)

    async def statuses(self) -> list[str]:
        async with self.sessions() as session:
            return list(await session.scalars(select(Outbox.status).order_by(Outbox.id)))

    async def attempts(self, row_id: int) -> list[str]:
        async with self.sessions() as session:
            query = select(Attempt.outcome).where(Attempt.outbox_id == row_id).order_by(Attempt.id)
            return list(await session.scalars(query))

    async def account(self, reader: "Reader") -> Account:
        async with self.sessions() as session:
            return await session.get_one(Account, reader.account_id)

    async def group_row(self, group_id: int) -> Group:
        async with self.sessions() as session:
            return await session.get_one(Group, group_id)

    async def add(self, thing: Any) -> None:
        async with begin(self.sessions) as session:
            session.add(thing)

    async def later(self, **parts: float) -> None:
        self.clock.advance(**parts)
        await self.relay.drain()

    def sends(self) -> list[str]:
        """Every text that Telegram took, in order."""
        return [c.params["text"] for c in self.telegram.calls_of("sendMessage") if not c.error]


class Reader:
    def __init__(self, delivery: Delivery, person: Person, account_id: int) -> None:
        self.delivery, self.person, self.account_id = delivery, person, account_id

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.person.inbox(self.delivery.simulated_bot)]


@pytest.fixture
def sessions(engine: AsyncEngine) -> Sessions:
    return async_sessionmaker(engine, class_=WatchedSession, expire_on_commit=False)


@pytest.fixture
async def delivery(sessions: Sessions, clock: SimulatedClock) -> AsyncIterator[Delivery]:
    telegram = SimulatedTelegram(clock=clock, limits=Limits(enforce=False), any_token=False)
    telegram.bot(TOKEN, "gothiya_bot", "Gothiya", privacy=False)
    clinic = Clinic(name="Ganiyari", phone="07752000000", created_at=clock())
    async with begin(sessions) as session:
        session.add(clinic)
    yield Delivery(sessions, telegram, clinic.id)
    TASKS_IN_A_SESSION.clear()
    await telegram.close()
