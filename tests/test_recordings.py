"""Recordings: read by staff and leaders, valid for certain words, played to whoever wants them."""

from sqlalchemy import select

from bot.simulator.chats import Message
from bot.texts.recordings import prompts
from bot.texts.recordings.prompts import PROMPTS, prompt_for_message, spoken_words, words_hash
from db.enums import Language
from db.models import Outbox, Recording
from db.session import begin
from tests.village import Village, Villager

HINDI = Language.HINDI


async def records(reader: Villager, seconds: int = 4) -> str:
    return await reader.does(lambda p: p.sends_voice(reader.village.bot, seconds))


async def recorded(village: Village, *keys: str, language: Language = HINDI) -> None:
    """As if somebody had read these prompts."""
    anita = await village.staff("Anita")
    await records(anita)
    async with begin(village.sessions) as session:
        for key in keys:
            session.add(
                Recording(
                    prompt=key,
                    language=language,
                    file_id=_file_of(village, anita),
                    text_hash=words_hash(key, language),
                    recorded_at=village.clock(),
                )
            )


def _file_of(village: Village, who: Villager) -> str:
    chat = who.person.chat(village.bot)
    voice = next(m for m in reversed(list(chat.messages.values())) if m.kind == "voice")
    return str(voice.api(village.bot)["voice"]["file_id"])


def kinds(messages: list[Message]) -> list[str]:
    return [message.kind for message in messages]


async def test_prompts_are_read_one_after_another_and_heard_back(village: Village) -> None:
    anita = await village.staff("Anita")
    await anita.says("/awaz")
    first, second, third = (spoken_words(p.key, HINDI) for p in PROMPTS[:3])
    assert first.splitlines()[0] in await anita.presses("recording:hi")

    assert "🎤" in await anita.says("what now?")
    assert "minute" in await records(anita, 90)
    await records(anita)
    assert anita.inbox[-1].kind == "voice"
    await anita.presses("🔁 Speak it again")
    await records(anita)
    assert second.splitlines()[0] in await anita.presses("✅ Keep it so")
    assert third.splitlines()[0] in await anita.presses("⏭ Skip")
    assert second.splitlines()[0] in await anita.presses("◀️ Back")
    heard = await anita.presses("✋ Enough for today")
    assert str(len(PROMPTS) - 1) in heard
    assert await village.rows(select(Recording.prompt)) == [PROMPTS[0].key]


async def test_a_keep_pressed_twice_keeps_one(village: Village) -> None:
    anita = await village.staff("Anita")
    await anita.says("/awaz")
    await anita.presses("recording:hi")
    await records(anita)
    listened = anita.inbox[-1]

    def twice(person) -> None:
        person.presses(anita.word("✅ Keep it so"), on=listened)
        person.presses(anita.word("✅ Keep it so"), on=listened)

    await anita.does(twice)
    assert await village.rows(select(Recording.prompt)) == [PROMPTS[0].key]


async def test_a_leader_may_record_and_a_member_may_not(village: Village) -> None:
    group = await village.group("संगवारी")
    leader = await village.member("Ramesh", group=group, leader=True)
    member = await village.member("Sukhmati", group=group)
    await leader.says("/awaz")
    assert "recording:hne" in [b.data for b in leader.inbox[-1].buttons]
    assert await member.says("/awaz") == member.word("The clinic and the leaders record my voice.")
    await member.does(lambda p: p._query(member.inbox[-1], "recording:hi"))
    await records(member)
    assert await village.rows(select(Recording)) == []


async def test_who_wants_to_hear_gets_the_voice_and_then_the_words(village: Village) -> None:
    await recorded(village, "pill_counts.ask", "menu.home")
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin")
    await sukhmati.taps("💊 Count pills")
    assert "voice" not in kinds(sukhmati.inbox)

    await sukhmati.taps("⚙️ More")
    await sukhmati.presses("🗣 Language and voice")
    await sukhmati.presses("🔊 Speak to me, too")
    await sukhmati.taps("💊 Count pills")
    assert kinds(sukhmati.inbox[-2:]) == ["voice", "text"]
    await sukhmati.presses("2")
    await sukhmati.presses("✅")
    await sukhmati.taps("⚙️ More")
    await sukhmati.presses("🗣 Language and voice")
    await sukhmati.presses("🔇 Only write to me")
    before = kinds(sukhmati.inbox).count("voice")
    await sukhmati.taps("💊 Count pills")
    assert kinds(sukhmati.inbox).count("voice") == before


