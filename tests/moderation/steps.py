"""Steps that many tests of moderation share."""

from dataclasses import replace

from bot.simulator import membership
from bot.simulator.chats import Message
from bot.simulator.members import SENDING, InviteLink
from tests.village import PeerGroup, Village, Villager

HURT = "तुम सब निकम्मे लोग"


async def settled_group(village: Village) -> tuple[PeerGroup, Villager, Villager, Villager]:
    """A group with its leader, a member who is rude, and one who reports it."""
    group = await village.group("संगवारी")
    phool = await village.member("Phool", group=group, leader=True)
    budhram = await village.member("Budhram", group=group)
    sukhmati = await village.member("Sukhmati", group=group)
    await village.later(minutes=1)
    return group, phool, budhram, sukhmati


async def says(village: Village, who: Villager, group: PeerGroup, words: str) -> Message:
    message = who.person.says(group.chat, words)
    await village.settle()
    return message


async def replies(who: Villager, group: PeerGroup, to: Message, words: str) -> str:
    return await who.does(lambda p: p.says(group.chat, words, reply_to=to))


def cards(leader: Villager) -> list[Message]:
    return [m for m in leader.inbox if leader.word("🏥 Ask the clinic") in m.labels]


async def heard_by(who: Villager) -> str:
    """The newest words to this person a moment later: notices follow what Telegram did."""
    await who.village.later(seconds=4)
    return who.last


async def lets_write(group: PeerGroup, who: Villager, may: bool) -> None:
    """The group's owner restricts somebody by hand in Telegram, or lifts it."""
    chat, user = group.chat.chat, who.person.user
    status = "member" if may else "restricted"
    changed = replace(chat.member(user), status=status, permissions=dict.fromkeys(SENDING, may))
    membership.change(group.chat.world, chat, group.owner.user, changed)
    await who.village.settle()


async def lets_in(group: PeerGroup, who: Villager) -> None:
    """The owner lifts a ban by hand, without adding the person again."""
    chat, user = group.chat.chat, who.person.user
    free = replace(chat.member(user), status="left")
    membership.change(group.chat.world, chat, group.owner.user, free)
    await who.village.settle()


async def closed_group(village: Village) -> tuple[PeerGroup, Villager]:
    """A group whose link asks for approval, and its leader."""
    group = await village.group("संगवारी")
    chat = group.chat.chat
    chat.links.append(InviteLink("https://t.me/+ask", group.owner.user, needs_approval=True))
    return group, await village.member("Phool", group=group, leader=True)


async def asks_to_join(who: Villager) -> str:
    return await who.does(lambda p: p.joins("https://t.me/+ask"))
