"""A voice or photo in place of a number: a helper counts from it, and nobody else sees it."""

import pytest
from sqlalchemy import select

from db.enums import AlertKind, Severity, StaffRole
from db.models import Alert, AssistedCount, Consent, DeadLetter, PillCount
from tests.forging import forges
from tests.village import PeerGroup, Village, Villager

CURRENT_COUNTS = select(PillCount.remaining).where(PillCount.replaced_at.is_(None))
SOURCES = select(PillCount.source).where(PillCount.replaced_at.is_(None))
OPEN = select(AssistedCount.id).where(AssistedCount.ended_at.is_(None))


@pytest.fixture
async def group(village: Village) -> PeerGroup:
    return await village.group("संगवारी")


@pytest.fixture
async def anita(village: Village) -> Villager:
    return await village.staff("Anita")


@pytest.fixture
async def sukhmati(village: Village, group: PeerGroup, anita: Villager) -> Villager:
    sukhmati = await village.member("Sukhmati", group=group)
    await village.medicine(sukhmati, "Metformin")
    await sukhmati.taps("💊 Count pills")
    return sukhmati


async def send_photo(who: Villager) -> str:
    return await who.does(lambda p: p.sends_photo(who.village.bot))


async def send_voice(who: Villager) -> str:
    return await who.does(lambda p: p.sends_voice(who.village.bot))


async def test_the_nurse_sees_the_photo_and_enters_the_count(
    village: Village, group: PeerGroup, anita: Villager, sukhmati: Villager
) -> None:
    group_before = group.texts()
    heard = await send_photo(sukhmati)
    assert "Metformin" in heard
    card = anita.inbox[-1]
    assert card.kind == "photo"
    assert "Sukhmati" in card.text
    await anita.presses("🔢 Enter the count")
    heard = await anita.says("24")
    assert "Sukhmati" in heard
    assert await village.rows(CURRENT_COUNTS) == [24]
    assert await village.rows(SOURCES) == ["clinic"]
    assert "Anita" in sukhmati.last
    assert "24" in sukhmati.last
    assert "Anita" in card.text
    assert group.texts() == group_before


async def test_the_helper_may_use_the_pad(
    village: Village, anita: Villager, sukhmati: Villager
) -> None:
    await send_photo(sukhmati)
    await anita.presses("🔢 Enter the count")
    await anita.presses("2")
    await anita.presses("4")
    await anita.presses("✅")
    assert await village.rows(CURRENT_COUNTS) == [24]


async def test_a_helpers_doubtful_number_is_asked_about_like_any_other(
    village: Village, anita: Villager, sukhmati: Villager
) -> None:
    await send_photo(sukhmati)
    await anita.presses("🔢 Enter the count")
    await anita.says("80")
    assert await village.rows(CURRENT_COUNTS) == []
    await anita.presses("✅ The number is right")
    assert await village.rows(select(PillCount.doubtful)) == [True]
    assert await village.rows(SOURCES) == ["clinic"]


async def test_the_first_helper_wins_and_the_other_hears_so(
    village: Village, anita: Villager, sukhmati: Villager
) -> None:
    meena = await village.staff("Meena", StaffRole.COORDINATOR)
    await send_photo(sukhmati)
    await anita.presses("🔢 Enter the count")
    await meena.presses("🔢 Enter the count")
    await meena.says("25")
    heard = await anita.says("24")
    faster = meena.word("{person}, {medicine}: somebody was faster. Thank you!")
    assert faster.partition("}: ")[2] in heard
    assert await village.rows(CURRENT_COUNTS) == [25]
    assert "Meena" in next(m for m in anita.inbox if m.kind == "photo").text


