"""A sentence stored by one version and said by another: its words, or a fallback; never silence."""

import logging
from datetime import date, datetime, time
from fractions import Fraction

import pytest
from sqlalchemy import update

from bot.i18n import Translator, translator
from bot.services.outbox import To, enqueue
from bot.texts import stock
from bot.texts.pill_counts import answer
from bot.texts.sentences import SENTENCES, Message, Sentence, ask_again
from bot.texts.speech import Speech
from bot.texts.stock import StockedMedicine
from bot.typed_json import Unfit
from db.enums import Language, OutboxClass, Severity
from db.models import Outbox
from db.session import begin
from tests.village import Village

ENGLISH = translator(Language.ENGLISH)


def every_type(
    _t: Translator,
    *,
    count: Fraction,
    day: date,
    at: datetime | None,
    clock: time,
    severity: Severity,
    medicines: tuple[StockedMedicine, ...],
    more: bool = False,
) -> Speech:
    return Speech(repr((count, day, at, clock, severity, medicines, more)))


def test_what_is_said_comes_back_as_it_was_given():
    every_type.__module__ = "bot.texts.stock"
    said = Sentence(every_type, ask_again)
    given = {
        "count": Fraction(49, 2),
        "day": date(2026, 12, 1),
        "at": None,
        "clock": time(9, 30),
        "severity": Severity.SAME_DAY,
        "medicines": (StockedMedicine(1, "Metformin 500", out_of_stock=True),),
    }
    message = said(**given)
    assert message.params["count"] == "49/2"
    assert said.speech(ENGLISH, message.params) == every_type(ENGLISH, **given)


@pytest.mark.parametrize("stored", ["1/0", "many", None, [1]])
def test_a_number_that_is_none_does_not_fit(stored):
    said = answer.read_back(treatment=1, person="Sukhmati", medicine="x", count=Fraction(24))
    with pytest.raises(Unfit, match=r"pill_counts\.read_back does not fit"):
        answer.read_back.speech(ENGLISH, {**said.params, "count": stored})


def test_what_a_sentence_does_not_know_is_ignored():
    message = stock.out_of_stock(medicine="Metformin")
    assert "Metformin" in stock.out_of_stock.speech(ENGLISH, {**message.params, "thread": 7}).text


@pytest.mark.parametrize("stored", [{}, {"medicine": None}, {"medicine": ["Metformin"]}])
def test_what_does_not_fit_is_not_said(stored):
    with pytest.raises(Unfit, match=r"stock\.out_of_stock does not fit"):
        stock.out_of_stock.speech(ENGLISH, stored)


async def say(village: Village, account_id: int, message: Message) -> None:
    async with begin(village.sessions) as session:
        now = village.clock()
        enqueue(session, OutboxClass.REPLY, To.account(account_id), message, now=now)


async def test_a_row_of_another_version_is_answered_kindly_and_told_to_the_operator(
    village: Village, caplog: pytest.LogCaptureFixture
) -> None:
    sukhmati = await village.member("Sukhmati")
    await say(village, sukhmati.account_id, stock.out_of_stock(medicine="Metformin"))
    async with begin(village.sessions) as session:
        changed = update(Outbox).where(Outbox.template == "stock.out_of_stock")
        await session.execute(changed.values(params={"drug": "Metformin"}))
    caplog.set_level(logging.ERROR)
    await village.settle()
    assert sukhmati.last == sukhmati.word("That was too long ago. Please ask me again.")
    assert "stock.out_of_stock does not fit" in caplog.text
    assert "Metformin" not in caplog.text


def test_every_sentence_has_a_fallback_that_needs_nothing():
    for one in SENTENCES.values():
        for language in Language:
            assert one.fallback(translator(language)).text
