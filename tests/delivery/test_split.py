"""Long texts are cut where a reader would pause."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.split import TEXT_UNITS, plain, split, units

SENTENCE = "गोठियाबो आज संगवारी मन संग। "


def test_a_short_text_stays_whole() -> None:
    assert split("<b>नमस्ते</b> 🙏") == ["<b>नमस्ते</b> 🙏"]


def test_a_long_hindi_text_is_cut_after_sentences() -> None:
    parts = split(SENTENCE * 400)
    assert len(parts) > 1
    assert all(part.endswith("।") and units(part) <= TEXT_UNITS for part in parts)
    assert " ".join(parts) == (SENTENCE * 400).strip()


def test_without_sentences_it_is_cut_between_words() -> None:
    parts = split("गोली " * 2_000)
    assert " ".join(parts).split() == ["गोली"] * 2_000


def test_a_word_without_end_is_cut_between_letters() -> None:
    parts = split("क्षि" * 3_000)
    assert "".join(parts) == "क्षि" * 3_000
    assert all(part.startswith("क्षि") for part in parts)


def test_tags_are_closed_and_opened_again() -> None:
    parts = split("<b>" + "सुन। " * 2_000 + "</b>")
    assert all(part.startswith("<b>") and part.endswith("</b>") for part in parts)


def test_signs_outside_the_basic_plane_count_twice() -> None:
    assert units("🙏") == 2
    assert units("<b>&amp;</b>") == 1
    assert len(split("🙏" * 2_049)) == 2


WORDS = st.sampled_from(["गोली", "क्षत्रिय", "🙏🏽", "&amp;", "A.", "मां।", "x" * 30, "\n"])
TAGS = st.sampled_from(["", "b", "i"])


@given(st.lists(st.tuples(WORDS, TAGS), min_size=1, max_size=60), st.sampled_from([30, 47, 100]))
def test_nothing_is_lost_and_nothing_is_too_long(words: list[tuple[str, str]], limit: int) -> None:
    html = " ".join(f"<{tag}>{word}</{tag}>" if tag else word for word, tag in words)
    parts = split(html, limit)
    assert all(units(part) <= limit for part in parts)
    assert "".join("".join(map(plain, parts)).split()) == "".join(plain(html).split())


@pytest.mark.parametrize(("tag", "limit"), list(product(["b", "blockquote"], [20, 33])))
def test_every_part_is_whole_html(tag: str, limit: int) -> None:
    for part in split(f"one <{tag}>{'दो तीन। ' * 20}</{tag}> four", limit):
        assert re.findall("<([a-z]+)>", part) == re.findall("</([a-z]+)>", part)
