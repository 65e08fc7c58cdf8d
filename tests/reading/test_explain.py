"""The binding shape of `gothiya explain`."""

import json

from bot.domain.reading.explain import explain


def test_the_example_of_the_contract_exactly() -> None:
    assert json.dumps(explain("2 पत्ता 3 गोली"), ensure_ascii=False) == (
        '{"text": "2 पत्ता 3 गोली", "count": {"pills": 23, "sure": true}, '
        '"level": "none", "signs": [], "wish": null, "flags": []}'
    )


def test_half_a_pill_is_a_fraction_and_a_whole_one_is_not() -> None:
    assert json.dumps(explain("आधी गोली")["count"]) == '{"pills": 0.5, "sure": true}'
    assert json.dumps(explain("1.0 goli")["count"]) == '{"pills": 1, "sure": true}'


def test_an_unknown_strip_gives_no_count() -> None:
    assert explain("2 पत्ता 3 गोली", 0)["count"] is None
    assert explain("2 पत्ता 3 गोली", None)["count"] is None


def test_the_text_comes_back_untouched() -> None:
    text = "  सांस  नहीं\u200d आ रही\n"
    assert explain(text)["text"] == text


def test_a_cry_with_everything_in_it() -> None:
    reading = explain("madad karo, seene me dard, 9876543210")
    assert reading["level"] == "emergency"
    assert reading["signs"] == ["chest_pain"]
    assert reading["wish"] == "help"
    assert reading["flags"] == ["phone_number"]
    assert reading["count"] is None
