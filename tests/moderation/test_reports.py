"""Members report, leaders decide, and everything can be undone."""

from sqlalchemy import select, text

from db.models import Audit, ModerationCase, Sanction
from tests.moderation.steps import HURT, cards, heard_by, replies, says, settled_group
from tests.village import Village


async def test_a_report_takes_itself_away_and_shows_the_leader_one_card(village: Village) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    sahodra = await village.member("Sahodra", group=group)
    rude = await says(village, budhram, group, HURT)
    assert "🙏" in await replies(sukhmati, group, rude, "/batao")
    assert "/batao" not in group.texts()
    assert "🙏" in await replies(sahodra, group, rude, "/batao")
    await replies(sahodra, group, rude, "/batao")
    (card,) = cards(phool)
    assert HURT in card.text
    assert phool.word("⚠️ Reported: {count}").format(count=2) in card.text
    assert "Sukhmati" not in card.text
    assert "Sahodra" not in card.text


async def test_reports_of_one_moment_make_one_card(village: Village) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    sahodra = await village.member("Sahodra", group=group)
    rude = budhram.person.says(group.chat, HURT)
    sukhmati.person.says(group.chat, "/batao", reply_to=rude)
    sahodra.person.says(group.chat, "/batao", reply_to=rude)
    await village.settle()
    (card,) = cards(phool)
    assert phool.word("⚠️ Reported: {count}").format(count=2) in card.text


async def test_a_person_reports_ten_times_an_hour_at_most(village: Village) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    for number in range(11):
        said = await says(village, budhram, group, f"अरे वाह भाई {'x' * number}")
        heard = await replies(sukhmati, group, said, "/batao")
        await village.later(minutes=2)
    assert heard == sukhmati.word("That was a lot for one hour. Please tell the leader yourself.")
    assert len(cards(phool)) == 10


async def test_a_warning_reaction_reports_without_the_words(village: Village) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    rude = await says(village, budhram, group, HURT)
    await sukhmati.does(lambda p: p.reacts(rude, "⚠️"))
    await sukhmati.does(lambda p: p.reacts(rude, ""))
    await sukhmati.does(lambda p: p.reacts(rude, "⚠️"))
    (card,) = cards(phool)
    assert HURT not in card.text
    assert phool.word("🙈 Hide") not in card.labels
    assert phool.word("👀 Look at it") in card.labels


async def test_a_message_passed_on_in_private_is_shown_after_one_tap(village: Village) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    rude = await says(village, budhram, group, HURT)
    await sukhmati.does(lambda p: p.forwards(rude, village.bot))
    await sukhmati.presses("⚠️ Yes, show it")
    (card,) = cards(phool)
    assert HURT in card.text


async def test_hidden_is_told_why_and_comes_back_when_it_was_wrong(village: Village) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    nurse = await village.staff("Lata")
    rude = await says(village, budhram, group, HURT)
    await replies(sukhmati, group, rude, "/batao")
    await phool.presses("🙈 Hide")
    assert HURT not in group.texts()
    assert HURT in await heard_by(budhram)
    await budhram.presses("🙋 That was not right")
    assert HURT in nurse.last
    await nurse.presses("↩️ Show it again")
    assert any(HURT in said and "Budhram" in said for said in group.texts())
    (hidden,) = await village.rows(select(Sanction))
    assert hidden.revoked_at is not None
    actions = await village.rows(select(Audit.action).where(Audit.subject_kind == "case"))
    assert {"report", "hide", "object", "restore"} <= set(actions)


async def test_the_leader_hides_at_once_with_hatao(village: Village) -> None:
    group, phool, budhram, _ = await settled_group(village)
    rude = await says(village, budhram, group, HURT)
    await replies(phool, group, rude, "/hatao")
    assert group.texts()[-1] not in (HURT, "/hatao")
    assert HURT not in group.texts()
    await phool.presses("↩️ Show it again")
    assert any(HURT in said for said in group.texts())


