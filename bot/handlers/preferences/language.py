"""Changing the language: anybody their own, a leader or the clinic that of a group."""

from bot.context import Turn
from bot.handlers import groups
from bot.handlers.access.groups import group_to_speak_to, led_groups, may_choose_language
from bot.handlers.access.places import ALSO_IN_GROUP
from bot.handlers.access.rules import anyone
from bot.handlers.router import Router
from bot.keyboards.preferences import AskGroupLanguages, AskLanguage, SetGroupLanguage
from bot.services.groups import set_group_language
from bot.texts import groups as group_texts
from bot.texts import menu as menu_texts
from bot.texts import onboarding as onboarding_texts
from db.enums import Language
from db.models import Group
from db.queries.recordings import recordings

router = Router(__name__)


@router.command("bhasha", "language", button=AskLanguage, access=anyone)
async def ask_language(turn: Turn) -> None:
    """Offer the languages, each also with recorded voices if there are any."""
    turn.say(onboarding_texts.choose_language(voices=bool(await recordings(turn.session))))


async def show_start(turn: Turn) -> None:
    """For somebody who cannot use a command yet: the menu, or first the choice of a language."""
    if turn.me.language is None:
        return await ask_language(turn)
    return turn.say(menu_texts.home())


@router.group_command("bhasha", "language", access=anyone)
async def ask_group_language(turn: Turn) -> None:
    """/bhasha in a group: the language of the group, or, for members, a link to private."""
    group = turn.group
    if group is None or not await may_choose_language(turn, group):
        return await groups.redirect_command(turn)
    return turn.say_in_group(group_texts.choose_language(group=group.id))


@router.button(AskGroupLanguages, access=led_groups)
async def ask_languages_of_led_groups(
    turn: Turn, _press: AskGroupLanguages, led: list[Group]
) -> None:
    """The leader's button in private: one question for each group they lead."""
    for group in led:
        turn.say(group_texts.choose_language(group=group.id, title=group.title))


@router.button(SetGroupLanguage, access=group_to_speak_to, place=ALSO_IN_GROUP)
async def choose_group_language(turn: Turn, press: SetGroupLanguage, group: Group) -> None:
    chosen = Language(press.language)
    await set_group_language(turn.session, turn.actor, group, chosen, now=turn.now)
    return turn.rewrite(group_texts.language_changed(language=chosen))
