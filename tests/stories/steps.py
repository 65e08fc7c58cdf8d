"""Steps with stories that several tests share."""

from datetime import timedelta

from sqlalchemy import select

from bot.simulator.chats import Message
from db.enums import AlertKind, AlertStatus, Severity
from db.models import Alert, OpenDialog, Story
from db.session import begin
from tests.village import PeerGroup, Village, Villager

WORDS = "At first I was afraid of the needle. Now I do it every morning."
WITHDRAW = "↩️ Take it back"
YES_WITHDRAW = "↩️ Yes, take it back"
KEEP = "🔒 Only keep it"


async def starts_story(teller: Villager) -> str:
    await teller.says("/kahani")
    return await teller.presses("🗣 Tell my story")


async def writes(teller: Villager, words: str = WORDS) -> None:
    await starts_story(teller)
    await teller.says(words)
    await teller.presses("✅ That was all")


async def speaks(teller: Villager, seconds: int = 5) -> None:
    await starts_story(teller)
    await sends_voice(teller, seconds)
    await teller.presses("✅ That was all")


async def sends_voice(teller: Villager, seconds: int = 5) -> str:
    return await teller.does(lambda p: p.sends_voice(teller.village.bot, seconds))


async def allows_audience(teller: Villager, *layers: str) -> str:
    """Switch on these layers of the audience, then go on; with none the story is only kept."""
    for layer in layers:
        await teller.presses(f"story_layer:{layer}")
    return await teller.presses("story_layers_done")


async def chooses_name_and_audience(
    teller: Villager, name: str = "🙈 No name", layers: tuple[str, ...] = ("group",)
) -> str:
    """Return the preview: the story as it will be heard, and the question below it."""
    await teller.presses(name)
    return await allows_audience(teller, *layers)


async def shares(
    teller: Villager,
    words: str = WORDS,
    name: str = "🙈 No name",
    layers: tuple[str, ...] = ("group",),
) -> Story:
    await writes(teller, words)
    await chooses_name_and_audience(teller, name, layers)
    await teller.presses("✅ Share it so")
    return (await stories(teller.village))[-1]


async def shares_voice(teller: Villager, *, retell: bool = False) -> Story:
    await speaks(teller)
    await chooses_name_and_audience(teller)
    await teller.presses(f"story_voice:{'leader' if retell else 'own'}")
    await teller.presses("✅ Share it so")
    return (await stories(teller.village))[-1]


async def reads(reader: Villager) -> str:
    """Open the story of the last request to review."""
    return await reader.presses("👀 I read it now")


async def approves(reader: Villager) -> str:
    await reads(reader)
    return await reader.presses("✅ Share it")


async def withdraws(teller: Villager, story: Story) -> str:
    await teller.says("/kahani")
    await teller.presses("📚 My stories")
    await teller.presses(f"story_show:{story.id}")
    await teller.presses(WITHDRAW)
    return await teller.presses(YES_WITHDRAW)


async def approved(
    teller: Villager,
    leader: Villager,
    words: str = WORDS,
    layers: tuple[str, ...] = ("group",),
) -> Story:
    story = await shares(teller, words, layers=layers)
    await approves(leader)
    return await story_of(teller.village, story)


async def forges(who: Villager, data: str) -> str:
    """Press a button that this person was never shown, or that is no longer there."""
    if not who.inbox:
        await who.says("/kahani")
    return await who.does(lambda p: p._query(who.inbox[-1], data))


async def emergency(village: Village, who: Villager) -> None:
    async with begin(village.sessions) as session:
        session.add(
            Alert(
                dedup_key="test",
                clinic_id=village.clinic_id,
                patient_id=who.patient_id,
                account_id=who.account_id,
                kind=AlertKind.DANGER_SIGN,
                severity=Severity.EMERGENCY,
                status=AlertStatus.TRIGGERED,
                evidence="…",
                occurrences=1,
                episode=1,
                step=0,
                loop=0,
                nags=0,
                next_action_at=village.clock() + timedelta(days=30),
                raised_at=village.clock(),
                version=1,
            )
        )


async def stories(village: Village) -> list[Story]:
    return await village.rows(select(Story).order_by(Story.id))


async def story_of(village: Village, story: Story) -> Story:
    return next(each for each in await stories(village) if each.id == story.id)


async def dialogs(village: Village) -> list[str]:
    return await village.rows(select(OpenDialog.flow))


def posts(group: PeerGroup, words: str = WORDS) -> list[Message]:
    """The messages in the group that hold these words."""
    return [message for message in group.chat.messages if words in message.text]


def voices(group: PeerGroup) -> list[Message]:
    return [message for message in group.chat.messages if message.kind == "voice"]
