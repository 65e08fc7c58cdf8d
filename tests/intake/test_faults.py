"""Failures during intake: nothing is lost or processed twice, and nobody is blocked."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError

from bot.context import Turn
from bot.handlers.routes import route_update
from bot.watchdog import EXIT_CODE, Heartbeats, Watchdog
from db.models import Alert, DeadLetter, Membership, PillCount, UpdateSeen
from tests.village import Village, Villager

NUMBERS = select(PillCount.remaining).order_by(PillCount.id)


async def test_an_update_that_comes_three_times_counts_once(village: Village) -> None:
    sukhmati = await _asked(village)
    await sukhmati.says("24")
    update_id = max(village.bot.updates.history)
    for _ in range(2):
        village.telegram.world.redeliver(update_id, village.bot)
        await village.settle()
    assert await village.rows(NUMBERS) == [24]


async def test_the_same_update_twice_in_one_batch_counts_once(village: Village) -> None:
    sukhmati = await _asked(village)

    def says_and_comes_again(_person: object) -> None:
        sukhmati.person.says(village.bot, "24")
        village.telegram.world.redeliver(max(village.bot.updates.history), village.bot)

    await sukhmati.does(says_and_comes_again)
    assert await village.rows(NUMBERS) == [24]


async def test_update_numbers_that_jump_back_are_not_taken_for_old(village: Village) -> None:
    sukhmati = await _asked(village)
    village.telegram.world.jump_update_ids(17, village.bot)
    village.app.polling._offset = None  # With new numbers Telegram forgets the confirmed offset.
    await sukhmati.says("24")
    assert await village.rows(NUMBERS) == [24]


async def test_two_counts_of_one_person_in_one_batch_keep_their_order(village: Village) -> None:
    sukhmati = await _asked(village)
    await village.medicine(sukhmati, "Amlodipine")
    await sukhmati.taps("💊 Count pills")

    def both(_person: object) -> None:
        sukhmati.person.says(village.bot, "24")
        sukhmati.person.says(village.bot, "30")

    await sukhmati.does(both)
    assert await village.rows(NUMBERS) == [24, 30]


@pytest.mark.fault(24)
async def test_a_poison_update_is_set_aside_and_blocks_nobody(village: Village) -> None:
    poisoner, sukhmati = await village.member("Poisoner"), await _asked(village)

    async def sometimes_fails(turn: Turn) -> None:
        if turn.text == "zzz":
            raise ZeroDivisionError
        await route_update(turn)

    village.app.batch._handle = sometimes_fails

    def both(_person: object) -> None:
        poisoner.person.says(village.bot, "zzz")
        sukhmati.person.says(village.bot, "24")

    assert "24" in await sukhmati.does(both)
    assert await village.rows(NUMBERS) == [24]
    assert await village.rows(select(DeadLetter.error)) == ["ZeroDivisionError"]
    assert await village.rows(select(Alert.kind)) == ["unread"]
    assert "108" in poisoner.last


@pytest.mark.fault(24)
async def test_a_poisoned_cry_is_raised_as_the_emergency_it_is(village: Village) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    await village.settle()

    async def fails(_turn: Turn) -> None:
        raise ZeroDivisionError

    village.app.batch._handle = fails
    await sukhmati.says("छाती मा अब्बड़ पीरा होवत हे")
    assert await village.rows(select(Alert.severity)) == ["emergency"]
    assert "पीरा" in anita.last
    assert "108" in sukhmati.last


async def test_what_cannot_be_raised_is_stored_and_the_cry_is_answered(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the escalation policy of one clinic is broken."""
    sukhmati, ramesh = await village.member("Sukhmati"), await _asked(village)

    async def broken(*_: object, **__: object) -> None:
        raise KeyError

    monkeypatch.setattr("bot.handlers.alerts.screening.raise_alert", broken)
    monkeypatch.setattr("bot.services.alerts.unreadable.raise_alert", broken)

    def both(_person: object) -> None:
        sukhmati.person.says(village.bot, "छाती मा अब्बड़ पीरा होवत हे")
        ramesh.person.says(village.bot, "24")

    assert "24" in await ramesh.does(both)
    assert len(await village.rows(select(DeadLetter.update_id))) == 1
    assert sum("108" in m.text for m in sukhmati.inbox) == 2, "once in each language"


async def test_what_cannot_even_be_stored_is_skipped_and_the_cry_is_answered(
    village: Village,
) -> None:
    sukhmati, ramesh = await village.member("Sukhmati"), await _asked(village)
    village.telegram.world.jump_update_ids(2**63, village.bot)
    village.app.polling._offset = None

    def both(_person: object) -> None:
        sukhmati.person.says(village.bot, "छाती मा अब्बड़ पीरा होवत हे")
        village.telegram.world.jump_update_ids(17, village.bot)
        ramesh.person.says(village.bot, "24")

    await ramesh.does(both)
    assert any("108" in m.text for m in sukhmati.inbox)
    assert "update_lost" in village.app.beats.notes


async def test_an_update_of_an_unknown_shape_is_set_aside_too(village: Village) -> None:
    sukhmati = await _asked(village)
    village.bot.updates.add("message", {"message_id": "?", "from": {"id": sukhmati.person.id}})
    sukhmati.person.says(village.bot, "24")
    await village.settle()
    assert await village.rows(NUMBERS) == [24]
    assert len(await village.rows(select(DeadLetter.update_id))) == 1