async def test_the_leader_helps_only_when_allowed(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    dharam = await village.member("Dharam", group=group, leader=True)
    before = len(dharam.inbox)
    await send_photo(sukhmati)
    assert len(dharam.inbox) == before
    await sukhmati.presses("👥 Our leader may help, too")
    assert dharam.inbox[-1].kind == "photo"
    await dharam.presses("🔢 Enter the count")
    await dharam.says("24")
    assert await village.rows(SOURCES) == ["leader"]
    assert "Dharam" in sukhmati.last


async def test_a_leader_may_be_allowed_again_whose_card_could_not_be_sent(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    dharam = await village.member("Dharam", group=group, leader=True)
    await send_photo(sukhmati)
    dharam.person.blocks(village.bot)
    await sukhmati.presses("👥 Our leader may help, too")
    dharam.person.unblocks(village.bot)
    await village.later(minutes=1)
    treatment = (await village.rows(select(AssistedCount.treatment_id)))[0]
    forges(sukhmati.person, f"assisted_leader:{treatment}")
    await village.settle()
    assert dharam.inbox[-1].kind == "photo"
    assert await village.rows(select(DeadLetter.update_id)) == []


async def test_a_leader_whose_help_was_ended_can_no_longer_enter_it(
    village: Village, group: PeerGroup, sukhmati: Villager
) -> None:
    dharam = await village.member("Dharam", group=group, leader=True)
    await send_photo(sukhmati)
    await sukhmati.presses("👥 Our leader may help, too")
    await dharam.presses("🔢 Enter the count")
    await sukhmati.taps("⚙️ More")
    await sukhmati.presses("👪 Who helps me")
    await sukhmati.presses("💊 Who may count for me")
    await sukhmati.presses("end_access:leader")
    heard = await dharam.says("24")
    assert heard == dharam.word("That is not for you to answer. Thank you all the same.")
    assert await village.rows(CURRENT_COUNTS) == []


async def test_somebody_elses_leader_or_member_cannot_press_the_card(
    village: Village, sukhmati: Villager
) -> None:
    await send_photo(sukhmati)
    phulo = await village.member("Phulo", group=await village.group("दूसर"), leader=True)
    [request] = await village.rows(OPEN)
    pad = sukhmati.inbox[-1]
    for verb in ("assisted_enter", "assisted_none", "assisted_cry"):
        await phulo.does(lambda p, v=verb: p._query(pad, f"{v}:{request}"))
    assert await village.rows(OPEN) == [request]
    assert await village.rows(select(Alert)) == []


async def test_a_number_after_all_ends_the_call(
    village: Village, anita: Villager, sukhmati: Villager
) -> None:
    await send_photo(sukhmati)
    await sukhmati.says("24")
    assert await village.rows(SOURCES) == ["self"]
    assert await village.rows(OPEN) == []
    assert anita.inbox[-1].buttons == []


async def test_a_number_given_days_later_is_not_overwritten_by_a_late_helper(
    village: Village, anita: Villager, sukhmati: Villager
) -> None:
    await send_photo(sukhmati)
    await village.later(days=3)
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("21")
    await anita.presses("🔢 Enter the count")
    await anita.says("24")
    assert await village.rows(CURRENT_COUNTS) == [21]


async def test_a_voice_in_a_count_carries_a_door_to_help(
    village: Village, anita: Villager, sukhmati: Villager
) -> None:
    heard = await send_voice(sukhmati)
    assert sukhmati.word("Is it urgent? Then tap 🚨.") in heard
    assert anita.inbox[-1].kind == "voice"
    await sukhmati.presses("🚨 Yes, now")
    assert await village.rows(select(Alert.severity)) == [Severity.EMERGENCY]


async def test_a_voice_that_nobody_hears_becomes_an_alert(
    village: Village, anita: Villager, sukhmati: Villager
) -> None:
    await send_voice(sukhmati)
    await village.later(minutes=20)
    assert await village.rows(select(Alert)) == []
    await village.later(minutes=15)
    alerts = await village.rows(select(Alert))
    assert [(a.kind, a.severity) for a in alerts] == [(AlertKind.UNREAD, Severity.SAME_DAY)]
    assert await village.rows(OPEN) != []


async def test_a_voice_that_was_opened_raises_no_alert_that_day(
    village: Village, anita: Villager, sukhmati: Villager
) -> None:
    await send_voice(sukhmati)
    await anita.presses("🔢 Enter the count")
    await village.later(hours=2)
    assert await village.rows(select(Alert)) == []


async def test_the_helper_hears_a_cry_and_the_alarm_is_raised(
    village: Village, anita: Villager, sukhmati: Villager
) -> None:
    await send_voice(sukhmati)
    await anita.presses("🚨 A cry for help")
    assert await village.rows(select(Alert.severity)) == [Severity.EMERGENCY]
    assert "108" in "".join(m.text for m in sukhmati.inbox[-3:])


async def test_a_cry_is_heard_though_somebody_gave_a_number_first(
    village: Village, anita: Villager, sukhmati: Villager
) -> None:
    meena = await village.staff("Meena", StaffRole.COORDINATOR)
    await send_voice(sukhmati)
    card = meena.inbox[-1]
    await anita.presses("🔢 Enter the count")
    await anita.says("24")
    [request] = await village.rows(select(AssistedCount.id))
    await meena.does(lambda p: p._query(card, f"assisted_cry:{request}"))
    assert await village.rows(select(Alert.severity)) == [Severity.EMERGENCY]


async def test_where_no_number_can_be_made_out_the_person_is_asked_kindly(
    village: Village, anita: Villager, sukhmati: Villager
) -> None:
    await send_photo(sukhmati)
    await anita.presses("🤷 No number in it")
    assert await village.rows(OPEN) == []
    await sukhmati.presses("💊 Count now")
    await sukhmati.says("24")
    assert await village.rows(CURRENT_COUNTS) == [24]


async def test_a_photo_whose_words_are_the_number_needs_no_helper(
    village: Village, anita: Villager, sukhmati: Villager
) -> None:
    await sukhmati.does(lambda p: p.sends_photo(village.bot, "24 goli"))
    assert await village.rows(CURRENT_COUNTS) == [24]
    assert await village.rows(OPEN) == []


async def test_the_next_medicine_is_one_tap_while_one_waits_for_a_helper(
    village: Village, group: PeerGroup, anita: Villager
) -> None:
    mangal = await village.member("Mangal", group=group)
    await village.medicine(mangal, "Metformin")
    await village.medicine(mangal, "Amlodipine")
    await mangal.taps("💊 Count pills")
    await send_photo(mangal)
    assert "Amlodipine" in await mangal.presses("➡️ Next medicine")
    await mangal.says("30")
    await anita.presses("🔢 Enter the count")
    await anita.says("24")
    assert sorted(await village.rows(CURRENT_COUNTS)) == [24, 30]


async def test_what_was_sent_is_taken_away_once_they_stopped(
    village: Village, anita: Villager, sukhmati: Villager
) -> None:
    await send_photo(sukhmati)
    card, [request] = anita.inbox[-1], await village.rows(OPEN)
    await sukhmati.says("/band")
    await sukhmati.presses("✋ Yes, stop")
    assert card not in anita.inbox
    assert await village.rows(select(AssistedCount.file_id)) == [""]
    assert await village.rows(select(Consent).where(Consent.withdrawn_at.is_(None))) == []
    heard = await anita.does(lambda p: p._query(card, f"assisted_enter:{request}"))
    assert heard == anita.word("That is not for you to answer. Thank you all the same.")
