"""Telegram refuses an action: it is known as not done, told, and retried when possible."""

import pytest
from sqlalchemy import select, text

from bot.simulator.chats import Message
from db.models import Audit, ModerationCase, Sanction
from tests.moderation.steps import HURT, cards, heard_by, replies, says, settled_group
from tests.village import PeerGroup, Village, Villager

NO_RIGHT_TO_HIDE = {"can_pin_messages", "can_restrict_members", "can_invite_users"}
NO_RIGHT_TO_MUTE = {"can_pin_messages", "can_delete_messages", "can_invite_users"}
BY_HAND = "I could not hide it. Hold the message in Telegram and tap Delete."
NO_REST = "I could not give a day of rest. In Telegram tap the name, Restrict."
STATES = select(Sanction.state).order_by(Sanction.id)


async def _reported(
    village: Village,
) -> tuple[PeerGroup, Villager, Villager, Villager, Message]:
    group, phool, budhram, sukhmati = await settled_group(village)
    rude = await says(village, budhram, group, HURT)
    await replies(sukhmati, group, rude, "/batao")
    return group, phool, budhram, sukhmati, rude


def _refuses(village: Village, method: str, why: str) -> None:
    faults = village.telegram.world.faults
    faults.add(kind="error", method=method, code=400, description=f"Bad Request: {why}")


async def test_a_hide_that_telegram_refuses_is_told_as_not_done(village: Village) -> None:
    group, phool, budhram, _, _ = await _reported(village)
    _refuses(village, "deleteMessage", "message can't be deleted")
    await phool.presses("🙈 Hide")
    assert phool.word(BY_HAND) in await heard_by(phool)
    assert phool.word("It is older than two days.") in phool.last
    (card,) = cards(phool)
    assert phool.word("🙈 It is hidden.") not in card.text
    assert phool.word(BY_HAND) in card.text
    assert HURT not in budhram.last
    (case,) = await village.rows(select(ModerationCase.state))
    assert case == "open"
    assert await village.rows(STATES) == ["refused"]
    assert "hide_refused" in await village.rows(select(Audit.action))
    await phool.presses("🙈 Hide")
    assert HURT not in group.texts()
    assert HURT in await heard_by(budhram)
    assert await village.rows(STATES) == ["done"]


async def test_a_lost_right_heals_when_it_returns(village: Village) -> None:
    group, phool, budhram, _, _ = await _reported(village)
    _refuses(village, "deleteMessage", "not enough rights")
    await phool.presses("🙈 Hide")
    assert phool.word("I have no right for it there now. When it is back, I try again.") in (
        await heard_by(phool)
    )
    assert HURT in group.texts()
    group.owner.makes_admin(village.bot, group.chat, NO_RIGHT_TO_HIDE)
    await village.settle()
    assert HURT in group.texts()
    group.owner.makes_admin(village.bot, group.chat)
    await village.settle()
    assert HURT not in group.texts()
    assert HURT in await heard_by(budhram)
    assert phool.word("🙈 It is hidden.") in cards(phool)[0].text


async def test_what_was_settled_meanwhile_is_not_hidden_later(village: Village) -> None:
    group, phool, _, _, _ = await _reported(village)
    group.owner.makes_admin(village.bot, group.chat, NO_RIGHT_TO_HIDE)
    await village.settle()
    await phool.presses("🙈 Hide")
    await phool.presses("✅ All is well")
    group.owner.makes_admin(village.bot, group.chat)
    await village.later(seconds=4)
    assert HURT in group.texts()
    assert await village.rows(STATES) == ["over"]


async def test_after_two_days_it_is_too_late_to_hide(village: Village) -> None:
    group, phool, _, _, _ = await _reported(village)
    group.owner.makes_admin(village.bot, group.chat, NO_RIGHT_TO_HIDE)
    await village.settle()
    await phool.presses("🙈 Hide")
    await village.later(days=2)
    group.owner.makes_admin(village.bot, group.chat)
    await village.later(seconds=4)
    assert HURT in group.texts()


async def test_a_mute_without_the_right_waits_for_it_and_keeps_its_end(village: Village) -> None:
    group, phool, budhram, _, _ = await _reported(village)
    group.owner.makes_admin(village.bot, group.chat, NO_RIGHT_TO_MUTE)
    await village.settle()
    assert phool.word(NO_REST) in await phool.presses("🔇 A day of rest")
    assert "108" not in budhram.last
    await village.later(hours=20)
    group.owner.makes_admin(village.bot, group.chat)
    await village.settle()
    assert not group.chat.chat.may(budhram.person.user, "can_send_messages")
    assert "108" in await heard_by(budhram)
    await village.later(hours=5)
    group.chat.world.end_expired_restrictions(group.chat.chat)
    assert group.chat.chat.may(budhram.person.user, "can_send_messages")
    assert await village.rows(STATES) == ["over"]


async def test_a_mute_whose_day_has_passed_is_not_begun(village: Village) -> None:
    group, phool, budhram, _, _ = await _reported(village)
    group.owner.makes_admin(village.bot, group.chat, NO_RIGHT_TO_MUTE)
    await village.settle()
    await phool.presses("🔇 A day of rest")
    await village.later(hours=25)
    group.owner.makes_admin(village.bot, group.chat)
    await village.later(seconds=4)
    assert group.chat.chat.may(budhram.person.user, "can_send_messages")


