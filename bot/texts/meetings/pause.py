"""A pause for the whole group."""

from datetime import date

from bot.i18n import Translator
from bot.i18n.words import day_words
from bot.keyboards import Button, column
from bot.keyboards.meetings import (
    ChooseGroupPause,
    EndGroupPause,
    GroupPauseReason,
    GroupPauseWeeks,
)
from bot.texts.reminders.pauses import REASONS, WEEKS
from bot.texts.sentences import sentence
from bot.texts.speech import Speech

PAUSE_REASONS: tuple[GroupPauseReason, ...] = ("festival", "harvest", "mourning")
PAUSE_WEEKS: tuple[GroupPauseWeeks, ...] = (1, 2, 4)


@sentence
def ask_pause_reason(t: Translator, *, group: int) -> Speech:
    reasons = [Button(t(REASONS[r]), ChooseGroupPause(group, r)) for r in PAUSE_REASONS]
    return Speech(t("Why shall the whole group rest?"), column(*reasons))


@sentence
def ask_pause_length(t: Translator, *, group: int, reason: GroupPauseReason) -> Speech:
    weeks = [Button(t(WEEKS[n]), ChooseGroupPause(group, reason, n)) for n in PAUSE_WEEKS]
    return Speech(t("For how long shall I ask nothing?"), column(*weeks))


@sentence
def group_paused(t: Translator, *, group: int, until: date) -> Speech:
    return Speech(
        t("All right. I ask nobody of the group until {day}.", day=day_words(until, t))
        + "\n"
        + t("Danger I hear all the same."),
        column(Button(t("▶️ Go on again"), EndGroupPause(group))),
    )


@sentence
def group_resumed(t: Translator) -> Speech:
    return Speech(t("Good, we go on together."))
