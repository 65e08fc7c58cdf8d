"""Whatever was said, in whatever order: once erased it is nowhere, and others lost nothing."""

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import event, select, text

from bot.services.alerts.actions import ActionRequest, act_on_alert
from bot.simulator.clock import SimulatedClock
from bot.simulator.errors import SimulatorError
from db.enums import AlertAction, AlertOutcome
from db.models import Alert, CheckIn, Need, PillCount
from db.queries.privacy import FROM_THE_PERSON
from db.session import begin, make_engine
from tests.conftest import START
from tests.privacy.test_keep_or_erase import ERASE, KEEP
from tests.privacy.traces import Row, everything, traces
from tests.reminders.steps import plan_meeting_on
from tests.stories.test_histories import _hasty
from tests.village import PeerGroup, Village, Villager, village_on

HERS, HIS = "mehrin", "kanwar"
WHO = st.sampled_from([0, 0, 1])
CRIES = st.sampled_from(["सांस नहीं आ रही है", "chakkar aa raha hai", "मरने का मन", "dawa khatam"])
NUMBERS = (
    "SELECT need_id, voices FROM need_feed ORDER BY need_id",
    "SELECT members, last_meeting_came FROM group_feed",
    "SELECT count(*) FROM attendance WHERE present",
    "SELECT code, status, raised_at, resolved_at, outcome FROM alert_feed ORDER BY code",
)
WRITTEN_ANYWHERE = {"audit", "outbox", "attempt", "dialog", "slot", "update_seen", "heartbeat"}
"""Tables that anything may write to."""
speaks = precondition(lambda self: self.speaking)
stopped = precondition(lambda self: not self.speaking)


