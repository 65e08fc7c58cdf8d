"""Changing the language: anybody their own, a leader or the clinic that of a group."""

from bot.context import Turn
from bot.handlers import groups
from bot.handlers.router import Router
from bot.keyboards.preferences import AskGroupLanguages, AskLanguage, SetGroupLanguage
from bot.services.groups import set_group_language
from bot.texts import groups as group_texts
from bot.texts import menu as menu_texts
from bot.texts import onboarding as onboarding_texts
from db.enums import GroupKind, Language, MemberRole
from db.models import Group
from db.queries.groups import groups_led_by, membership
from db.queries.recordings import recordings

router = Router(__name__)


@router.command("bhasha", "language")
async def ask_language(turn: Turn) -> None:
    """Offer the languages, each also with recorded voices if there are any."""
    turn.say(onboarding_texts.choose_language(voices=bool(await recordings(turn.session))))


@router.button(AskLanguage)
async def ask_language_anew(turn: Turn, _press: AskLanguage) -> None:
    await ask_language(turn)


async def show_start(turn: Turn) -> None:
    """For somebody who cannot use a command yet: the menu, or first the choice of a language."""
    if turn.me.language is None:
        return await ask_language(turn)
    return turn.say(menu_texts.home())


@router.group_command("bhasha", "language")
async def ask_group_language(turn: Turn) -> None:
    """/bhasha in a group: the language of the group, or, for members, a link to private."""
    group = turn.group
    if group is None or not await _may_change(turn, group):
        return await groups.redirect_command(turn)
    return turn.say_in_group(group_texts.choose_language(group=group.id))


@router.button(AskGroupLanguages)
async def ask_languages_of_led_groups(turn: Turn, _press: AskGroupLanguages) -> None:
    """The leader's button in private: one question for each group they lead."""
    led = await groups_led_by(turn.session, turn.me.account_id)
    for group in led:
        turn.say(group_texts.choose_language(group=group.id, title=group.title))
    if not led:
        turn.say(menu_texts.old_button())


@router.button(SetGroupLanguage)
async def choose_group_language(turn: Turn, press: SetGroupLanguage) -> None:
    chosen, group = Language(press.language), await turn.session.get(Group, press.group)
    if group is None or not await _may_change(turn, group):
        return None if turn.group else turn.say(menu_texts.old_button())
    await set_group_language(turn.session, turn.actor, group, chosen, now=turn.now)
    return turn.rewrite(group_texts.language_changed(language=chosen))


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
