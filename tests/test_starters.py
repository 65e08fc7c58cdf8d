"""The group's week: seen, changed, skipped beforehand, and never more than one message a day."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import select

from bot.charts import drawing, render_png
from bot.charts.library import FOLDER
from bot.domain.reminders.budget import PER_WEEK
from bot.domain.schedule import local_day
from bot.domain.starters import next_day, next_hour_on, next_starter, starter_of_key, starters_for
from bot.services.outbox import To, enqueue
from bot.services.reminders.pauses import pause_group
from bot.simulator.chats import Message
from bot.simulator.people.person import Person
from bot.texts import menu as menu_texts
from bot.texts import starters as texts
from bot.texts.alerts.signs import SIGNS
from db.enums import Language, OutboxClass, PauseReason, Programme, StarterState
from db.models import Group, Outbox, Slot
from db.models import Starter as Row
from db.session import begin
from tests.reminders.steps import days_sent, plan_meeting_on, until
from tests.village import PeerGroup, Village, Villager

ILLNESS = re.compile(
    "शुगर|सुगर|बीपी|टीबी|मिर्गी|मिरगी|सिकल|शराब|दारू|दिल की|दिमाग|पागल|sugar|bp|tb", re.IGNORECASE
)


async def _led(village: Village) -> tuple[PeerGroup, Villager]:
    group = await village.group("संगवारी")
    return group, await village.member("Phool", group=group, leader=True)


def _asked(group: PeerGroup) -> list[str]:
    """Starters that stand in the group, questions and polls."""
    known = {one.words[Language.HINDI] for one in starters_for(None)}
    for programme in Programme:
        known |= {one.words[Language.HINDI] for one in starters_for(programme)}
    said = [m.content.get("poll", {}).get("question") or m.text for m in group.chat.messages]
    return [one for one in said if one in known]


async def _comes_next(village: Village, group: PeerGroup, key: str) -> None:
    """What nobody chose yet is chosen: the question of the next Wednesday."""
    day = next_day(2, local_day(village.clock()))
    async with begin(village.sessions) as session:
        session.add(Row(group_id=group.id, day=day, key=key, state=StarterState.PLANNED))


def _shown(phool: Villager) -> list[Message]:
    """Previews that stand on the leader's phone."""
    button = phool.word("🔄 Another one")
    return [m for m in phool.inbox if button in [b.text for b in m.buttons]]


async def _until_evening_before(village: Village) -> None:
    """Tuesday evening; questions come on Wednesdays."""
    days = (1 - local_day(village.clock()).weekday()) % 7
    await until(village, days, 19)


async def test_the_leader_hears_the_evening_before_and_need_do_nothing(village: Village) -> None:
    group, phool = await _led(village)
    await _until_evening_before(village)
    assert phool.word("⏭ Skip it") in phool.buttons
    await until(village, 1, 10)
    assert len(_asked(group)) == 1
    assert _asked(group)[0] in next(m.text for m in phool.inbox if _asked(group)[0] in m.text)


async def test_a_leader_who_was_asked_much_this_week_hears_of_it_all_the_same(
    village: Village,
) -> None:
    _, phool = await _led(village)
    async with begin(village.sessions) as session:
        for _ in range(PER_WEEK):
            to = To.account(phool.account_id)
            enqueue(session, OutboxClass.REMINDER, to, menu_texts.home(), now=village.clock())
    await _until_evening_before(village)
    assert phool.word("⏭ Skip it") in phool.buttons


async def test_one_tap_skips_it_and_another_brings_it_back(village: Village) -> None:
    group, phool = await _led(village)
    await _until_evening_before(village)
    await phool.presses("⏭ Skip it")
    await phool.presses("↩️ Ask it after all")
    await phool.presses("⏭ Skip it")
    await until(village, 1, 10)
    assert not _asked(group)
    assert "/hafta" in await phool.presses("↩️ Ask it after all") or not _asked(group)


async def test_a_picture_goes_with_its_sentence_and_the_leader_sees_it_before(
    village: Village,
) -> None:
    group, phool = await _led(village)
    await _comes_next(village, group, "rice_plate")
    await _until_evening_before(village)
    preview = phool.inbox[-1]
    assert (preview.kind, "भात" in preview.text) == ("photo", True)
    assert phool.word("⏭ Skip it") in phool.buttons
    await until(village, 1, 10)
    (posted,) = [m for m in group.chat.messages if m.kind == "photo"]
    assert posted.text == _asked(group)[0]
    assert len(_asked(group)) == 1
    assert "/hafta" in await phool.presses("⏭ Skip it")
    assert len(_asked(group)) == 1


