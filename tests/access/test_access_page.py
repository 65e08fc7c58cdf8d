"""docs/access.md says for every route who may use it."""

from dataclasses import fields

from bot.handlers.access.rules import anyone
from bot.handlers.routes import ROUTES
from bot.keyboards.needs import JoinNeed
from bot.keyboards.onboarding import JoinAsFormer
from bot.keyboards.privacy import KeepOrErase
from bot.keyboards.stories import HearStory, MarkHelped
from tests.access.access_page import PAGE, page, ways, words_of_rule
from tests.access.forms import THINGS, rule_name


def test_every_rule_says_who_may() -> None:
    silent = {rule_name(route) for _way, route in ways() if not words_of_rule(route)}
    assert silent == set(), "these rules have no docstring; its first line says who may"


def test_the_page_is_as_the_routes_are() -> None:
    right = page()
    written = PAGE.read_text(encoding="utf-8")
    assert written == right, (
        f"docs/access.md is old. Run `python -m tests.access.access_page`, or write:\n\n{right}"
    )


NAMED_BY_ANYONE = {
    JoinNeed: "by the need's own group only; in a group the answer is a word over the button",
    HearStory: "a story that the library offers to this listener",
    MarkHelped: "likewise; in a group the answer is a word over the button",
    JoinAsFormer: "one of the patients for whom this phone spoke before",
    KeepOrErase: "one of the patients for whom this phone spoke before",
}
"""Buttons open to anyone that carry an id all the same, and among what it is looked up."""


def test_a_button_open_to_anyone_carries_no_id() -> None:
    carrying = {
        kind
        for kind, route in ROUTES.buttons.items()
        if route.access is anyone and THINGS.keys() & {field.name for field in fields(kind)}
    }
    assert carrying == NAMED_BY_ANYONE.keys()
