"""Requests to join a group: asked, let in, refused, opened by the clinic's code; the rules."""

import pytest
from sqlalchemy import select

from bot.services.moderation.join_requests import new_entry_code
from db.models import Group, JoinRequest
from db.session import begin
from tests.moderation.steps import asks_to_join, closed_group
from tests.village import PeerGroup, Village, Villager

NO_RIGHT_TO_LET_IN = {"can_pin_messages", "can_delete_messages", "can_restrict_members"}
TELL_THE_CLINIC = "I have no right for it there now. Tell the clinic, then tap again."


def _is_in(group: PeerGroup, who: Villager) -> bool:
    return group.chat.chat.member(who.person.user).present


async def test_a_leader_lets_somebody_in(village: Village) -> None:
    group, phool = await closed_group(village)
    ram = village.stranger("Ram")
    assert "संगवारी" in await asks_to_join(ram)
    await asks_to_join(ram)
    assert "Ram" in phool.last
    await phool.presses("✅ Let them in")
    await village.settle()
    assert _is_in(group, ram)
    (request,) = await village.rows(select(JoinRequest))
    assert (request.let_in, request.name) == (True, None)
    assert any("Ram" in said for said in group.texts())


async def test_a_leader_says_not_now_and_pressing_again_changes_nothing(village: Village) -> None:
    group, phool = await closed_group(village)
    ram = village.stranger("Ram")
    await asks_to_join(ram)
    asked = phool.inbox[-1]
    await phool.presses("❌ Not now")
    assert "108" in ram.last
    assert not _is_in(group, ram)
    (request,) = await village.rows(select(JoinRequest))
    await phool.does(lambda p: p._query(asked, f"join_request:{request.id}:yes"))
    assert not _is_in(group, ram)


async def test_without_the_right_to_let_in_the_leader_hears_it(village: Village) -> None:
    group, phool = await closed_group(village)
    ram = village.stranger("Ram")
    await asks_to_join(ram)
    group.owner.makes_admin(village.bot, group.chat, NO_RIGHT_TO_LET_IN)
    await village.settle()
    for label in ("✅ Let them in", "❌ Not now"):
        assert await phool.presses(label) == phool.word(TELL_THE_CLINIC)
    assert not _is_in(group, ram)
    group.owner.makes_admin(village.bot, group.chat)
    await village.settle()
    await phool.presses("✅ Let them in")
    assert _is_in(group, ram)


async def test_the_clinics_code_opens_and_guessing_does_not(village: Village) -> None:
    group, _ = await closed_group(village)
    async with begin(village.sessions) as session:
        row = await session.get_one(Group, group.id)
        code = new_entry_code(session, row, actor=("operator", None), now=village.clock())
    ram, thief = village.stranger("Ram"), village.stranger("Chor")
    await asks_to_join(ram)
    await ram.starts()
    await asks_to_join(thief)
    wrong = "000000" if code != "000000" else "111111"
    assert "123456" in await thief.says("कोड क्या है")
    for _ in range(5):
        await thief.says(wrong)
    await thief.says(code)
    assert not _is_in(group, thief)
    await ram.says(code)
    assert _is_in(group, ram)


async def test_whom_the_clinic_knows_need_not_wait(village: Village) -> None:
    group, phool = await closed_group(village)
    sukhmati = await village.member("Sukhmati")
    await asks_to_join(sukhmati)
    assert _is_in(group, sukhmati)
    assert phool.word("✅ Let them in") not in phool.buttons


async def test_only_this_groups_leader_opens_its_door(village: Village) -> None:
    group, phool = await closed_group(village)
    other = await village.group("दूसरा")
    meena = await village.member("Meena", group=other, leader=True)
    ram = village.stranger("Ram")
    await asks_to_join(ram)
    asked = phool.inbox[-1]
    button = asked.buttons[0].data
    await meena.does(lambda p: p.presses(button, on=asked))
    assert not _is_in(group, ram)


async def test_the_rules_are_pinned_as_soon_as_the_bot_may(village: Village) -> None:
    group, _ = await closed_group(village)
    group.owner.makes_admin(village.bot, group.chat, {"can_delete_messages"})
    await village.later(minutes=2)
    assert not group.chat.chat.pinned
    group.owner.makes_admin(village.bot, group.chat)
    await village.later(minutes=2)
    await village.later(minutes=2)
    (pinned,) = group.chat.chat.pinned
    assert "/batao" in group.chat.chat.messages[pinned].text
    assert "🤖" in group.chat.chat.messages[pinned].text


async def test_the_members_write_their_own_rules(village: Village) -> None:
    group, phool = await closed_group(village)
    await village.later(minutes=2)
    sukhmati = await village.member("Sukhmati", group=group)
    assert "/batao" in await sukhmati.says("/niyam")
    assert sukhmati.word("✏️ Change the rules") not in sukhmati.buttons
    await phool.says("/niyam")
    await phool.presses("✏️ Change the rules")
    await phool.says("छोटा")
    await phool.says("हम सब <मिलकर> रहेंगे & किसी पर नहीं हँसेंगे।")
    await village.later(minutes=2)
    newest = group.chat.chat.pinned[-1]
    assert "<मिलकर> रहेंगे &" in group.chat.chat.messages[newest].text
    assert "<मिलकर>" in await sukhmati.says("/niyam")
    await phool.presses("✏️ Change the rules")
    await phool.presses("↩️ The standard rules")
    assert "/batao" in await sukhmati.says("/niyam")


@pytest.mark.parametrize("words", ["", "i_nothing", "g_nothing"])
async def test_a_stranger_knocking_loses_no_dialogue(village: Village, words: str) -> None:
    _, phool = await closed_group(village)
    ram = village.stranger("Ram")
    await ram.starts(words)
    await asks_to_join(ram)
    assert "Ram" in phool.last
