"""What can be done on a phone of the page, by name."""

from collections.abc import Callable
from typing import Any

from bot.simulator import membership
from bot.simulator.chats import Chat
from bot.simulator.errors import PracticeError
from bot.simulator.links import parse
from bot.simulator.messages import Message
from bot.simulator.people import Bot
from bot.simulator.person import Person
from bot.simulator.world import World

Asked = dict[str, Any]
Deed = Callable[[World, Person, Asked], Any]


def _bot(world: World, bot_id: int) -> Bot:
    return next(bot for bot in world.bots.values() if bot.id == bot_id)


def _chat(world: World, person: Person, asked: Asked) -> Chat:
    key = str(asked["chat"])
    if key.startswith("p"):
        return world.private(_bot(world, int(key[1:])), person.user)
    return world.groups[int(key[1:])]


def _message(world: World, person: Person, asked: Asked, name: str = "message") -> Message:
    chat = _chat(world, person, asked)
    if not chat.private and not chat.member(person.user).present:
        raise PracticeError("that chat is not on this phone")
    return chat.messages[int(asked[name])]


def _says(world: World, person: Person, asked: Asked) -> None:
    reply = _message(world, person, asked, "reply") if asked.get("reply") else None
    person.says(_chat(world, person, asked), str(asked["text"]), reply_to=reply)


def _presses(world: World, person: Person, asked: Asked) -> None:
    person.presses(str(asked["data"]), on=_message(world, person, asked))


def _follows(world: World, person: Person, asked: Asked) -> None:
    url = str(asked["url"])
    if "startgroup" not in parse(url)[1]:
        person.follows(url)
        return
    if not asked.get("group"):
        raise PracticeError("choose the group first")
    person.follows(url, world.groups[int(asked["group"])])


def _mutes(world: World, person: Person, asked: Asked) -> None:
    chat = _chat(world, person, asked)
    own = chat.bot.id if chat.bot else chat.id
    person.user.muted ^= {own}
    world.changed()


def _edits(world: World, person: Person, asked: Asked) -> None:
    person.edits(_message(world, person, asked), str(asked["text"]))


def _deletes(world: World, person: Person, asked: Asked) -> None:
    message = _message(world, person, asked)
    if message.sender is not person.user:
        raise PracticeError("only what you wrote yourself")
    person.deletes(message)


def _grows(world: World, person: Person, asked: Asked) -> None:
    chat = _chat(world, person, asked)
    if chat.member(person.user).status != "creator":
        raise PracticeError("only the owner can do this")
    membership.upgrade(world, chat, person.user)


def _private_bot(world: World, person: Person, asked: Asked) -> Bot:
    bot = _chat(world, person, asked).bot
    if bot is None:
        raise PracticeError("only in the chat with the bot")
    return bot


DEEDS: dict[str, Deed] = {
    "say": _says,
    "press": _presses,
    "follow": _follows,
    "mute": _mutes,
    "edit": _edits,
    "delete": _deletes,
    "grow": _grows,
    "key": lambda w, p, a: p.presses_reply_key(str(a["text"]), _chat(w, p, a)),
    "voice": lambda w, p, a: p.sends_voice(_chat(w, p, a), 3),
    "photo": lambda w, p, a: p.sends_photo(_chat(w, p, a), str(a.get("text", ""))),
    "contact": lambda w, p, a: p.shares_contact(_chat(w, p, a)),
    "join": lambda w, p, a: p.joins(_chat(w, p, a)),
    "leave": lambda w, p, a: p.leaves(_chat(w, p, a)),
    "start": lambda w, p, a: p.starts(_private_bot(w, p, a)),
    "block": lambda w, p, a: p.blocks(_private_bot(w, p, a)),
    "unblock": lambda w, p, a: p.unblocks(_private_bot(w, p, a)),
}
