"""Immediate replies say only what the clinic approved and promise only what its hours allow."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from bot.texts import render
from bot.texts.alerts import replies
from db.enums import Language
from db.models import Clinic, FirstAid, Holiday
from db.session import begin
from tests.village import Village

CHEST_PAIN = "छाती मा अब्बड़ पीरा होवत हे"
YELLOW_EYES = "आंख पीली हो गई है"
LINES = {"hi": "बैठ जाइए <और> हिलिए नहीं।", "hne": "बइठ जावव अउ झन हलव।"}


async def _approves(village: Village, sign: str) -> None:
    async with begin(village.sessions) as session:
        for language, words in LINES.items():
            session.add(
                FirstAid(
                    clinic_id=village.clinic_id,
                    sign=sign,
                    language=language,
                    words=words,
                    approved_by="Dr. Rao",
                    approved_on=date(2026, 11, 1),
                    recorded_at=village.clock(),
                )
            )


async def test_without_an_approved_line_no_first_aid_is_said(village: Village):
    sukhmati = await village.member("Sukhmati")
    assert "⛑" not in await sukhmati.says(CHEST_PAIN)


async def test_an_approved_line_is_said_in_the_language_of_the_person(village: Village):
    await _approves(village, "chest_pain")
    sukhmati = await village.member("Sukhmati")
    mangal = await village.member("Mangal", language="hne")
    assert f"⛑ {LINES['hi']}" in await sukhmati.says(CHEST_PAIN)
    assert f"⛑ {LINES['hne']}" in await mangal.says(CHEST_PAIN)


async def test_a_line_is_said_of_its_own_sign_only(village: Village):
    await _approves(village, "snakebite")
    sukhmati = await village.member("Sukhmati")
    assert "⛑" not in await sukhmati.says(CHEST_PAIN)
    assert f"⛑ {LINES['hi']}" in await sukhmati.says("सांप काट दिया")


async def test_nothing_of_it_is_said_in_the_group(village: Village):
    await _approves(village, "chest_pain")
    group = await village.group("Sehat")
    sukhmati = await village.member("Sukhmati", group=group)
    await sukhmati.says(CHEST_PAIN, group.chat)
    assert not any("⛑" in text for text in group.texts())


async def test_before_opening_and_before_days_off_the_day_is_named(village: Village):
    async with begin(village.sessions) as session:
        await session.execute(update(Clinic).values(closed_weekdays="6"))
        session.add(Holiday(clinic_id=village.clinic_id, on_date=date(2026, 11, 24)))
    sukhmati = await village.member("Sukhmati", language="en")
    village.clock.advance(timedelta(hours=8))  # Monday, six in the evening
    assert "on Wednesday, after 9" in await sukhmati.says(YELLOW_EYES)
    village.clock.advance(timedelta(days=1, hours=13))  # Wednesday, seven
    assert "today after 9" in await sukhmati.says("फिर आंख पीली है, बहुत पीली")


async def test_what_is_routine_is_promised_by_a_working_day(village: Village):
    async with begin(village.sessions) as session:
        session.add(Holiday(clinic_id=village.clinic_id, on_date=date(2026, 11, 24)))
    sukhmati = await village.member("Sukhmati", language="en")
    assert "answers by Thursday" in await sukhmati.says("खुजली हो रही है")


@pytest.mark.parametrize("reply", [replies.emergency, replies.not_alone, replies.same_day])
def test_a_reply_that_another_version_wrote_still_says_108(reply):
    for language in Language:
        assert "108" in render(reply.name, {"phone": 7}, language).text
