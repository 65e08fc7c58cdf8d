"""Wishes to the bot, and house rules of a group."""

from pathlib import Path

import pytest

from bot.domain.reading.explain import explain


def rows(name: str) -> list[list[str]]:
    text = (Path(__file__).parent / f"{name}.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("# ")]


@pytest.mark.parametrize(("text", "wish"), rows("wishes"))
def test_it_reads_a_wish(text: str, wish: str) -> None:
    assert (explain(text)["wish"] or "-") == wish


@pytest.mark.parametrize(("text", "flags"), rows("flags"))
def test_it_flags_what_a_group_should_not_hold(text: str, flags: str) -> None:
    assert (",".join(explain(text)["flags"]) or "-") == flags
