"""The door of a group: its link lets in who is in its chat; a stranger is let in by a person."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.names import plain_name
from bot.jobs.groups import reconcile_members
from bot.services.onboarding.group_door import LINK_LASTS, group_token, renew_group_link
from bot.services.onboarding.members import join_group, leave_group
from db.models import Account, Group, JoinRequest, Membership, MembershipClaim
from db.queries.groups import members_to_check
from db.session import begin
from tests.moderation.steps import asks_to_join, closed_group
from tests.village import PeerGroup, Village, Villager

STILL_IN = select(Membership.account_id).where(Membership.left_at.is_(None))


async def joins(who: Villager, start: str) -> None:
    """Follows a link and answers all that is asked."""
    await who.starts(start)
    await who.presses("हिन्दी")
    await who.presses(who.buttons[0])
    await who.presses(who.buttons[0])
    await who.says("गौरी")


async def token_of(village: Village, group: PeerGroup) -> str:
    async with begin(village.sessions) as session:
        row = await session.get_one(Group, group.id)
        return group_token(session, row, now=village.clock())


async def test_who_is_in_the_chat_joins_by_its_link(village: Village) -> None:
    group = await village.group("संगवारी")
    gouri = village.stranger("गौरी")
    group.chat.add(gouri.person)
    await village.settle()
    await joins(gouri, f"g_{await token_of(village, group)}")
    assert len(await village.rows(STILL_IN)) == 1
    assert "संगवारी" in gouri.last


async def test_a_link_passed_on_lets_in_nobody_who_is_not_in_the_chat(village: Village) -> None:
    group = await village.group("संगवारी")
    thief = village.stranger("गौरी")
    await joins(thief, f"g_{await token_of(village, group)}")
    assert await village.rows(STILL_IN) == []
    assert await village.rows(select(MembershipClaim.account_id)) == []
    assert thief.word("I do not find you in the group {group} on Telegram.").split("{")[0] in (
        thief.last
    )


async def test_who_is_let_into_the_chat_afterwards_becomes_a_member(village: Village) -> None:
    group = await village.group("संगवारी")
    gouri = village.stranger("गौरी")
    await joins(gouri, f"g_{await token_of(village, group)}")
    group.chat.add(gouri.person)
    await village.settle()
    assert len(await village.rows(STILL_IN)) == 1


async def test_while_telegram_does_not_say_it_nobody_is_entered_and_nothing_is_lost(
    village: Village,
) -> None:
    group = await village.group("संगवारी")
    gouri = village.stranger("गौरी")
    group.chat.add(gouri.person)
    await village.settle()
    village.telegram.faults.add(method="getChatMember", kind="error", code=502, times=99)
    await joins(gouri, f"g_{await token_of(village, group)}")
    assert await village.rows(STILL_IN) == []
    village.telegram.faults.clear()
    await village.settle()
    assert len(await village.rows(STILL_IN)) == 1


async def test_a_renewed_link_ends_the_one_before(village: Village) -> None:
    group = await village.group("संगवारी")
    old = await token_of(village, group)
    async with begin(village.sessions) as session:
        row = await session.get_one(Group, group.id)
        renew_group_link(session, row, actor=("operator", None), now=village.clock())
    gouri = village.stranger("गौरी")
    group.chat.add(gouri.person)
    await joins(gouri, f"g_{old}")
    assert await village.rows(select(MembershipClaim.account_id)) == []


async def test_a_link_ends_by_itself_and_is_renewed_when_shown(village: Village) -> None:
    group = await village.group("संगवारी")
    old = await token_of(village, group)
    assert await token_of(village, group) == old
    village.clock.advance(LINK_LASTS - timedelta(days=1))
    assert await token_of(village, group) != old


async def test_who_left_the_chat_unseen_is_no_member_the_next_day(village: Village) -> None:
    group = await village.group("संगवारी")
    gouri = village.stranger("गौरी")
    group.chat.add(gouri.person)
    await village.settle()
    await joins(gouri, f"g_{await token_of(village, group)}")
    chat, user = group.chat.chat, gouri.person.user
    chat.members[user.id] = replace(chat.member(user), status="left")
    await village.later(days=1, hours=1)
    assert await village.rows(STILL_IN) == []


@pytest.mark.parametrize(
    "refusal",
    [
        {"code": 400, "description": "Bad Request: PARTICIPANT_ID_INVALID"},
        {"code": 400, "description": "Bad Request: CHAT_ADMIN_REQUIRED"},
        {"code": 403, "description": "Forbidden: bot was kicked from the supergroup chat"},
    ],
    ids=lambda refusal: refusal["description"].partition(": ")[2],
)
async def test_a_refusal_to_say_who_is_in_the_chat_makes_nobody_leave_it(
    village: Village, refusal: dict[str, Any]
) -> None:
    """As Telegram refuses where the bot is no administrator and members are hidden."""
    group = await village.group("संगवारी")
    gouri = village.stranger("गौरी")
    group.chat.add(gouri.person)
    await village.settle()
    await joins(gouri, f"g_{await token_of(village, group)}")
    village.telegram.faults.add(method="getChatMember", kind="error", times=999, **refusal)
    bhuri = village.stranger("भूरी")
    group.chat.add(bhuri.person)
    await joins(bhuri, f"g_{await token_of(village, group)}")
    account = (await village.rows(STILL_IN))[0]
    async with begin(village.sessions) as session:
        day_later = village.clock() + timedelta(days=1, hours=1)
        await reconcile_members(village.sessions, village.app.bot, lambda: day_later)
        assert await members_to_check(session, day_later - timedelta(days=1), 20) == []
    assert await village.rows(STILL_IN) == [account]
    assert len(await village.rows(select(MembershipClaim.account_id))) == 1


async def test_who_enrolled_by_themselves_is_let_in_by_a_person_alone(village: Village) -> None:
    _, phool = await closed_group(village)
    thief = village.stranger("Thief")
    await joins(thief, "")
    await asks_to_join(thief)
    assert await village.rows(select(JoinRequest.decided_at)) == [None]
    assert "Thief" in phool.last


async def test_whom_the_clinic_registered_is_let_in_at_once(village: Village) -> None:
    await closed_group(village)
    sukhmati = await village.member("Sukhmati")
    await asks_to_join(sukhmati)
    assert await village.rows(select(JoinRequest.let_in)) == [True]


async def test_who_was_in_the_group_before_is_let_in_again(village: Village) -> None:
    group, _ = await closed_group(village)
    gouri = village.stranger("गौरी")
    await joins(gouri, "")
    account = (await village.rows(select(Account.id).order_by(Account.id.desc())))[0]
    async with begin(village.sessions) as session:
        row = await session.get_one(Group, group.id)
        await join_group(session, row, account, now=village.clock())
        await leave_group(session, group.id, account, now=village.clock())
    await asks_to_join(gouri)
    assert await village.rows(select(JoinRequest.let_in)) == [True]


async def test_a_flood_of_strangers_rings_the_leader_ten_times_at_most(village: Village) -> None:
    _, phool = await closed_group(village)
    before = len(phool.inbox)
    for number in range(30):
        await asks_to_join(village.stranger(f"S{number}"))
    assert len(phool.inbox) - before <= 10


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Ram", "Ram"),
        ("\u202egnp.exe Ram", "gnp.exe Ram"),
        ("राम\u200dलाल", "राम\u200dलाल"),
        ("a\x00b\nc", "a b c"),
        ("\u2066\u2069", ""),
        ("x" * 500, "x" * 60),
    ],
)
def test_a_strangers_name_turns_nothing_around(name: str, plain: str) -> None:
    assert plain_name(name) == plain
