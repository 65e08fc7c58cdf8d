"""Every form of a button, a command or a dialogue that names things of the full village.

What a field holds is looked up by its name. A field that is not known fails the test: add its name
to THINGS if it holds somebody's id, else to NUMBERS or WORDS.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from fractions import Fraction
from itertools import chain, product
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from bot.handlers.onboarding.dialog import JoinDialog
from bot.handlers.router import Route
from bot.handlers.routes import ROUTES
from bot.handlers.stories.retelling import RetellingDialog
from bot.keyboards import meetings, moderation, needs, stories
from bot.keyboards.meetings import compact_day
from bot.keyboards.press import Press
from bot.services.dialogs import DIALOGS, Dialog
from bot.texts.menu import KEY_LABELS
from tests.access.full_village import CLINIC_NUMBER, FullVillage

THINGS = {
    "alert": ("alert",),
    "assisted": ("assisted_count",),
    "case": ("case_open", "case_hidden"),
    "checkin": ("checkin",),
    "clinic": ("clinic",),
    "colleague": ("colleague",),
    "dispensing": ("dispensing",),
    "group": ("group",),
    "into": ("need_open",),
    "medicine": ("medicine",),
    "meeting": ("meeting_planned",),
    "need": ("need_open",),
    "patient": ("patient",),
    "queue": ("treatment",),
    "request": ("assisted_count",),
    "stand_in": ("stand_in",),
    "staff": ("colleague",),
    "starter": ("starter",),
    "story": ("story_told",),
    "swap": ("swap",),
    "treatment": ("treatment",),
    "whose": ("whose",),
}
"""The ids that a field of this name holds, by the names of the things in the full village."""

OFFERED = {"colleague", "into", "staff", "stand_in", "whose"}
"""What is looked up among the speaker's own things: another id is as good as none."""
BY_INVITATION = (JoinDialog,)
"""Dialogues that only a link opens, whose token is the permission."""

OF_KIND: dict[type, dict[str, tuple[str, ...]]] = {
    moderation.AnswerJoinRequest: {"request": ("join_request",)},
    moderation.ObjectTo: {"case": ("case_hidden",)},
    needs.WordNeed: {"need": ("need_raised",)},
    needs.ShareFirstWords: {"need": ("need_raised",)},
    needs.ChooseSameNeed: {"need": ("need_raised",)},
    needs.MergeNeed: {"need": ("need_raised",)},
    needs.SetNeedAside: {"need": ("need_raised",)},
    needs.AnswerNeed: {"need": ("need_sent",)},
    needs.PromiseNeed: {"need": ("need_sent",)},
    needs.SolveNeed: {"need": ("need_sent",)},
    stories.OpenForReview: {"story": ("story_waiting",)},
    stories.ApproveStory: {"story": ("story_waiting",)},
    stories.AskForChange: {"story": ("story_waiting",)},
    stories.DeclineStory: {"story": ("story_waiting",)},
    stories.ChooseReason: {"story": ("story_waiting",)},
    stories.StartRetelling: {"story": ("story_to_retell",)},
    stories.AnswerRetelling: {"story": ("story_retold",)},
    stories.RewriteStory: {"story": ("story_change_asked",)},
    RetellingDialog: {"story": ("story_to_retell",)},
}
"""Buttons about a thing in another state than most."""

DIALOG_OF_RULE = {"open_plan": "meeting_plan", "open_recording": "recording"}
"""The dialogue that a rule asks for, where its name does not say so."""

MEETINGS = {"attendance": "meeting_running", "summary": "meeting_closed"}
"""The meeting that a button is about, by the beginning of its verb."""

