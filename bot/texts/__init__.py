"""Every sentence of the bot, by the name that a row of the outbox has: `feature.sentence`."""

import logging
from collections.abc import Mapping
from typing import Any

from bot.i18n import translator
from bot.texts import (
    adherence,
    alerts,
    call_list,
    caregivers,
    groups,
    leaders,
    meetings,
    menu,
    moderation,
    needs,
    onboarding,
    oncall,
    patients,
    pill_counts,
    preferences,
    privacy,
    recordings,
    refills,
    reminders,
    staff,
    starters,
    stock,
    stories,
    treatments,
)
from bot.texts.sentences import SENTENCES, Message, Unfit
from bot.texts.speech import Renderer, Speech
from db.enums import Language

log = logging.getLogger(__name__)

FEATURES = (
    adherence,
    alerts,
    call_list,
    caregivers,
    groups,
    leaders,
    meetings,
    menu,
    moderation,
    needs,
    oncall,
    onboarding,
    patients,
    pill_counts,
    preferences,
    privacy,
    recordings,
    refills,
    reminders,
    staff,
    starters,
    stock,
    stories,
    treatments,
)


class UnknownTemplate(LookupError):
    """An outbox row names a sentence that this version does not have."""


TEMPLATES: dict[str, Renderer] = {
    f"{feature.__name__.rpartition('.')[2]}.{function.__name__}": function
    for feature in FEATURES
    for function in getattr(feature, "SAYS", ())
} | {name: one.words for name, one in SENTENCES.items()}


def render(template: str, params: Mapping[str, Any], language: Language) -> Speech:
    t = translator(language)
    if template in SENTENCES:
        one = SENTENCES[template]
        try:
            return one.speech(t, params)
        except Unfit as unfit:
            log.error("a message of another version: %s", unfit)
            return one.fallback(t)
    try:
        renderer = TEMPLATES[template]
    except KeyError:
        raise UnknownTemplate(template) from None
    return renderer(t, _in_own_words(params, language))


def speech_of(message: Message, language: Language) -> Speech:
    """The words of a message that is said at once, as over a button."""
    return render(message.template, message.params, language)


def _in_own_words(params: Mapping[str, Any], language: Language) -> Mapping[str, Any]:
    """`own` holds the clinic's own words by language; keep those of the reader's language."""
    if not params.get("own"):
        return params
    own = params["own"]
    return {**params, "own": own.get(language.value) or own.get(Language.HINDI.value)}
