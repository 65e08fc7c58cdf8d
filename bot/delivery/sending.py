"""Sends one message: renders it, calls Telegram and returns the result. No database here."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from telegram import Bot, InputFile
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.charts import render_png
from bot.delivery.calls import (
    Call,
    action_call,
    calls_for,
    voice_call,
    without_markup,
    without_picture,
    without_topic,
)
from bot.delivery.envelope import Envelope, Result
from bot.delivery.outcomes import BAD_MARKUP, SENT, TOPIC_CODES, Outcome, outcome_of
from bot.texts.digits import in_digits
from bot.texts.speech import Speech
from db.enums import Language, OutboxClass, SendOutcome

log = logging.getLogger(__name__)

Render = Callable[[str, Mapping[str, Any], Language], Speech]
Clock = Callable[[], datetime]
Pause = Callable[[], Awaitable[None]]

WITH_TEXT = frozenset({"send", "edit"})
CALL_SECONDS = 12.0
"""Less than half of a row's lease, so that a slow call ends while the row is still ours."""
VOICE_SECONDS = 4.0
"""Shorter: sending a recording must not use up the lease of the row."""


class Sender:
    def __init__(self, bot: Bot, render: Render, clock: Clock) -> None:
        self._bot = bot
        self._render = render
        self._clock = clock

    async def send(self, envelope: Envelope, pause: Pause) -> Result:
        """`pause` is awaited between the parts of a long message.

        Raises TokenDoubted; every other error is in the result.
        """
        started = self._clock()
        calls = await self._calls(envelope)
        if calls is None:
            outcome, answer = Outcome(SendOutcome.REJECTED, "render"), None
        else:
            outcome, answer = await self._with_voice(envelope, calls, pause)
        result = Result(envelope, outcome, started, self._clock())
        if outcome.kind is SendOutcome.SENT and isinstance(answer, dict):
            result.chat_id, result.message_id = answer["chat"]["id"], answer["message_id"]
        return result

    async def _calls(self, envelope: Envelope) -> list[Call] | None:
        try:
            if envelope.method not in WITH_TEXT:
                return [action_call(envelope)]
            speech = self._render(envelope.template, envelope.params, envelope.language)
            drawn = await _rendered_picture(envelope, speech)
            return calls_for(envelope, in_digits(speech, envelope.params, envelope.digits), drawn)
        except Exception as error:
            # Only the type of the error: its text may quote what a person wrote.
            log.error("outbox %d cannot be put into words (%s)", envelope.id, type(error).__name__)
            return None

    async def _with_voice(
        self, envelope: Envelope, calls: list[Call], pause: Pause
    ) -> tuple[Outcome, Any]:
        """The voice goes first, so that the buttons stay at the bottom of the chat.

        It goes after the words in an emergency, when words must not wait, and after an edit.
        """
        voice = voice_call(envelope)
        if voice is None:
            return await self._send_calls(envelope, calls, pause)
        words_first = envelope.klass is OutboxClass.EMERGENCY or envelope.method == "edit"
        if not words_first:
            await self._send_voice(envelope, voice)
            await pause()
        outcome, answer = await self._send_calls(envelope, calls, pause)
        if words_first and outcome.kind is SendOutcome.SENT:
            await pause()
            await self._send_voice(envelope, voice)
        return outcome, answer

    async def _send_voice(self, envelope: Envelope, voice: Call) -> None:
        """A recording that fails does not stop the message: the words are complete."""
        outcome, _ = await self._try(voice, VOICE_SECONDS)
        if outcome.kind is not SendOutcome.SENT:
            log.warning("outbox %d went without its voice: %s", envelope.id, outcome.code)

    async def _send_calls(
        self, envelope: Envelope, calls: list[Call], pause: Pause
    ) -> tuple[Outcome, Any]:
        outcome, answer = SENT, None
        for number, call in enumerate(calls):
            if number:
                await pause()
            outcome, answer = await self._send_call(envelope, call)
            if outcome.kind is not SendOutcome.SENT:
                return outcome, None
        return outcome, answer

    async def _send_call(self, envelope: Envelope, call: Call) -> tuple[Outcome, Any]:
        """Send again without what Telegram refused: the markup, the topic or the picture."""
        outcome, answer = await self._try(call)
        if outcome == BAD_MARKUP:
            log.error("outbox %d (%s): Telegram refused our HTML", envelope.id, envelope.template)
            call = without_markup(call)
            outcome, answer = await self._try(call)
        if outcome.code in TOPIC_CODES and (elsewhere := without_topic(call)):
            call = elsewhere
            outcome, answer = await self._try(call)
        if outcome.kind is SendOutcome.REJECTED and (words := without_picture(call)):
            log.warning("outbox %d goes without its picture: %s", envelope.id, outcome.code)
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
        """Like Bot.do_api_request, but without its warning that Bot has a method for this."""
        fields = [_field(name, value) for name, value in params.items()]
        return await self._bot.request.post(f"{self._bot.base_url}/{method}", RequestData(fields))


async def _rendered_picture(envelope: Envelope, speech: Speech) -> bytes | None:
    """In a thread, since rendering takes as long as a hundred messages. None if it fails."""
    if speech.picture is None:
        return None
    try:
        return await asyncio.to_thread(render_png, speech.picture)
    except Exception as error:
        log.error("outbox %d goes without its picture (%s)", envelope.id, type(error).__name__)
        return None


def _field(name: str, value: Any) -> RequestParameter:
    """Bytes are uploaded as a file."""
    if not isinstance(value, bytes):
        return RequestParameter(name, value, None)
    return RequestParameter(name, None, [InputFile(value, filename=f"{name}.png")])
