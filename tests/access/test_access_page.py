"""docs/access.md says for every route who may use it."""

from tests.access.access_page import PAGE, page, ways, words_of_rule
from tests.access.forms import rule_name


def test_every_rule_says_who_may() -> None:
    silent = {rule_name(route) for _way, route in ways() if not words_of_rule(route)}
    assert silent == set(), "these rules have no docstring; its first line says who may"


def test_the_page_is_as_the_routes_are() -> None:
    right = page()
    written = PAGE.read_text(encoding="utf-8")
    assert written == right, (
        f"docs/access.md is old. Run `python -m tests.access.access_page`, or write:\n\n{right}"
    )
