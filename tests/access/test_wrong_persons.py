"""Every button, command and dialogue, used by the wrong person, reaches nothing of others."""

from collections import defaultdict
from collections.abc import Callable

import pytest

from bot.handlers.access.places import Place
from bot.handlers.needs.report import NeedDialog
from bot.handlers.routes import ROUTES
from bot.keyboards.meetings import AnswerRsvp
from bot.keyboards.needs import ChooseNeedGroup, JoinNeed, OpenNeed
from bot.keyboards.press import Press
from bot.keyboards.stories import ChooseStoryGroup, HearStory, MarkHelped
from tests.access.attempts import Trying, all_rows
from tests.access.forms import Form, forms, rule_name
from tests.access.full_village import FullVillage, full_village
from tests.access.judging import OF_THE_CLINIC, WrongPerson, is_refused, offences
from tests.village import PeerGroup, Village

OF_THE_GROUP = OF_THE_CLINIC | {
    "Zqsangwari",
    "Zqstory_told",
    "Zqshown",
    "Zqsentence_open",
    "Zqsentence_sent",
    "Zqpipal",
    "Zqrules",
}
"""What every member of the group may read."""
STAFF_CHAT_TEXTS = {
    f"/{name}" for name, route in ROUTES.commands.items() if Place.STAFF_CHAT in route.place
}
MEMBERS_MAY = frozenset(
    route.verb if issubclass(route, Press) else route.flow
    for route in (
        AnswerRsvp,
        ChooseNeedGroup,
        ChooseStoryGroup,
        HearStory,
        JoinNeed,
        MarkHelped,
        NeedDialog,
        OpenNeed,
    )
)
"""What a member may use of the things that are shown to the whole group."""
Make = Callable[[FullVillage], WrongPerson]


def _stranger(full: FullVillage) -> WrongPerson:
    """In private, the bot meets them with the very thing that is tried."""
    passer_by = full.village.stranger("Passer-by")
    passer_by.person.starts(full.village.bot)
    full.village.bot.updates.pending.clear()
    return WrongPerson("a stranger", passer_by, chats=(full.group, full.staff_chat))


def _other_member(full: FullVillage) -> WrongPerson:
    manglu = full.people["manglu"]
    return WrongPerson(
        "a member of another group", manglu, OF_THE_CLINIC, chats=(full.other_group,)
    )


def _other_leader(full: FullVillage) -> WrongPerson:
    chaiti = full.people["chaiti"]
    return WrongPerson(
        "the leader of another group", chaiti, OF_THE_CLINIC, chats=(full.other_group,)
    )


def _other_staff(full: FullVillage) -> WrongPerson:
    """Perhaps they worked here until yesterday."""
    bharti, chats = full.people["bharti"], (full.group, full.staff_chat)
    return WrongPerson("staff of another clinic", bharti, chats=chats, had_access=True)


def _former_leader(full: FullVillage) -> WrongPerson:
    dhani, knows = full.people["dhani"], OF_THE_GROUP | {"Zqdhani"}
    kind, chats = "a leader who no longer leads", (full.group,)
    return WrongPerson(kind, dhani, knows, MEMBERS_MAY, chats, had_access=True)


def _former_staff(full: FullVillage) -> WrongPerson:
    meena, chats = full.people["meena"], (full.group, full.staff_chat)
    return WrongPerson("staff who left", meena, chats=chats, had_access=True)


def _former_caregiver(full: FullVillage) -> WrongPerson:
    kind, ramshila = "a caregiver whose access ended", full.people["ramshila"]
    return WrongPerson(kind, ramshila, OF_THE_CLINIC, had_access=True)


def _same_group(full: FullVillage) -> WrongPerson:
    itwari, knows = full.people["itwari"], OF_THE_GROUP | {"Zqitwari"}
    return WrongPerson("another member of the group", itwari, knows, MEMBERS_MAY, (full.group,))


PERSONS: tuple[Make, ...] = (
    _stranger,
    _other_member,
    _other_leader,
    _other_staff,
    _former_leader,
    _former_staff,
    _former_caregiver,
    _same_group,
)


@pytest.mark.parametrize("person", PERSONS, ids=lambda make: make.__name__.strip("_"))
async def test_the_wrong_person_reaches_nothing(village: Village, person: Make) -> None:
    full = await full_village(village)
    who = person(full)
    for group in who.chats:
        group.chat.add(who.villager.person)
    await village.settle()
    before = await all_rows(full)
    trying, found = Trying(full, before), defaultdict[str, list[str]](list)
    every_form = [form for form in forms(full) if form.main or on_sqlite(village)]
    with trying.noting_writes():
        for place in (None, *who.chats):
            here = who.within(place, before)
            for form in every_form:
                if _is_possible(form, who, place):
                    attempt = await trying.attempt(who.villager, form, place and place.chat)
                    for wrong in offences(here, form, attempt, before):
                        found[f"{_used(form, who, place)}: {wrong}"].append(form.title)
    assert await all_rows(full) == before, "an attempt was not undone"
    assert not found, "\n".join(_report(found))


def on_sqlite(village: Village) -> bool:
    """Forms that differ only in words are tried on one kind of database."""
    return village.app.engine.dialect.name == "sqlite"


def _is_possible(form: Form, who: WrongPerson, place: PeerGroup | None) -> bool:
    """In groups some commands work, and every button that stands below a message there."""
    if form.dialog is not None:
        return place is None and who.had_access
    if place is None:
        return not form.in_group
    button = form.press is not None and form.main
    return button or form.in_group or form.text in STAFF_CHAT_TEXTS


def _used(form: Form, who: WrongPerson, place: PeerGroup | None) -> str:
    name, _, _fields = form.title.partition("(")
    return f"{name} [{rule_name(form.route)}] by {who.kind} {_where(place)}"


def _where(place: PeerGroup | None) -> str:
    return "in private" if place is None else f"in the chat of {place.chat.title}"


def _report(found: dict[str, list[str]]) -> list[str]:
    """Each offence once, with the first of the forms that showed it."""
    return [
        "Somebody reached what is not theirs:",
        *(f"{what} – {titles[0]} and {len(titles) - 1} more" for what, titles in found.items()),
    ]


RIGHT_PERSONS = ("sukhmati", "phool", "anita", "rao", "kunti", "budhram")


async def test_the_right_person_is_let_in(village: Village) -> None:
    """Else a rule that refuses everybody, or a form with wrong ids, would pass the test above."""
    full = await full_village(village)
    before = await all_rows(full)
    trying, let_in, tried = Trying(full, before), set[str](), set[str]()
    with trying.noting_writes():
        for form in forms(full):
            name = f"{form.title.partition('(')[0]} [{rule_name(form.route)}]"
            if rule_name(form.route) == "anyone" or form.in_group or name in let_in:
                continue
            tried.add(name)
            for person in RIGHT_PERSONS:
                attempt = await trying.attempt(full.people[person], form)
                failed = attempt.failure is not None and form.dialog is None
                if not failed and not is_refused(form, attempt, before):
                    let_in.add(name)
                    break
    assert tried == let_in, f"nobody is let in: {', '.join(sorted(tried - let_in))}"
