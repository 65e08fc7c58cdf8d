"""Requests to join, joining, leaving, coming back; and a group that changes meanwhile."""

import pytest
from sqlalchemy import select, text

from bot.services.moderation.join_requests import new_entry_code
from bot.services.outbox import To, enqueue
from bot.simulator.members import InviteLink
from bot.texts.moderation.rules import no_text
from db.enums import OutboxClass
from db.models import Group, JoinRequest, Membership, Outbox
from db.session import begin
from tests.reminders.steps import until
from tests.village import PeerGroup, Village, Villager

NO_RIGHT_TO_LET_IN = {"can_pin_messages", "can_delete_messages", "can_restrict_members"}
TELL_THE_CLINIC = "I have no right for it there now. Tell the clinic, then tap again."


async def _closed(village: Village) -> tuple[PeerGroup, Villager]:
    """A group whose link asks for approval, and its leader."""
    group = await village.group("संगवारी")
    chat = group.chat.chat
    chat.links.append(InviteLink("https://t.me/+ask", group.owner.user, needs_approval=True))
    return group, await village.member("Phool", group=group, leader=True)


async def _asks_to_join(who: Villager) -> str:
    return await who.does(lambda p: p.joins("https://t.me/+ask"))


def _is_in(group: PeerGroup, who: Villager) -> bool:
    return group.chat.chat.member(who.person.user).present


async def test_a_leader_lets_somebody_in(village: Village) -> None:
    group, phool = await _closed(village)
    ram = village.stranger("Ram")
    assert "संगवारी" in await _asks_to_join(ram)
    await _asks_to_join(ram)
    assert "Ram" in phool.last
    await phool.presses("✅ Let them in")
    await village.settle()
    assert _is_in(group, ram)
    (request,) = await village.rows(select(JoinRequest))
    assert (request.let_in, request.name) == (True, None)
    assert any("Ram" in said for said in group.texts())


async def test_a_leader_says_not_now_and_pressing_again_changes_nothing(village: Village) -> None:
    group, phool = await _closed(village)
    ram = village.stranger("Ram")
    await _asks_to_join(ram)
    asked = phool.inbox[-1]
    await phool.presses("❌ Not now")
    assert "108" in ram.last
    assert not _is_in(group, ram)
    (request,) = await village.rows(select(JoinRequest))
    await phool.does(lambda p: p._query(asked, f"join_request:{request.id}:yes"))
    assert not _is_in(group, ram)


async def test_without_the_right_to_let_in_the_leader_hears_it(village: Village) -> None:
    group, phool = await _closed(village)
    ram = village.stranger("Ram")
    await _asks_to_join(ram)
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
    group, _ = await _closed(village)
    async with begin(village.sessions) as session:
        row = await session.get_one(Group, group.id)
        code = new_entry_code(session, row, actor=("operator", None), now=village.clock())
    ram, thief = village.stranger("Ram"), village.stranger("Chor")
    await _asks_to_join(ram)
    await ram.starts()
    await _asks_to_join(thief)
    wrong = "000000" if code != "000000" else "111111"
    assert "123456" in await thief.says("कोड क्या है")
    for _ in range(5):
        await thief.says(wrong)
    await thief.says(code)
    assert not _is_in(group, thief)
    await ram.says(code)
    assert _is_in(group, ram)


async def test_whom_the_clinic_knows_need_not_wait(village: Village) -> None:
    group, phool = await _closed(village)
    sukhmati = await village.member("Sukhmati")
    await _asks_to_join(sukhmati)
    assert _is_in(group, sukhmati)
    assert phool.word("✅ Let them in") not in phool.buttons


async def test_only_this_groups_leader_opens_its_door(village: Village) -> None:
    group, phool = await _closed(village)
    other = await village.group("दूसरा")
    meena = await village.member("Meena", group=other, leader=True)
    ram = village.stranger("Ram")
    await _asks_to_join(ram)
    asked = phool.inbox[-1]
    button = asked.buttons[0].data
    await meena.does(lambda p: p.presses(button, on=asked))
    assert not _is_in(group, ram)