async def test_where_photos_are_not_allowed_the_sentence_goes_alone_and_once(
    village: Village,
) -> None:
    group, _ = await _led(village)
    group.owner.demotes(village.bot, group.chat)
    group.chat.chat.permissions["can_send_photos"] = False
    await _comes_next(village, group, "rice_plate")
    await _until_evening_before(village)
    await until(village, 1, 10)
    await until(village, 1, 10)
    assert len(_asked(group)) == 1
    assert "photo" not in [m.kind for m in group.chat.messages]
    assert len(await days_sent(village, texts.starter)) == 1


async def test_where_nothing_may_be_written_the_sentence_is_not_tried_for_ever(
    village: Village,
) -> None:
    group, _ = await _led(village)
    group.owner.demotes(village.bot, group.chat)
    group.chat.chat.permissions.update(can_send_photos=False, can_send_messages=False)
    await _comes_next(village, group, "rice_plate")
    await _until_evening_before(village)
    await until(village, 1, 10)
    assert not _asked(group)
    (code,) = await village.rows(
        select(Outbox.last_code).where(
            Outbox.template == texts.starter.name, Outbox.status == "failed"
        )
    )
    assert code == "no_rights"


async def test_a_tap_changes_the_picture_and_one_preview_stands(village: Village) -> None:
    group, phool = await _led(village)
    await _comes_next(village, group, "rice_plate")
    await _until_evening_before(village)
    kinds = set()
    for _ in range(len(starters_for(Programme.DIABETES))):
        await phool.presses("🔄 Another one")
        (preview,) = _shown(phool)
        (planned,) = await village.rows(select(Row).where(Row.group_id == group.id))
        found = starter_of_key(planned.key)
        assert found is not None
        assert found.words[Language.HINDI] in preview.text
        assert (preview.kind == "photo") == (found.picture is not None)
        kinds.add(preview.kind)
    assert kinds == {"photo", "text"}


async def test_two_quick_taps_are_one(village: Village) -> None:
    group, phool = await _led(village)
    await _comes_next(village, group, "rice_plate")
    await _until_evening_before(village)
    preview = phool.inbox[-1]
    other = next(b.data for b in preview.buttons if b.data.endswith("other"))

    def twice(person: Person) -> None:
        person.presses(other, on=preview)
        person.presses(other, on=preview)

    await phool.does(twice)
    (shown,) = _shown(phool)
    (planned,) = await village.rows(select(Row).where(Row.group_id == group.id))
    found = starter_of_key(planned.key)
    assert found is not None
    assert found.words[Language.HINDI] in shown.text


async def test_another_one_goes_through_all_of_them(village: Village) -> None:
    group, phool = await _led(village)
    await _until_evening_before(village)
    seen = {phool.last}
    for _ in range(len(starters_for(Programme.DIABETES)) - 1):
        await phool.presses("🔄 Another one")
        seen.add(phool.last)
    assert len(seen) == len(starters_for(Programme.DIABETES))
    await until(village, 1, 10)
    assert _asked(group)[0] in phool.last


async def test_the_week_is_seen_and_changed(village: Village) -> None:
    group, phool = await _led(village)
    assert phool.word("Wednesday") in await phool.says("/hafta")
    await phool.presses("💬 Day of the question")
    assert phool.word("Friday") in await phool.presses("Friday")
    await phool.presses("📖 Day of stories")
    await phool.presses("Sunday")
    (row,) = await village.rows(select(Group).where(Group.id == group.id))
    assert (row.starter_weekday, row.story_weekday) == (4, 6)
    await phool.presses("💬 Day of the question")
    await phool.presses("Never")
    for day in range(8):
        await until(village, 1 if day else 0, 10)
    assert not _asked(group)


async def test_who_does_not_lead_changes_nothing(village: Village) -> None:
    group, phool = await _led(village)
    sukhmati = await village.member("Sukhmati", group=group)
    await phool.says("/hafta")
    button = next(b.data for b in phool.inbox[-1].buttons if "starter" in b.data)
    card = phool.inbox[-1]
    await sukhmati.does(lambda p: p.presses(button, on=card))
    assert sukhmati.last == sukhmati.word("Only the group's leader or the clinic can do that.")


async def test_a_group_in_mourning_is_asked_nothing(village: Village) -> None:
    group, phool = await _led(village)
    async with begin(village.sessions) as session:
        row = await session.get_one(Group, group.id)
        await pause_group(
            session, row, PauseReason.MOURNING, 2, actor=("staff", None), now=village.clock()
        )
    await _until_evening_before(village)
    assert phool.word("⏭ Skip it") not in phool.buttons
    await until(village, 1, 10)
    assert not _asked(group)


