"""A village in tests: the whole bot over real SQL, with people who use a simulated Telegram.

async def test_a_count_is_thanked_for(village):
    group = await village.group("सेहत संगवारी")
    sukhmati = await village.member("Sukhmati", group=group)
    await village.medicine(sukhmati, "Metformin", dispensed=60, dose=2)
    assert "26" in await sukhmati.says("26 goli")
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app import Gothiya
from bot.domain.treatments.prescription import Prescription
from bot.i18n import translator
from bot.services.groups import bind_chat, make_group
from bot.services.onboarding.members import create_patient, join_group
from bot.services.privacy.consent import give_consent
from bot.services.treatments import start_treatment
from bot.settings import Settings
from bot.simulator.chats import Message
from bot.simulator.clock import SimulatedClock
from bot.simulator.facade import SimulatedTelegram
from bot.simulator.group import Group as Chat
from bot.simulator.limits import Limits
from bot.simulator.people.person import Person
from bot.simulator.users import Bot
from db.enums import GroupKind, HolderRole, Language, MemberRole, Programme, StaffRole
from db.models import Account, Clinic, Group, Staff
from db.session import Sessions, begin

TOKEN = "4242:practice-practice-practice-practice"


@dataclass(eq=False)
class Villager:
    """A person with a phone; each action returns after the bot has done all that follows."""

    village: "Village"
    person: Person
    language: Language
    account_id: int = 0
    patient_id: int = 0
    staff_id: int = 0

    async def says(self, text: str, where: Chat | None = None) -> str:
        """Write to the bot, or into a group; returns what the bot then wrote to this person."""
        return await self._replies_after(lambda: self.person.says(where or self.village.bot, text))

    async def presses(self, button: str, where: Chat | None = None) -> str:
        """A button, by its label in English or by its data; returns what the bot then wrote."""
        return await self._replies_after(
            lambda: self.person.presses(self.word(button), where=where)
        )

    async def taps(self, key: str) -> str:
        """A key of the keyboard under the input field, by its English label."""
        return await self.says(self.word(key))

    async def starts(self, payload: str = "") -> str:
        return await self._replies_after(lambda: self.person.starts(self.village.bot, payload))

    async def does(self, action: Callable[[Person], object]) -> str:
        """Anything else a person can do: `await anita.does(lambda p: p.blocks(bot))`."""
        return await self._replies_after(lambda: action(self.person))

    @property
    def inbox(self) -> list[Message]:
        return self.person.inbox(self.village.bot)

    @property
    def last(self) -> str:
        return self.inbox[-1].text if self.inbox else ""

    @property
    def buttons(self) -> list[str]:
        """The labels under the bot's newest message in private."""
        return [b.text for b in self.inbox[-1].buttons] if self.inbox else []

    def word(self, english: str) -> str:
        """This sentence or label in this person's language."""
        return translator(self.language)(english)

    async def _replies_after(self, action: Callable[[], object]) -> str:
        before = {id(m): m.text for m in self.inbox}
        action()
        await self.village.settle()
        return "\n".join(m.text for m in self.inbox if before.get(id(m)) != m.text)


