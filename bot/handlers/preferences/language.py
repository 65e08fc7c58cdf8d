"""Changing the language with one tap: a person's own from anywhere, a group's by its leader."""

from bot.context import Turn
from bot.handlers import groups
from bot.services.groups import set_group_language
from db.enums import GroupKind, Language, MemberRole
from db.models import Group
from db.queries.groups import groups_led_by, membership
from db.queries.recordings import recordings

CHOICES = (Language.HINDI, Language.CHHATTISGARHI)


async def ask_language(turn: Turn) -> None:
    """In which language, and whether recorded voices are to come with the words."""
    turn.say("onboarding.choose_language", voices=bool(await recordings(turn.session)))


async def begin_here(turn: Turn) -> None:
    """What was wished is not for this person, or not yet: the keys, or first of all a language."""
    if turn.me.language is None:
        return await ask_language(turn)
    return turn.say("menu.home")


async def in_group(turn: Turn) -> None:
    """/bhasha in a group: the group's, by who may change it; anybody else's own in private."""
    group = turn.group
    if group is None or not await _may_change(turn, group):
        return await groups.command(turn)
    return turn.say_in_group("groups.choose_language", group=group.id)


async def of_my_groups(turn: Turn) -> None:
    """The leader's button in private: one question for each group they lead."""
    led = await groups_led_by(turn.session, turn.me.account_id)
    for group in led:
        turn.say("groups.choose_language", group=group.id, title=group.title)
    if not led:
        turn.say("menu.old_button")


async def group_chosen(turn: Turn) -> None:
    number, _, wanted = ":".join(turn.pressed).partition(":")
    chosen = next((one for one in CHOICES if one == wanted), None)
    group = await turn.session.get(Group, int(number)) if number.isdecimal() else None
    if group is None or chosen is None or not await _may_change(turn, group):
        return None if turn.group else turn.say("menu.old_button")
    await set_group_language(turn.session, turn.actor, group, chosen, now=turn.now)
    return turn.rewrite("groups.language_changed", language=chosen)


async def _may_change(turn: Turn, group: Group) -> bool:
    """A leader of the group, or staff of its clinic."""
    if turn.speaker is None:
        return False
    if turn.me.staff is not None and turn.me.staff.clinic_id == group.clinic_id:
        return True
    if group.kind != GroupKind.PEER:
        return False
    found = await membership(turn.session, group.id, turn.me.account_id)
    return found is not None and found.role == MemberRole.LEADER


COMMANDS = {"bhasha": ask_language, "language": ask_language}
GROUP_COMMANDS = dict.fromkeys(COMMANDS, in_group)
PRESSES = {"pick_lang": ask_language, "group_langs": of_my_groups, "group_lang": group_chosen}
