"""Answering the press of a button, which is possible for a short time only."""

from datetime import timedelta

from bot.simulator.api.call import MethodCall, method
from bot.simulator.errors import bad_request
from bot.simulator.markup import utf16_length

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@method("answerCallbackQuery")
def answer_callback_query(call: MethodCall) -> bool:
    query = call.world.queries.get(call.text("callback_query_id"))
    time_limit = timedelta(seconds=call.world.callback_seconds)
    if query is None or query.bot is not call.bot:
        raise bad_request(TOO_OLD)
    if call.world.clock.now() - query.at > time_limit:
        raise bad_request(TOO_OLD)
    if utf16_length(call.text("text")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answered, query.answer = True, call.text("text")
    query.alert, query.url = call.flag("show_alert"), call.text("url")
    call.world.changed()
    return True
