"""kill -9 at the worst moments: nothing is lost and nothing is counted twice."""

import random
from collections import Counter

import pytest
from sqlalchemy import func, select

from bot.simulator.facade import SimulatedTelegram
from bot.simulator.people.person import Person
from db.models import Alert, Attempt, Outbox, PillCount, UpdateSeen
from db.session import Sessions
from tests.process.people import MEDICINES, create_people
from tests.process.running import TOKEN, BotProcess

pytestmark = pytest.mark.process


async def test_killed_after_the_fetch_an_update_is_handled_once_after_the_restart(
    bot: BotProcess, telegram: SimulatedTelegram, sessions: Sessions
) -> None:
    (person,) = await create_people(telegram, sessions, ["Sukhmati"])
    fetched = telegram.faults.add(kind="delay", method="getUpdates", seconds=0.0)
    person.says(telegram.world.bots[TOKEN], "24")
    await bot.start()
    await bot.until(lambda: fetched.hits > 0, "the first fetch")
    await bot.kill()
    await bot.start()
    await bot.until(lambda: bool(person.inbox(telegram.world.bots[TOKEN])), "an answer")
    assert await _counts(sessions) == [24]


async def test_killed_after_the_commit_nothing_happens_twice_and_the_answer_comes(
    bot: BotProcess, telegram: SimulatedTelegram, sessions: Sessions
) -> None:
    (person,) = await create_people(telegram, sessions, ["Sukhmati"])
    gothiya = telegram.world.bots[TOKEN]
    lost = telegram.faults.add(method="sendMessage", kind="timeout_before", times=1)
    person.says(gothiya, "24")
    await bot.start()
    await bot.until(lambda: lost.hits > 0, "an answer tried after the commit")
    await bot.kill()
    telegram.world.redeliver(max(gothiya.updates.history))
    await bot.start()
    await bot.until(lambda: len(person.inbox(gothiya)) > 0, "the answer after the restart")
    assert await _counts(sessions) == [24]
    assert await _one(sessions, select(func.count(UpdateSeen.update_id))) == 1


async def test_killed_while_an_alert_is_sent_it_is_sent_again_and_both_tries_are_logged(
    bot: BotProcess, telegram: SimulatedTelegram, sessions: Sessions
) -> None:
    (person,) = await create_people(telegram, sessions, ["Sukhmati"])
    gothiya = telegram.world.bots[TOKEN]
    nurse = next(p for p in telegram.people if p.name == "Anita")
    telegram.faults.add(method="sendMessage", chat=nurse.id, kind="timeout_after", times=1)
    person.says(gothiya, "छाती मा अब्बड़ पीरा होवत हे")
    await bot.start()
    await bot.until(lambda: len(nurse.inbox(gothiya)) > 0, "the page accepted by Telegram")
    await bot.kill()
    await bot.start()
    await bot.until(lambda: len(nurse.inbox(gothiya)) > 1, "the page sent once more")
    assert await bot.stop() == 0
    assert await _one(sessions, select(func.count(Alert.id))) == 1
    page = select(Outbox.id).where(Outbox.sent_chat_id == nurse.id).limit(1)
    tries = select(func.count(Attempt.id)).where(Attempt.outbox_id.in_(page))
    assert await _one(sessions, tries) >= 2


async def test_a_burst_of_counts_survives_being_killed_again_and_again(
    bot: BotProcess, telegram: SimulatedTelegram, sessions: Sessions
) -> None:
    names = [f"Person {n}" for n in range(50)]
    people = await create_people(telegram, sessions, names)
    gothiya = telegram.world.bots[TOKEN]
    chance = random.Random(7)
    crying = people[::10]
    for round_ in range(MEDICINES):
        for person in people:
            person.says(gothiya, f"{20 + round_}")
    for person in crying:
        person.says(gothiya, "सांस नइ आवत हे")
    for _ in range(2):
        await bot.start()
        sent = bot.calls("sendMessage")
        lucky = chance.randint(1, 60)
        await bot.until(lambda s=sent, n=lucky: bot.calls("sendMessage") >= s + n, "some answers")  # type: ignore[misc]
        await bot.kill()
    await bot.start()
    await bot.until(lambda: _all_answered(people, telegram), "everybody answered")
    await bot.until(lambda: not gothiya.updates.pending, "every update acknowledged")
    assert Counter(await _counts(sessions)) == {20 + n: 50 for n in range(MEDICINES)}
    assert await _one(sessions, select(func.count(Alert.id))) == len(crying)


async def test_by_webhook_the_same_bot_counts_the_same(
    bot: BotProcess, telegram: SimulatedTelegram, sessions: Sessions
) -> None:
    (person,) = await create_people(telegram, sessions, ["Sukhmati"])
    gothiya = telegram.world.bots[TOKEN]
    await bot.start("--webhook", f"http://{bot.listen}/telegram")
    await bot.until(lambda: bot.calls("setWebhook") > 0, "the webhook being set")
    person.says(gothiya, "24")
    await bot.until(lambda: bool(person.inbox(gothiya)), "an answer")
    assert await _counts(sessions) == [24]
    assert await bot.stop() == 0


def _all_answered(people: list[Person], telegram: SimulatedTelegram) -> bool:
    return all(person.inbox(telegram.world.bots[TOKEN]) for person in people)


async def _counts(sessions: Sessions) -> list[int]:
    async with sessions() as session:
        return [int(n) for n in await session.scalars(select(PillCount.remaining))]


async def _one(sessions: Sessions, statement):  # type: ignore[no-untyped-def]
    async with sessions() as session:
        return await session.scalar(statement)
