"""Every word is read for danger before anything else is done with it, wherever it was written."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select, update

from bot.services.alerts.raising import words_of_evidence
from db.enums import GroupKind, Programme, Severity, StaffRole
from db.models import (
    Account,
    Alert,
    Clinic,
    OpenDialog,
    Patient,
    PillCount,
    SafetyQuestion,
    VoiceMessage,
)
from db.queries.alerts.questions import denied_danger_questions
from db.session import begin
from tests.village import Village, Villager

CHEST_PAIN = "छाती मा अब्बड़ पीरा होवत हे"
ALERTS = select(Alert.severity)


async def counting(who: Villager) -> None:
    await who.village.medicine(who, "Metformin")
    await who.taps("💊 Count pills")


async def asked_for_new_pills(who: Villager) -> None:
    await counting(who)
    await who.says("24")
    await who.taps("💊 Count pills")
    await who.says("29")


async def asked_whether_it_is_now(who: Villager) -> None:
    await who.says("sine me dard nahi hai")


async def asked_for_help(who: Villager) -> None:
    await who.taps("🆘 Help")


@pytest.mark.parametrize(
    "before", [counting, asked_for_new_pills, asked_whether_it_is_now, asked_for_help]
)
async def test_a_cry_is_heard_whatever_was_asked_before(
    village: Village, before: Callable[[Villager], Awaitable[None]]
) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await before(sukhmati)
    counts = await village.rows(select(PillCount.id))
    flows = await village.rows(select(OpenDialog.flow))
    assert "108" in await sukhmati.says(CHEST_PAIN)
    assert CHEST_PAIN in anita.last
    assert await village.rows(select(PillCount.id)) == counts
    assert await village.rows(select(OpenDialog.flow)) == flows, "it goes on waiting"


async def test_a_cry_where_a_name_was_asked_for_becomes_nobodys_name(village: Village) -> None:
    anita = await village.staff("Anita")
    ramesh = village.stranger("Ramesh")
    await ramesh.starts()
    await ramesh.presses("set_language:hi")
    await ramesh.presses("consent:1")
    await ramesh.presses("join_role:caregiver")
    assert "108" in await ramesh.says("behosh ho gaye papa")
    assert "behosh ho gaye papa" in anita.last
    assert await village.rows(select(Patient.name)) == []
    await ramesh.says("Sukhmati")
    assert await village.rows(select(Patient.name)) == ["Sukhmati"]


@pytest.mark.parametrize("where", ["private", "group"])
async def test_words_under_a_picture_and_edited_words_are_heard(
    village: Village, where: str
) -> None:
    group = await village.group("Sehat")
    await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", group=group)
    phool = await village.member("Phool", group=group)
    there = group.chat if where == "group" else village.bot
    await sukhmati.does(lambda person: person.sends_photo(there, CHEST_PAIN))
    assert await village.rows(ALERTS) == ["emergency"]
    written = phool.person.says(there, "जोहार")
    await village.settle()
    await phool.does(lambda person: person.edits(written, CHEST_PAIN))
    assert await village.rows(ALERTS) == ["emergency"] * 2


async def test_a_leader_falls_ill_too_and_so_do_staff(village: Village) -> None:
    group = await village.group("Sehat")
    await village.staff("Anita")
    meena = await village.staff("Meena")
    phool = await village.member("Phool", group=group, leader=True)
    assert "108" in await phool.says(CHEST_PAIN, group.chat)
    assert await village.rows(ALERTS) == ["emergency"]
    assert "Is it happening now" in await meena.says(CHEST_PAIN)
    assert "108" in await meena.presses("🚨 Yes, now")
    assert await village.rows(ALERTS) == ["emergency"] * 2


async def test_in_a_dialogue_of_staff_words_of_danger_are_asked_about(village: Village) -> None:
    await village.member("Sukhmati")
    anita = await village.staff("Anita")
    await anita.says("/dawa")
    await anita.says("Sukhmati")
    heard = await anita.says("jeene ka man nahi hai")
    assert "Do you feel like that now" in heard
    assert (await village.rows(select(OpenDialog.flow))) == ["treatment"]


async def test_words_in_a_topic_of_a_forum_and_in_an_answer_are_heard(village: Village) -> None:
    group = await village.group("Sehat")
    sukhmati = await village.member("Sukhmati", group=group)
    phool = await village.member("Phool", group=group)
    topic = {"text": CHEST_PAIN, "message_thread_id": 77, "is_topic_message": True}
    village.telegram.world.post(group.chat.chat, sukhmati.person.user, topic)
    await village.settle()
    assert "108" in group.texts()[-1]
    question = phool.person.says(group.chat, "जोहार, सब बने?")
    await sukhmati.does(lambda person: person.says(group.chat, CHEST_PAIN, reply_to=question))
    (alert,) = await village.rows(select(Alert))
    assert alert.occurrences == 2


async def test_one_illness_makes_a_sign_grave_that_another_does_not(village: Village) -> None:
    await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", programme=Programme.SICKLE_CELL)
    budhram = await village.member("Budhram", programme=Programme.HYPERTENSION)
    for member in (sukhmati, budhram):
        await member.says("बुखार है")
    assert await village.rows(ALERTS.order_by(Alert.id)) == ["emergency", "routine"]


async def test_orange_urine_under_tb_medicine_is_no_alarm(village: Village) -> None:
    group = await village.group("Sehat", programme=Programme.TUBERCULOSIS)
    sukhmati = await village.member(
        "Sukhmati", group=group, programme=Programme.TUBERCULOSIS, language="en"
    )
    before = len(group.texts())
    for where in (None, group.chat):
        assert "That is usual" in await sukhmati.says("पेशाब नारंगी आ रहा है", where)
    assert len(group.texts()) == before + 1
    assert await village.rows(ALERTS) == []


async def test_a_question_is_asked_again_after_five_minutes_and_then_a_human_asks(
    village: Village,
) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    await sukhmati.says("sine me dard nahi hai")
    await village.later(minutes=5)
    assert [m.text for m in sukhmati.inbox if "Is it happening now" in m.text][1:]
    assert await village.rows(ALERTS) == []
    await village.later(minutes=5)
    assert await village.rows(ALERTS) == [Severity.SAME_DAY]
    assert "23.11. 10:00 sine me dard nahi hai [asked twice, no answer]" in anita.last
    await village.later(minutes=60)
    assert sum("Is it happening now" in m.text for m in sukhmati.inbox) == 2


async def test_a_no_is_counted_for_the_report(village: Village) -> None:
    sukhmati = await village.member("Sukhmati", language="en")
    await sukhmati.says("sine me dard nahi hai")
    await sukhmati.presses("🌿 No")
    async with begin(village.sessions) as session:
        ((evidence, signs),) = await denied_danger_questions(session)
    assert (words_of_evidence(evidence), signs) == (("sine me dard nahi hai",), "chest_pain")


async def test_to_somebody_else_is_an_emergency_too(village: Village) -> None:
    await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", language="en")
    await sukhmati.says("agar daura aaye to kya kare")
    assert "Call 108 now" in await sukhmati.presses("👥 To somebody else")
    assert await village.rows(ALERTS) == ["emergency"]


@pytest.mark.parametrize("programme", [None, *Programme])
@pytest.mark.parametrize("words", ["जीने का मन नहीं है", "माहुर खा डारेंव"])
async def test_thoughts_of_dying_and_poison_stay_out_of_every_group(
    village: Village, words: str, programme: Programme | None
) -> None:
    staff_chat = await village.group("Staff", kind=GroupKind.STAFF, language="en")
    group = await village.group("Sehat", programme=programme or Programme.DIABETES)
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati", group=group, programme=programme)
    before = len(group.texts())
    heard = await sukhmati.says(words, group.chat)
    assert "14416" in heard
    assert "108" in heard
    assert group.texts()[before:] == [words], "nothing is said of it, and nothing deleted"
    assert words in anita.last
    assert words not in "".join(staff_chat.texts())
    assert "thoughts of dying" not in staff_chat.texts()[-1]
    assert "G1" in staff_chat.texts()[-1]
    rao = await village.staff("Rao", StaffRole.DOCTOR)
    staff_chat.chat.add(rao.person)
    assert words in await rao.presses("🔎 Open in private", where=staff_chat.chat)
    await rao.presses("acknowledge:1:1", where=staff_chat.chat)
    assert words not in "".join(staff_chat.texts())


# Voice messages


@pytest.mark.parametrize("medium", ["voice", "video_note", "audio"])
async def test_what_is_spoken_is_heard_by_staff_from_the_card(
    village: Village, medium: str
) -> None:
    staff_chat = await village.group("Staff", kind=GroupKind.STAFF, language="en")
    group = await village.group("Sehat")
    anita = await village.staff("Anita")
    staff_chat.chat.add(anita.person)
    phool = await village.member("Phool", group=group, leader=True, language="en")
    sukhmati = await village.member("Sukhmati", group=group, language="en")
    heard = await speaks(sukhmati, medium)
    assert heard.count("Is it urgent?") == 1
    assert "Sukhmati sent a voice message" in phool.last
    assert "Call 108 now" in await sukhmati.presses("🚨 Yes, now")
    assert "🎧 Listen" in anita.buttons
    before = len(staff_chat.texts())
    assert "spoken on 23.11. at 10:00" in await anita.presses("play_voice:1")
    sounds = [m for m in anita.inbox if m.kind == medium]
    (row,) = await village.rows(select(VoiceMessage))
    assert [sound.file.kind for sound in sounds] == [row.medium] == [medium]
    assert sounds[0].protected
    assert len(staff_chat.texts()) == before, "in private, not before the whole staff"
    assert not [m for m in phool.inbox if m.kind == medium]


async def test_a_voice_in_the_group_is_asked_about_in_private(village: Village) -> None:
    group = await village.group("Sehat")
    anita = await village.staff("Anita")
    phool = await village.member("Phool", group=group, leader=True, language="en")
    sukhmati = await village.member("Sukhmati", group=group, language="en")
    before = len(group.texts())
    assert "Is it urgent?" in await speaks(sukhmati, "voice", group)
    assert await speaks(sukhmati, "voice", group)
    assert len(group.texts()) == before + 2, "the group hears nothing of it"
    assert sum("sent a voice message" in m.text for m in phool.inbox) == 1
    assert "Whenever you need somebody" in await sukhmati.presses("🌿 No")
    await village.later(minutes=11)
    assert await village.rows(ALERTS) == []
    await speaks(sukhmati, "voice", group)
    await village.later(minutes=5)
    await village.later(minutes=5)
    assert await village.rows(ALERTS) == ["routine"]
    assert "🎧 Listen" in anita.buttons


async def test_a_voice_while_an_alert_is_open_is_heard_from_its_card(village: Village) -> None:
    anita = await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says(CHEST_PAIN)
    assert "🎧 Listen" not in anita.buttons
    await speaks(sukhmati, "voice")
    assert "🎧 Listen" in anita.buttons
    assert "G1" in await anita.presses("🎧 Listen")


async def test_a_voice_while_a_number_is_waited_for_leaves_the_question_open(
    village: Village,
) -> None:
    sukhmati = await village.member("Sukhmati", language="en")
    await counting(sukhmati)
    assert "Is it urgent?" in await speaks(sukhmati, "voice")
    await sukhmati.says("24")
    assert await village.rows(select(PillCount.remaining)) == [24]


async def test_of_a_strangers_voice_nothing_is_kept_and_a_leader_is_told_once(
    village: Village,
) -> None:
    group = await village.group("Sehat")
    phool = await village.member("Phool", group=group, leader=True, language="en")
    ramesh = village.stranger("Ramesh")
    group.chat.add(ramesh.person)
    await village.settle()
    accounts = await village.rows(select(Account.id))
    for _ in range(2):
        await speaks(ramesh, "voice", group)
    assert sum("Somebody in your group sent" in m.text for m in phool.inbox) == 1
    assert await village.rows(select(Account.id)) == accounts
    assert await village.rows(select(VoiceMessage.id)) == []


async def test_old_answers_and_strange_hands_on_voices_do_nothing(village: Village) -> None:
    phool = await village.member("Phool", language="en")
    sukhmati = await village.member("Sukhmati", language="en")
    await speaks(sukhmati, "voice")
    question = sukhmati.inbox[-1]
    for _ in range(2):
        await sukhmati.does(lambda p: p._query(question, "urgent:no"))
    (alert,) = await village.rows(select(Alert))
    assert alert.occurrences == 1
    assert await village.rows(select(SafetyQuestion.answer)) == ["not urgent"]
    assert "Only the clinic's staff" in await phool.does(
        lambda p: p._query(question, "play_voice:1")
    )
    async with begin(village.sessions) as session:
        other = Clinic(name="Bilaspur", phone="1", created_at=village.clock())
        session.add(other)
        await session.flush()
        await session.execute(update(Alert).values(clinic_id=other.id))
    anita = await village.staff("Anita")
    await anita.says("/menu")
    heard = await anita.does(lambda p: p._query(anita.inbox[-1], "play_voice:1"))
    assert "I know no such alert" in heard
    for wrong in ("play_voice:x", "play_voice"):
        heard = await anita.does(lambda p, d=wrong: p._query(anita.inbox[-1], d))
        assert "That button is old" in heard


async def speaks(who: Villager, medium: str, where: object = None) -> str:
    there = where.chat if where is not None else who.village.bot
    if medium == "voice":
        return await who.does(lambda p: p.sends_voice(there))
    mime = {"video_note": "video/mp4", "audio": "audio/mpeg"}[medium]
    shape = {"duration": 4} | ({"length": 240} if medium == "video_note" else {})
    return await who.does(
        lambda p: p._sends_file(there, medium, b"sound", mime, "sound", None, **shape)
    )
