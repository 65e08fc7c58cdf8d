"""One person's flood does not hold back what others wait for."""

from bot.delivery.pacing import Pace
from db.enums import OutboxClass
from tests.delivery.conftest import Delivery


async def test_a_flood_of_replies_holds_no_alert_back(delivery: Delivery) -> None:
    relay = delivery.another_relay(pace=Pace())
    flooding = await delivery.people(40)
    nurse = await delivery.person("Anita")
    for _ in range(15):
        await delivery.broadcast(flooding, OutboxClass.REPLY)
    began = delivery.clock()
    await delivery.write(nurse, "page", klass=OutboxClass.ALERT)
    while not nurse.texts:
        await relay._cycle(under_lease=False)
        await relay._in_flight.send_all()
        delivery.clock.advance(seconds=0.1)
        await delivery.broadcast(flooding[:4], OutboxClass.REPLY)
    waited = (delivery.clock() - began).total_seconds()
    assert waited < 10
    assert (await delivery.statuses()).count("pending") > 100, "the flood goes on"


async def test_an_emergency_goes_before_alerts_that_waited(delivery: Delivery) -> None:
    relay = delivery.another_relay(pace=Pace())
    nurses = await delivery.people(30)
    await delivery.broadcast(nurses, OutboxClass.ALERT, "page")
    await relay._cycle(under_lease=False)
    delivery.clock.advance(seconds=6)
    await relay._cycle(under_lease=False)
    crying = await delivery.person()
    await delivery.write(crying, "108", klass=OutboxClass.EMERGENCY)
    await relay._in_flight.send_all()
    await relay._cycle(under_lease=False)
    await relay._in_flight.send_all()
    assert crying.texts == ["108"]
    assert len(delivery.sends()) <= 17, "only what was claimed before it went first"


async def test_of_a_hundred_replies_to_one_person_the_newest_are_sent(delivery: Delivery) -> None:
    relay = delivery.another_relay(pace=Pace())
    flooding, others = await delivery.person(), await delivery.people(10)
    for number in range(100):
        await delivery.write(flooding, str(number))
    await delivery.broadcast(others, OutboxClass.REPLY)
    for _ in range(200):
        await relay._cycle(under_lease=False)
        await relay._in_flight.send_all()
        delivery.clock.advance(seconds=1)
    assert flooding.texts[-20:] == [str(number) for number in range(80, 100)]
    assert len(flooding.texts) < 30
    assert all(other.texts == ["hello"] for other in others)
