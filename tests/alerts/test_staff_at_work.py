"""What staff do with an alert after its page."""

import pytest
from sqlalchemy import select, update

from bot.services.groups import make_group
from bot.services.onboarding.invites import InvitePurpose, make_invite
from db.enums import AlertStatus, GroupKind, StaffRole
from db.models import Alert, AlertEvent, Audit, Clinic, OwnWords, Staff
from db.session import begin
from tests.village import Village, Villager

CHEST_PAIN = "छाती मा अब्बड़ पीरा होवत हे"
YELLOW_EYES = "आंख पीली हो गई है"


async def _sends(who: Villager, data: str) -> str:
    return await who.does(lambda person: person._query(who.inbox[-1], data))


async def _events(village: Village) -> list[str]:
    return await village.rows(select(AlertEvent.type).order_by(AlertEvent.id))


async def _cry(village: Village, words: str = CHEST_PAIN) -> tuple[Villager, Villager]:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    await sukhmati.says(words)
    return anita, sukhmati


async def test_a_card_says_what_the_person_was_told_and_when_pills_were_counted(village: Village):
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin", dispensed=60, dose=2)
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("26")
    await sukhmati.says(CHEST_PAIN)
    assert "Metformin 26 (23.11.)" in anita.last
    assert "Was told: call 108" in anita.last
    assert "sugar" in anita.last


async def test_the_staff_chat_reads_what_the_clinic_allows(village: Village):
    chat = await village.group("Staff", kind=GroupKind.STAFF, language="en")
    async with begin(village.sessions) as session:
        await session.execute(update(Clinic).values(details_in_chat=True))
    await _cry(village)
    assert CHEST_PAIN in chat.texts()[-1]
    assert "Sukhmati" in chat.texts()[-1]


async def test_from_the_staff_chat_the_whole_card_opens_in_private(village: Village):
    chat = await village.group("Staff", kind=GroupKind.STAFF, language="en")
    anita = await village.staff("Anita")
    rao = await village.staff("Rao", StaffRole.DOCTOR)
    chat.chat.add(rao.person)
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says(CHEST_PAIN)
    before = len(chat.texts())
    assert CHEST_PAIN in await rao.presses("🔎 Open in private", where=chat.chat)
    assert len(chat.texts()) == before
    chat.chat.add(anita.person)
    assert CHEST_PAIN in await anita.presses("✋ I take it", where=chat.chat)


async def test_an_unanswered_call_is_noted_and_the_clock_goes_on(village: Village):
    anita, _ = await _cry(village)
    rao = await village.staff("Rao", StaffRole.DOCTOR)
    await anita.presses("📞 Called")
    assert "noted, no answer" in await anita.presses("📵 No answer")
    await village.later(minutes=10)
    assert "reached 0, no answer 1" in rao.last
    (alert,) = await village.rows(select(Alert))
    assert alert.status == AlertStatus.TRIGGERED


async def test_a_call_of_yesterday_evening_is_recorded_with_its_true_time(village: Village):
    anita, _ = await _cry(village, YELLOW_EYES)
    await anita.presses("✋ I take it")
    for _ in range(4):
        await village.later(hours=5)
        await anita.presses("✋ I take it") if "✋ I take it" in anita.buttons else None
        await _sends(anita, "extend:1:1")
    await anita.presses("📞 Called")
    await anita.presses("🕐 It was earlier")
    assert "Yesterday evening" in await anita.presses("🌇 Yesterday evening")
    assert "you spoke" in await anita.presses("📞 Yes, we spoke")
    (reached,) = await village.rows(select(AlertEvent).where(AlertEvent.type == "reached"))
    assert reached.happened_at is not None
    assert reached.at == village.clock()
    assert (reached.at - reached.happened_at).total_seconds() == 12 * 3600


async def test_what_is_closed_late_carries_the_time_it_ended(village: Village):
    anita, _ = await _cry(village, YELLOW_EYES)
    await village.later(hours=3)
    await _sends(anita, "backdate:resolve:1")
    assert "this morning" not in anita.last.lower()
    await anita.presses("🕐 An hour ago")
    await anita.presses("helped")
    (alert,) = await village.rows(select(Alert))
    assert (village.clock() - alert.resolved_at).total_seconds() == 3600


