"""Somebody mutes or removes by hand in Telegram, or lifts it: our state follows."""

from sqlalchemy import select

from db.models import Audit, Membership, Sanction
from tests.moderation.steps import (
    HURT,
    cards,
    heard_by,
    lets_in,
    lets_write,
    replies,
    says,
    settled_group,
)
from tests.village import PeerGroup, Village, Villager

STATES = select(Sanction.state).order_by(Sanction.id)
RESTS = "🔇 The writer rests a day."


async def _muted(village: Village) -> tuple[PeerGroup, Villager, Villager]:
    group, phool, budhram, sukhmati = await settled_group(village)
    rude = await says(village, budhram, group, HURT)
    await replies(sukhmati, group, rude, "/batao")
    await phool.presses("🔇 A day of rest")
    await village.later(seconds=4)
    assert phool.word(RESTS) in cards(phool)[0].text
    return group, phool, budhram


async def test_a_mute_lifted_by_hand_is_lifted_here(village: Village) -> None:
    group, phool, budhram = await _muted(village)
    await lets_write(group, budhram, True)
    assert phool.word(RESTS) not in cards(phool)[0].text
    assert await village.rows(STATES) == ["over"]
    assert "mute_lifted_by_hand" in await village.rows(select(Audit.action))
    await phool.presses("🔇 A day of rest")
    await village.later(seconds=4)
    assert not group.chat.chat.may(budhram.person.user, "can_send_messages")


async def test_our_own_deeds_are_not_taken_for_somebodys_hand(village: Village) -> None:
    group, phool, budhram = await _muted(village)
    for press in ("🔊 Let them write", "🔇 A day of rest"):
        phool.person.presses(phool.word(press))
        while await village.app.polling.once():
            pass
        await village.app.relay.drain()  # before the bot reads what Telegram says of it
    await village.settle()
    await village.later(seconds=4)
    assert not group.chat.chat.may(budhram.person.user, "can_send_messages")
    assert await village.rows(STATES) == ["over", "done"]


async def test_a_mute_lifted_while_the_bot_was_off_is_found_within_the_day(
    village: Village,
) -> None:
    group, phool, budhram = await _muted(village)
    budhram.person.world.groups[group.chat.id].members[budhram.person.id].status = "member"
    await village.later(hours=13)
    assert await village.rows(STATES) == ["over"]
    assert phool.word(RESTS) not in cards(phool)[0].text


async def test_a_mute_that_holds_is_left_alone_by_the_comparison(village: Village) -> None:
    _, phool, _ = await _muted(village)
    await village.later(hours=13)
    assert await village.rows(STATES) == ["done"]
    assert phool.word(RESTS) in cards(phool)[0].text
    village.telegram.world.faults.add(kind="error", method="getChatMember", code=500)
    await village.later(hours=13)
    assert await village.rows(STATES) == ["over"]  # its day is over anyway
    assert phool.word(RESTS) not in cards(phool)[0].text


async def test_who_leaves_while_muted_stays_muted(village: Village) -> None:
    group, _, budhram = await _muted(village)
    await budhram.does(lambda p: p.leaves(group.chat))
    await village.later(hours=13)
    assert await village.rows(STATES) == ["done"]


async def test_done_by_hand_as_we_asked_it_counts_as_done(village: Village) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    group.owner.makes_admin(village.bot, group.chat, {"can_delete_messages", "can_pin_messages"})
    await village.settle()
    rude = await says(village, budhram, group, HURT)
    await replies(sukhmati, group, rude, "/batao")
    await phool.presses("🔇 A day of rest")
    assert phool.word(RESTS) not in cards(phool)[0].text
    await lets_write(group, budhram, False)
    assert phool.word(RESTS) in cards(phool)[0].text
    assert await village.rows(STATES) == ["done"]
    assert "108" in await heard_by(budhram)


async def test_removed_or_let_in_by_hand_is_known_too(village: Village) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    nurse = await village.staff("Lata")
    rude = await says(village, budhram, group, HURT)
    await replies(sukhmati, group, rude, "/batao")
    await phool.presses("🏥 Ask the clinic")
    group.owner.makes_admin(village.bot, group.chat, {"can_delete_messages", "can_pin_messages"})
    await village.settle()
    await nurse.presses("🚪 Out of the group")
    await nurse.presses("🚪 Yes, take them out")
    group.owner.removes(budhram.person, group.chat)
    await village.settle()
    assert await village.rows(STATES) == ["done"]
    mine = select(Membership.id).where(
        Membership.account_id == budhram.account_id, Membership.left_at.is_(None)
    )
    assert not await village.rows(mine)
    assert "07752000000" in await heard_by(budhram)
    await lets_in(group, budhram)
    assert await village.rows(STATES) == ["over"]
    assert "🚪 Let them in again" not in nurse.buttons


async def test_let_in_by_hand_while_the_bot_was_off(village: Village) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    nurse = await village.staff("Lata")
    rude = await says(village, budhram, group, HURT)
    await replies(sukhmati, group, rude, "/batao")
    await phool.presses("🏥 Ask the clinic")
    await nurse.presses("🚪 Out of the group")
    await nurse.presses("🚪 Yes, take them out")
    await village.later(hours=13)
    assert await village.rows(STATES) == ["done"]
    del group.chat.chat.members[budhram.person.id]
    await village.later(hours=13)
    assert await village.rows(STATES) == ["over"]
