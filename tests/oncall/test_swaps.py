"""Who is on call: the rota, a day off, a swap that a colleague accepts."""

from datetime import date, timedelta

from sqlalchemy import select

from bot.domain.oncall import Shift as Hours
from bot.services.oncall import set_weekly_hours
from db.enums import StaffRole
from db.models import Alert, Shift, Staff
from db.session import begin
from tests.village import Village, Villager

CHEST_PAIN = "छाती मा अब्बड़ पीरा होवत हे"
TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)


async def _sends(who: Villager, data: str) -> str:
    if not who.inbox:
        await who.says("/menu")
    return await who.does(lambda person: person._query(who.inbox[-1], data))


async def _works(village: Village, who: Villager, *weekly: Hours) -> None:
    async with begin(village.sessions) as session:
        member = await session.get_one(Staff, who.staff_id)
        await set_weekly_hours(session, member, weekly, now=village.clock())


async def test_who_is_not_on_call_at_this_hour_is_passed_over_at_once(village: Village):
    anita, meena = await village.staff("Anita"), await village.staff("Meena")
    await _works(village, anita, Hours(20, 8, frozenset(range(7))))
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says(CHEST_PAIN)
    assert CHEST_PAIN in meena.last
    assert not any(CHEST_PAIN in one.text for one in anita.inbox)


async def test_where_the_rota_leaves_a_gap_the_next_step_is_called_at_once(village: Village):
    anita = await village.staff("Anita")
    rao = await village.staff("Rao", StaffRole.DOCTOR)
    await _works(village, anita, Hours(20, 8, frozenset(range(7))))
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says(CHEST_PAIN)
    assert CHEST_PAIN in rao.last


async def test_a_day_off_holds_for_that_day(village: Village):
    anita, meena = await village.staff("Anita"), await village.staff("Meena")
    assert "You are on call now" in await anita.says("/duty")
    await _sends(anita, f"oncall:{TODAY}")
    assert "Nobody else" not in anita.last
    assert "off" in await anita.presses("🔕 I am off that day")
    assert "You are not on call now" in await anita.says("/duty")
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says(CHEST_PAIN)
    assert CHEST_PAIN in meena.last
    assert CHEST_PAIN not in anita.last
    await village.later(days=1)
    assert "You are on call now" in await anita.says("/duty")


async def test_the_last_one_on_call_is_told_that_nobody_is_left(village: Village):
    anita = await village.staff("Anita")
    assert "Nobody else is on call" in await _sends(anita, f"oncall:{TODAY}")
    assert "Now nobody is on call" in await anita.presses("🔕 I am off that day")
    await _sends(anita, f"oncall:{TODAY}")
    await anita.presses("🔔 I am on call that day")
    assert "You are on call now" in await anita.says("/duty")


async def test_a_swap_changes_nothing_until_the_colleague_agrees(village: Village):
    anita, meena = await village.staff("Anita"), await village.staff("Meena")
    await _works(village, anita, Hours(9, 17, frozenset({1})))
    await _works(village, meena, Hours(20, 24, frozenset({1})))
    await _sends(anita, f"oncall:{TOMORROW}")
    await anita.presses("🤝 A colleague takes it")
    assert "Until then you are on call" in await anita.presses("👤 Meena")
    assert "Anita asks you" in meena.last
    assert not await village.rows(select(Shift).where(Shift.on_date.is_not(None)))
    assert "You are on call" in await meena.presses("🔔 Yes, I am there")
    assert "Meena takes your day" in anita.last
    assert "Tuesday, 24 November: off" in await anita.says("/duty")
    assert "Tuesday, 24 November: 20–24, 9–17" in await meena.says("/duty")
    assert "cannot be changed" in await _sends(meena, "answer_swap:1:0")


async def test_a_colleague_may_refuse_and_nobody_else_may_answer(village: Village):
    anita, meena = await village.staff("Anita"), await village.staff("Meena")
    rao = await village.staff("Rao", StaffRole.DOCTOR)
    await _sends(anita, f"ask_swap:{TOMORROW}:{meena.staff_id}")
    assert "cannot be changed" in await _sends(rao, "answer_swap:1:1")
    await meena.presses("❌ I cannot")
    assert "You are on call" in anita.last
    assert "You are on call now" in await anita.says("/duty")


async def test_a_day_that_is_past_or_invented_is_not_changed(village: Village):
    anita = await village.staff("Anita")
    await anita.says("/duty")
    for wrong in ("2026-11-22:off", "2027-01-01:off"):
        assert "cannot be changed" in await _sends(anita, f"oncall:{wrong}")
    for nonsense in ("heute", "2026-13-45:on"):
        assert "That button is old" in await _sends(anita, f"oncall:{nonsense}")
    assert "cannot be changed" in await _sends(anita, f"ask_swap:{TOMORROW}:999")
    assert not await village.rows(select(Shift))


async def test_only_staff_have_a_duty(village: Village):
    sukhmati = await village.member("Sukhmati", language="en")
    assert "Only the clinic's staff" in await sukhmati.says("/duty")
    assert "Only the clinic's staff" in await _sends(sukhmati, "answer_swap:1:1")


async def test_at_night_what_is_not_urgent_waits_for_opening(village: Village):
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    await village.later(hours=12)
    heard = len(anita.inbox)
    assert "tomorrow, Tuesday, after 9" in await sukhmati.says("आंख पीली हो गई है")
    await village.later(hours=10)
    assert len(anita.inbox) == heard
    await village.later(hours=1)
    assert any("Today" in one.text for one in anita.inbox[heard:])
    (alert,) = await village.rows(select(Alert))
    assert alert.step == 1
