"""The table of docs/access.md. To write it anew: `python -m tests.access.access_page`."""

import re
from collections import defaultdict
from inspect import getclosurevars, isfunction
from pathlib import Path

from bot.handlers.access.places import Place
from bot.handlers.access.rules import anyone
from bot.handlers.router import Route
from bot.handlers.routes import ROUTES
from tests.access.forms import rule_name

PAGE = Path(__file__).parents[2] / "docs" / "access.md"
MARK = "<!-- The tables below are made by `python -m tests.access.access_page`. -->\n"
HEAD = "| what | how it is reached | where | who may |\n|---|---|---|---|\n"
PLACES = {Place.PRIVATE: "private", Place.GROUP: "group", Place.STAFF_CHAT: "staff chat"}


def tables() -> str:
    """One for each feature, with a line for each thing that can be done."""
    reached: dict[str, dict[tuple[str, str, str], list[str]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for way, route in ways():
        _bot, _handlers, feature, *_ = route.handler.__module__.split(".")
        what = route.handler.__name__.replace("_", " ")
        reached[feature][what, where(route), who_may(route)].append(way)
    parts = []
    for feature, rows in sorted(reached.items()):
        lines = [
            f"| {what} | {', '.join(how)} | {place} | {who} |\n"
            for (what, place, who), how in rows.items()
        ]
        parts.append(f"\n## {feature}\n\n{HEAD}{''.join(lines)}")
    return "".join(parts)


def ways() -> list[tuple[str, Route]]:
    """Every route, and how a person gets there."""
    return [
        *((f"`/{name}`", route) for name, route in ROUTES.commands.items()),
        *((f"`/{name}` in a group", route) for name, route in ROUTES.group_commands.items()),
        *((f"the key *{name}*", route) for name, route in ROUTES.keys.items()),
        *((f"`{kind.__name__}`", route) for kind, route in ROUTES.buttons.items()),
        *((f"an answer in `{kind.__name__}`", route) for kind, route in ROUTES.dialogs.items()),
        *((f"an edit in `{kind.__name__}`", route) for kind, route in ROUTES.edits.items()),
    ]


def where(route: Route) -> str:
    return ", ".join(name for place, name in PLACES.items() if place in route.place)


def who_may(route: Route) -> str:
    if route.access is anyone:
        return "anyone, for themselves"
    return f"{words_of_rule(route).removesuffix('.')} (`{rule_name(route)}`)"


def words_of_rule(route: Route) -> str:
    """The first line of what the rule says of itself; empty if it says nothing."""
    if re.fullmatch(r"in_dialog\(\w+\)", rule_name(route)):
        return "Who was asked this question last."
    put_together = getclosurevars(route.access).nonlocals if isfunction(route.access) else {}
    said = route.access.__doc__ or put_together.get("access", route.access).__doc__ or ""
    return said.partition("\n")[0]


def page() -> str:
    """The page as it should be: what people wrote above the mark, and the tables."""
    return PAGE.read_text(encoding="utf-8").partition(MARK)[0] + MARK + tables()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
