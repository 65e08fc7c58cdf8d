"""People who cannot type: buttons, emoji and voice are enough, and taps are few."""

from dataclasses import dataclass

from sqlalchemy import select

from bot.simulator.people.person import Person
from db.enums import AlertKind, Severity
from db.models import Account, Alert, Consent, Membership, Patient, PillCount, Story
from tests.stories.steps import approves
from tests.village import Village, Villager


@dataclass
class Taps:
    """Counts what the person does; there are only taps and voice messages."""

    who: Villager
    count: int = 0

    async def on(self, button: str) -> str:
        self.count += 1
        return await self.who.presses(button)

    async def key(self, label: str) -> str:
        self.count += 1
        return await self.who.does(lambda p: p.presses_reply_key(self.who.word(label)))

    async def speaks(self, seconds: int = 4) -> str:
        self.count += 1
        return await self.who.does(lambda p: p.sends_voice(self.who.village.bot, seconds))

    def since(self, before: int) -> int:
        return self.count - before


async def test_who_never_types_a_letter_can_do_everything(village: Village) -> None:
    anita = await village.staff("Anita")
    group = await village.group("संगवारी", language="hne")
    leader = await village.member("Lata", group=group, leader=True)
    phulo = village.stranger("फूलबाई", language="hne")
    group.chat.add(phulo.person)
    await village.settle()
    taps = Taps(phulo)

    await phulo.presses("👉 Start here", where=group.chat)
    await taps.on("set_language:hne")
    await taps.on("✅ Yes, all right")
    await taps.on("🙋 I do")
    assert phulo.word("Tap, or write a name.") in phulo.last
    await taps.speaks()
    assert taps.count == 4
    hers = Patient.name == "फूलबाई"
    assert await village.rows(select(Consent.language).join(Patient).where(hers)) == ["hne"]
    assert await village.rows(select(Membership.group_id)) == [group.id] * 2
    assert anita.inbox[-1].kind == "voice"

    [phulo.patient_id] = await village.rows(select(Patient.id).where(hers))
    await village.medicine(phulo, "Hydroxyurea", dispensed=30)
    before = taps.count
    await taps.key("💊 Count pills")
    await taps.on("2")
    await taps.on("4")
    await taps.on("✅")
    assert taps.since(before) == 4
    assert await village.rows(select(PillCount.remaining)) == [24]

    await taps.key("📖 Stories")
    await taps.on("🗣 Tell my story")
    await taps.speaks(20)
    await taps.on("✅ That was all")
    await taps.on("🙈 No name")
    await taps.on("story_layer:group")
    await taps.on("story_layers_done")
    await taps.on("🎙 No, in my voice")
    await taps.on("✅ Share it so")
    assert await village.rows(select(Story.kind)) == ["voice"]

    await approves(leader)
    await village.later(days=1)
    await taps.key("📖 Stories")
    await taps.on("🎧 Hear stories")
    await taps.on("story_hear:all:")
    assert "voice" in [message.kind for message in phulo.inbox[-2:]]

    for _ in range(6):
        await village.later(days=1)
    await village.later(hours=9)
    assert "🙏" in await taps.on("👍 Fine")

    before = taps.count
    await taps.key("🆘 Help")
    heard = await taps.on("🆘 I am in danger now")
    assert "108" in heard
    assert taps.since(before) == 2
    assert await village.rows(select(Alert.severity)) == [Severity.EMERGENCY]


async def test_a_spoken_name_is_written_by_the_clinic(village: Village) -> None:
    anita = await village.staff("Anita")
    phulo = village.stranger("🌸🌸", language="hne")
    await phulo.starts()
    await phulo.presses("set_language:hne")
    await phulo.presses("✅ Yes, all right")
    await phulo.presses("👪 Somebody at home")
    heard = await phulo.does(lambda p: p.sends_voice(village.bot))
    assert phulo.word("🙏 I passed your voice on. The clinic will write the name.") in heard
    assert await village.rows(select(Patient.name)) == ["संगवारी"]

    await anita.presses("✏️ Write the name")
    await anita.says("12345")
    assert "सुखमती" in await anita.says("सुखमती")
    assert await village.rows(select(Patient.name)) == ["सुखमती"]


async def test_staff_of_another_clinic_write_no_name_here(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    stranger = await village.member("Phulo")
    await stranger.says("/menu")
    await stranger.does(lambda p: p._query(stranger.inbox[-1], f"write_name:{sukhmati.patient_id}"))
    await stranger.says("Somebody")
    assert "Somebody" not in await village.rows(select(Patient.name))


async def test_a_voice_before_consent_reaches_a_human_and_the_question_stays(
    village: Village,
) -> None:
    ramesh = village.stranger("Ramesh")
    await ramesh.starts()
    await ramesh.presses("set_language:hi")
    heard = await ramesh.does(lambda p: p.sends_voice(village.bot))
    assert ramesh.word("Is it urgent?") in heard
    assert ramesh.word("Is that all right with you?") in heard
    await ramesh.presses("🚨 Yes, now")
    assert await village.rows(select(Alert.severity)) == [Severity.EMERGENCY]


async def test_a_picture_or_a_place_reaches_a_human(village: Village) -> None:
    await village.staff("Anita")
    sukhmati = await village.member("Sukhmati")

    def places_a_pin(person: Person) -> None:
        chat = person.chat(village.bot)
        pin = {"location": {"latitude": 22.0797, "longitude": 82.1391}}
        person._post(chat, pin, "text", None)

    for action in (lambda p: p.sends_photo(village.bot), places_a_pin):
        assert sukhmati.word("Is it urgent?") in await sukhmati.does(action)
    await sukhmati.presses("🌿 No")
    [alert] = await village.rows(select(Alert))
    assert alert.kind == AlertKind.UNREAD
    assert "photo" in alert.evidence
    assert "22.07970, 82.13910" in alert.evidence


async def test_a_sticker_is_a_greeting_and_no_alarm(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    heard = await sukhmati.does(lambda p: p.sends_sticker(village.bot))
    assert "🆘" in heard
    assert await village.rows(select(Alert)) == []


async def test_a_shared_contact_becomes_the_clinics_number_only_after_a_yes(
    village: Village,
) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin")
    await sukhmati.taps("💊 Count pills")
    heard = await sukhmati.does(lambda p: p.shares_contact(village.bot, "+919876543210"))
    assert "+919876543210" in heard
    assert await village.rows(select(Patient.phone)) == [None]
    await sukhmati.presses("✅ Yes, they may")
    assert await village.rows(select(Patient.phone)) == ["+919876543210"]
    await sukhmati.says("24")
    assert await village.rows(select(PillCount.remaining)) == [24]


async def test_a_contact_that_is_no_number_or_a_no_changes_nothing(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await sukhmati.does(lambda p: p.shares_contact(village.bot, "12"))
    assert "9876543210" in sukhmati.last
    await sukhmati.does(lambda p: p.shares_contact(village.bot, "+919876543210"))
    await sukhmati.presses("❌ No")
    assert await village.rows(select(Patient.phone)) == [None]


async def test_a_contact_from_somebody_not_joined_keeps_nothing(village: Village) -> None:
    ramesh = village.stranger("Ramesh")
    await ramesh.starts()
    await ramesh.does(lambda p: p.shares_contact(village.bot, "+919876543210"))
    assert await village.rows(select(Patient)) == []
    assert await village.rows(select(Account.voice)) == [False]
