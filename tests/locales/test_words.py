"""Dates, times, counts and digits as each language says them."""

from datetime import date, time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import translator
from bot.i18n.words import DAYS, DEVANAGARI, PEOPLE, PILLS, clock_words, count_words, day_words
from bot.keyboards import Button, row
from bot.texts.digits import in_digits
from bot.texts.speech import Speech
from db.enums import Digits, Language

HINDI, HNE = translator(Language.HINDI), translator(Language.CHHATTISGARHI)
ENGLISH = translator(Language.ENGLISH)


def test_a_day_has_the_weekday_of_each_language():
    monday = date(2026, 11, 23)
    assert day_words(monday, HNE) == "सम्मार, 23 नवमबर"
    assert day_words(monday, HINDI) == "सोमवार, 23 नवंबर"
    assert day_words("2026-11-26", HNE) == "बिरस्पत, 26 नवमबर"


@pytest.mark.parametrize(
    ("wall", "hne", "hindi"),
    [
        (time(9), "बिहनिया 9 बजे", "सुबह 9 बजे"),
        (time(12), "मंझनिया 12 बजे", "दोपहर 12 बजे"),
        (time(14, 30), "मंझनिया 2:30 बजे", "दोपहर 2:30 बजे"),
        (time(17, 5), "संझा 5:05 बजे", "शाम 5:05 बजे"),
        (time(21), "रतिहा 9 बजे", "रात 9 बजे"),
        (time(0, 15), "रतिहा 12:15 बजे", "रात 12:15 बजे"),
    ],
)
def test_a_time_is_told_by_the_part_of_the_day(wall, hne, hindi):
    assert (clock_words(wall, HNE), clock_words(wall, HINDI)) == (hne, hindi)


def test_things_are_counted_with_than_and_people_with_jhan():
    assert count_words(12, PILLS, HNE) == "12 ठन गोली"
    assert count_words(2, PEOPLE, HNE) == "2 झन"
    assert count_words(1, PILLS, HINDI) == "1 गोली"
    assert count_words(0, PILLS, HINDI) == "0 गोलियाँ"
    assert count_words(Fraction(5, 2), PILLS, HINDI) == "2½ गोलियाँ"
    assert count_words("1/2", PILLS, ENGLISH) == "½ pill"
    assert count_words(13, DAYS, HNE) == "13 दिन"


def shown(text: str, **params: object) -> str:
    return in_digits(Speech(text), params, Digits.DEVANAGARI).text


def test_numbers_follow_the_digits_a_person_reads():
    assert shown("12 ठन, 2½, <b>340</b>", count="12") == "१२ ठन, २½, <b>३४०</b>"
    assert shown("1/2") == "१/२"


@pytest.mark.parametrize(
    ("text", "params"),
    [
        ("108 ला फोन करव, 14416", {}),
        ("अभी 102 पर", {"ambulance": "102"}),
        ("क्लिनिक: 07752-000000", {"phone": "07752-000000"}),
        ("फ़ोन +91 98765 43210", {}),
        ("/start1 GAN200011 A17", {}),
        ("A-17 बंद", {"code": "A-17"}),
        ('<a href="tg://user?id=4242">गीता</a> &#39;', {}),
        ("Metformin 500", {"medicine": "Metformin 500"}),
        ("7 &amp; Sons", {"options": [[1, "7 & Sons"]]}),
        ("1️⃣2️⃣3️⃣", {}),
    ],
)
def test_what_is_dialled_typed_or_printed_stays(text, params):
    assert shown(text, **params) == text


def test_the_number_pad_shows_the_digits_and_sends_the_same():
    speech = in_digits(Speech("?", row(Button("7", "count_pad:1:7"))), {}, Digits.DEVANAGARI)
    assert speech.buttons == ((Button("७", "count_pad:1:7"),),)


def test_who_reads_latin_digits_sees_the_message_as_it_is():
    speech = Speech("12", row(Button("7", "count_pad:1:7")))
    assert in_digits(speech, {}, Digits.LATIN) is speech


@given(st.text())
def test_digits_change_and_nothing_else(text):
    back = str.maketrans({value: chr(key) for key, value in DEVANAGARI.items()})
    plain = text.translate(back)
    assert shown(plain).translate(back) == plain
