"""A token is taken for wrong only after ten refusals over ten minutes."""

import pytest
from telegram import Bot

from bot.simulator.facade import SimulatedTelegram
from bot.simulator.request import SimulatorRequest
from bot.token_check import REFUSALS, REFUSED_SECONDS, TokenCheck, TokenRefused
from tests.delivery.conftest import TOKEN


class Watch:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def telegram() -> SimulatedTelegram:
    telegram = SimulatedTelegram()
    telegram.bot(TOKEN, "gothiya_bot", "Gothiya")
    return telegram


def check(telegram: SimulatedTelegram, watch: Watch) -> TokenCheck:
    request = SimulatorRequest(telegram.world)
    return TokenCheck(Bot(TOKEN, base_url="http://practice/bot", request=request), watch)


def refuse(telegram: SimulatedTelegram, times: int, code: int = 401) -> None:
    telegram.faults.add(
        method="getMe", kind="error", code=code, description="Unauthorized", times=times
    )


async def test_it_gives_up_after_ten_refusals_over_ten_minutes(
    telegram: SimulatedTelegram,
) -> None:
    watch = Watch()
    token = check(telegram, watch)
    refuse(telegram, times=99)
    asked = 0

    async def ask_until_it_gives_up() -> None:
        nonlocal asked
        while True:
            asked += 1
            assert not await token.accepted()
            watch.now += token.pause

    with pytest.raises(TokenRefused):
        await ask_until_it_gives_up()
    assert asked >= REFUSALS
    assert watch.now >= REFUSED_SECONDS


async def test_ten_refusals_within_a_minute_end_nothing(telegram: SimulatedTelegram) -> None:
    token = check(telegram, Watch())
    refuse(telegram, times=20, code=404)
    for _ in range(20):
        assert not await token.accepted()
    assert await token.accepted()


async def test_an_acceptance_in_between_begins_the_count_anew(
    telegram: SimulatedTelegram,
) -> None:
    watch = Watch()
    token = check(telegram, watch)
    for _ in range(4):
        refuse(telegram, times=REFUSALS - 1)
        for _ in range(REFUSALS - 1):
            assert not await token.accepted()
            watch.now += REFUSED_SECONDS
        assert await token.accepted()


async def test_silence_is_no_refusal(telegram: SimulatedTelegram) -> None:
    watch = Watch()
    token = check(telegram, watch)
    telegram.faults.add(method="getMe", kind="error", code=502, times=30)
    for _ in range(30):
        assert not await token.accepted()
        watch.now += REFUSED_SECONDS
