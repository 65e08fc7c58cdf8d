"""What a button carries is read back as it was packed; anything else is no press at all."""

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from bot.handlers import routes
from bot.keyboards.press import DATA_BYTES, LARGEST, PRESSES, Press, press_in


class Answer(StrEnum):
    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class EveryType(Press, verb="every_type"):
    number: int
    sure: bool
    answer: Answer
    word: Literal["in", "out"]
    day: date | None
    page: int = 0


@dataclass(frozen=True)
class Spoken(Press, verb="spoken"):
    word: str


del PRESSES[EveryType.verb], PRESSES[Spoken.verb]
NUMBERS = st.integers(-LARGEST, LARGEST)


@given(
    st.builds(
        EveryType,
        number=NUMBERS,
        page=NUMBERS,
        day=st.none() | st.dates(),
    )
)
def test_what_is_packed_is_read_back(press):
    packed = press.pack()
    assert len(packed.encode()) <= DATA_BYTES
    _verb, *parts = packed.split(":")
    assert EveryType.unpacked(parts) == press


def values(hint: object) -> st.SearchStrategy[object]:
    """What a field of this type may hold in a button of ours."""
    if get_origin(hint) in (Union, UnionType):
        return st.one_of(*map(values, get_args(hint)))
    if hint is int:
        return NUMBERS
    if hint is str:
        return st.text("abcxyz-_/0123456789", min_size=1, max_size=8)
    return st.from_type(hint)


@pytest.mark.parametrize("kind", PRESSES.values(), ids=PRESSES)
@given(st.data())
def test_every_button_is_read_back(kind, data):
    hints = get_type_hints(kind)
    press = kind(*(data.draw(values(hints[field.name])) for field in fields(kind)))
    try:
        packed = press.pack()
    except ValueError:
        reject()  # too long: no button of ours holds all its greatest values
    assert press_in(packed) == press


def test_a_field_with_a_default_may_be_left_out():
    assert EveryType.unpacked(["1", "1", "yes", "in", ""]) == EveryType(
        1, True, Answer.YES, "in", None
    )


@pytest.mark.parametrize(
    "parts",
    [
        [],
        ["1", "1", "yes", "in"],
        ["1", "1", "yes", "in", "", "0", "more"],
        ["one", "1", "yes", "in", ""],
        ["99999999999", "1", "yes", "in", ""],
        ["1", "maybe", "yes", "in", ""],
        ["1", "1", "perhaps", "in", ""],
        ["1", "1", "yes", "lost", ""],
        ["1", "1", "yes", "in", "yesterday"],
        ["", "1", "yes", "in", ""],
    ],
)
def test_what_does_not_fit_is_no_press(parts):
    assert EveryType.unpacked(parts) is None


@given(st.text() | st.tuples(st.sampled_from(sorted(PRESSES)), st.text()).map(":".join))
def test_whatever_a_modified_app_sends_is_read_without_an_error(data):
    press = press_in(data)
    assert press is None or type(press) in routes.ROUTES.buttons


def test_an_empty_part_is_not_the_same_as_none_left_out():
    assert press_in("erase:erase") is not None
    assert press_in("erase:erase:") is None


def test_a_verb_that_is_taken_is_refused():
    with pytest.raises(ValueError, match="two buttons have the verb"):

        class Twice(Press, verb="stock_of"):
            pass


def test_more_than_telegram_takes_is_refused():
    with pytest.raises(ValueError, match="longer than 64 bytes"):
        Spoken("पानी" * 10).pack()


def test_a_word_with_a_colon_is_refused():
    with pytest.raises(ValueError, match="colon"):
        Spoken("a:b").pack()