async def test_hatao_by_a_member_is_a_report(village: Village) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    rude = await says(village, budhram, group, HURT)
    await replies(sukhmati, group, rude, "/hatao")
    assert HURT in group.texts()
    assert len(cards(phool)) == 1


async def test_nobody_hides_a_cry_for_help(village: Village) -> None:
    group, phool, budhram, _ = await settled_group(village)
    cry = await says(village, budhram, group, "मुझे मर जाने का मन करता है")
    assert phool.word(
        "I never hide a sign of danger. Please look after the person."
    ) in await replies(phool, group, cry, "/hatao")
    assert cry.text in group.texts()


async def test_a_day_of_rest_ends_by_itself_or_by_the_leader(village: Village) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    rude = await says(village, budhram, group, HURT)
    await replies(sukhmati, group, rude, "/batao")
    await phool.presses("🔇 A day of rest")
    assert not group.chat.chat.may(budhram.person.user, "can_send_messages")
    assert "108" in await heard_by(budhram)
    await phool.presses("🔊 Let them write")
    assert group.chat.chat.may(budhram.person.user, "can_send_messages")
    await phool.presses("🔇 A day of rest")
    await village.later(hours=25)
    group.chat.world.end_expired_restrictions(group.chat.chat)
    assert group.chat.chat.may(budhram.person.user, "can_send_messages")


async def test_thanks_and_a_private_word_and_a_question(village: Village) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    kind = await says(village, budhram, group, "सबका भला हो")
    await replies(sukhmati, group, kind, "/batao")
    await phool.presses("🙏 Thank")
    assert [{"type": "emoji", "emoji": "🙏"}] in kind.reactions.values()
    rude = await says(village, budhram, group, HURT)
    await replies(sukhmati, group, rude, "/batao")
    await phool.presses("✉️ A private word")
    assert "“संगवारी”" in budhram.last
    await phool.presses("🏥 Ask the clinic")
    asked = await village.rows(text("SELECT evidence FROM alert WHERE kind = 'question'"))
    assert HURT in asked[0]
    assert "Budhram" not in asked[0]


async def test_an_old_card_decides_nothing(village: Village) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    meena = await village.member("Meena", group=group, leader=True)
    rude = await says(village, budhram, group, HURT)
    await replies(sukhmati, group, rude, "/batao")
    stale = next(b.data for b in meena.inbox[-1].buttons if "close" in b.data)
    await phool.presses("🙈 Hide")
    card = meena.inbox[-1]
    await meena.does(lambda p: p._query(card, stale))
    (case,) = await village.rows(select(ModerationCase))
    assert case.state == "hidden"


async def test_strangers_and_other_leaders_decide_nothing(village: Village) -> None:
    group, phool, budhram, sukhmati = await settled_group(village)
    other = await village.group("दूसरा")
    ram = await village.member("Ram", group=other, leader=True)
    rude = await says(village, budhram, group, HURT)
    await replies(sukhmati, group, rude, "/batao")
    card = cards(phool)[0]
    pressed = next(b.data for b in card.buttons if "hide" in b.data)
    for person in (ram, sukhmati, budhram):
        await person.does(lambda p: p.presses(pressed, on=card))
    assert HURT in group.texts()


async def test_a_leaders_own_message_is_for_the_clinic(village: Village) -> None:
    group, phool, _, sukhmati = await settled_group(village)
    nurse = await village.staff("Lata")
    rude = await says(village, phool, group, HURT)
    await replies(sukhmati, group, rude, "/batao")
    assert not cards(phool)
    assert HURT in nurse.last


async def test_after_an_upgrade_no_other_message_is_hidden(village: Village) -> None:
    group = await village.group("संगवारी", supergroup=False)
    phool = await village.member("Phool", group=group, leader=True)
    budhram = await village.member("Budhram", group=group)
    rude = await says(village, budhram, group, HURT)
    await replies(phool, group, rude, "/batao")
    group.chat.upgrade()
    await village.settle()
    said = [await says(village, budhram, group, f"नया {n}") for n in range(rude.id + 2)]
    await phool.presses("🙈 Hide")
    assert all(message.text in group.texts() for message in said)
