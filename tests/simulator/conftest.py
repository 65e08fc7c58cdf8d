"""A practice world with a village in it, and PTB's own Bot at each of its two doors."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import telegram

from bot.simulator import Bot, Group, Limits, Person, PracticeClock, PracticeTelegram

TOKEN = "700001:" + "p" * 35
OTHER_TOKEN = "700002:" + "q" * 35


@pytest.fixture(autouse=True)
def _seconds_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without it PTB warns whenever it builds a RetryAfter, and warnings are errors here.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@dataclass
class Village:
    telegram: PracticeTelegram
    gothiya: Bot
    lata: Person
    sukhmati: Person
    stranger: Person
    group: Group


@pytest.fixture
async def village(clock: PracticeClock) -> AsyncIterator[Village]:
    world = PracticeTelegram(clock=clock, limits=Limits(enforce=False), any_token=False)
    gothiya = world.bot(TOKEN, "gothiya_bot", "गोठिया")
    lata = world.person("Lata Sahu", language_code="hi", role="leader")
    sukhmati = world.person("Sukhmati", language_code="hi", username="sukhmati_p")
    stranger = world.person("Bhola")
    group = world.group("पाटन समूह", owner=lata, supergroup=True).add(sukhmati, gothiya)
    yield Village(world, gothiya, lata, sukhmati, stranger, group)
    await world.close()


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
async def door(request: pytest.FixtureRequest, village: Village) -> AsyncIterator[telegram.Bot]:
    if request.param == "in process":
        world = village.telegram
        bot = telegram.Bot(TOKEN, request=world.request(), get_updates_request=world.request())
    else:
        root = await village.telegram.serve()
        bot = telegram.Bot(TOKEN, base_url=f"{root}/bot", base_file_url=f"{root}/file/bot")
    async with bot:
        yield bot
