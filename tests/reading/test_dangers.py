"""Danger signs, their doubts, and the traps that are none."""

from pathlib import Path

import pytest

from bot.domain.reading.explain import read
from bot.domain.reading.model import Doubt
from db.enums import Programme, ReadingLevel

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "dangers.tsv").read_text("utf-8").splitlines()
    if not line.startswith("# ")
]


def test_it_reads_how_grave_a_message_is() -> None:
    readings = [(text, level, read(text, strip=10)) for text, level in ROWS]
    assert [
        (text, level, reading.level, reading.reasons)
        for text, level, reading in readings
        if reading.level != level
    ] == []


def test_a_level_always_has_a_sign_and_a_sign_a_level() -> None:
    assert [text for text, level in ROWS if bool(read(text).signs) is (level == "none")] == []


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("छाती म पीरा हे", "chest_pain"),
        ("sans nhi aa rhi", "breathless"),
        ("मुँह टेड़गा होगे", "stroke"),
        ("होस नइ हे", "unconscious"),
        ("खींचनी होवत हे", "seizure"),
        ("sugar 45", "low_sugar"),
        ("शुगर 400", "high_sugar"),
        ("bp 200/120", "bp_crisis"),
        ("सिकलिन के पीरा", "sickle_crisis"),
        ("लहू नइ रुकत हे", "bleeding"),
        ("peshab kala", "tb_drug_reaction"),
        ("गोड़ सूज गे", "heart_failure"),
        ("जिए के मन नइ हे", "suicide"),
        ("माहुर खा डारिस", "poison"),
        ("kide dikhte", "alcohol_withdrawal"),
        ("गोसइया मारथे", "violence"),
        ("दवई सिरागे", "medicine_out"),
        ("3 दिन ले दवई नइ खाए हंव", "missed_doses"),
        ("दवई छोड़ देंव", "medicine_stopped"),
        ("सांप चाब दिस", "snakebite"),
        ("बुखार धर ले हवे", "fever"),
    ],
)
def test_signs_have_stable_names(text: str, sign: str) -> None:
    assert sign in [found.name for found in read(text).signs]


@pytest.mark.parametrize(
    ("text", "programme", "level"),
    [
        ("बुखार है", Programme.SICKLE_CELL, "emergency"),
        ("bukhar hai", Programme.HYPERTENSION, "routine"),
        ("पेट फूल गे", Programme.SICKLE_CELL, "emergency"),
        ("pet ful gaya", Programme.DIABETES, "same_day"),
        ("पेशाब लाल", Programme.TUBERCULOSIS, "none"),
        ("peshab lal", Programme.DIABETES, "same_day"),
        ("हाथ कांप रहे", Programme.ALCOHOL, "emergency"),
        ("dawa bhul gaya", Programme.EPILEPSY, "same_day"),
        ("dawa bhul gaya", Programme.HYPERTENSION, "routine"),
        ("let nahi pa rahe", Programme.RHEUMATIC_HEART, "emergency"),
        ("प्यास लगती है", Programme.DIABETES, "same_day"),
    ],
)
def test_gravity_depends_on_the_illness(text: str, programme: Programme, level: str) -> None:
    assert read(text, programme=programme).level == level


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("छाती म पीरा नइ हे", Doubt.DENIED),
        ("kal daura aaya tha", Doubt.PAST),
        ("क्या सीने में दर्द होता है?", Doubt.QUESTION),
        ("अगर दौरा आए तो क्या करें?", Doubt.SUPPOSED),
        ("दवा पी ली", None),
        ("सीने में दर्द है", None),
    ],
)
def test_a_doubt_is_named(text: str, doubt: Doubt | None) -> None:
    assert [sign.doubt for sign in read(text).signs] == [doubt]


def test_a_forwarded_text_only_asks() -> None:
    reading = read("Forwarded as received: सीने में दर्द हो तो तुरंत 108")
    assert reading.level is ReadingLevel.ASK
    assert "forwarded" in reading.flags


def test_a_quoted_line_is_not_read() -> None:
    assert read("> सीने में दर्द है\nइसका क्या मतलब").level is ReadingLevel.NONE
