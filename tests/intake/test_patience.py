"""What takes long is awaited to its end, and something else is done meanwhile."""

import asyncio

import pytest

from bot.intake.patience import with_patience


class Slow:
    def __init__(self) -> None:
        self.done, self.asked = asyncio.Event(), 0

    async def work(self) -> str:
        await self.done.wait()
        return "stored"

    async def meanwhile(self) -> None:
        self.asked += 1
        if self.asked == 3:
            self.done.set()
        raise ValueError


async def test_meanwhile_is_done_again_and_again_and_its_faults_harm_nothing() -> None:
    slow = Slow()
    assert await with_patience(slow.work(), slow.meanwhile, seconds=0.001) == "stored"
    assert slow.asked == 3


async def test_what_is_quick_is_not_interrupted() -> None:
    slow = Slow()
    slow.done.set()
    assert await with_patience(slow.work(), slow.meanwhile) == "stored"
    assert slow.asked == 0


async def test_an_error_of_the_work_is_raised_and_a_stop_ends_it() -> None:
    async def fails() -> None:
        raise KeyError

    slow = Slow()
    with pytest.raises(KeyError):
        await with_patience(fails(), slow.meanwhile)
    waiting = asyncio.create_task(with_patience(slow.work(), slow.meanwhile))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
