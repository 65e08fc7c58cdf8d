"""Reports on what is gone, two who decide at once, and writers who cannot be reached."""

from sqlalchemy import select, text

from db.models import Audit, ModerationCase, Sanction
from tests.moderation.steps import HURT, cards, heard_by, replies, says, settled_group
from tests.village import Village

LEFT = "👋 The writer is no longer in the group."
UNREACHED = "🔕 I cannot write to the writer. Please speak with them."
CASES = select(ModerationCase.id)


async def test_the_writer_left_and_there_is_nobody_to_mute(village: Village) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    rude = await says(village, budhram, group, HURT)
    await budhram.does(lambda p: p.leaves(group.chat))
    await replies(sukhmati, group, rude, "/batao")
    assert phool.word(LEFT) in phool.last
    assert phool.word("🔇 A day of rest") not in phool.buttons
    await phool.presses("🙈 Hide")
    assert HURT not in group.texts()
    assert HURT in await heard_by(budhram)


async def test_the_writer_was_taken_out_and_another_message_is_reported(village: Village) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    nurse = await village.staff("Lata")
    first = await says(village, budhram, group, HURT)
    second = await says(village, budhram, group, f"{HURT} सब")
    await replies(sukhmati, group, first, "/batao")
    await phool.presses("🏥 Ask the clinic")
    await nurse.presses("🚪 Out of the group")
    await nurse.presses("🚪 Yes, take them out")
    await village.later(seconds=4)
    await replies(sukhmati, group, second, "/batao")
    assert phool.word("🚪 The writer was taken out of the group.") in phool.last
    await phool.presses("🙈 Hide")
    assert second.text not in group.texts()


async def test_the_message_was_deleted_before_the_leader_decided(village: Village) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    rude = await says(village, budhram, group, HURT)
    await replies(sukhmati, group, rude, "/batao")
    budhram.person.deletes(rude)
    await phool.presses("🙈 Hide")
    assert phool.word("✅ It is settled.") in await heard_by(phool)
    assert HURT not in budhram.last
    assert phool.word("↩️ Show it again") not in phool.buttons
    assert await village.rows(select(Sanction.state)) == ["over"]


async def test_two_leaders_press_in_the_same_moment(village: Village) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    meena = await village.member("Meena", group=group, leader=True)
    rude = await says(village, budhram, group, HURT)
    await replies(sukhmati, group, rude, "/batao")
    phool.person.presses(phool.word("🙈 Hide"))
    meena.person.presses(meena.word("🔇 A day of rest"))
    await village.settle()
    await village.later(seconds=4)
    assert await village.rows(select(Sanction.kind)) == ["hide"]
    assert meena.word("🙈 It is hidden.") in meena.last
    await meena.presses("🔇 A day of rest")
    assert sorted(await village.rows(select(Sanction.kind))) == ["hide", "mute"]


async def test_two_leaders_answer_with_hatao_in_the_same_moment(village: Village) -> None:
    group, phool, budhram, _ = await settled_group(village)
    meena = await village.member("Meena", group=group, leader=True)
    rude = budhram.person.says(group.chat, HURT)
    for leader in (phool, meena):
        leader.person.says(group.chat, "/hatao", reply_to=rude)
    await village.settle()
    assert HURT in await heard_by(budhram)
    assert len([m for m in budhram.inbox if HURT in m.text]) == 1
    assert len(await village.rows(select(Sanction.id))) == 1


async def test_an_objection_to_what_was_taken_back_already(village: Village) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    nurse = await village.staff("Lata")
    rude = await says(village, budhram, group, HURT)
    await replies(sukhmati, group, rude, "/batao")
    await phool.presses("🙈 Hide")
    await heard_by(budhram)
    await phool.presses("↩️ Show it again")
    await village.later(seconds=4)
    assert budhram.word("🙏 It is put right already. Nothing stands against you.") in (
        await budhram.presses("🙋 That was not right")
    )
    assert HURT not in nurse.last
    assert "object" not in await village.rows(select(Audit.action))