class Village:
    def __init__(self, telegram: SimulatedTelegram, bot: Bot, app: Gothiya, clinic_id: int) -> None:
        self.telegram = telegram
        self.bot = bot
        self.app = app
        self.clinic_id = clinic_id

    @property
    def sessions(self) -> Sessions:
        return self.app.sessions

    @property
    def clock(self) -> SimulatedClock:
        return self.telegram.clock

    async def close(self) -> None:
        await self.app.close()
        await self.telegram.close()

    async def settle(self) -> None:
        """Let the bot handle all updates, and send all that it wants to send now."""
        while await self.app.polling.once():
            pass
        await self.app.clockwork.once("alerts.escalate", "groups.settle_claims")
        await self.app.relay.drain()

    async def later(self, **parts: float) -> None:
        """Move the clock, like `later(days=7)`, and run the jobs that are due then."""
        self.clock.advance(timedelta(**parts))
        await self.app.clockwork.once()
        await self.settle()

    def stranger(self, name: str, language: str = "hi") -> Villager:
        """Somebody with a phone who has never met the bot."""
        return Villager(self, self.telegram.person(name), Language(language))

    async def member(
        self,
        name: str,
        *,
        language: str = "hi",
        group: "PeerGroup | None" = None,
        leader: bool = False,
        programme: Programme | None = Programme.DIABETES,
    ) -> Villager:
        """A patient with an account of their own who has given consent, perhaps in a group."""
        villager = await self._started(name, language)
        now = self.clock()
        async with begin(self.sessions) as session:
            patient = await create_patient(
                session, self.clinic_id, name, programme=programme, registered=True, now=now
            )
            await give_consent(
                session,
                villager.account_id,
                patient,
                HolderRole.SELF,
                language=villager.language,
                now=now,
            )
            villager.patient_id = patient.id
            if group is not None:
                role = MemberRole.LEADER if leader else MemberRole.MEMBER
                row = await session.get_one(Group, group.id)
                await join_group(session, row, villager.account_id, role=role, now=now)
        if group is not None:
            group.chat.add(villager.person)
            await self.settle()
        return villager

    async def staff(self, name: str, role: StaffRole = StaffRole.NURSE) -> Villager:
        """One of the clinic's staff, on call, who has started the bot; reads English."""
        villager = await self._started(name, "en")
        async with begin(self.sessions) as session:
            member = Staff(
                clinic_id=self.clinic_id, account_id=villager.account_id, name=name, role=role
            )
            session.add(member)
            await session.flush()
            villager.staff_id = member.id
        return villager

    async def child_of(self, holder: Villager, name: str) -> int:
        """A second patient on the holder's phone; returns the patient's id."""
        async with begin(self.sessions) as session:
            patient = await create_patient(
                session, self.clinic_id, name, programme=None, now=self.clock()
            )
            await give_consent(
                session,
                holder.account_id,
                patient,
                HolderRole.CAREGIVER,
                language=holder.language,
                now=self.clock(),
            )
            return patient.id

    async def medicine(
        self,
        who: Villager | int,
        name: str,
        *,
        dispensed: int = 60,
        dose: Fraction | int = 1,
        strip: int | None = 10,
        prescribed: Prescription | None = None,
        countable: bool = True,
    ) -> int:
        """A medicine dispensed now; returns the treatment's id."""
        async with begin(self.sessions) as session:
            treatment = await start_treatment(
                session,
                clinic_id=self.clinic_id,
                patient_id=who if isinstance(who, int) else who.patient_id,
                medicine=name,
                strip_size=strip,
                prescribed=prescribed or Prescription(Fraction(dose)),
                countable=countable,
                dispensed=Fraction(dispensed),
                now=self.clock(),
            )
            return treatment.id

    async def group(
        self,
        title: str,
        *,
        language: str = "hi",
        kind: GroupKind = GroupKind.PEER,
        programme: Programme = Programme.DIABETES,
        supergroup: bool = True,
    ) -> "PeerGroup":
        """A group of the clinic in which the bot is an admin."""
        owner = self.telegram.person("Coordinator")
        chat = self.telegram.group(title, owner=owner, supergroup=supergroup)
        chat.add(self.bot)
        owner.makes_admin(self.bot, chat)
        now = self.clock()
        async with begin(self.sessions) as session:
            row = await make_group(
                session,
                self.clinic_id,
                title,
                kind=kind,
                language=Language(language),
                programme=programme,
                now=now,
            )
            await bind_chat(session, row, chat.id, now=now)
            group = PeerGroup(row.id, row.join_token, chat, owner)
        await self.settle()
        return group

    async def rows(self, statement: Any) -> list[Any]:
        """The scalars that a statement finds in the database."""
        async with self.sessions() as session:
            return list(await session.scalars(statement))

    async def _started(self, name: str, language: str) -> Villager:
        villager = self.stranger(name, language)
        villager.person.starts(self.bot)
        self.bot.updates.pending.clear()
        async with begin(self.sessions) as session:
            account = Account(
                telegram_id=villager.person.id,
                language=villager.language,
                created_at=self.clock(),
            )
            session.add(account)
            await session.flush()
            villager.account_id = account.id
        return villager


@dataclass(eq=False)
class PeerGroup:
    id: int
    join_token: str
    chat: Chat
    owner: Person

    def texts(self) -> list[str]:
        """The texts of all messages that are in the group now."""
        return [m.text for m in self.chat.messages]


async def village_on(engine: AsyncEngine, clock: SimulatedClock) -> Village:
    """A bot that has been started, with one clinic, on this database."""
    telegram = SimulatedTelegram(clock=clock, limits=Limits(enforce=False), callback_seconds=1e9)
    bot = telegram.bot(TOKEN, "gothiya_bot", "Gothiya", privacy=False)
    app = Gothiya(
        Settings(token=TOKEN, send_rate=0),
        clock=clock,
        engine=engine,
        request=telegram.request,
    )
    await app.start()
    await app.polling.once()
    async with begin(app.sessions) as session:
        clinic = Clinic(name="Ganiyari", phone="07752000000", created_at=clock())
        session.add(clinic)
        await session.flush()
        clinic_id = clinic.id
    return Village(telegram, bot, app, clinic_id)


@pytest.fixture
async def village(engine: AsyncEngine, clock: SimulatedClock) -> AsyncIterator[Village]:
    village = await village_on(engine, clock)
    yield village
    await village.close()
