"""Every sentence the bot says, by the name that an outbox row carries: `module.function`."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import translator
from bot.texts import alerts as alerts
from bot.texts import (
    asking,
    away,
    came,
    care,
    coming,
    digest,
    duty,
    family,
    followups,
    forgetting,
    groups,
    helping,
    house,
    join,
    known,
    leaders,
    meetings,
    menu,
    month,
    more,
    needs,
    patients,
    pills,
    sabha,
    stories,
    treatment,
    voices,
    week,
)
from bot.texts import staff as staff
from bot.texts.speech import Renderer, Speech
from db.enums import Language

MODULES = (
    alerts,
    asking,
    away,
    came,
    care,
    coming,
    digest,
    duty,
    family,
    followups,
    forgetting,
    groups,
    helping,
    house,
    join,
    known,
    leaders,
    meetings,
    menu,
    month,
    more,
    needs,
    patients,
    pills,
    sabha,
    staff,
    stories,
    treatment,
    voices,
    week,
)


class UnknownTemplate(LookupError):
    """An outbox row names a sentence that this version does not have."""


TEMPLATES: dict[str, Renderer] = {
    f"{module.__name__.rpartition('.')[2]}.{function.__name__}": function
    for module in MODULES
    for function in module.SAYS
}


def render(template: str, params: Mapping[str, Any], language: Language) -> Speech:
    try:
        renderer = TEMPLATES[template]
    except KeyError:
        raise UnknownTemplate(template) from None
    return renderer(translator(language), _in_own_words(params, language))


def _in_own_words(params: Mapping[str, Any], language: Language) -> Mapping[str, Any]:
    """`own` holds, by language, what the clinic wrote itself; the sentence gets the reader's."""
    if not params.get("own"):
        return params
    own = params["own"]
    return {**params, "own": own.get(language.value) or own.get(Language.HINDI.value)}