async def test_hidden_a_second_time_it_may_be_objected_to_again(village: Village) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    nurse = await village.staff("Lata")
    rude = await says(village, budhram, group, HURT)
    await replies(sukhmati, group, rude, "/batao")
    await phool.presses("🙈 Hide")
    await heard_by(budhram)
    await budhram.presses("🙋 That was not right")
    await nurse.presses("↩️ Show it again")
    await village.later(seconds=4)
    await phool.presses("🙈 Hide")
    assert HURT in await heard_by(budhram)
    await budhram.presses("🙋 That was not right")
    objected = "🙋 The writer does not agree. The clinic sees this too."
    assert any(objected in m.text for m in nurse.inbox)


async def test_what_was_shown_again_is_reported_as_the_same_message(village: Village) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    rude = await says(village, budhram, group, HURT)
    await replies(sukhmati, group, rude, "/batao")
    await phool.presses("🙈 Hide")
    await heard_by(budhram)
    await phool.presses("↩️ Show it again")
    await village.later(seconds=4)
    shown = next(m for m in group.chat.messages if HURT in m.text)
    assert shown.from_bot
    meena = await village.member("Meena", group=group)
    assert "🙏" in await replies(meena, group, shown, "/batao")
    (card,) = cards(phool)
    assert phool.word("↩️ It was hidden before and shown again.") in card.text
    assert phool.word("What shall be done?") in card.text
    assert len(await village.rows(CASES)) == 1
    await phool.presses("🙈 Hide")
    assert not any(HURT in said for said in group.texts())
    assert HURT in await heard_by(budhram)
    states = await village.rows(select(Sanction.state).order_by(Sanction.id))
    assert states == ["over", "done"]


async def test_nobody_reports_the_bots_other_words(village: Village) -> None:
    group, phool, _, sukhmati = await settled_group(village)
    rules = next(m for m in group.chat.messages if m.from_bot and "/batao" in m.text)
    await replies(sukhmati, group, rules, "/batao")
    assert sukhmati.last.startswith(sukhmati.word("Hold the message, tap Reply, and write /batao."))
    await replies(phool, group, rules, "/hatao")
    assert rules.text in group.texts()
    assert not await village.rows(CASES)


async def test_a_writer_who_blocked_the_bot_hears_it_in_the_group_without_a_name(
    village: Village,
) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    await budhram.does(lambda p: p.blocks(village.bot))
    rude = await says(village, budhram, group, HURT)
    await replies(sukhmati, group, rude, "/batao")
    assert phool.word(UNREACHED) in phool.last
    assert phool.word("✉️ A private word") not in phool.buttons
    said = group.texts()
    await phool.presses("🙈 Hide")
    await village.later(seconds=4)
    (new,) = [one for one in group.texts() if one not in said]
    assert "🙈" in new
    assert "Budhram" not in new
    card = cards(phool)[0]
    word = next(b.data for b in card.buttons if "restore" in b.data).replace("restore", "word")
    assert phool.word("I cannot write to this person. Please speak with them yourself.") in (
        await phool.does(lambda p: p._query(card, word))
    )


async def test_unmuting_frees_from_every_days_rest_in_the_group(village: Village) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    first = await says(village, budhram, group, HURT)
    second = await says(village, budhram, group, f"{HURT} सब")
    await replies(sukhmati, group, first, "/batao")
    await replies(sukhmati, group, second, "/batao")
    await phool.presses("🔇 A day of rest")
    assert phool.word("🔇 A day of rest") not in cards(phool)[1].labels
    await phool.presses("🔊 Let them write")
    await village.later(seconds=4)
    assert group.chat.chat.may(budhram.person.user, "can_send_messages")
    assert await village.rows(text("SELECT state FROM sanction")) == ["over"]
