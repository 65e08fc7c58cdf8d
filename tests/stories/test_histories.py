"""Whatever the order of consent, review, withdrawal and expiry: nobody hears what they may not."""

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import event

from bot.services.stories.consent import renew_story_consent
from bot.services.stories.draft import Draft
from bot.services.stories.review import review_story
from bot.services.stories.submission import submit_story
from bot.services.stories.withdrawal import withdraw_from_audience, withdraw_story
from bot.simulator.clock import SimulatedClock
from db.enums import Language, ReviewDecision, StoryAudience
from db.session import begin, make_engine
from tests.conftest import START
from tests.stories.steps import forges
from tests.village import PeerGroup, Village, Villager, village_on

LAYERS = ("group", "same_illness", "outside")
LASTS = timedelta(days=395)
TICKS = ("reminders.ask", "stories.publish", "stories.post")


@dataclass
class Told:
    """What the teller expects of one story."""

    id: int
    yes: dict[str, datetime] = field(default_factory=dict)
    approvals: int = 0
    gone: bool = False

    def allows(self, layer: str, now: datetime) -> bool:
        given = self.yes.get(layer)
        return not self.gone and self.approvals > 1 and given is not None and now < given + LASTS


class Histories(RuleBasedStateMachine):
    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copyfile(self.template, self.folder / "gothiya.db")
        self.engine = make_engine(f"sqlite+aiosqlite:///{self.folder}/gothiya.db")
        event.listen(self.engine.sync_engine, "connect", _hasty)
        self.told: list[Told] = []
        self.heard: set[int] = set()

    def run_(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    def teardown(self) -> None:
        self.run_(self.village.close())
        self.run_(self.engine.dispose())
        self.runner.close()
        shutil.rmtree(self.folder)

    @initialize()
    def a_village(self) -> None:
        self.run_(self._settle_in())

    async def _settle_in(self) -> None:
        self.village: Village = await village_on(self.engine, SimulatedClock(START))
        self.group: PeerGroup = await self.village.group("सेहत संगवारी")
        self.like: PeerGroup = await self.village.group("नवा बिहान")
        self.teller: Villager = await self.village.member("Sukhmati", group=self.group)
        self.leader = await self.village.member("Phulo", group=self.group, leader=True)
        self.nurse = await self.village.staff("Anita")
        self.mangal = await self.village.member("Mangal", group=self.like)

    @property
    def now(self) -> datetime:
        return self.village.clock()

    @rule(
        layers=st.sets(st.sampled_from(LAYERS), min_size=1), read=st.sampled_from([0, 1, 2, 2, 2])
    )
    def somebody_tells(self, layers: set[str], read: int) -> None:
        async def tell() -> int:
            words = f"story {len(self.told)} of mine: नीम का काढ़ा"
            draft = Draft(
                self.group.id,
                [{"kind": "text", "body": words}],
                complete=True,
                name_choice="none",
                layers=sorted(layers),
                audience_confirmed=True,
            )
            async with begin(self.village.sessions) as session:
                who, hindi = self.teller, Language.HINDI
                story = await submit_story(
                    session, who.account_id, who.patient_id, draft, language=hindi, now=self.now
                )
                return story.id

        story = Told(self.run_(tell()), dict.fromkeys(layers, self.now))
        self.told.append(story)
        for _ in range(read):
            self._decide(story, ReviewDecision.APPROVE)

    @precondition(lambda self: self.told)
    @rule(data=st.data(), decision=st.sampled_from([*ReviewDecision, ReviewDecision.APPROVE]))
    def a_reader_decides(self, data: st.DataObject, decision: ReviewDecision) -> None:
        self._decide(data.draw(st.sampled_from(self.told)), decision)

    def _decide(self, story: Told, decision: ReviewDecision) -> None:
        version = story.approvals + 1
        who = self.leader if story.approvals == 0 else self.nurse

        async def decide() -> object:
            async with begin(self.village.sessions) as session:
                return await review_story(
                    session, who.account_id, story.id, version, decision, now=self.now
                )

        answer = self.run_(decide())
        if hasattr(answer, "why"):
            return
        story.approvals += 1 if decision is ReviewDecision.APPROVE else -9

    @precondition(lambda self: self.told)
    @rule(data=st.data(), layer=st.sampled_from([*LAYERS, None]))
    def the_teller_takes_back(self, data: st.DataObject, layer: str | None) -> None:
        story = data.draw(st.sampled_from(self.told))

        async def take() -> None:
            async with begin(self.village.sessions) as session:
                who = self.teller.account_id
                if layer is None:
                    await withdraw_story(session, who, story.id, now=self.now)
                else:
                    away = StoryAudience(layer)
                    await withdraw_from_audience(session, who, story.id, away, now=self.now)

        self.run_(take())
        story.gone = story.gone or layer is None
        story.yes.pop(layer or "", None)

    @precondition(lambda self: self.told)
    @rule(data=st.data())
    def the_teller_says_yes_again(self, data: st.DataObject) -> None:
        story = data.draw(st.sampled_from(self.told))

        async def yes() -> object:
            async with begin(self.village.sessions) as session:
                who, hindi = self.teller.account_id, Language.HINDI
                return await renew_story_consent(
                    session, who, story.id, language=hindi, now=self.now
                )

        if not hasattr(self.run_(yes()), "why"):
            story.yes = dict.fromkeys(story.yes, self.now)

    @rule(days=st.sampled_from([1, 1, 7, 7, 396]))
    def time_passes_and_the_clock_looks(self, days: int) -> None:
        """Due messages are queued, but not sent yet."""
        self.village.clock.advance(timedelta(days=days))
        self.run_(self.village.app.clockwork.once(*TICKS))

    @precondition(lambda self: self.told)
    @rule(data=st.data())
    def others_listen(self, data: st.DataObject) -> None:
        story = data.draw(st.sampled_from(self.told))
        for who in (self.leader, self.mangal):
            self.run_(forges(who, f"story_hear:all::{story.id}"))
        self._look()

    @rule(hours=st.sampled_from([0, 0, 3]))
    def what_is_due_goes_out(self, hours: int) -> None:
        self.village.clock.advance(timedelta(hours=hours))
        self.run_(self.village.settle())
        self._look()

    def _look(self) -> None:
        """Check every new message against what the teller allows at this moment."""
        places = (
            (self.group.chat.messages, {"group"}),
            (self.like.chat.messages, {"same_illness"}),
            (self.leader.inbox, {"group"}),
            (self.mangal.inbox, {"same_illness", "outside"}),
        )
        for messages, layers in places:
            for message in messages:
                if id(message) in self.heard or "नीम का काढ़ा" not in message.text:
                    continue
                self.heard.add(id(message))
                number = int(message.text.partition("story ")[2].split()[0])
                assert any(self.told[number].allows(layer, self.now) for layer in layers)


def _hasty(connection: Any, _record: object) -> None:
    # No process is killed here, so nothing needs to wait for the disk.
    connection.execute("PRAGMA synchronous=OFF").close()


def test_no_story_is_heard_where_its_teller_does_not_allow_it(sqlite_url: str) -> None:
    Histories.template = Path(sqlite_url.partition("///")[2])
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=20,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
