"""The simulated Telegram that real processes talk to."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.simulator.facade import SimulatedTelegram
from bot.simulator.limits import Limits
from tests.process.running import TOKEN, BotProcess


@pytest.fixture
async def telegram() -> AsyncIterator[SimulatedTelegram]:
    telegram = SimulatedTelegram(limits=Limits(enforce=False))
    telegram.clock.ticking = True
    telegram.bot(TOKEN, "gothiya_bot", "Gothiya", privacy=False)
    yield telegram
    await telegram.close()


@pytest.fixture
async def bot(
    telegram: SimulatedTelegram, database_url: str, tmp_path: Path
) -> AsyncIterator[BotProcess]:
    url = await telegram.serve()
    running = BotProcess(telegram, url, database_url, tmp_path / "bot.log")
    yield running
    await running.end()
