"""Registers typed in one go, and until when something may still be entered."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.meetings.attendance import entry_time
from bot.domain.meetings.register import names_somebody, read_register, without_medicine_name

NAMES = {1: "सुखमती बाई", 2: "राजू", 3: "राजू साहू", 4: "Budhram", 5: "सुखमती यादव"}
ELEVEN = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "people", "rest"),
    [
        ("राजू साहू 12", (3,), "12"),
        ("राजू 12", (2, 3), "12"),
        ("सुखमती यादव: 24 goli", (5,), "24 goli"),
        ("सुखमति बाई - 2 पत्ता 3", (1,), "2 पत्ता 3"),
        ("sukhmati bai 24", (1,), "24"),
        ("बुधराम २४", (4,), "24"),
        ("BUDHRAM", (4,), ""),
        ("गोपाल 30", (), "गोपाल 30"),
        ("24", (), "24"),
    ],
)
def test_a_name_is_known_by_its_sound_and_two_of_one_name_are_not_guessed(
    typed: str, people: tuple[int, ...], rest: str
) -> None:
    (entry,) = read_register(typed, NAMES)
    assert (entry.people, entry.rest) == (people, rest)


def test_lines_commas_and_dandas_part_people() -> None:
    entries = read_register("बुधराम 9, राजू साहू 12;\n\nसुखमती बाई 3। गोपाल", NAMES)
    assert [entry.people for entry in entries] == [(4,), (3,), (1,), ()]


def test_a_medicine_is_taken_out_of_what_is_read_as_a_number() -> None:
    assert without_medicine_name("शुगर की गोली 24", "शुगर की गोली") == "24"
    assert without_medicine_name("sugar 24", "शुगर की गोली") == "24"
    assert without_medicine_name("24", "शुगर की गोली") is None
    assert without_medicine_name("24 गोली", "शुगर की गोली") is None


def test_a_name_is_found_in_words_that_all_will_read() -> None:
    assert names_somebody("आज राजू ने बताया", NAMES)
    assert names_somebody("budhram aaya", NAMES)
    assert not names_somebody("हमने खाने की बात की", NAMES)


@pytest.mark.parametrize(
    ("hours", "closed", "moment"),
    [
        (-12, None, None),
        (-2, None, -2),
        (1, None, 1),
        (24, None, 0),
        (24, 2, 2),
        (73, 2, 2),
        (73, None, None),
        (75, 2, None),
    ],
)
def test_what_comes_later_is_kept_under_the_time_of_the_meeting(
    hours: int, closed: int | None, moment: int | None
) -> None:
    def at(n: int | None) -> datetime | None:
        return None if n is None else ELEVEN + timedelta(hours=n)

    now = at(hours)
    assert now is not None
    assert entry_time(ELEVEN, at(closed), now) == at(moment)
