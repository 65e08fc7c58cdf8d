"""What people do with stories, as several tests need it."""

from datetime import timedelta

from sqlalchemy import select

from bot.practice.messages import Message
from db.enums import AlertKind, AlertStatus, Severity
from db.models import Alert, Dialog, Story
from db.session import begin
from tests.village import PeerGroup, Village, Villager

WORDS = "At first I was afraid of the needle. Now I do it every morning."
BACK = "↩️ Take it back"
YES_BACK = "↩️ Yes, take it back"


async def begins(teller: Villager) -> str:
    await teller.says("/kahani")
    return await teller.presses("🗣 Tell my story")


async def writes(teller: Villager, words: str = WORDS) -> None:
    await begins(teller)
    await teller.says(words)
    await teller.presses("✅ That was all")


async def speaks(teller: Villager, seconds: int = 5) -> None:
    await begins(teller)
    await sends_voice(teller, seconds)


async def sends_voice(teller: Villager, seconds: int = 5) -> str:
    return await teller.does(lambda p: p.sends_voice(teller.village.bot, seconds))


async def chooses(
    teller: Villager, name: str = "🙈 No name", audience: str = "👥 My group"
) -> Message:
    """Returns the preview."""
    await teller.presses(name)
    await teller.presses(audience)
    return teller.inbox[-1]


async def shares(teller: Villager, words: str = WORDS, name: str = "🙈 No name") -> Story:
    await writes(teller, words)
    await chooses(teller, name)
    await teller.presses("✅ Share it so")
    return (await stories(teller.village))[-1]


async def shares_voice(teller: Villager) -> Story:
    await speaks(teller)
    await chooses(teller)
    await teller.presses("✅ Share it so")
    return (await stories(teller.village))[-1]


async def takes_back(teller: Villager, story: Story) -> str:
    await teller.says("/kahani")
    await teller.presses("📚 My stories")
    await teller.presses(f"story_one:{story.id}")
    await teller.presses(BACK)
    return await teller.presses(YES_BACK)


async def approved(teller: Villager, leader: Villager, words: str = WORDS) -> Story:
    story = await shares(teller, words)
    await leader.presses("✅ Share it")
    return await story_of(teller.village, story)


async def forges(who: Villager, data: str) -> str:
    """A press of a button that this person was never shown, or that is long gone."""
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
    return await village.rows(select(Dialog.flow))


def posts(group: PeerGroup, words: str = WORDS) -> list[Message]:
    """The messages in the group that hold these words."""
    return [message for message in group.chat.messages if words in message.text]


def voices(group: PeerGroup) -> list[Message]:
    return [message for message in group.chat.messages if message.kind == "voice"]
