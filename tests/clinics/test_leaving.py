"""Whoever leaves the staff, or leads no more, gives back what they hold and reads nothing more."""

import pytest
from sqlalchemy import select

from bot.services.clinics.leaving import dismiss_leader, remove_staff
from bot.services.moderation.actions import hide_message
from bot.services.moderation.cases import GroupMessage, report_message
from bot.services.onboarding.invites import InvitePurpose, make_invite
from db.enums import StaffRole
from db.models import Alert, Group, ModerationCase, Outbox, Staff
from db.session import begin
from tests.village import PeerGroup, Village, Villager

PAIN = "छाती मा अब्बड़ पीरा होवत हे"


async def leaves(village: Village, who: Villager) -> None:
    async with begin(village.sessions) as session:
        member = await session.get_one(Staff, who.staff_id)
        await remove_staff(session, member, now=village.clock())
    await village.settle()


async def is_dismissed(village: Village, group: PeerGroup, who: Villager) -> None:
    assert who.patient_id is not None
    async with begin(village.sessions) as session:
        row = await session.get_one(Group, group.id)
        await dismiss_leader(session, row, who.patient_id, now=village.clock())
    await village.settle()


async def test_the_cards_of_who_left_are_taken_away_and_change_no_more(village: Village) -> None:
    await village.staff("Anita")
    meena = await village.staff("Meena")
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says(PAIN)
    assert any("पीरा" in message.text for message in meena.inbox)
    await leaves(village, meena)
    await sukhmati.says("साँस नइ आवत हे")
    shown = " ".join(message.text for message in meena.inbox)
    assert "पीरा" not in shown
    assert "साँस" not in shown
    assert "Sukhmati" not in shown


async def test_an_old_card_that_cannot_be_deleted_is_overwritten(village: Village) -> None:
    await village.staff("Anita")
    meena = await village.staff("Meena")
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says(PAIN)
    await village.later(days=3)
    await leaves(village, meena)
    shown = " ".join(message.text for message in meena.inbox)
    assert "पीरा" not in shown
    assert meena.word("This is no longer shown.") in shown


async def test_what_they_held_rings_for_the_others_at_once(village: Village) -> None:
    anita, meena = await village.staff("Anita"), await village.staff("Meena")
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says(PAIN)
    await meena.presses("✋ I take it")
    assert await village.rows(select(Alert.status)) == ["acked"]
    before = len(anita.inbox)
    await leaves(village, meena)
    assert await village.rows(select(Alert.status)) == ["triggered"]
    assert len(anita.inbox) > before


async def test_what_they_were_asked_to_take_over_stays_with_the_holder(village: Village) -> None:
    anita, meena = await village.staff("Anita"), await village.staff("Meena")
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says(PAIN)
    await anita.presses("✋ I take it")
    await anita.presses("🤝 Hand over")
    await anita.presses("👤 Meena")
    assert await village.rows(select(Alert.offered_to)) == [meena.staff_id]
    await leaves(village, meena)
    assert await village.rows(select(Alert.offered_to)) == [None]
    assert await village.rows(select(Alert.acked_by)) == [anita.staff_id]


async def test_an_unused_link_lets_nobody_in_after_they_left(village: Village) -> None:
    stranger = village.stranger("Meena")
    async with begin(village.sessions) as session:
        member = Staff(clinic_id=village.clinic_id, name="Meena", role=StaffRole.NURSE)
        session.add(member)
        await session.flush()
        token = await make_invite(
            session, InvitePurpose.STAFF, village.clinic_id, member.id, now=village.clock()
        )
        await remove_staff(session, member, now=village.clock())
    await stranger.starts(f"i_{token}")
    assert await village.rows(select(Staff.account_id)) == [None]


async def test_a_message_on_its_way_is_not_sent_to_who_left_meanwhile(village: Village) -> None:
    await village.staff("Anita")
    meena = await village.staff("Meena")
    sukhmati = await village.member("Sukhmati")
    before = len(meena.inbox)
    sukhmati.person.says(village.bot, PAIN)
    await village.app.polling.once()
    async with begin(village.sessions) as session:
        member = await session.get_one(Staff, meena.staff_id)
        await remove_staff(session, member, now=village.clock())
    await village.settle()
    assert not any("पीरा" in message.text for message in meena.inbox[before:])
    assert "left" in await village.rows(select(Outbox.last_code))


@pytest.fixture
async def case(village: Village) -> tuple[PeerGroup, Villager, Villager, ModerationCase]:
    group = await village.group("संगवारी")
    budhram, sukhmati = [await village.member(n, group=group) for n in ("Budhram", "Sukhmati")]
    phool, dhani = [await village.member(n, group=group, leader=True) for n in ("Phool", "Dhani")]
    rude = budhram.person.says(group.chat, "तुम सब निकम्मे लोग")
    await village.settle()
    async with begin(village.sessions) as session:
        row = await session.get_one(Group, group.id)
        written = GroupMessage(rude.id, budhram.person.id, "Budhram", rude.text)
        case = await report_message(session, row, written, sukhmati.account_id, now=village.clock())
    await village.settle()
    assert case is not None
    return group, phool, dhani, case


async def test_a_former_leader_reads_no_case_any_more(
    village: Village, case: tuple[PeerGroup, Villager, Villager, ModerationCase]
) -> None:
    group, phool, dhani, opened = case
    assert any("निकम्मे" in message.text for message in dhani.inbox)
    await is_dismissed(village, group, dhani)
    assert not any("निकम्मे" in message.text for message in dhani.inbox)
    seen = [message.text for message in dhani.inbox]
    async with begin(village.sessions) as session:
        row = await session.get_one(Group, group.id)
        fresh = await session.get_one(ModerationCase, opened.id)
        actor = ("account", phool.account_id)
        await hide_message(session, fresh, row, actor=actor, now=village.clock())
    await village.settle()
    assert [message.text for message in dhani.inbox] == seen


async def test_a_leader_who_is_staff_too_keeps_what_staff_may_read(
    village: Village, case: tuple[PeerGroup, Villager, Villager, ModerationCase]
) -> None:
    group, _phool, dhani, _opened = case
    async with begin(village.sessions) as session:
        session.add(
            Staff(
                clinic_id=village.clinic_id,
                account_id=dhani.account_id,
                name="Dhani",
                role=StaffRole.NURSE,
            )
        )
    await is_dismissed(village, group, dhani)
    assert any("निकम्मे" in message.text for message in dhani.inbox)
