"""Handlers fetch nothing of somebody by its id: their access rules do."""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FunctionType
from typing import Any, get_args, get_type_hints

from db import models
from db.base import Base

ROOT = Path(__file__).parents[2]
HANDLERS = ROOT / "bot" / "handlers"
FETCHING = {"get", "get_one", "scalar", "scalars", "execute"}
"""What a handler may not ask the session for."""
IDS = {
    "alert_id": models.Alert,
    "case_id": models.ModerationCase,
    "checkin_id": models.CheckIn,
    "dispensing_id": models.Dispensing,
    "group_id": models.Group,
    "holder_id": models.Holder,
    "meeting_id": models.Meeting,
    "medicine_id": models.Medicine,
    "need_id": models.Need,
    "patient_id": models.Patient,
    "request_id": (models.AssistedCount, models.JoinRequest),
    "starter_id": models.Starter,
    "story_id": models.Story,
    "swap_id": models.OncallSwap,
    "treatment_id": models.Treatment,
}
"""A function with such a parameter that returns such a thing fetches it by its id."""
FOR_SOMEBODY = {"account_id", "staff_id", "clinic_id", "helper"}
"""Parameters that say for whom it is fetched."""
ALLOWED_BECAUSE = {
    "the clinic's invitation names the group; its token is the key": [
        "groups.bind_group: session.get_one",
    ],
    "the group of what the rule fetched": [
        "meetings.attendance.members.show_attendance: session.get_one",
        "stories.menu.show_inbox: session.get_one",
        "stories.review._say_refused: session.get_one",
        "stories.review._show_for_review: session.get_one",
    ],
    "it is the rule itself": [
        "meetings.rsvp.meeting_to_attend: locked_meeting",
        "reminders.checkins.held_checkin: locked_checkin",
    ],
    "one of the speaker's own former patients": [
        "onboarding.join.choose_former_patient: session.get_one",
        "onboarding.join.choose_role: session.get_one",
        "onboarding.welcome.welcome_with_name: session.get_one",
    ],
    "the invitation names the patient; its token is the key": [
        "onboarding.welcome.invited_patient: session.get",
    ],
    "the link names the group; its token is the key": [
        "onboarding.welcome.join_group_of_link: session.get",
        "onboarding.welcome.welcome_with_name: session.get",
    ],
    "the speaker's own row": [
        "oncall._row_of: session.get_one",
    ],
    "one of the patients whom the speaker holds": [
        "preferences.menu.show_hour: session.get_one",
    ],
    "one of the patients whom the speaker holds or held": [
        "privacy.my_data._say_data: session.get_one",
    ],
    "the group of the speaker's own draft": [
        "stories.dialogue._question: session.get_one",
    ],
}
ALLOWED = {name for names in ALLOWED_BECAUSE.values() for name in names}
"""`module.function: call`, and why it reaches nothing of others."""


def test_a_handler_fetches_nothing_past_the_rules() -> None:
    found = set(_fetches())
    extra, gone = found - ALLOWED, ALLOWED - found
    assert not extra, "a rule in bot/handlers/access should fetch it:\n" + "\n".join(sorted(extra))
    assert not gone, f"no longer needed in ALLOWED: {', '.join(sorted(gone))}"


def _fetches() -> Iterator[str]:
    for path in sorted(HANDLERS.rglob("*.py")):
        if HANDLERS / "access" in path.parents:
            continue
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        module = import_module(name)
        for function, call in _calls(ast.parse(path.read_text(encoding="utf-8"))):
            if what := _fetched(call.func, module):
                yield f"{name.removeprefix('bot.handlers.')}.{function}: {what}"


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Each call, with the name of the function in which it stands."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Call):
                    yield function.name, node


def _fetched(called: ast.expr, module: Any) -> str | None:
    """What the call fetches by an id; None if nothing."""
    if isinstance(called, ast.Attribute) and called.attr in FETCHING:
        return f"session.{called.attr}" if ast.unparse(called.value).endswith("session") else None
    function = _imported(called, module)
    return function.__name__ if function is not None and _fetches_by_id(function) else None


def _imported(called: ast.expr, module: Any) -> FunctionType | None:
    """The function of a query or a service that is called."""
    found = _named(called, module)
    ours = isinstance(found, FunctionType)
    return found if ours and found.__module__.startswith(("db.queries", "bot.services")) else None


def _named(written: ast.expr, module: Any) -> Any:
    """What a name, perhaps with dots, means in a module; None if it is no such name."""
    if isinstance(written, ast.Name):
        return vars(module).get(written.id)
    if isinstance(written, ast.Attribute):
        return getattr(_named(written.value, module), written.attr, None)
    return None


@cache
def _fetches_by_id(function: FunctionType) -> bool:
    parameters = inspect.signature(function).parameters.keys()
    if parameters & FOR_SOMEBODY:
        return False
    returned = set(_types_in(get_type_hints(function).get("return")))
    wanted = {IDS[name] for name in parameters & IDS.keys()}
    return any(returned & set(kind if isinstance(kind, tuple) else (kind,)) for kind in wanted)


def _types_in(hint: Any) -> Iterator[Any]:
    """The types of which a hint is made; of a dataclass of ours also those of its fields."""
    yield hint
    for part in get_args(hint):
        yield from _types_in(part)
    if is_dataclass(hint) and not issubclass(hint, Base):
        for part in get_type_hints(hint).values():
            yield from _types_in(part)
