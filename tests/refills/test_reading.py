"""Which texts report a refill, and which do not."""

from fractions import Fraction

import pytest

from bot.domain.reading.refills import read_refill


@pytest.mark.parametrize(
    ("text", "pills"),
    [
        ("नवा दवई आगे 60", 60),
        ("नवा दवई आगे ६० गोली", 60),
        ("nai dawai mili 60 goli", 60),
        ("dawa aa gayi 60", 60),
        ("dawa mil gayi 30 goli", 30),
        ("आज 60 गोली लाएंव", 60),
        ("kal 60 goli mili", 60),
        ("2 पत्ता मिलिस", 20),
        ("new medicine came, 60", 60),
        ("मोर दवई आगे साठ गोली", 60),
        ("नवा दवई आगे", None),
        ("दवाई आ गई", None),
    ],
)
def test_medicine_came(text: str, pills: int | None) -> None:
    refill = read_refill(text, strip=10)
    assert refill is not None
    assert refill.pills == (None if pills is None else Fraction(pills))


@pytest.mark.parametrize(
    "text",
    [
        "60",
        "60 goli",
        "दवई 60",
        "24 गोली बची है",
        "dawa nahi mili",
        "dawai nai mile",
        "नई दवई नइ मिलिस",
        "60 goli nai mile",
        "nai dawai kab milegi",
        "dawa aa gayi kya",
        "dawa aa rahi hai",
        "60 goli mili aur 20 bachi hai",
        "nai dawa se chakkar aa raha",
        "chakkar aa gaya dawa se",
        "2 goli khaya",
        "dawai khatam ho gayi",
        "beti aayi goli leke",
        "",
    ],
)
def test_no_news_of_medicine(text: str) -> None:
    assert read_refill(text, strip=10) is None


def test_strips_of_unknown_size_are_asked_about() -> None:
    refill = read_refill("2 पत्ता मिलिस")
    assert refill is not None
    assert refill.pills is None
