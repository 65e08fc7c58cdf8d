"""Telegram's HTML: entities in UTF-16 units, and errors that name the place."""

import pytest

from bot.simulator.errors import ApiError
from bot.simulator.markup import detected, parse_html

GOOD = [
    ("<b>क</b>", "क", [("bold", 0, 1)]),
    ("🙏<b>क</b>", "🙏क", [("bold", 2, 1)]),
    ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
    ("1 &lt; 2 &amp; 3 &#2325; &nbsp;", "1 < 2 & 3 क &nbsp;", []),
    ("  <b> x </b>", "x", [("bold", 0, 1)]),
    ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
    ('<span class="tg-spoiler">s</span>', "s", [("spoiler", 0, 1)]),
    ("<b></b>x", "x", []),
]
BAD = [
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("क<x>y</x>", 'Unsupported start tag "x" at byte offset 3'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("1 < 2", "Unclosed start tag at byte offset 2"),
    ("<br/>", 'Unsupported start tag "br" at byte offset 0'),
]


@pytest.mark.parametrize(("source", "text", "entities"), GOOD)
def test_good_html_becomes_text_and_entities(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    plain, found = parse_html(source)
    assert plain == text
    assert [(e["type"], e["offset"], e["length"]) for e in found] == entities


@pytest.mark.parametrize(("source", "error"), BAD)
def test_bad_html_is_refused_with_its_place(source: str, error: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert error in refused.value.description


def test_commands_links_and_phones_are_found_without_being_marked() -> None:
    found = detected("/goli@gothiya_bot देखो https://t.me/x @sukhmati +91 98123 45678", [])
    assert [e["type"] for e in found] == ["bot_command", "url", "mention", "phone_number"]


def test_a_link_keeps_its_address() -> None:
    _, (link,) = parse_html('<a href="https://t.me/x?a=1&amp;b=2">यहाँ</a>')
    assert link["url"] == "https://t.me/x?a=1&b=2"
