"""Leaders: the weekly screen, a rest, a stand-in, a lesson."""

from sqlalchemy import select

from db.models import Membership
from tests.moderation.steps import asks_to_join, closed_group
from tests.reminders.steps import until
from tests.village import Village, Villager


async def test_the_digest_and_the_rest_of_a_leader(village: Village) -> None:
    group, phool = await closed_group(village)
    sukhmati = await village.member("Sukhmati", group=group)
    ram = village.stranger("Ram")
    await asks_to_join(ram)
    days = (6 - village.clock().weekday()) % 7
    await until(village, days, 19)
    weekly_screen = next(m for m in phool.inbox if "🗓" in m.text and "🚪" in m.text)
    assert len(weekly_screen.text) < 500
    await phool.presses("🌿 I rest for a week")
    await phool.presses("👤 Sukhmati")
    assert sukhmati.word("The clinic stands behind you.") in sukhmati.last
    meena = village.stranger("Meena")
    await asks_to_join(meena)
    assert "Meena" in sukhmati.last
    assert "Meena" not in phool.last
    await until(village, 7, 8)
    await sukhmati.says("/mukhiya")
    assert sukhmati.last == sukhmati.word("That is for the leaders of a group.")
    assert phool.word("🌿 I rest for a week") in " ".join(await _buttons(phool, "/mukhiya"))


async def _buttons(who: Villager, words: str) -> list[str]:
    await who.says(words)
    return who.buttons


async def test_a_leader_rests_and_comes_back_and_reads_a_lesson(village: Village) -> None:
    group, phool = await closed_group(village)
    meena = await village.member("Meena", group=group, leader=True)
    await phool.says("/mukhiya")
    await phool.presses("🌿 I rest for a week")
    assert meena.word("The clinic stands behind you.") in meena.last
    assert phool.word("▶️ I am back") in phool.buttons
    await phool.presses("▶️ I am back")
    first = await phool.presses("📘 A short lesson")
    second = await phool.presses("➡️ The next one")
    assert first
    assert second
    assert first != second
    assert not await village.rows(select(Membership.id).where(Membership.rests_until.is_not(None)))
