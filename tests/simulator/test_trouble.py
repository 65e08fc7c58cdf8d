"""Flood limits and scripted faults."""

import pytest
import telegram
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut

from bot.simulator.clock import SimulatedClock
from bot.simulator.limits import Limits
from tests.simulator.conftest import Village


def set_limits(village: Village, clock: SimulatedClock, **limits: int | None) -> None:
    new = Limits(timer=lambda: clock.now().timestamp(), **limits)  # type: ignore[arg-type]
    village.telegram.world.limits = new


async def test_the_twenty_first_message_a_minute_to_a_group_is_a_flood(
    api: telegram.Bot, village: Village, clock: SimulatedClock
) -> None:
    set_limits(village, clock)
    for _ in range(20):
        await api.send_message(village.group.id, "x")
    before = village.group.messages
    with pytest.raises(RetryAfter) as flood:
        await api.send_message(village.group.id, "x")
    assert flood.value._retry_after.total_seconds() == 60
    assert village.group.messages == before
    clock.advance(seconds=61)
    await api.send_message(village.group.id, "x")


async def test_thirty_a_second_over_all_chats(
    api: telegram.Bot, village: Village, clock: SimulatedClock
) -> None:
    set_limits(village, clock, per_group_minute=None)
    village.sukhmati.starts(village.gothiya)
    for number in range(30):
        await api.send_message((village.group.id, village.sukhmati.id)[number % 2], "x")
    with pytest.raises(RetryAfter):
        await api.send_message(village.sukhmati.id, "x")


async def test_one_a_second_to_a_person_where_it_is_asked_for(
    api: telegram.Bot, village: Village, clock: SimulatedClock
) -> None:
    set_limits(village, clock, per_private_second=1)
    village.sukhmati.starts(village.gothiya)
    await api.send_message(village.sukhmati.id, "x")
    with pytest.raises(RetryAfter):
        await api.send_message(village.sukhmati.id, "x")


async def test_a_timeout_after_the_send_means_it_was_sent(
    api: telegram.Bot, village: Village
) -> None:
    faults, group = village.telegram.faults, village.group
    faults.add(kind="timeout_after", method="sendMessage", chat=group, times=1)
    with pytest.raises(TimedOut):
        await api.send_message(group.id, "पहुँचा")
    assert village.lata.last(group).text == "पहुँचा"
    faults.add(kind="timeout_before", method="sendMessage")
    with pytest.raises(TimedOut):
        await api.send_message(group.id, "नहीं पहुँचा")
    assert village.lata.last(group).text == "पहुँचा"
    assert [call.params["text"] for call in village.telegram.calls_of("sendMessage")] == ["पहुँचा"]


async def test_a_broken_connection_is_a_network_error_at_both_doors(
    client: telegram.Bot, village: Village
) -> None:
    village.telegram.faults.add(kind="disconnect_after", method="sendMessage")
    with pytest.raises(NetworkError) as broken:
        await client.send_message(village.group.id, "x")
    assert not isinstance(broken.value, BadRequest)
    assert village.lata.last(village.group).text == "x"


async def test_scripted_answers_reach_the_bot(client: telegram.Bot, village: Village) -> None:
    faults = village.telegram.faults
    faults.add(kind="flood", retry_after=7)
    with pytest.raises(RetryAfter):
        await client.send_message(village.group.id, "x")
    faults.add(kind="error", code=502, description="Bad Gateway")
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await client.send_message(village.group.id, "x")
    faults.add(kind="bad_json")
    with pytest.raises(telegram.error.TelegramError, match="Invalid server response"):
        await client.send_message(village.group.id, "x")
    fault = faults.add(kind="delay", seconds=0.01, times=2)
    await client.send_message(village.group.id, "x")
    assert (fault.hits, fault.times) == (1, 1)