async def test_an_administrator_cannot_be_muted_until_they_are_none(village: Village) -> None:
    group, phool, budhram, _, _ = await _reported(village)
    group.owner.makes_admin(budhram.person, group.chat, {"can_pin_messages"})
    await village.settle()
    await phool.presses("🔇 A day of rest")
    assert phool.word("The writer is an administrator of the group.") in await heard_by(phool)
    assert phool.word(NO_REST) in cards(phool)[0].text
    group.owner.makes_admin(budhram.person, group.chat, set())
    await village.settle()
    assert not group.chat.chat.may(budhram.person.user, "can_send_messages")


async def test_a_mute_that_was_held_up_a_whole_day_is_dropped(village: Village) -> None:
    """Telegram takes an end so near for none at all: the person would be silent for ever."""
    group, phool, budhram, _, _ = await _reported(village)
    village.telegram.world.faults.add(kind="disconnect_before", method="restrictChatMember")
    await phool.presses("🔇 A day of rest")
    await village.later(hours=23, minutes=58)
    assert group.chat.chat.may(budhram.person.user, "can_send_messages")
    assert phool.word(NO_REST) in await heard_by(phool)


async def test_an_undoing_that_is_refused_is_told_and_healed(village: Village) -> None:
    group, phool, budhram, _, _ = await _reported(village)
    await phool.presses("🔇 A day of rest")
    await village.later(seconds=4)
    _refuses(village, "restrictChatMember", "not enough rights to restrict/unrestrict chat member")
    await phool.presses("🔊 Let them write")
    stuck = phool.word("They still cannot write. In Telegram tap the name and allow it.")
    assert stuck in await heard_by(phool)
    assert stuck in cards(phool)[0].text
    group.owner.makes_admin(village.bot, group.chat)
    await village.later(seconds=4)
    assert group.chat.chat.may(budhram.person.user, "can_send_messages")
    assert stuck not in cards(phool)[0].text


async def test_a_word_that_does_not_arrive_is_told(village: Village) -> None:
    _, phool, budhram, _, _ = await _reported(village)
    village.telegram.world.private_chat(village.bot, budhram.person.user).blocked = True
    await phool.presses("✉️ A private word")
    assert phool.word("My words did not reach the writer. Please speak with them yourself.") in (
        await heard_by(phool)
    )


async def test_the_bots_own_hide_that_fails_is_told_to_the_leader(village: Village) -> None:
    group, phool, budhram, _ = await settled_group(village)
    _refuses(village, "deleteMessage", "message can't be deleted")
    await budhram.says("मेरा नंबर 9876543210 है", where=group.chat)
    assert phool.word(BY_HAND) in await heard_by(phool)
    assert "9876543210" not in budhram.last


async def test_taken_back_before_it_left_nothing_happens_at_all(village: Village) -> None:
    _, phool, budhram, _, rude = await _reported(village)
    card = cards(phool)[0]
    hide = next(b.data for b in card.buttons if b.text == phool.word("🙈 Hide"))
    stem, version = hide.rsplit(":", 1)
    phool.person._query(card, hide)
    phool.person._query(card, f"{stem.replace('hide', 'restore')}:{int(version) + 1}")
    await village.settle()
    await village.later(seconds=4)
    assert not rude.deleted
    assert HURT not in budhram.last
    assert await village.rows(STATES) == ["over"]


@pytest.mark.parametrize("times", [1, 3])
async def test_trouble_on_the_way_is_no_refusal(village: Village, times: int) -> None:
    group, phool, budhram, _, _ = await _reported(village)
    village.telegram.world.faults.add(kind="error", method="deleteMessage", code=502, times=times)
    await phool.presses("🙈 Hide")
    await village.later(minutes=2)
    await village.later(minutes=2)
    await village.later(minutes=2)
    assert HURT not in group.texts()
    assert HURT in await heard_by(budhram)
    assert await village.rows(STATES) == ["done"]


async def test_an_upgrade_between_decision_and_deed_is_told(village: Village) -> None:
    group = await village.group("संगवारी", supergroup=False)
    phool = await village.member("Phool", group=group, leader=True)
    budhram = await village.member("Budhram", group=group)
    rude = await says(village, budhram, group, HURT)
    village.telegram.world.faults.add(kind="disconnect_before", method="deleteMessage", times=2)
    await replies(phool, group, rude, "/hatao")
    group.chat.upgrade()
    await village.later(seconds=4)
    await village.later(seconds=4)
    states = await village.rows(text("SELECT state FROM sanction WHERE kind = 'hide'"))
    assert states == ["refused"]
    assert phool.word(BY_HAND) in " ".join(m.text for m in phool.inbox)


async def test_what_may_be_gone_already_is_not_shown_twice(village: Village) -> None:
    group, phool, _, _, _ = await _reported(village)
    village.telegram.world.faults.add(kind="error", method="deleteMessage", code=502)
    await phool.presses("🙈 Hide")
    assert phool.word("I am still at it. Please tap again in a moment.") in (
        await phool.presses("↩️ Show it again")
    )
    await village.later(minutes=2)
    await phool.presses("↩️ Show it again")
    await village.later(seconds=4)
    assert len([said for said in group.texts() if HURT in said]) == 1
