"""Answers one call to the Bot API, whether it came in process or over HTTP."""

import asyncio
import inspect
import json
from dataclasses import dataclass
from typing import Any

from bot.simulator.api.call import METHODS, SENDING_METHODS, MethodCall, Upload
from bot.simulator.errors import AnswerLost, ApiError
from bot.simulator.faults import Fault
from bot.simulator.limits import too_many_requests
from bot.simulator.users import Bot
from bot.simulator.world import ApiCall, World


@dataclass
class Answer:
    status: int
    body: bytes


def _encoded(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def refusal(error: ApiError) -> Answer:
    return Answer(error.code, _encoded(error.body()))


async def dispatch_call(
    world: World,
    token: str,
    method: str,
    params: dict[str, Any],
    uploads: dict[str, Upload] | None = None,
) -> Answer:
    """Raises AnswerLost: a scripted fault keeps the answer from the bot."""
    bot = world.bot_for(token)
    if bot is None:
        return refusal(ApiError(401, "Unauthorized"))
    chat_id = _chat_id(params)
    fault = world.faults.take(method, chat_id)
    if fault and (answer := await _fault_before(fault)):
        return answer
    answer = await _call_method(
        world, bot, method, MethodCall(world, bot, params, uploads or {}), chat_id
    )
    return _fault_after(fault, answer) if fault else answer


def _chat_id(params: dict[str, Any]) -> int | None:
    try:
        return int(params["chat_id"])
    except (KeyError, TypeError, ValueError):
        return None


async def _fault_before(fault: Fault) -> Answer | None:
    if fault.kind in ("timeout_before", "disconnect_before"):
        raise AnswerLost(fault.kind.removesuffix("_before"))
    if fault.kind == "error":
        return refusal(ApiError(fault.code, fault.description, fault.parameters))
    if fault.kind == "flood":
        return refusal(too_many_requests(fault.retry_after))
    if fault.kind == "delay":
        await asyncio.sleep(fault.seconds)
    return None


def _fault_after(fault: Fault, answer: Answer) -> Answer:
    if fault.kind in ("timeout_after", "disconnect_after"):
        raise AnswerLost(fault.kind.removesuffix("_after"))
    if fault.kind == "error_after":
        return refusal(ApiError(fault.code, fault.description, fault.parameters))
    if fault.kind == "bad_json":
        return Answer(200, b"<html>502 Bad Gateway</html>")
    if fault.kind == "no_result":
        return Answer(200, b'{"ok": true}')
    if fault.kind == "not_ok":
        return Answer(200, b'{"ok": false}')
    return answer


async def _call_method(
    world: World, bot: Bot, method: str, call: MethodCall, chat_id: int | None
) -> Answer:
    function = METHODS.get(method.lower())
    if function is None:
        return refusal(ApiError(404, "Not Found"))
    logged = ApiCall(world.clock.now(), bot, method, dict(call.params), chat_id)
    counted = method.lower() in SENDING_METHODS and chat_id is not None
    try:
        if counted:
            world.limits.check(bot.id, chat_id or 0, world.flood_timer())
        result = function(call)
        if inspect.isawaitable(result):
            result = await result
    except ApiError as error:
        logged.error = error.description
        world.log(logged)
        return refusal(error)
    if counted:
        world.limits.record(bot.id, chat_id or 0, world.flood_timer())
    logged.result = result
    if method.lower() != "getupdates":
        world.log(logged)
    return Answer(200, _encoded({"ok": True, "result": result}))
