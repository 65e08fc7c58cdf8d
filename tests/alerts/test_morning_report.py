"""At opening: who cannot be reached, and what is still open."""

from datetime import timedelta

from sqlalchemy import select

from db.enums import GroupKind, StaffRole
from db.models import Account, Staff
from db.session import begin
from tests.village import Village

CHEST_PAIN = "छाती मा अब्बड़ पीरा होवत हे"


async def test_a_nurse_who_shut_the_bot_out_is_said_to_all_others(village: Village):
    chat = await village.group("Staff", kind=GroupKind.STAFF, language="en")
    anita = await village.staff("Anita")
    rao = await village.staff("Rao", StaffRole.DOCTOR)
    anita.person.blocks(village.bot)
    village.bot.updates.pending.clear()  # the bot never hears of it by itself
    await village.later(hours=23)
    for said in (rao.last, chat.texts()[-1]):
        assert "Anita has shut me out" in said
    heard = len(rao.inbox)
    await village.later(hours=2)
    assert len(rao.inbox) == heard
    (account,) = await village.rows(select(Account).where(Account.id == anita.account_id))
    assert account.unreachable_since is not None


async def test_who_let_the_bot_in_again_is_reachable_again(village: Village):
    anita = await village.staff("Anita")
    anita.person.blocks(village.bot)
    await village.settle()
    anita.person.unblocks(village.bot)
    village.bot.updates.pending.clear()
    await village.later(hours=23)
    (account,) = await village.rows(select(Account).where(Account.id == anita.account_id))
    assert account.unreachable_since is None


async def test_a_nurse_who_never_opened_the_bot_is_said_to_all_others(village: Village):
    rao = await village.staff("Rao", StaffRole.DOCTOR)
    async with begin(village.sessions) as session:
        session.add(Staff(clinic_id=village.clinic_id, name="Meena", role=StaffRole.NURSE))
    await village.later(hours=23)
    assert "Meena has never opened me" in rao.last


async def test_the_morning_names_what_is_open_and_nobody(village: Village):
    chat = await village.group("Staff", kind=GroupKind.STAFF, language="en")
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says(CHEST_PAIN)
    village.clock.advance(timedelta(hours=23) - timedelta(minutes=5))
    await village.later(minutes=5)
    digests = [text for text in chat.texts() if "Good morning" in text]
    assert len(digests) == 1
    assert "Nobody has: 1" in digests[0]
    assert "G1 · 🔴 EMERGENCY · 23.11. 10:00 · nobody has it · 23 hours" in digests[0]
    assert "Sukhmati" not in digests[0]
    assert any("Good morning" in one.text for one in anita.inbox)
    await village.later(minutes=20)
    assert len([text for text in chat.texts() if "Good morning" in text]) == 1


async def test_a_morning_with_nothing_open_is_quiet(village: Village):
    anita = await village.staff("Anita")
    await village.later(hours=23)
    assert anita.inbox == []
