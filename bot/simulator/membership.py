"""Joining, leaving, promoting, upgrading to a supergroup, and the updates that bots get of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.simulator.chats import Chat
from bot.simulator.errors import SimulatorError
from bot.simulator.members import ADMIN_RIGHTS, InviteLink, Member
from bot.simulator.users import Bot, User
from bot.simulator.world import World


def change(world: World, chat: Chat, by: User, member: Member, **extra: Any) -> None:
    """Set a membership; a bot gets an update of its own always, of others' if it is an admin."""
    before = chat.member(member.user)
    chat.members[member.user.id] = member
    event = {
        "chat": chat.api(),
        "from": by.api(),
        "date": world.timestamp(),
        "old_chat_member": before.api(),
        "new_chat_member": member.api(),
        **extra,
    }
    if isinstance(member.user, Bot):
        member.user.updates.add("my_chat_member", event)
    for bot in chat.bots():
        if bot is not member.user and chat.member(bot).admin:
            bot.updates.add("chat_member", event)
    world.changed()


def create_group(world: World, title: str, owner: User, *, supergroup: bool) -> Chat:
    chat = world.new_group(title, supergroup=supergroup)
    chat.members[owner.id] = Member(owner, "creator")
    url = f"https://t.me/+practice{world.next_id('link', 1000001)}"
    chat.links.append(InviteLink(url, owner, primary=True))
    created = "supergroup_chat_created" if supergroup else "group_chat_created"
    world.post(chat, owner, {created: True})
    return chat


def join(
    world: World, chat: Chat, user: User, *, by: User | None = None, link: InviteLink | None = None
) -> None:
    if chat.migrated_to:
        raise SimulatorError("this group moved to a supergroup")
    if chat.member(user).present:
        return
    if chat.member(user).status == "kicked" and by is None:
        raise SimulatorError(f"{user.name} was removed from {chat.title} and cannot join")
    if link:
        link.used += 1
    extra = {"invite_link": link.api()} if link else {}
    change(world, chat, by or user, Member(user), **extra)
    world.post(chat, by or user, {"new_chat_members": [user.api()]})


def leave(world: World, chat: Chat, user: User, *, by: User | None = None, until: int = 0) -> None:
    """`by` somebody else: the person is banned until `until`, 0 for ever."""
    bots_before = chat.bots()
    was_present = chat.member(user).present
    status = "kicked" if by and by is not user else "left"
    change(world, chat, by or user, Member(user, status, until=until))
    chat.keyboards.pop(user.id, None)
    if not was_present:
        return
    message = world.post(chat, by or user, {"left_chat_member": user.api()})
    if isinstance(user, Bot) and user in bots_before:
        user.updates.add("message", message.api(user))


def update_member(
    world: World, chat: Chat, user: User, by: User, alter: Callable[[Member], Member]
) -> None:
    change(world, chat, by, alter(chat.member(user)))


def promote(
    world: World, chat: Chat, user: User, rights: frozenset[str], *, by: User, title: str = ""
) -> None:
    if unknown := rights - set(ADMIN_RIGHTS):
        raise SimulatorError(f"no such admin right: {sorted(unknown)}")
    if not chat.member(user).present:
        raise SimulatorError(f"{user.name} is not in {chat.title}")
    status = "administrator" if rights else "member"
    rights = rights | {"can_manage_chat"} if rights else rights
    update_member(
        world, chat, user, by, lambda m: replace(m, status=status, rights=rights, title=title)
    )


def upgrade(world: World, old: Chat, by: User) -> Chat:
    """The supergroup gets a new id and new message ids; the old id answers 400 from now on."""
    if old.kind != "group" or old.migrated_to:
        raise SimulatorError("only a group that is not yet a supergroup can be upgraded")
    new = world.new_group(old.title, supergroup=True)
    new.members = {key: replace(member) for key, member in old.members.items()}
    new.permissions, new.links = dict(old.permissions), old.links
    new.description, new.protected = old.description, old.protected
    for user_id, keyboard in old.keyboards.items():
        new.keyboards[user_id] = keyboard
    world.post(old, by, {"migrate_to_chat_id": new.id})
    old.migrated_to = new.id
    world.post(new, by, {"migrate_from_chat_id": old.id})
    return new


def rename(world: World, chat: Chat, title: str, by: User) -> None:
    chat.title = title
    world.post(chat, by, {"new_chat_title": title})
