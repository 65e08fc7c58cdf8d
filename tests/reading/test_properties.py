"""What must hold of any text at all."""

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.reading.counts import read_count
from bot.domain.reading.explain import explain
from bot.domain.reading.lexicon import table
from bot.domain.reading.model import CountReading
from bot.domain.reading.numbers import part_of
from bot.domain.reading.script import plain

DEVANAGARI_DIGITS = str.maketrans("0123456789", "०१२३४५६७८९")
UNITS = ("goli", "गोली", "ठन", "tablet", "गोली बची है", "goli bachi hai", "ठन बांचे हे", "tab bache he")
HELPLINES = (108, 112)
HALVES = ("½", " 1/2", ".5")


def number_words() -> list[tuple[int, str]]:
    return [
        (int(value), word)
        for value, hindi, chhattisgarhi, roman, _ordinary in table("numbers")
        if value.isdecimal()
        for word in f"{hindi} {chhattisgarhi} {roman}".split()
    ]


def words_of_no_number() -> list[str]:
    """Every word of the clinic's lists that is no part of a number."""
    listed = (word for row in table("words") for words in row[1:4] for word in words.split())
    words = {word.lstrip("=") for word in listed}
    return sorted(word for word in words if not word.isdigit() and part_of(plain(word)) is None)


def in_words(pills: int) -> str:
    """As it is said: "दो सौ पैंतीस"."""
    hundreds, rest = divmod(pills, 100)
    if not hundreds:
        return names[rest]
    return f"{names[hundreds]} सौ {names[rest]}" if rest else f"{names[hundreds]} सौ"


names = {
    int(value): hindi.split()[0]
    for value, hindi, *_ in table("numbers")
    if value.isdecimal() and int(value) < 100
}
counts = st.integers(0, 300)
words = st.sampled_from(number_words())
units = st.sampled_from(UNITS)


def exactly(pills: int) -> CountReading:
    """From three hundred on a number is read back before it is believed."""
    return CountReading(Fraction(pills), pills < 300)


@given(counts.filter(lambda n: n not in HELPLINES))
def test_digits_alone_are_read_exactly(pills: int) -> None:
    for text in (str(pills), str(pills).translate(DEVANAGARI_DIGITS), f" {pills}\n"):
        assert read_count(text) == exactly(pills)


def test_every_number_in_words_is_read_exactly() -> None:
    for pills in range(301):
        said = in_words(pills)
        for text in (f"{said} गोली", f"{said} गोली बची है", f"मोर {said} ठन"):
            assert read_count(text) == exactly(pills), text


@given(st.integers(1, 14), st.integers(0, 19))
def test_scores_are_read_back_exactly(scores: int, loose: int) -> None:
    text = f"{names[scores]} कोरी {names[loose]}" if loose else f"{names[scores]} कोरी"
    reading = read_count(f"{text} ठन")
    assert isinstance(reading, CountReading)
    assert reading.pills == scores * 20 + loose


@given(st.integers(1, 40), st.sampled_from(("½", " 1/2", ".5", "¼", ".25")))
def test_parts_of_a_pill_are_read_exactly(whole: int, part: str) -> None:
    reading = read_count(f"{whole}{part} गोली")
    assert isinstance(reading, CountReading)
    assert reading.pills == whole + (Fraction(1, 2) if part in HALVES else Fraction(1, 4))


@given(counts, units)
def test_digits_with_a_unit_are_read_exactly(pills: int, unit: str) -> None:
    for text in (
        f"{pills} {unit}",
        f"{pills}{unit}",
        f"मोर {pills} {unit}",
        f"meri {pills} {unit}",
    ):
        assert read_count(text) == exactly(pills)


@pytest.mark.parametrize(("pills", "word"), number_words())
def test_every_number_word_with_a_unit_is_read_exactly(pills: int, word: str) -> None:
    for unit in ("गोली", "goli", "goli bachi hai", "ठन बांचे हे"):
        assert read_count(f"{word} {unit}") == CountReading(Fraction(pills), True)


@given(st.integers(1, 2), words, units)
def test_hundreds_are_read_exactly(hundreds: int, rest: tuple[int, str], unit: str) -> None:
    value, word = rest
    if value == 0:
        return
    name = ["एक", "दो"][hundreds - 1]
    reading = read_count(f"{name} सौ {word} {unit}")
    assert isinstance(reading, CountReading)
    assert reading.pills == hundreds * 100 + value


@given(st.integers(1, 9), st.integers(0, 9), st.sampled_from((10, 14, 15)))
def test_strips_and_loose_pills_add_up(strips: int, loose: int, size: int) -> None:
    for text in (f"{strips} पत्ता {loose} गोली", f"{strips} patta aur {loose} goli"):
        reading = read_count(text, strip=size)
        assert isinstance(reading, CountReading)
        assert reading.pills == strips * size + loose


@given(st.text(st.characters(exclude_categories=["Nd", "No", "Nl", "L", "M"]), max_size=80))
def test_no_number_no_count(text: str) -> None:
    assert explain(text)["count"] is None


@given(
    st.lists(
        st.sampled_from(
            [
                "मैं",
                "आज",
                "घर",
                "में",
                "हूँ",
                "रामू",
                "कल",
                "आया",
                "बैठक",
                "है",
                "aaj",
                "ghar",
                "chalo",
                "bhai",
            ]
        )
    )
)
def test_ordinary_words_are_no_count(chosen: list[str]) -> None:
    assert explain(" ".join(chosen))["count"] is None


@settings(max_examples=300)
@given(st.lists(st.sampled_from(words_of_no_number()), min_size=1, max_size=6))
def test_words_without_a_number_are_no_count_or_none_left(chosen: list[str]) -> None:
    count = explain(" ".join(chosen))["count"]
    assert count is None or count["pills"] == 0


@settings(max_examples=400)
@given(st.text(max_size=300))
def test_reading_never_raises(text: str) -> None:
    json.dumps(explain(text))


PIECES = (
    "24 ½ 1/2 दस das सौ पत्ता patta goli गोली बची नहीं nahi nai सीने dard दर्द है hai ? , . + - / 108",
    "do te bara sath kori कोरी साढ़े पौने सवा dedh bp sugar 140/90 din साल मर जाऊं khatam अगर to क्या",
)
HEAP = (*" ".join(PIECES).split(" "), "\n")


@settings(max_examples=600)
@given(st.lists(st.sampled_from(HEAP), max_size=25), st.sampled_from(("", " ")))
def test_reading_any_heap_of_known_words_never_raises(pieces: list[str], gap: str) -> None:
    reading = explain(gap.join(pieces))
    assert list(reading) == ["text", "count", "level", "signs", "wish", "flags"]


@given(st.text(max_size=60))
def test_reading_is_a_function_of_the_text(text: str) -> None:
    assert explain(text) == explain(text)
