"""A simulated Telegram with a village in it, and PTB's own Bot: in process and over HTTP."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import telegram

from bot.simulator.clock import SimulatedClock
from bot.simulator.facade import SimulatedTelegram
from bot.simulator.group import Group
from bot.simulator.limits import Limits
from bot.simulator.people.person import Person
from bot.simulator.users import Bot

TOKEN = "700001:" + "p" * 35
OTHER_TOKEN = "700002:" + "q" * 35


@pytest.fixture(autouse=True)
def _seconds_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without it PTB warns whenever it builds a RetryAfter, and warnings are errors here.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@dataclass
class Village:
    telegram: SimulatedTelegram
    gothiya: Bot
    lata: Person
    sukhmati: Person
    stranger: Person
    group: Group


@pytest.fixture
async def village(clock: SimulatedClock) -> AsyncIterator[Village]:
    simulator = SimulatedTelegram(clock=clock, limits=Limits(enforce=False), any_token=False)
    gothiya = simulator.bot(TOKEN, "gothiya_bot", "गोठिया")
    lata = simulator.person("Lata Sahu", language_code="hi", role="leader")
    sukhmati = simulator.person("Sukhmati", language_code="hi", username="sukhmati_p")
    stranger = simulator.person("Bhola")
    group = simulator.group("पाटन समूह", owner=lata, supergroup=True).add(sukhmati, gothiya)
    yield Village(simulator, gothiya, lata, sukhmati, stranger, group)
    await simulator.close()


@pytest.fixture
async def api(village: Village) -> AsyncIterator[telegram.Bot]:
    async with telegram.Bot(
        TOKEN, request=village.telegram.request(), get_updates_request=village.telegram.request()
    ) as bot:
        yield bot


@pytest.fixture
async def url(village: Village) -> str:
    return await village.telegram.serve()


@pytest.fixture(params=["in process", "over HTTP"])
async def client(request: pytest.FixtureRequest, village: Village) -> AsyncIterator[telegram.Bot]:
    if request.param == "in process":
        simulator = village.telegram
        bot = telegram.Bot(
            TOKEN, request=simulator.request(), get_updates_request=simulator.request()
        )
    else:
        root = await village.telegram.serve()
        bot = telegram.Bot(TOKEN, base_url=f"{root}/bot", base_file_url=f"{root}/file/bot")
    async with bot:
        yield bot
