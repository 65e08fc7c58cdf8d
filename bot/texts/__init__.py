"""Every sentence the bot says, by the name that an outbox row carries: `module.function`."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import translator
from bot.texts import alerts as alerts
from bot.texts import (
    asking,
    away,
    family,
    groups,
    house,
    join,
    leaders,
    meetings,
    menu,
    patients,
    pills,
    stories,
    treatment,
    week,
)
from bot.texts import staff as staff
from bot.texts.speech import Renderer, Speech
from db.enums import Language

MODULES = (
    alerts,
    asking,
    away,
    family,
    groups,
    house,
    join,
    leaders,
    meetings,
    menu,
    patients,
    pills,
    staff,
    stories,
    treatment,
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
    return renderer(translator(language), params)
