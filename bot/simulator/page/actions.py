"""What a person can do on a phone of the page: each action by the name that the page sends."""

from collections.abc import Callable
from typing import Any

from bot.simulator import membership
from bot.simulator.chats import Chat, Message
from bot.simulator.errors import SimulatorError
from bot.simulator.links import parse_link
from bot.simulator.people.person import Person
from bot.simulator.users import Bot
from bot.simulator.world import World

Body = dict[str, Any]
Action = Callable[[World, Person, Body], Any]


def _bot(world: World, bot_id: int) -> Bot:
    return next(bot for bot in world.bots.values() if bot.id == bot_id)


def _chat(world: World, person: Person, body: Body) -> Chat:
    key = str(body["chat"])
    if key.startswith("p"):
        return world.private_chat(_bot(world, int(key[1:])), person.user)
    return world.groups[int(key[1:])]


def _message(world: World, person: Person, body: Body, name: str = "message") -> Message:
    chat = _chat(world, person, body)
    if not chat.private and not chat.member(person.user).present:
        raise SimulatorError("that chat is not on this phone")
    return chat.messages[int(body[name])]


def _say(world: World, person: Person, body: Body) -> None:
    reply = _message(world, person, body, "reply") if body.get("reply") else None
    person.says(_chat(world, person, body), str(body["text"]), reply_to=reply)


def _press(world: World, person: Person, body: Body) -> None:
    person.presses(str(body["data"]), on=_message(world, person, body))


def _follow_link(world: World, person: Person, body: Body) -> None:
    url = str(body["url"])
    if "startgroup" not in parse_link(url)[1]:
        person.follows(url)
        return
    if not body.get("group"):
        raise SimulatorError("choose the group first")
    person.follows(url, world.groups[int(body["group"])])


def _mute(world: World, person: Person, body: Body) -> None:
    chat = _chat(world, person, body)
    muted = chat.bot.id if chat.bot else chat.id
    person.user.muted ^= {muted}
    world.changed()


def _edit(world: World, person: Person, body: Body) -> None:
    person.edits(_message(world, person, body), str(body["text"]))


def _delete(world: World, person: Person, body: Body) -> None:
    message = _message(world, person, body)
    if message.sender is not person.user:
        raise SimulatorError("only what you wrote yourself")
    person.deletes(message)


def _upgrade_group(world: World, person: Person, body: Body) -> None:
    chat = _chat(world, person, body)
    if chat.member(person.user).status != "creator":
        raise SimulatorError("only the owner can do this")
    membership.upgrade(world, chat, person.user)


def _private_bot(world: World, person: Person, body: Body) -> Bot:
    bot = _chat(world, person, body).bot
    if bot is None:
        raise SimulatorError("only in the chat with the bot")
    return bot


ACTIONS: dict[str, Action] = {
    "say": _say,
    "press": _press,
    "follow": _follow_link,
    "mute": _mute,
    "edit": _edit,
    "delete": _delete,
    "grow": _upgrade_group,
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
