"""Button presses are answered once, soon, or not at all."""

from datetime import timedelta

from bot.simulator.api.ask import Ask, method
from bot.simulator.errors import bad
from bot.simulator.markup import units

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@method("answerCallbackQuery")
def answer_callback_query(ask: Ask) -> bool:
    query = ask.world.queries.get(ask.text("callback_query_id"))
    patience = timedelta(seconds=ask.world.callback_seconds)
    if query is None or query.bot is not ask.bot:
        raise bad(TOO_OLD)
    if ask.world.clock.now() - query.at > patience:
        raise bad(TOO_OLD)
    if units(ask.text("text")) > 200:
        raise bad("MESSAGE_TOO_LONG")
    query.answered, query.answer = True, ask.text("text")
    query.alert, query.url = ask.flag("show_alert"), ask.text("url")
    ask.world.changed()
    return True
