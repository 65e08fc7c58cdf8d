"""Only the clinic takes somebody out of a group, and lets them in again."""

from sqlalchemy import select, text

from db.enums import SanctionKind, StaffRole
from db.models import Account, Audit, Clinic, Membership, Sanction, Staff
from db.session import begin
from tests.moderation.steps import HURT, heard_by, replies, says, settled_group
from tests.village import PeerGroup, Village, Villager

OUT = "🚪 Out of the group"
YES = "🚪 Yes, take them out"
BACK = "🚪 Let them in again"
HERE = select(Membership.id).where(Membership.left_at.is_(None))
STATES = select(Sanction.state).where(Sanction.kind == SanctionKind.REMOVE)


async def _asked(village: Village) -> tuple[PeerGroup, Villager, Villager, Villager]:
    """A leader asked the clinic about a message: group, leader, writer, nurse."""
    group, phool, budhram, sukhmati = await settled_group(village)
    nurse = await village.staff("Lata")
    rude = await says(village, budhram, group, HURT)
    await replies(sukhmati, group, rude, "/batao")
    await phool.presses("🏥 Ask the clinic")
    return group, phool, budhram, nurse


def _is_in(group: PeerGroup, who: Villager) -> bool:
    return group.chat.chat.member(who.person.user).present


async def test_asking_the_clinic_shows_it_the_card_once(village: Village) -> None:
    _, phool, _, nurse = await _asked(village)
    assert HURT in nurse.last
    assert OUT in nurse.buttons
    assert phool.word("🏥 The clinic was asked.") in phool.last
    assert phool.word(OUT) not in phool.buttons
    assert phool.word("🏥 Ask the clinic") not in phool.buttons
    asked = await village.rows(text("SELECT evidence FROM alert WHERE kind = 'question'"))
    assert len(asked) == 1


async def test_the_clinic_takes_somebody_out_after_being_asked_twice(village: Village) -> None:
    group, phool, budhram, nurse = await _asked(village)
    await village.medicine(budhram, "Metformin", dispensed=60, dose=2)
    before, said = len(await village.rows(HERE)), group.texts()
    assert "Budhram" in await nurse.presses(OUT)
    assert _is_in(group, budhram)
    await nurse.presses("↩️ No, leave it")
    assert _is_in(group, budhram)
    await nurse.presses(OUT)
    assert "take them out" in await nurse.presses(YES)
    assert not _is_in(group, budhram)
    heard = await heard_by(budhram)
    assert budhram.word("🌿 You are no longer in “{group}”.").format(group="संगवारी") in heard
    assert "07752000000" in heard
    assert len(await village.rows(HERE)) == before - 1
    assert await village.rows(STATES) == ["done"]
    assert group.texts() == said  # not a word of it, not even Telegram's own notice
    actions = await village.rows(select(Audit.action).where(Audit.subject_kind == "case"))
    assert {"ask_clinic", "remove", "remove_done"} <= set(actions)
    assert phool.word("🚪 The writer was taken out of the group.") in phool.last
    assert "26" in await budhram.says("26 गोली")
    members = await village.rows(text("SELECT members FROM group_feed WHERE kind = 'peer'"))
    assert members == [before - 1]


async def test_who_was_taken_out_is_still_heard_in_danger(village: Village) -> None:
    _, _, budhram, nurse = await _asked(village)
    await nurse.presses(OUT)
    await nurse.presses(YES)
    await heard_by(budhram)
    assert "108" in await budhram.says("छाती में बहुत दर्द है")
    severities = await village.rows(text("SELECT severity FROM alert WHERE severity = 'emergency'"))
    assert severities == ["emergency"]


async def test_let_in_again_they_come_back_by_the_link(village: Village) -> None:
    group, _, budhram, nurse = await _asked(village)
    await nurse.presses(OUT)
    await nurse.presses(YES)
    await village.later(seconds=4)
    await nurse.presses(BACK)
    assert budhram.word("🌿 “{group}” is open to you again.").format(group="संगवारी") in (
        await heard_by(budhram)
    )
    assert not _is_in(group, budhram)
    await budhram.does(lambda p: p.joins(group.chat.link))
    assert _is_in(group, budhram)
    assert await village.rows(STATES) == ["over"]
    mine = HERE.where(Membership.account_id == budhram.account_id)
    assert len(await village.rows(mine)) == 1
    assert {"remove", "let_in", "remove_over"} <= set(await village.rows(select(Audit.action)))


async def test_let_in_again_after_a_month_when_the_case_is_forgotten(village: Village) -> None:
    group, _, budhram, nurse = await _asked(village)
    await nurse.presses(OUT)
    await nurse.presses(YES)
    await village.later(days=31)
    await nurse.presses(BACK)
    assert group.chat.chat.member(budhram.person.user).status == "left"


async def test_nobody_else_can_take_anybody_out(village: Village) -> None:
    group, phool, budhram, nurse = await _asked(village)
    card = next(m for m in nurse.inbox if OUT in m.labels)
    ask = next(b.data for b in card.buttons if b.text == OUT)
    sure = ask.replace("ask", "yes")
    stranger = await _nurse_of_another_clinic(village)
    sukhmati = await village.member("Meena", group=group)
    for person in (phool, budhram, sukhmati, stranger):
        for pressed in (ask, sure):
            await person.does(lambda p, data=pressed: p._query(card, data))
    assert _is_in(group, budhram)
    assert not await village.rows(STATES)
    assert stranger.last == "Only the clinic can do that."