async def test_who_leaves_is_no_member_and_who_comes_back_is_one(village: Village) -> None:
    group, _ = await _closed(village)
    sukhmati = await village.member("Sukhmati", group=group)
    here = select(Membership).where(
        Membership.account_id == sukhmati.account_id, Membership.left_at.is_(None)
    )
    group.owner.removes(sukhmati.person, group.chat)
    await village.settle()
    assert not await village.rows(here)
    group.chat.add(sukhmati.person)
    await village.settle()
    assert len(await village.rows(here)) == 1
    await sukhmati.does(lambda p: p.leaves(group.chat))
    assert not await village.rows(here)


async def test_a_welcome_comes_once_and_goes_after_a_while(village: Village) -> None:
    group, _ = await _closed(village)
    ram = village.stranger("Ramlal")
    group.chat.add(ram.person)
    await village.settle()
    assert sum("Ramlal" in said for said in group.texts()) == 1
    await village.later(hours=7)
    await village.later(hours=1)
    assert not any("Ramlal" in said for said in group.texts())


async def test_the_rules_are_pinned_as_soon_as_the_bot_may(village: Village) -> None:
    group, _ = await _closed(village)
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
    group, phool = await _closed(village)
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


async def test_an_answer_stays_in_its_topic_and_survives_its_end(village: Village) -> None:
    group, phool = await _closed(village)
    chat = group.chat.chat
    chat.topics.add(77)
    await phool.does(lambda p: p.says(group.chat, "/menu", topic=77))
    assert group.chat.messages[-1].thread == 77
    phool.person.says(group.chat, "/menu", topic=77)
    chat.topics.clear()
    await village.settle()
    assert group.chat.messages[-1].from_bot
    assert group.chat.messages[-1].thread == 0


async def test_an_upgrade_in_the_middle_loses_no_member_and_no_mute(village: Village) -> None:
    group = await village.group("संगवारी", supergroup=False)
    budhram = await village.member("Budhram", group=group)
    async with begin(village.sessions) as session:
        row = await session.get_one(Group, group.id)
        until_date = int(village.clock().timestamp()) + 90000
        enqueue(
            session,
            OutboxClass.MODERATION,
            To.group(row.id),
            no_text(),
            {"telegram_id": budhram.person.id, "until": until_date},
            method="mute",
            now=village.clock(),
        )
    group.chat.upgrade()
    await village.settle()
    await village.later(minutes=2)
    assert not group.chat.chat.may(budhram.person.user, "can_send_messages")
    states = await village.rows(select(Outbox.status).where(Outbox.method == "mute"))
    assert states == ["sent"]


async def test_who_hides_their_name_is_asked_to_show_it(village: Village) -> None:
    group, _ = await _closed(village)
    said = group.owner.says(group.chat, "नमस्ते")
    group.owner.says(group.chat, "/hatao", reply_to=said, anonymously=True)
    await village.settle()
    assert said.text in group.texts()
    assert not await village.rows(text("SELECT id FROM moderation_case"))


@pytest.mark.parametrize("words", ["", "i_nothing", "g_nothing"])
async def test_a_stranger_knocking_loses_no_dialogue(village: Village, words: str) -> None:
    _, phool = await _closed(village)
    ram = village.stranger("Ram")
    await ram.starts(words)
    await _asks_to_join(ram)
    assert "Ram" in phool.last


async def test_the_digest_and_the_rest_of_a_leader(village: Village) -> None:
    group, phool = await _closed(village)
    sukhmati = await village.member("Sukhmati", group=group)
    ram = village.stranger("Ram")
    await _asks_to_join(ram)
    days = (6 - village.clock().weekday()) % 7
    await until(village, days, 19)
    weekly_screen = next(m for m in phool.inbox if "🗓" in m.text and "🚪" in m.text)
    assert len(weekly_screen.text) < 500
    await phool.presses("🌿 I rest for a week")
    await phool.presses("👤 Sukhmati")
    assert sukhmati.word("The clinic stands behind you.") in sukhmati.last
    meena = village.stranger("Meena")
    await _asks_to_join(meena)
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
    group, phool = await _closed(village)
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
