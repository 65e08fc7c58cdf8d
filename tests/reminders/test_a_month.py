"""A month of a group of twenty, day by day: every message that the bot started."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from bot.domain.quiet_hours import is_quiet
from bot.domain.reminders.budget import PER_WEEK, WEEK
from bot.domain.schedule import instant, local_day
from bot.services.meetings.planning import set_monthly_rule
from bot.services.patients.status import mark_patient_left
from bot.services.preferences import set_asking_hour
from bot.services.privacy.consent import allow_leader, withdraw_consent
from bot.services.reminders.pauses import pause_patient
from bot.texts.pill_counts.question import reminder
from bot.texts.reminders.questions import count_again
from db.enums import LeftBecause, PauseReason
from db.models import Group, Outbox, Patient, Story, StoryConsent
from db.session import begin
from tests.reminders.steps import planned_meetings
from tests.village import PeerGroup, Village, Villager

DAYS = 32
CLOCKS = (time(7, 5), time(10, 5), time(19, 5))
NIGHT = time(22, 30)
OUTAGE = (13, 14)
"""Days on which the bot was down."""
STARTED = select(Outbox).where(
    Outbox.klass.in_(("reminder", "story")), Outbox.method == "send", Outbox.status == "sent"
)
COUNTS = (reminder.name, count_again.name)
DAILY = ("meetings.schedule", "reminders.ask", "stories.publish", "stories.post")
"""The ticks by which the bot speaks first."""


@dataclass
class Month:
    village: Village
    group: PeerGroup
    people: list[Villager]
    first: date
    ended: dict[int, datetime] = field(default_factory=dict)
    """By patient: when they stopped, or died."""
    away: dict[int, tuple[date, date]] = field(default_factory=dict)

    async def run(self) -> None:
        for number in range(DAYS):
            if number not in OUTAGE:
                for clock in (*CLOCKS, NIGHT) if number % 6 == 0 else CLOCKS:
                    await self._at(instant(self.first + timedelta(days=number), clock))
                await self._happens(number)

    async def _at(self, moment: datetime) -> None:
        village = self.village
        if moment <= village.clock():
            return
        village.clock.set(moment)
        await village.app.clockwork.once(*DAILY, "reminders.count_unanswered")
        if moment.hour > 12:  # and once more, as a second process would
            await village.app.clockwork.once(*DAILY)
        await village.app.relay.drain()
        if moment.hour < 16:
            await self._answer()

    async def _answer(self) -> None:
        """Every second person counts when asked, and every third answers the weekly question."""
        pressed = False
        for number, who in enumerate(self.people):
            labels = {label for m in who.inbox[-1:] for label in (b.text for b in m.buttons)}
            count, fine = who.word("💊 Count now"), who.word("👍 Fine")
            if number % 2 and count in labels:
                who.person.presses(count)
                who.person.says(self.village.bot, "80")
                pressed = True
            elif number % 3 == 0 and fine in labels:
                who.person.presses(fine)
                pressed = True
        if pressed:
            await self.village.settle()

    async def _happens(self, number: int) -> None:
        now, people = self.village.clock(), self.people
        async with begin(self.village.sessions) as session:
            if number == 3:
                who = people[4]
                self.away[who.patient_id] = (local_day(now), self.first + timedelta(days=16))
                actor = ("account", who.account_id)
                reason = PauseReason.TRAVEL
                await pause_patient(session, who.patient_id, reason, 2, actor=actor, now=now)
            if number == 8:
                who = people[6]
                self.ended[who.patient_id] = now
                await withdraw_consent(session, who.account_id, who.patient_id, now=now)
            if number == 11:
                self.ended[people[8].patient_id] = now
                row = await session.get_one(Patient, people[8].patient_id)
                await mark_patient_left(
                    session, row, LeftBecause.DIED, actor=("operator", None), now=now
                )


async def _month(village: Village) -> Month:
    group = await village.group("संगवारी")
    people = [await village.member("Phool", group=group, leader=True)]
    people += [await village.member(f"Person{n}", group=group) for n in range(1, 20)]
    patients = [*people, await village.child_of(people[5], "Raju")]
    for one in patients:
        await village.medicine(one, "Metformin", dispensed=120)
    now = village.clock()
    async with begin(village.sessions) as session:
        row = await session.get_one(Group, group.id)
        await set_monthly_rule(session, row, 3, 5, like=None, actor=("operator", None), now=now)
        for number, who in enumerate(people):
            if number % 4 == 0:
                await set_asking_hour(session, who.account_id, 7, now=now)
            if number % 3 == 0:
                await allow_leader(session, who.account_id, who.patient_id, now=now)
        told = [_story(people[n], group, now) for n in range(1, 4)]
        session.add_all(told)
        await session.flush()
        session.add_all(_yes(story.id, now) for story in told)
    return Month(village, group, people, local_day(now))


def _story(who: Villager, group: PeerGroup, now: datetime) -> Story:
    """All three may be published at the same hour; the group hears one a week."""
    return Story(
        account_id=who.account_id,
        patient_id=who.patient_id,
        group_id=group.id,
        kind="text",
        body="पहले डर लगा, फिर नहीं।",
        parts=[{"kind": "text", "body": "पहले डर लगा, फिर नहीं।"}],
        name_choice="none",
        audience="group",
        consented_at=now,
        consent_version=1,
        language="hi",
        state="approved",
        version=2,
        publish_at=now + timedelta(days=1),
        created_at=now,
    )


def _yes(story_id: int, now: datetime) -> StoryConsent:
    return StoryConsent(
        story_id=story_id,
        layer="group",
        version=1,
        language="hi",
        given_at=now,
        holds_until=now + timedelta(days=395),
    )


async def test_a_month_of_twenty_people(village: Village) -> None:
    month = await _month(village)
    (meeting,) = await planned_meetings(village)
    meets_on = local_day(meeting.starts_at)
    await month.run()
    said: list[Outbox] = await village.rows(STARTED.order_by(Outbox.done_at))
    assert len(said) > 60
    assert [row.template for row in said if is_quiet(row.done_at)] == []
    _nothing_to_who_left_or_is_away(month, said)
    _each_round_came_once_before_the_meeting(said, meets_on)
    _the_budget_was_kept(said)
    to_group = [local_day(row.done_at) for row in said if row.dest_kind == "group"]
    # Three stories, this meeting planned and the next, and two reminders, of which one has the sum.
    assert len(set(to_group)) == len(to_group) == 7
    assert sum(" में से " in text for text in month.group.texts()) == 1


def _nothing_to_who_left_or_is_away(month: Month, said: list[Outbox]) -> None:
    for row in said:
        if row.patient_id in month.ended and row.klass == "reminder":
            assert row.done_at <= month.ended[row.patient_id]
        if row.patient_id in month.away and row.klass == "reminder":
            begins, ends = month.away[row.patient_id]
            assert not begins <= local_day(row.done_at) <= ends or row.done_at < instant(
                begins, time(7, 10)
            )


def _each_round_came_once_before_the_meeting(said: list[Outbox], meets_on: date) -> None:
    rounds: dict[tuple[int | None, str], list[date]] = defaultdict(list)
    for row in said:
        if row.template in COUNTS:
            rounds[row.patient_id, row.template].append(local_day(row.done_at))
    asked = {patient for patient, template in rounds if template == COUNTS[0]}
    assert len(asked) >= 18
    for (_patient, template), days in rounds.items():
        assert len(days) == 1
        if template == COUNTS[0]:
            assert 3 <= (meets_on - days[0]).days <= 5
        else:
            assert (meets_on - days[0]).days <= 3


def _the_budget_was_kept(said: list[Outbox]) -> None:
    by_account: dict[int, list[datetime]] = defaultdict(list)
    for row in said:
        if row.dest_kind == "account":
            by_account[row.dest_id].append(row.done_at)
    assert len(by_account) == 20
    for moments in by_account.values():
        for at in moments:
            assert sum(at <= other < at + WEEK for other in moments) <= PER_WEEK