async def _nurse_of_another_clinic(village: Village) -> Villager:
    nurse = await village.staff("Rekha", StaffRole.NURSE)
    async with begin(village.sessions) as session:
        other = Clinic(name="Bilaspur", phone="07752111111", created_at=village.clock())
        session.add(other)
        await session.flush()
        (await session.get_one(Staff, nurse.staff_id)).clinic_id = other.id
    return nurse


async def test_pressed_twice_it_is_done_once(village: Village) -> None:
    group, _, budhram, nurse = await _asked(village)
    await nurse.presses(OUT)
    question = nurse.inbox[-1]
    yes = question.buttons[0].data
    nurse.person._query(question, yes)
    nurse.person._query(question, yes)
    await village.settle()
    await village.later(seconds=4)
    assert not _is_in(group, budhram)
    assert await village.rows(STATES) == ["done"]
    notices = [m for m in budhram.inbox if "07752000000" in m.text]
    assert len(notices) == 1


async def test_an_administrator_is_not_taken_out_and_the_nurse_hears_how(village: Village) -> None:
    group, _, budhram, nurse = await _asked(village)
    group.owner.makes_admin(budhram.person, group.chat, {"can_pin_messages"})
    await village.settle()
    await nurse.presses(OUT)
    await nurse.presses(YES)
    heard = await heard_by(nurse)
    assert "I could not take them out. In Telegram tap the name, Remove." in heard
    assert "administrator" in heard
    assert _is_in(group, budhram)
    assert "🌿" not in budhram.last
    assert await village.rows(HERE.where(Membership.account_id == budhram.account_id))


async def test_without_the_right_it_is_done_when_the_right_returns(village: Village) -> None:
    group, _, budhram, nurse = await _asked(village)
    group.owner.makes_admin(village.bot, group.chat, {"can_pin_messages", "can_delete_messages"})
    await village.settle()
    await nurse.presses(OUT)
    assert "In Telegram tap the name, Remove." in await nurse.presses(YES)
    group.owner.makes_admin(village.bot, group.chat)
    await village.later(seconds=4)
    assert not _is_in(group, budhram)


async def test_the_removed_may_object_and_the_clinic_sees_it(village: Village) -> None:
    _, phool, budhram, nurse = await _asked(village)
    await nurse.presses(OUT)
    await nurse.presses(YES)
    await heard_by(budhram)
    await budhram.presses("🙋 That was not right")
    objected = "🙋 The writer does not agree. The clinic sees this too."
    assert any(objected in m.text for m in nurse.inbox)
    assert phool.word(objected) in phool.last


async def test_taken_out_of_a_small_group_they_knock_at_the_clinics_door(village: Village) -> None:
    group, phool, budhram, nurse = await _asked(village)
    await nurse.presses(OUT)
    await nurse.presses(YES)
    await village.later(seconds=4)
    group.chat.chat.members[budhram.person.id].status = "left"  # a small group keeps nobody out
    group.chat.chat.links[0].needs_approval = True
    before = len(phool.inbox)
    await budhram.does(lambda p: p.joins(group.chat.link))
    assert not _is_in(group, budhram)
    assert "Budhram" in nurse.last
    assert len(phool.inbox) == before


async def test_a_person_whom_the_bot_never_met_can_be_taken_out(village: Village) -> None:
    group, phool, _, sukhmati = await settled_group(village)
    nurse = await village.staff("Lata")
    ram = village.stranger("Ramlal")
    group.chat.add(ram.person)
    await village.settle()
    rude = await says(village, ram, group, HURT)
    await replies(sukhmati, group, rude, "/batao")
    assert phool.word("🔕 I cannot write to the writer. Please speak with them.") in phool.last
    await phool.presses("🏥 Ask the clinic")
    await nurse.presses(OUT)
    await nurse.presses(YES)
    await village.later(seconds=4)
    assert not _is_in(group, ram)
    known = select(Account.id).where(Account.telegram_id == ram.person.id)
    assert not await village.rows(known)


async def test_whom_the_clinic_took_out_no_mute_lets_in_again(village: Village) -> None:
    """To Telegram, restricting or freeing somebody who was removed takes the removal back."""
    group, phool, budhram, nurse = await _asked(village)
    await phool.presses("🔇 A day of rest")
    await village.later(seconds=4)
    freed = next(b.data for b in phool.inbox[-1].buttons if "unmute" in b.data)
    await nurse.presses(OUT)
    await nurse.presses(YES)
    await village.later(seconds=4)
    card, version = phool.inbox[-1], phool.inbox[-1].buttons[0].data.rsplit(":", 1)[1]
    stem = freed.rsplit(":", 1)[0]
    for action in (stem, stem.replace("unmute", "mute")):
        await phool.does(lambda p, data=f"{action}:{version}": p._query(card, data))
    await village.later(seconds=4)
    assert group.chat.chat.member(budhram.person.user).status == "kicked"
