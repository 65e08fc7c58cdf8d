"""Whatever Telegram refuses and whatever is pressed in between: in the end both sides agree."""

from random import Random

import pytest
from sqlalchemy import select

from bot.simulator.people.person import Person
from db.enums import CaseState, SanctionKind, SanctionState
from db.models import Membership, ModerationCase, Sanction
from tests.moderation.steps import HURT, lets_in, lets_write, replies, says, settled_group
from tests.village import PeerGroup, Village, Villager

RIGHTS = ("can_delete_messages", "can_restrict_members", "can_pin_messages", "can_invite_users")
TROUBLE = (
    ("deleteMessage", 400, "Bad Request: message can't be deleted"),
    ("deleteMessage", 400, "Bad Request: not enough rights"),
    ("deleteMessage", 502, "Bad Gateway"),
    ("restrictChatMember", 400, "Bad Request: not enough rights to restrict"),
    ("restrictChatMember", 502, "Bad Gateway"),
    ("banChatMember", 400, "Bad Request: CHAT_ADMIN_REQUIRED"),
    ("unbanChatMember", 502, "Bad Gateway"),
    ("unbanChatMember", 400, "Bad Request: not enough rights"),
    ("sendMessage", 400, "Bad Request: not enough rights to send text messages to the chat"),
)


@pytest.mark.parametrize("seed", range(4))
async def test_in_the_end_telegram_and_we_agree(village: Village, seed: int) -> None:
    chance = Random(seed)
    group, phool, budhram, sukhmati = await settled_group(village)
    nurse = await village.staff("Lata")
    rude = await says(village, budhram, group, HURT)
    await replies(sukhmati, group, rude, "/batao")
    await phool.presses("🏥 Ask the clinic")
    for _ in range(20):
        await _something(village, chance, group, budhram, (phool, nurse))
    village.telegram.world.faults.clear()
    for _ in range(4):
        group.owner.makes_admin(village.bot, group.chat)
        await village.later(minutes=2)
    await _agree(village, group, budhram)


async def _something(
    village: Village,
    chance: Random,
    group: PeerGroup,
    budhram: Villager,
    deciders: tuple[Villager, ...],
) -> None:
    what = chance.randrange(10)
    if what < 5:
        await _presses_something(village, chance, chance.choice(deciders).person)
    elif what == 5:
        rights = {one for one in RIGHTS if chance.random() < 0.6}
        group.owner.makes_admin(village.bot, group.chat, rights | {"can_pin_messages"})
        await village.settle()
    elif what < 8:
        method, code, description = chance.choice(TROUBLE)
        times = chance.randrange(1, 3)
        village.telegram.world.faults.add(
            kind="error", method=method, chat=group.chat, code=code, description=description,
            times=times,
        )  # fmt: skip
    elif what == 8:
        await _by_hand(chance, group, budhram)
    else:
        await village.later(**chance.choice([{"seconds": 4}, {"minutes": 3}, {"hours": 9}]))


async def _presses_something(village: Village, chance: Random, person: Person) -> None:
    """A button of any card or question, also an old one; sometimes twice."""
    held = [
        (message, button.data)
        for message in person.inbox(village.bot)
        for button in message.buttons
        if button.data.startswith(("moderation:", "remove:"))
    ]
    message, data = chance.choice(held[-8:])
    for _ in range(chance.choice([1, 1, 2])):
        person._query(message, data)
    if chance.random() < 0.7:
        await village.settle()


async def _by_hand(chance: Random, group: PeerGroup, budhram: Villager) -> None:
    member = group.chat.chat.member(budhram.person.user)
    if member.status == "kicked":
        await lets_in(group, budhram)
    elif member.present:
        await lets_write(group, budhram, chance.random() < 0.7)


async def _agree(village: Village, group: PeerGroup, budhram: Villager) -> None:
    words = SanctionKind.WORD  # a private word may wait for the morning
    sanctions = await village.rows(select(Sanction).where(Sanction.kind != words))
    assert all(one.outbox_key is None for one in sanctions)
    states = {SanctionState.DONE, SanctionState.REFUSED, SanctionState.OVER}
    assert {one.state for one in sanctions} <= states
    (case,) = await village.rows(select(ModerationCase))
    visible = [m for m in group.chat.messages if HURT in m.text]
    assert bool(visible) == (case.state != CaseState.HIDDEN), (case.state, len(visible))
    held = {SanctionKind(one.kind) for one in sanctions if one.state == SanctionState.DONE}
    member = group.chat.chat.member(budhram.person.user)
    assert (member.status == "kicked") == (SanctionKind.REMOVE in held)
    if member.present and SanctionKind.MUTE in held:
        assert not group.chat.chat.may(budhram.person.user, "can_send_messages")
    mine = select(Membership.id).where(
        Membership.account_id == budhram.account_id, Membership.left_at.is_(None)
    )
    assert bool(await village.rows(mine)) == member.present