async def test_no_starter_comes_twice_before_all_were_had(village: Village) -> None:
    group, _ = await _led(village)
    await _until_evening_before(village)
    for _ in range(5):
        await until(village, 1, 10)
        await until(village, 6, 19)
    assert len(_asked(group)) == len(set(_asked(group))) == 5


@pytest.mark.parametrize("programme", list(Programme))
def test_twelve_starters_for_each_programme_and_none_names_an_illness(
    programme: Programme,
) -> None:
    known = starters_for(programme)
    assert len(known) >= 12
    for one in known:
        for language in (Language.HINDI, Language.CHHATTISGARHI):
            words = " ".join((one.words[language], *one.answers[language]))
            assert words
            assert not ILLNESS.search(words)
        assert len(one.answers[Language.HINDI]) == len(one.answers[Language.CHHATTISGARHI])
        assert not one.answers[Language.HINDI] or 2 <= len(one.answers[Language.HINDI]) <= 4
    assert any(one.answers[Language.HINDI] for one in known)
    assert sum(one.picture is not None for one in known) >= 5


DRAWN = sorted(path.stem for path in FOLDER.glob("*.svg"))


@pytest.mark.parametrize("name", DRAWN)
def test_each_drawing_renders_without_a_word_in_it(name: str) -> None:
    svg = drawing(name)
    assert "<text" not in svg
    with Image.open(BytesIO(render_png(svg))) as picture:
        assert picture.size == (720, 540)
        assert len(picture.convert("RGB").getcolors(1 << 20) or ()) > 2


def test_each_drawing_has_its_sentence_and_no_poll_has_one() -> None:
    known = {one.key: one for programme in Programme for one in starters_for(programme)}
    drawn = [one for one in known.values() if one.picture]
    assert sorted(str(one.picture) for one in drawn) == DRAWN
    assert not any(one.answers[language] for one in drawn for language in one.answers)


def test_a_starter_of_another_time_is_none() -> None:
    assert starter_of_key("long_gone") is None
    assert SIGNS  # the danger signs have words of their own, which no starter uses


@given(
    hour=st.integers(0, 23), weekday=st.none() | st.integers(0, 6), minutes=st.integers(0, 20000)
)
def test_a_strike_is_later_by_day_and_on_its_day(
    hour: int, weekday: int | None, minutes: int
) -> None:
    after = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    at = next_hour_on(hour, weekday, after)
    assert after < at <= after + timedelta(days=9)
    assert weekday is None or local_day(at).weekday() == weekday


@given(had=st.lists(st.sampled_from([s.key for s in starters_for("diabetes")]), max_size=40))
def test_the_one_had_longest_ago_comes_next(had: list[str]) -> None:
    key = next_starter("diabetes", had, 7).key
    never = {one.key for one in starters_for("diabetes")} - set(had)
    assert key in never if never else key not in had[-len(starters_for("diabetes")) + 1 :]


DUES = st.lists(
    st.tuples(st.sampled_from(["story", "reminder"]), st.integers(0, 71)), min_size=1, max_size=8
)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(dues=DUES, starts=st.integers(0, 6), meets=st.integers(1, 3))
async def test_no_mixture_says_two_things_on_one_day(
    village: Village, dues: list[tuple[str, int]], starts: int, meets: int
) -> None:
    group = await village.group("संगवारी")
    async with begin(village.sessions) as session:
        row = await session.get_one(Group, group.id)
        row.starter_weekday = starts
        now = village.clock()
        for klass, hours in dues:
            enqueue(
                session,
                OutboxClass(klass),
                To.group(group.id),
                texts.starter(key="song"),
                not_before=now + timedelta(hours=hours),
                now=now,
            )
    await plan_meeting_on(village, group, meets)
    for day in range(4):
        for number, hour in enumerate((7, 10, 15)):
            await until(village, int(day > 0 and number == 0), hour)
    sent = await village.rows(
        select(Outbox.done_at).where(
            Outbox.dest_kind == "group",
            Outbox.dest_id == group.id,
            Outbox.status == "sent",
            Outbox.klass.in_(("story", "reminder")),
        )
    )
    assert max(Counter(local_day(at) for at in sent).values(), default=0) <= 1
    slots = await village.rows(select(Slot).where(Slot.scope == str(group.id)))
    assert len({(s.job, s.due_at) for s in slots}) == len(slots)
    said = await village.rows(select(Row).where(Row.group_id == group.id, Row.state == "posted"))
    assert len({one.day for one in said}) == len(said)