ALWAYS_FILLED = ("step", "clock", "count", "day", "typed")
"""Fields of dialogues that are filled although they have a default, to come further."""
FACTS = {"episode": "episode", "episode_or_time": "episode"}
"""Numbers that belong to a thing, but are no id."""
NUMBERS = {
    "at": 0,
    "corrects": None,
    "mark": 3,
    "name": 0,
    "nth": 2,
    "page": 0,
    "pills": 5,
    "place": 0,
    "quantity": 30,
    "size": 10,
    "start": 0,
    "strip": 10,
    "topics": 1,
    "version": 1,
    "weekday": 1,
}
WORDS = {
    "clock": "11.00",
    "dose": "1",
    "phone": "9876543210",
    "pills": "26",
    "prompt": "first",
    "said": "skip",
    "stamp": "0",
    "tag": "1",
    "value": "diabetes",
}


@dataclass(frozen=True)
class Form:
    """One way to reach a route."""

    route: Route
    title: str
    """For the report of a failure: `ViewPatient(patient=3)`."""
    press: str | None = None
    text: str | None = None
    in_group: bool = False
    """A command that is written in a group."""
    dialog: Dialog | None = None
    """A dialogue that is still open, although its access has ended."""
    names_things: bool = False
    main: bool = True
    """Whether it is the first of those that differ only in words or in the step of a dialogue."""
    edited: bool = False
    """The text is not sent, but an earlier message is changed into it."""


class UnknownField(Exception):
    """A field whose name says nothing about what to fill in."""


def forms(full: FullVillage) -> list[Form]:
    """Of every route."""
    return [*_commands(), *_buttons(full), *_dialogs(full)]


def _commands() -> Iterator[Form]:
    for name, route in ROUTES.commands.items():
        yield Form(route, f"/{name}", text=f"/{name}")
        text = f"/{name} {CLINIC_NUMBER}"
        yield Form(route, text, text=text, main=False)
    for name, route in ROUTES.group_commands.items():
        yield Form(route, f"/{name} in the group", text=f"/{name}", in_group=True)
    for name, route in ROUTES.keys.items():
        yield Form(route, f"the key {name}", text=KEY_LABELS[name])


def _buttons(full: FullVillage) -> Iterator[Form]:
    for kind, route in ROUTES.buttons.items():
        first, *others = _filled(kind, full)
        for press in (first, *others):
            names, main = _names_things(press), press is first
            yield Form(route, _title(press), press.pack(), names_things=names, main=main)
        for number, dialog in enumerate(_dialogs_of_rule(route, full)):
            title, names = f"{_title(first)} in {_title(dialog)}", _names_things(dialog)
            yield Form(
                route,
                title,
                first.pack(),
                dialog=dialog,
                names_things=names,
                main=number == 0,
            )


def _dialogs(full: FullVillage) -> Iterator[Form]:
    tables = (ROUTES.dialogs, False), (ROUTES.edits, True)
    for kind, route, edited in ((*one, edited) for t, edited in tables for one in t.items()):
        if kind in BY_INVITATION:
            continue
        dialogs = _filled(kind, full, vary=(*THINGS, "step"))
        for number, (dialog, text) in enumerate(product(dialogs, ("26", "some words"))):
            yield Form(
                route,
                f"{_title(dialog)} with “{text}”",
                text=text,
                dialog=dialog,
                names_things=_names_things(dialog),
                main=number == 0,
                edited=edited,
            )


def _dialogs_of_rule(route: Route, full: FullVillage) -> list[Any]:
    """The dialogues, one for each step, without which this rule refuses every button."""
    found = re.match(r"in_dialog\((\w+)\)", rule_name(route))
    flow = found[1] if found else DIALOG_OF_RULE.get(rule_name(route))
    return _filled(DIALOGS[flow], full, vary=("step",)) if flow else []


def rule_name(route: Route) -> str:
    return getattr(route.access, "__name__", "anyone")


def _title(value: Any) -> str:
    told = [one for one in fields(value) if one.name in THINGS or one.default is MISSING]
    return (
        f"{type(value).__name__}({', '.join(f'{f.name}={getattr(value, f.name)}' for f in told)})"
    )


def _names_things(value: Any) -> bool:
    """Whether an id of somebody's thing is in it."""
    held = [(field.name, getattr(value, field.name)) for field in fields(value)]
    return any(
        name in THINGS and name not in OFFERED and isinstance(one, int) for name, one in held
    )


