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
from bot.texts.sentences import SENTENCES, Message, ask_again
from bot.texts.speech import Speech
from bot.typed_json import Unfit
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


def render(template: str, params: Mapping[str, Any], language: Language) -> Speech:
    """The words of a stored message; of one that another version wrote, the fallback."""
    t = translator(language)
    one = SENTENCES.get(template)
    if one is None:
        log.error("a message of another version: there is no sentence %s", template)
        return ask_again(t)
    try:
        return one.speech(t, params)
    except Unfit as unfit:
        log.error("a message of another version: %s", unfit)
        return one.fallback(t)


def speech_of(message: Message, language: Language) -> Speech:
    """The words of a message that is said at once, as over a button."""
    return render(message.template, message.params, language)
