"""One message on its way: render, call Telegram, tell what became of it. No database here."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from telegram import Bot, InputFile
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.charts import png
from bot.delivery.calls import (
    Call,
    calls_for,
    deed_call,
    in_general,
    in_words,
    voice_call,
    without_markup,
)
from bot.delivery.envelope import Parcel, Result
from bot.delivery.outcomes import NO_TOPIC, SENT, UNPARSED, Outcome, outcome_of
from bot.texts.digits import in_digits
from bot.texts.speech import Speech
from db.enums import Language, OutboxClass, SendOutcome

log = logging.getLogger(__name__)

Render = Callable[[str, Mapping[str, Any], Language], Speech]
Clock = Callable[[], datetime]
Pause = Callable[[], Awaitable[None]]

WORDS = frozenset({"send", "edit"})
CALL_SECONDS = 12.0
"""Less than half a lease: who is this slow has not lost the row yet."""
VOICE_SECONDS = 4.0
"""A recording is not waited for as long, or the row could be lost over it."""


class Sender:
    def __init__(self, bot: Bot, render: Render, clock: Clock) -> None:
        self._bot = bot
        self._render = render
        self._clock = clock

    async def send(self, parcel: Parcel, pause: Pause) -> Result:
        """`pause` comes between the parts of a long message. Raises TokenRefused; every other
        trouble is in the result."""
        started = self._clock()
        calls = await self._calls(parcel)
        if calls is None:
            outcome, answer = Outcome(SendOutcome.REJECTED, "render"), None
        else:
            outcome, answer = await self._with_voice(parcel, calls, pause)
        result = Result(parcel, outcome, started, self._clock())
        if outcome.kind is SendOutcome.SENT and isinstance(answer, dict):
            result.chat_id, result.message_id = answer["chat"]["id"], answer["message_id"]
        return result

    async def _calls(self, parcel: Parcel) -> list[Call] | None:
        try:
            if parcel.method not in WORDS:
                return [deed_call(parcel)]
            speech = self._render(parcel.template, parcel.params, parcel.language)
            drawn = await _drawn(parcel, speech)
            return calls_for(parcel, in_digits(speech, parcel.params, parcel.digits), drawn)
        except Exception as error:
            # Not the error itself: it may quote what a person wrote.
            log.error("outbox %d cannot be put into words (%s)", parcel.id, type(error).__name__)
            return None

    async def _with_voice(
        self, parcel: Parcel, calls: list[Call], pause: Pause
    ) -> tuple[Outcome, Any]:
        """The voice comes first, so that the buttons stay below; after words that save a life,
        and after words that stood there before."""
        voice = voice_call(parcel)
        if voice is None:
            return await self._deliver(parcel, calls, pause)
        late = parcel.klass is OutboxClass.EMERGENCY or parcel.method == "edit"
        if not late:
            await self._speak(parcel, voice)
            await pause()
        outcome, answer = await self._deliver(parcel, calls, pause)
        if late and outcome.kind is SendOutcome.SENT:
            await pause()
            await self._speak(parcel, voice)
        return outcome, answer

    async def _speak(self, parcel: Parcel, voice: Call) -> None:
        """A voice that does not go out holds nothing up: the words are the message."""
        outcome, _ = await self._try(voice, VOICE_SECONDS)
        if outcome.kind is not SendOutcome.SENT:
            log.warning("outbox %d went without its voice: %s", parcel.id, outcome.code)

    async def _deliver(
        self, parcel: Parcel, calls: list[Call], pause: Pause
    ) -> tuple[Outcome, Any]:
        outcome, answer = SENT, None
        for number, call in enumerate(calls):
            if number:
                await pause()
            outcome, answer = await self._offer(parcel, call)
            if outcome.kind is not SendOutcome.SENT:
                return outcome, None
        return outcome, answer

    async def _offer(self, parcel: Parcel, call: Call) -> tuple[Outcome, Any]:
        """What Telegram refuses for its looks or its place is offered again without them."""
        outcome, answer = await self._try(call)
        if outcome == UNPARSED:
            log.error("outbox %d (%s): Telegram refused our HTML", parcel.id, parcel.template)
            call = without_markup(call)
            outcome, answer = await self._try(call)
        if outcome.code in NO_TOPIC and (elsewhere := in_general(call)):
            call = elsewhere
            outcome, answer = await self._try(call)
        if outcome.kind is SendOutcome.REJECTED and (words := in_words(call)):
            log.warning("outbox %d goes without its picture: %s", parcel.id, outcome.code)
            outcome, answer = await self._try(words)
        return outcome, answer

    async def _try(self, call: Call, seconds: float = CALL_SECONDS) -> tuple[Outcome, Any]:
        method, params = call
        try:
            async with asyncio.timeout(seconds):
                return SENT, await self._call(method, params)
        except Exception as error:
            return outcome_of(error), None

    async def _call(self, method: str, params: dict[str, Any]) -> Any:
        """Bot.do_api_request without its warning that there is a method for it."""
        fields = [_field(name, value) for name, value in params.items()]
        return await self._bot.request.post(f"{self._bot.base_url}/{method}", RequestData(fields))


async def _drawn(parcel: Parcel, speech: Speech) -> bytes | None:
    """On a thread: drawing takes as long as a hundred messages. Words go out without it, too."""
    if speech.picture is None:
        return None
    try:
        return await asyncio.to_thread(png, speech.picture)
    except Exception as error:
        log.error("outbox %d goes without its picture (%s)", parcel.id, type(error).__name__)
        return None


def _field(name: str, value: Any) -> RequestParameter:
    """Bytes are a file to upload, whose own field it is."""
    if not isinstance(value, bytes):
        return RequestParameter(name, value, None)
    return RequestParameter(name, None, [InputFile(value, filename=f"{name}.png")])