def _filled(kind: type, full: FullVillage, *, vary: Collection[str] | None = None) -> list[Any]:
    """The shortest form, the longest, those between, and one for each further word of a field.

    `vary`: fields of which each word is tried; None if of every field.
    """
    hints, own = get_type_hints(kind), fields(kind)
    choices = {one.name: _choices(kind, one, hints[one.name], full) for one in own}
    longest = {name: found[0] for name, found in choices.items()}
    forms = [longest]
    for name, found in choices.items():
        if vary is None or name in vary:
            forms += [{**longest, name: other} for other in found[1:]]
    needed = sum(one.default is MISSING for one in own)
    for length in range(needed, len(own)) if vary is None else ():
        forms.append({one.name: longest[one.name] for one in own[:length]})
    return list({repr(form): kind(**_as_in_life(form, full)) for form in forms}.values())


def _choices(owner: type, field: "Field[Any]", hint: Any, full: FullVillage) -> list[Any]:
    """What may stand in a field. In a dialogue what names nothing keeps its default."""
    if issubclass(owner, Press) or field.name in (*THINGS, *ALWAYS_FILLED):
        return _choices_of_type(owner, field.name, hint, full)
    if field.default is not MISSING:
        return [field.default]
    if field.default_factory is not MISSING:
        return [field.default_factory()]
    return _choices_of_type(owner, field.name, hint, full)


def _choices_of_type(owner: type, name: str, kind: Any, full: FullVillage) -> list[Any]:
    things = full.things
    if get_origin(kind) in (Union, UnionType):
        found = [_choices_of_type(owner, name, part, full) for part in get_args(kind)]
        return list(dict.fromkeys(chain.from_iterable(found)))
    if get_origin(kind) is Literal:
        return list(get_args(kind))
    if get_origin(kind) is tuple:
        return [tuple(_choices_of_type(owner, name, get_args(kind)[0], full)[:1])]
    if kind is int and (ids := _ids(owner, name)):
        return [things[one] for one in ids]
    simple = {
        NoneType: [None],
        bool: [True, False],
        date: [full.today],
        datetime: [full.now],
        time: [time(11)],
        Fraction: [Fraction(26)],
    }
    if kind in simple:
        return simple[kind]
    if is_dataclass(kind):
        return _filled(kind, full, vary=())
    if isinstance(kind, type) and issubclass(kind, Enum):
        return list(kind)
    if kind is int and name in FACTS:
        return [things[FACTS[name]]]
    if kind is int and name == "day":
        day = things["meeting_day"] if owner is meetings.AnswerRsvp else full.today
        return [compact_day(day)]
    if kind is str and name == "key":
        return [str(things["medicine"])]
    if kind is str and not issubclass(owner, Press):
        return ["1"]  # a dialogue may hold any words, but they are nobody's id
    known = {int: NUMBERS, str: WORDS}.get(kind, {})
    if name not in known:
        raise UnknownField(
            f"What does {owner.__name__}.{name} hold? Add `{name}` to THINGS in"
            " tests/access/forms.py if it is the id of something, else to NUMBERS or WORDS there."
        )
    return [known[name]]


def _ids(owner: type, name: str) -> tuple[str, ...]:
    """The names of the things whose ids such a field may hold."""
    verb = getattr(owner, "verb", getattr(owner, "flow", "")).partition("_")[0]
    if name == "meeting" and verb in MEETINGS:
        return (MEETINGS[verb],)
    return OF_KIND.get(owner, {}).get(name) or THINGS.get(name, ())


def _as_in_life(form: dict[str, Any], full: FullVillage) -> dict[str, Any]:
    """A dialogue that asks for a thing has none yet; a button has the version of its thing."""
    names, asked = list(form), str(form.get("step"))
    if asked in THINGS and asked in form:
        later = [name for name in names[names.index(asked) :] if name in THINGS]
        form = form | {name: None for name in later if isinstance(form[name], int)}
    about = next((one for one in ("need", "story", "case") if one in form), None)
    if about is None or "version" not in form:
        return form
    return {**form, "version": full.versions[about, form[about]]}