async def test_a_false_alarm_is_asked_about_once_more(village: Village):
    anita, sukhmati = await _cry(village)
    assert "false alarm?" in await anita.presses("🙅 No emergency")
    (alert,) = await village.rows(select(Alert))
    assert alert.status == AlertStatus.TRIGGERED
    await anita.presses("🙅 Yes, a false alarm")
    assert "Calling out was right" in sukhmati.last


async def test_a_death_is_asked_about_once_more_and_then_nothing_is_sent(village: Village):
    anita, sukhmati = await _cry(village)
    heard = len(sukhmati.inbox)
    await anita.presses("✅ Resolved")
    assert "has the person died" in await anita.presses("died")
    await anita.presses("Yes, has died")
    (alert,) = await village.rows(select(Alert))
    assert alert.outcome == "died"
    assert len(sukhmati.inbox) == heard


async def test_what_is_not_urgent_may_wait_some_hours_and_comes_back(village: Village):
    anita, _ = await _cry(village, YELLOW_EYES)
    assert "for how long" in await anita.presses("💤 Later")
    await anita.presses("An hour")
    (alert,) = await village.rows(select(Alert))
    assert alert.status == AlertStatus.SNOOZED
    await village.later(hours=1)
    assert "Nobody has it yet" in anita.last


async def test_an_emergency_is_not_put_aside(village: Village):
    anita, _ = await _cry(village)
    assert "💤 Later" not in anita.buttons
    assert "not possible" in await _sends(anita, "snooze:1:1")
    assert "not possible" in await _sends(anita, "snooze:1:1:60")


async def test_a_hand_over_waits_for_the_colleague(village: Village):
    anita, sukhmati = await _cry(village)
    meena = await village.staff("Meena")
    await anita.presses("✋ I take it")
    await anita.presses("🤝 Hand over")
    assert "stays with you" in await anita.presses("👤 Meena")
    assert "Anita asks you to take over G1" in meena.last
    assert any(CHEST_PAIN in one.text for one in meena.inbox)
    (alert,) = await village.rows(select(Alert))
    assert alert.acked_by == anita.staff_id
    await meena.presses("✋ I take it over")
    assert "Meena has taken over G1" in anita.last
    assert "Meena from the clinic knows" in sukhmati.last
    (alert,) = await village.rows(select(Alert))
    assert (alert.acked_by, alert.offered_to) == (meena.staff_id, None)
    assert "Nobody waits for your answer" in await _sends(meena, "accept_handover:1:1")


async def test_a_colleague_may_say_no(village: Village):
    anita, _ = await _cry(village)
    meena = await village.staff("Meena")
    await anita.presses("✋ I take it")
    await _sends(anita, f"hand_over:1:1:{meena.staff_id}")
    assert "stays with Anita" in await meena.presses("❌ I cannot")
    assert "It is still yours" in anita.last
    await village.later(hours=1)
    assert (await _events(village)).count("auto_unack") == 1


async def test_who_cannot_be_reached_is_not_asked_to_take_over(village: Village):
    anita, _ = await _cry(village)
    meena = await village.staff("Meena")
    meena.person.blocks(village.bot)
    await village.settle()
    await anita.presses("✋ I take it")
    assert "No colleague" in await anita.presses("🤝 Hand over")
    assert "not possible" in await _sends(anita, f"hand_over:1:1:{meena.staff_id}")


async def test_open_and_mine_are_lists_without_people(village: Village):
    anita, _ = await _cry(village)
    assert "You hold no alert" in await anita.says("/mine")
    listed = await anita.says("/open")
    assert "G1" in listed
    assert "nobody has it" in listed
    assert "Sukhmati" not in listed
    await anita.presses("✋ I take it")
    assert "G1" in await anita.says("/mine")
    assert CHEST_PAIN in await anita.presses("🔴 G1")