class Histories(RuleBasedStateMachine):
    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copyfile(self.template, self.folder / "gothiya.db")
        self.engine = make_engine(f"sqlite+aiosqlite:///{self.folder}/gothiya.db")
        event.listen(self.engine.sync_engine, "connect", _hasty)
        self.speaking = True
        self.said = 0

    def run_(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    def teardown(self) -> None:
        """Whatever happened, it ends with the erasure."""
        try:
            self.she_is_forgotten(False)
        finally:
            self._close()

    def _close(self) -> None:
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
        self.leader = await self.village.member("Phulo", group=self.group, leader=True)
        self.nurse = await self.village.staff("Anita")
        sukhmati = await self.village.member("Sukhmati", group=self.group)
        budhram = await self.village.member("Budhram", group=self.group)
        self.people = (sukhmati, budhram)
        for who in self.people:
            await self.village.medicine(who, "Metformin", dispensed=120)
        await plan_meeting_on(self.village, self.group, 3, 11)

    def words(self, who: int, words: str) -> str:
        """Marked, and different each time: words sent twice are recognised."""
        self.said += 1
        return f"{words} {(HERS, HIS)[who]}{self.said}"

    async def presses(self, who: Villager, *buttons: str) -> None:
        """Presses them until one is missing."""
        try:
            for button in buttons:
                await who.presses(button)
        except SimulatorError:
            return

    # What people say

    def _speaks(self, who: int) -> bool:
        return self.speaking or who == 1

    @rule(who=WHO, pills=st.integers(1, 60))
    def somebody_counts(self, who: int, pills: int) -> None:
        async def count() -> None:
            await self.people[who].taps("💊 Count pills")
            await self.people[who].says(str(pills))

        if self._speaks(who):
            self.run_(count())

    @rule(who=WHO, entered=st.booleans())
    def somebody_sends_a_photo_of_the_strips(self, who: int, entered: bool) -> None:
        async def send() -> None:
            await self.people[who].taps("💊 Count pills")
            await self.people[who].does(lambda p: p.sends_photo(self.village.bot))
            if entered:
                await self.presses(self.nurse, "🔢 Enter the count")
                await self.nurse.says("30")

        if self._speaks(who):
            self.run_(send())

    @rule(who=WHO, shared=st.booleans())
    def somebody_tells_a_story(self, who: int, shared: bool) -> None:
        async def tell() -> None:
            teller = self.people[who]
            await teller.says("/kahani")
            await self.presses(teller, "🗣 Tell my story")
            await teller.says(self.words(who, "पहले सुई से डर लगता था, अब नहीं लगता।"))
            if shared:
                steps = ("✅ That was all", "🙈 No name", "story_layer:group", "story_layers_done")
                await self.presses(teller, *steps, "✅ Share it so")
                await self.presses(self.leader, "👀 I read it now", "❌ No")
                await self.leader.says(f"{HERS} {HIS}: not now")

        if self._speaks(who):
            self.run_(tell())

    @rule(who=WHO, worded=st.booleans())
    def somebody_says_what_is_missing(self, who: int, worded: bool) -> None:
        async def say() -> None:
            speaker = self.people[who]
            await speaker.says("/jarurat")
            await self.presses(speaker, "📢 Say what is missing", "💊 No medicine")
            await speaker.says(self.words(who, "गोली नहीं मिली"))
            if worded:
                await self.presses(self.leader, "✍️ Write one sentence")
                await self.leader.says("शुगर की गोली नहीं है।")
            for need in await self.village.rows(select(Need.id)):
                other = self.people[1 - who]
                await self.presses(other, f"need_me:{need}")

        if self._speaks(who):
            self.run_(say())

    @rule(who=WHO, coming=st.sampled_from(["✋ I come", "🙏 I cannot"]))
    def somebody_says_whether_they_come(self, who: int, coming: str) -> None:
        async def answer() -> None:
            try:
                await self.people[who].presses(coming, where=self.group.chat)
            except SimulatorError:
                return

        self.run_(answer())

    @rule(who=WHO, cry=CRIES, in_group=st.booleans(), answered=st.booleans())
    def somebody_cries(self, who: int, cry: str, in_group: bool, answered: bool) -> None:
        async def cries() -> None:
            words = self.words(who, cry)
            await self.people[who].says(words, self.group.chat if in_group else None)
            if answered:
                card = self.nurse.inbox[-1] if self.nurse.inbox else None
                await self.nurse.does(lambda p: p.says(self.village.bot, "हम आते हैं", reply_to=card))
                await self.people[who].says(self.words(who, "haan ji"))

        self.run_(cries())

    @rule(who=WHO)
    def somebody_speaks_by_voice(self, who: int) -> None:
        self.run_(self.people[who].does(lambda p: p.sends_voice(self.village.bot)))

    @rule(who=WHO, minded=st.booleans(), asked=st.booleans())
    def somebody_writes_in_the_group(self, who: int, minded: bool, asked: bool) -> None:
        async def write() -> None:
            said = self.people[who].person.says(self.group.chat, self.words(who, "निकम्मे लोग"))
            await self.village.settle()
            if minded:
                other = self.people[1 - who]
                await other.does(lambda p: p.says(self.group.chat, "/batao", reply_to=said))
            if minded and asked:
                await self.presses(self.leader, "🏥 Ask the clinic")

        self.run_(write())

    # What becomes of it

    @rule(hours=st.sampled_from([1, 9, 24, 24 * 3, 24 * 8]))
    def time_passes(self, hours: int) -> None:
        self.run_(self.village.later(hours=hours))

    @rule(answer=st.sampled_from(["👍 Fine", "😟 Trouble"]), who=WHO)
    def somebody_answers_how_they_are(self, answer: str, who: int) -> None:
        if self._speaks(who):
            self.run_(self.presses(self.people[who], answer))

    @rule(outcome=st.sampled_from(list(AlertOutcome)[:4]))
    def the_nurse_closes_what_is_open(self, outcome: AlertOutcome) -> None:
        async def close() -> None:
            still_open = select(Alert.id).where(Alert.status != "resolved")
            for alert_id in await self.village.rows(still_open):
                request = ActionRequest(AlertAction.RESOLVE, outcome=outcome)
                async with begin(self.village.sessions) as session:
                    await act_on_alert(
                        session, self.nurse.staff_id, alert_id, request, now=self.village.clock()
                    )
            await self.village.settle()

        self.run_(close())

    @rule(present=st.booleans())
    def the_leader_marks_who_is_here(self, present: bool) -> None:
        async def mark() -> None:
            await self.leader.says("/sabha")
            label = next((one for one in self.leader.buttons if one.endswith("Sukhmati")), None)
            if label and present:
                await self.presses(self.leader, label)

        self.run_(mark())

    # Stopping, coming back, erasure

    @speaks
    @rule(kept=st.booleans())
    def she_stops(self, kept: bool) -> None:
        self.run_(self._stops())
        if kept:
            self.run_(self.people[0].presses(KEEP))

    async def _stops(self) -> None:
        await self.people[0].says("/band")
        await self.people[0].presses("✋ Yes, stop")
        self.speaking = False

    @stopped
    @rule()
    def she_comes_back(self) -> None:
        async def come() -> None:
            sukhmati = self.people[0]
            await sukhmati.starts()
            await sukhmati.presses("✅ Yes, all right")
            await sukhmati.presses("🙋 I do")
            if sukhmati.word("What shall I call you?") in sukhmati.last:
                await sukhmati.says("Sukhmati")

        self.run_(come())
        self.speaking = True

    @rule(twice=st.booleans())
    def she_is_forgotten(self, twice: bool) -> None:
        if self.speaking:
            self.run_(self._stops())
        self.run_(self._erased(twice))

    async def _erased(self, twice: bool) -> None:
        sukhmati = self.people[0]
        his, numbers = await self._his(), await self._numbers()
        await sukhmati.says("/band")
        await self.presses(sukhmati, ERASE)
        if twice:
            await sukhmati.says("/band")
        assert sukhmati.word("🗑 All that you told me is erased.") in sukhmati.last
        assert await traces(self.village, HERS) == set()
        assert await self._hers() == ([], [])
        assert await self._his() == his
        assert numbers[:3] == (await self._numbers())[:3]
        assert set(numbers[3]) <= set((await self._numbers())[3])

    async def _hers(self) -> tuple[list[Any], list[Any]]:
        own = (
            PillCount.account_id == self.people[0].account_id,
            PillCount.source.in_(FROM_THE_PERSON),
        )
        answers = select(CheckIn).where(CheckIn.patient_id == self.people[0].patient_id)
        return await self.village.rows(select(PillCount).where(*own)), await self.village.rows(
            answers
        )

    async def _his(self) -> dict[str, list[Row]]:
        """Every row that refers to him, or belongs to a row that does."""
        budhram, rows = self.people[1], await everything(self.village)
        mine = {"account_id": {budhram.account_id}, "patient_id": {budhram.patient_id}}
        for table, column in (("treatment", "treatment_id"), ("alert", "alert_id")):
            mine[column] = {row["id"] for row in rows[table] if _names(row, mine)}
        return {
            table: [row for row in found if _names(row, mine)]
            for table, found in rows.items()
            if table not in WRITTEN_ANYWHERE
        }

    async def _numbers(self) -> list[list[tuple[object, ...]]]:
        async with self.village.sessions() as session:
            return [[tuple(row) for row in await session.execute(text(q))] for q in NUMBERS]


def _names(row: Row, mine: dict[str, set[int]]) -> bool:
    return any(row.get(column) in ids for column, ids in mine.items())


def test_once_forgotten_nothing_is_left_and_nobody_else_lost_anything(sqlite_url: str) -> None:
    Histories.template = Path(sqlite_url.partition("///")[2])
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=12,
            stateful_step_count=16,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