@pytest.mark.parametrize("odd", ["24\0", "\ud83d 24", "24 \udfff"])
async def test_signs_that_no_database_stores_are_no_reason_to_set_words_aside(
    village: Village, odd: str
) -> None:
    sukhmati = await _asked(village)
    sukhmati.person.says(village.bot, "24")
    message = village.bot.updates.pending[-1]["message"]
    message["text"], message["from"]["first_name"] = odd, f"Ram{odd}"
    await village.settle()
    assert await village.rows(select(DeadLetter.update_id)) == []
    assert sukhmati.inbox[-1].text, "they are answered"


async def test_a_handlers_cancelled_error_is_a_fault_like_any_other(village: Village) -> None:
    sukhmati = await _asked(village)

    async def cancels(_turn: Turn) -> None:
        raise asyncio.CancelledError

    village.app.batch._handle = cancels
    await sukhmati.says("24")
    assert await village.rows(select(DeadLetter.error)) == ["CancelledError"]


async def test_no_message_text_reaches_the_log(
    village: Village, caplog: pytest.LogCaptureFixture
) -> None:
    sukhmati = await _asked(village)

    async def fails_aloud(turn: Turn) -> None:
        raise ValueError(f"cannot handle {turn.text}")

    village.app.batch._handle = fails_aloud
    with caplog.at_level(logging.INFO):
        await sukhmati.says("गोपनीय 24")
    assert "गोपनीय" not in caplog.text


@pytest.mark.fault(20)
async def test_while_the_database_is_down_updates_wait_at_telegram(village: Village) -> None:
    sukhmati = await _asked(village)
    with no_database(village):
        sukhmati.person.says(village.bot, "24")
        await village.app.polling.once()
        assert len(village.bot.updates.pending) == 1
    await village.settle()
    assert await village.rows(NUMBERS) == [24]


async def test_while_the_database_is_down_a_cry_still_gets_the_number(village: Village) -> None:
    sukhmati = await _asked(village)
    with no_database(village):
        sukhmati.person.says(village.bot, "छाती मा अब्बड़ पीरा होवत हे")
        await village.app.polling.once()
        await village.app.polling.once()
    assert sum("108" in m.text for m in sukhmati.inbox) == 2, "once in each language, not again"
    assert "14416" not in sukhmati.last
    await village.settle()
    assert await village.rows(select(Alert.severity)) == ["emergency"]


async def test_while_the_database_is_down_thoughts_of_dying_are_answered_in_private(
    village: Village,
) -> None:
    group = await village.group("संगवारी")
    sukhmati, ramesh = await village.member("Sukhmati", group=group), village.stranger("Ramesh")
    group.chat.add(ramesh.person)
    await village.settle()
    before = len(group.texts())
    with no_database(village):
        sukhmati.person.says(group.chat, "मर जाऊं तो अच्छा")
        await village.app.polling.once()
        assert len(group.texts()) == before + 1
        assert "14416" in sukhmati.last
        ramesh.person.says(group.chat, "मर जाऊं तो अच्छा")
        await village.app.polling.once()
    said = "".join(group.texts()[before:])
    assert "108" in said, "whom only the group reaches"
    assert "14416" not in said


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "error", "code": 502, "description": "Bad Gateway"},
        {"kind": "bad_json"},
        {"kind": "flood", "retry_after": 0},
        {"kind": "timeout_before"},
        {"kind": "error", "code": 409, "description": "Conflict: terminated by other getUpdates"},
        {"kind": "error", "code": 401, "description": "Unauthorized"},
        {"kind": "error", "code": 404, "description": "Not Found"},
    ],
)
async def test_trouble_at_telegram_only_makes_the_poller_wait(
    village: Village, fault: dict[str, object]
) -> None:
    sukhmati = await _asked(village)
    village.telegram.faults.add(method="getUpdates", times=1, **fault)  # type: ignore[arg-type]
    sukhmati.person.says(village.bot, "24")
    assert await village.app.polling.once() == 0
    await village.settle()
    assert await village.rows(NUMBERS) == [24]


@pytest.mark.fault(11)
async def test_a_group_upgraded_in_the_middle_stays_one_group(village: Village) -> None:
    group = await village.group("संगवारी", supergroup=False)
    sukhmati = await village.member("Sukhmati", group=group)
    old = group.chat.upgrade()
    assert old != group.chat.id
    await village.settle()
    await sukhmati.says("मोर 24 गोली बांचे हे", group.chat)
    assert "🙏" in group.texts()[-1]
    assert await village.rows(select(func.count()).select_from(Membership)) == [1]


async def test_seen_marks_are_kept_a_week(village: Village) -> None:
    sukhmati = await _asked(village)
    await sukhmati.says("24")
    seen = len(await village.rows(select(UpdateSeen.update_id)))
    await village.later(days=6)
    assert len(await village.rows(select(UpdateSeen.update_id))) == seen
    await village.later(days=2)
    assert await village.rows(select(UpdateSeen.update_id)) == []


def test_the_watchdog_ends_a_process_whose_part_went_silent() -> None:
    seconds = [0.0]
    ended: list[int] = []
    beats = Heartbeats(lambda: seconds[0])
    beats.beat("intake")
    watchdog = Watchdog(beats, every=0.001, end=ended.append)
    seconds[0] = 119
    assert beats.still() == []
    seconds[0] = 121
    watchdog.start()
    watchdog._thread.join(5)
    assert ended == [EXIT_CODE]


async def _asked(village: Village) -> Villager:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin")
    await sukhmati.taps("💊 Count pills")
    return sukhmati


@contextmanager
def no_database(village: Village) -> Iterator[None]:
    engine = village.app.engine.sync_engine

    def down(*_: object) -> None:
        raise OperationalError("BEGIN", {}, Exception("the disk is gone"))

    event.listen(engine, "before_cursor_execute", down)
    yield
    event.remove(engine, "before_cursor_execute", down)