@pytest.mark.parametrize(
    "data",
    ["acknowledge:1:1", "release:1:1", "extend:1:1", "resolve:1", "resolve:1:helped:1",
     "confirm_died:1:1", "false_alarm:1:1", "record_call:1", "record_call:1:1:1:now",
     "backdate:record_call:1", "snooze:1:1", "snooze:1:1:60", "hand_over:1:1", "hand_over:1:1:1",
     "accept_handover:1:1", "decline_handover:1:1", "alert_card:1"],
)  # fmt: skip
async def test_nobody_but_the_clinics_own_staff_moves_anything(village: Village, data: str):
    group = await village.group("Sehat")
    anita, sukhmati = await _cry(village)
    phool = await village.member("Phool", group=group, leader=True, language="en")
    rao = await village.staff("Rao", StaffRole.DOCTOR)
    async with begin(village.sessions) as session:
        other = Clinic(name="Bilaspur", phone="1", created_at=village.clock())
        session.add(other)
        await session.flush()
        await session.execute(update(Staff).where(Staff.name == "Rao").values(clinic_id=other.id))
    ramesh = village.stranger("Ramesh", "en")
    await ramesh.starts()
    page = anita.inbox[-1]
    before = await _events(village)
    for who in (phool, sukhmati, rao, ramesh):
        heard = await who.does(lambda person: person._query(page, data))
        assert CHEST_PAIN not in heard
        assert "EMERGENCY" not in heard
    assert await _events(village) == before
    traces = await village.rows(select(Audit).where(Audit.action == "refused").order_by(Audit.id))
    assert [one.actor_kind for one in traces] == ["account", "account", "staff", "account"]
    assert {one.detail for one in traces} == {data.partition(":")[0]}


async def test_a_stranger_in_the_staff_chat_leaves_a_trace_and_gets_nothing(village: Village):
    chat = await village.group("Staff", kind=GroupKind.STAFF, language="en")
    await _cry(village)
    ramesh = village.stranger("Ramesh")
    chat.chat.add(ramesh.person)
    await village.settle()
    await ramesh.presses("acknowledge:1:1", where=chat.chat)
    page = next(one for one in chat.chat.messages if "EMERGENCY" in one.text)
    await ramesh.does(lambda p: p.says(chat.chat, "kya hua", reply_to=page))
    assert "acked" not in await _events(village)
    traces = await village.rows(select(Audit).where(Audit.action == "refused"))
    assert [(one.actor_kind, one.detail) for one in traces] == [
        ("stranger", "acknowledge"),
        ("stranger", "reply"),
    ]


async def test_the_patient_hears_the_clinics_own_words(village: Village):
    async with begin(village.sessions) as session:
        for sentence, words in (("taken", "{name} didi aavat he <3"), ("closed", "Bane rahav")):
            session.add(
                OwnWords(
                    clinic_id=village.clinic_id,
                    sentence=sentence,
                    language="hi",
                    words=words,
                    recorded_at=village.clock(),
                )
            )
    anita, sukhmati = await _cry(village)
    await anita.presses("✋ I take it")
    assert "Anita didi aavat he <3" in sukhmati.last
    await _sends(anita, "resolve:1:helped:1")
    assert "Bane rahav" in sukhmati.last


async def test_the_clinics_link_makes_a_chat_the_staff_chat(village: Village):
    anita = await village.staff("Anita")
    async with begin(village.sessions) as session:
        group = await make_group(
            session, village.clinic_id, "Staff", kind=GroupKind.STAFF, now=village.clock()
        )
        token = await make_invite(
            session, InvitePurpose.GROUP, village.clinic_id, group.id, now=village.clock()
        )
    chat = village.telegram.group("Staff", owner=anita.person)
    link = f"https://t.me/gothiya_bot?startgroup=i_{token}"
    await anita.does(lambda person: person.follows(link, chat))
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says(CHEST_PAIN)
    assert "G1" in [one.text for one in chat.messages][-1]
    other = village.telegram.group("Other", owner=anita.person)
    await anita.does(lambda person: person.follows(link, other))
    await village.later(minutes=10)
    assert not any("G1" in one.text for one in other.messages if one.from_bot)
