"""Every message that the bot starts must fit the budget when it is sent."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.services.outbox import To, enqueue
from bot.texts import menu as menu_texts
from db.enums import OutboxClass
from db.models import Outbox
from db.session import begin
from tests.reminders.steps import until
from tests.village import Village

SENT = select(func.count()).where(Outbox.template == menu_texts.home.name, Outbox.status == "sent")


async def _write(village: Village, klass: OutboxClass, to: To, how_often: int) -> None:
    async with begin(village.sessions) as session:
        for _ in range(how_often):
            enqueue(session, klass, to, menu_texts.home(), now=village.clock())
    await village.settle()


async def test_a_fourth_reminder_in_a_week_is_not_sent_but_every_reply_is(
    village: Village,
) -> None:
    sukhmati = await village.member("Sukhmati")
    to = To.account(sukhmati.account_id)
    await _write(village, OutboxClass.REMINDER, to, 4)
    assert len(sukhmati.inbox) == 3
    await _write(village, OutboxClass.REPLY, to, 2)
    assert len(sukhmati.inbox) == 5
    await village.later(days=7, hours=1)
    assert len(sukhmati.inbox) == 5, "by now the fourth is stale"
    await _write(village, OutboxClass.REMINDER, to, 1)
    assert len(sukhmati.inbox) == 6


@pytest.mark.parametrize("klass", [OutboxClass.REMINDER, OutboxClass.STORY])
async def test_a_group_hears_one_message_a_day(village: Village, klass: OutboxClass) -> None:
    group = await village.group("संगवारी")
    await _write(village, klass, To.group(group.id), 2)
    assert await village.rows(SENT) == [1]
    await until(village, 1, 11)
    await _write(village, klass, To.group(group.id), 1)
    assert await village.rows(SENT) == [2]


async def test_what_was_written_before_nine_and_could_not_go_does_not_ring_at_night(
    village: Village,
) -> None:
    sukhmati = await village.member("Sukhmati")
    await until(village, 0, 20, 55)
    async with begin(village.sessions) as session:
        to = To.account(sukhmati.account_id)
        enqueue(session, OutboxClass.REMINDER, to, menu_texts.home(), now=village.clock())
    village.clock.advance(timedelta(minutes=10))
    await village.settle()
    assert sukhmati.inbox == []
    await until(village, 1, 6)
    assert sukhmati.inbox == []