async def test_words_that_save_a_life_come_before_the_voice(village: Village) -> None:
    await recorded(village, "alerts.emergency/told")
    sukhmati = await village.member("Sukhmati")
    await sukhmati.taps("⚙️ More")
    await sukhmati.presses("🗣 Language and voice")
    await sukhmati.presses("set_voice:on")
    before = len(sukhmati.inbox)
    await sukhmati.says("छाती में बहुत दर्द है, साँस नहीं आ रही")
    new = sukhmati.inbox[before:]
    assert kinds(new)[:2] == ["text", "voice"]
    assert "108" in new[0].text


async def test_a_stale_recording_is_not_played(village: Village) -> None:
    await recorded(village, "pill_counts.ask")
    async with begin(village.sessions) as session:
        row = (await session.scalars(select(Recording))).one()
        row.text_hash = "of other words"
    sukhmati = await _listener(village)
    await sukhmati.taps("💊 Count pills")
    assert "voice" not in kinds(sukhmati.inbox)
    anita = await village.staff("Geeta")
    await anita.says("/awaz")
    assert str(len(PROMPTS)) in anita.last


async def test_a_voice_that_telegram_lost_holds_no_message_up(village: Village) -> None:
    await recorded(village, "pill_counts.ask")
    async with begin(village.sessions) as session:
        row = (await session.scalars(select(Recording))).one()
        row.file_id = "gone"
    sukhmati = await _listener(village)
    await sukhmati.taps("💊 Count pills")
    assert "Metformin" in sukhmati.last
    assert await village.rows(
        select(Outbox.status).where(Outbox.template == "pill_counts.ask")
    ) == ["sent"]


async def test_a_newcomer_chooses_language_and_voice_with_one_tap(village: Village) -> None:
    ramesh = village.stranger("Ramesh")
    await ramesh.starts()
    assert len(ramesh.buttons) == 2
    await recorded(village, "onboarding.notice", language=Language.HINDI)
    await ramesh.starts()
    assert len(ramesh.buttons) == 4
    await ramesh.presses("set_language:hi:voice")
    assert kinds(ramesh.inbox[-2:]) == ["voice", "text"]
    assert ramesh.word("Is that all right with you?") in ramesh.last


def test_every_prompt_has_words_in_every_language_and_its_template_exists():
    for prompt in PROMPTS:
        for language in prompts.SPOKEN_IN:
            words = spoken_words(prompt.key, language)
            assert words
            assert "{" not in words
            assert "<" not in words
    assert len({prompt.key for prompt in PROMPTS}) == len(PROMPTS)


def test_a_recording_never_says_what_is_not_true_of_the_message():
    told = {"ambulance": "108", "phone": "07752", "practice": False}
    assert prompt_for_message("alerts.emergency", told) == "alerts.emergency/told"
    assert prompt_for_message("alerts.emergency", {**told, "phone": None}) == "alerts.emergency"
    assert prompt_for_message("alerts.emergency", {**told, "ambulance": "102"}) is None
    assert prompt_for_message("alerts.emergency", {**told, "practice": True}) is None
    assert prompt_for_message("pill_counts.ask", {"entered": "2"}) is None
    assert prompt_for_message("pill_counts.counted", {"days": 3, "clinic_told": True}) is None


def test_a_prompt_fits_its_own_example():
    for prompt in PROMPTS:
        assert prompt_for_message(prompt.template, prompt.example.params) == prompt.key


async def _listener(village: Village) -> Villager:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin")
    await sukhmati.taps("⚙️ More")
    await sukhmati.presses("🗣 Language and voice")
    await sukhmati.presses("set_voice:on")
    return sukhmati
