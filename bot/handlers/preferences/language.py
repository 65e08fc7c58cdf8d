"""Changing the language: anybody their own, a leader or the clinic that of a group."""

from bot.context import Turn
from bot.handlers import groups
from bot.services.groups import set_group_language
from db.enums import GroupKind, Language, MemberRole
from db.models import Group
from db.queries.groups import groups_led_by, membership
from db.queries.recordings import recordings

CHOICES = (Language.HINDI, Language.CHHATTISGARHI)


async def ask_language(turn: Turn) -> None:
    """Offer the languages, each also with recorded voices if there are any."""
    turn.say("onboarding.choose_language", voices=bool(await recordings(turn.session)))


async def show_start(turn: Turn) -> None:
    """For somebody who cannot use a command yet: the menu, or first the choice of a language."""
    if turn.me.language is None:
        return await ask_language(turn)
    return turn.say("menu.home")


async def ask_group_language(turn: Turn) -> None:
    """/bhasha in a group: the language of the group, or, for members, a link to private."""
    group = turn.group
    if group is None or not await _may_change(turn, group):
        return await groups.redirect_command(turn)
    return turn.say_in_group("groups.choose_language", group=group.id)


async def ask_languages_of_led_groups(turn: Turn) -> None:
    """The leader's button in private: one question for each group they lead."""
    led = await groups_led_by(turn.session, turn.me.account_id)
    for group in led:
        turn.say("groups.choose_language", group=group.id, title=group.title)
    if not led:
        turn.say("menu.old_button")


async def choose_group_language(turn: Turn) -> None:
    chosen = next((one for one in CHOICES if turn.pressed[1:] == [one.value]), None)
    group = await turn.session.get(Group, turn.pressed_number())
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
GROUP_COMMANDS = dict.fromkeys(COMMANDS, ask_group_language)
PRESSES = {
    "language": ask_language,
    "group_languages": ask_languages_of_led_groups,
    "set_group_language": choose_group_language,
}
