"""The way every request goes, whichever door it came through."""

import asyncio
import inspect
import json
from dataclasses import dataclass
from typing import Any

from bot.simulator.api.ask import METHODS, SENDS, Ask, Upload
from bot.simulator.errors import ApiError, Lost
from bot.simulator.faults import Fault
from bot.simulator.limits import flood
from bot.simulator.people import Bot
from bot.simulator.world import ApiCall, World


@dataclass
class Answer:
    status: int
    body: bytes


def _encoded(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def refusal(error: ApiError) -> Answer:
    return Answer(error.code, _encoded(error.body()))


async def knock(
    world: World,
    token: str,
    method: str,
    params: dict[str, Any],
    uploads: dict[str, Upload] | None = None,
) -> Answer:
    """Raises Lost when a fault keeps the answer from the bot."""
    bot = world.bot_for(token)
    if bot is None:
        return refusal(ApiError(401, "Unauthorized"))
    chat_id = _chat_id(params)
    fault = world.faults.take(method, chat_id)
    if fault and (answer := await _before(fault)):
        return answer
    answer = await _answer(world, bot, method, Ask(world, bot, params, uploads or {}), chat_id)
    return _after(fault, answer) if fault else answer


def _chat_id(params: dict[str, Any]) -> int | None:
    try:
        return int(params["chat_id"])
    except (KeyError, TypeError, ValueError):
        return None


async def _before(fault: Fault) -> Answer | None:
    if fault.kind in ("timeout_before", "disconnect_before"):
        raise Lost(fault.kind.removesuffix("_before"))
    if fault.kind == "error":
        return refusal(ApiError(fault.code, fault.description, fault.parameters))
    if fault.kind == "flood":
        return refusal(flood(fault.retry_after))
    if fault.kind == "delay":
        await asyncio.sleep(fault.seconds)
    return None


def _after(fault: Fault, answer: Answer) -> Answer:
    if fault.kind in ("timeout_after", "disconnect_after"):
        raise Lost(fault.kind.removesuffix("_after"))
    if fault.kind == "error_after":
        return refusal(ApiError(fault.code, fault.description, fault.parameters))
    if fault.kind == "bad_json":
        return Answer(200, b"<html>502 Bad Gateway</html>")
    return answer


async def _answer(world: World, bot: Bot, method: str, ask: Ask, chat_id: int | None) -> Answer:
    function = METHODS.get(method.lower())
    if function is None:
        return refusal(ApiError(404, "Not Found"))
    call = ApiCall(world.clock.now(), bot, method, dict(ask.params), chat_id)
    counted = method.lower() in SENDS and chat_id is not None
    try:
        if counted:
            world.limits.check(bot.id, chat_id or 0, world.timer())
        result = function(ask)
        if inspect.isawaitable(result):
            result = await result
    except ApiError as error:
        call.error = error.description
        world.log(call)
        return refusal(error)
    if counted:
        world.limits.record(bot.id, chat_id or 0, world.timer())
    call.result = result
    if method.lower() != "getupdates":
        world.log(call)
    return Answer(200, _encoded({"ok": True, "result": result}))
