"""Questions to staff after a button: the outcome, when it was, for how long, to whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.domain.alerts.backdating import Earlier
from bot.i18n import Translator, _
from bot.keyboards import Button, column
from bot.keyboards.alerts import (
    AcceptHandover,
    ChooseEarlierTime,
    ConfirmDeath,
    DeclineHandover,
    HandOverAlert,
    Outcome,
    RecordCall,
    ResolveAlert,
    ShowAlertCard,
    SnoozeAlert,
    SnoozeMinutes,
)
from bot.texts.alerts.parts import OUTCOMES, look_at_open_alerts
from bot.texts.sentences import sentence, sentence_with_fallback
from bot.texts.speech import Speech
from db.enums import AlertOutcome

TIME_CHOICES: Mapping[Earlier, str] = {
    "hour": _("🕐 An hour ago"),
    "morning": _("🌅 This morning"),
    "evening": _("🌇 Yesterday evening"),
    "yesterday": _("📅 Yesterday morning"),
}
SNOOZE_CHOICES: Mapping[SnoozeMinutes, str] = {
    60: _("An hour"),
    120: _("Two hours"),
    240: _("Four hours"),
    1440: _("One day"),
    4320: _("Three days"),
}
"""Minutes."""


OUTCOMES_OF_THE_LIVING: tuple[Outcome, ...] = (
    "helped",
    "referred",
    "no_answer",
    "false_alarm",
    "other",
)


@dataclass(frozen=True, slots=True)
class Colleague:
    staff_id: int
    name: str


@sentence
def ask_outcome(t: Translator, *, id: int, code: str, episode: int, when: Earlier | None) -> Speech:
    """`when` is the earlier time that was chosen; without it the choice of one is offered."""
    buttons = [
        Button(t(OUTCOMES[AlertOutcome(one)]), ResolveAlert(id, one, episode, when))
        for one in OUTCOMES_OF_THE_LIVING
    ]
    died = Button(t(OUTCOMES[AlertOutcome.DIED]), ConfirmDeath(id, episode, when))
    asked = t("{code}: how did it end?", code=code)
    return Speech(
        "\n".join((asked, *_when(t, when))),
        column(*buttons, died, *_earlier(t, when, ChooseEarlierTime("resolve", id))),
        protect=True,
    )


@sentence
def ask_died(t: Translator, *, id: int, code: str, episode: int, when: Earlier | None) -> Speech:
    """Ask once more, as nothing is sent to the person afterwards."""
    return Speech(
        t("{code}: has the person died? Nothing more is sent then.", code=code),
        column(
            Button(t("Yes, has died"), ResolveAlert(id, "died", episode, when)),
            Button(t("❌ No, go back"), ShowAlertCard(id)),
        ),
        protect=True,
    )


@sentence
def ask_called(t: Translator, *, id: int, code: str, episode: int, when: Earlier | None) -> Speech:
    at = when or "now"
    return Speech(
        "\n".join((t("{code}: did you reach them?", code=code), *_when(t, when))),
        column(
            Button(t("📞 Yes, we spoke"), RecordCall(id, episode, True, at)),
            Button(t("📵 No answer"), RecordCall(id, episode, False, at)),
            *_earlier(t, when, ChooseEarlierTime("record_call", id)),
        ),
        protect=True,
    )


@sentence
def ask_when(
    t: Translator,
    *,
    id: int,
    code: str,
    what: Literal["record_call", "resolve"],
    choices: Sequence[Earlier],
) -> Speech:
    """`what` is the verb to return to; `choices` are possible times."""
    if not choices:
        said = _("{code} is too new for that. Record it as of now.")
        return Speech(t(said, code=code), protect=True)
    back = RecordCall if what == RecordCall.verb else ResolveAlert
    return Speech(
        t("{code}: when was it?", code=code),
        column(*(Button(t(TIME_CHOICES[one]), back(id, one)) for one in choices)),
        protect=True,
    )


@sentence
def call_recorded(t: Translator, *, code: str, reached: bool) -> Speech:
    said = {
        True: _("{code}: noted, you spoke. Close it when it is settled."),
        False: _("{code}: noted, no answer. It stays open, please try again."),
    }[reached]
    return Speech(t(said, code=code), protect=True)


@sentence
def ask_false_alarm(t: Translator, *, id: int, code: str, episode: int) -> Speech:
    return Speech(
        t("Close {code} as a false alarm?", code=code),
        column(
            Button(t("🙅 Yes, a false alarm"), ResolveAlert(id, "false_alarm", episode)),
            Button(t("❌ No, go back"), ShowAlertCard(id)),
        ),
        protect=True,
    )


@sentence
def ask_snooze(t: Translator, *, id: int, code: str, episode: int, longest: int) -> Speech:
    """`longest` is the longest snooze in minutes that the clinic's policy allows."""
    choices = [minutes for minutes in SNOOZE_CHOICES if minutes <= longest]
    return Speech(
        t("{code}: for how long?", code=code),
        column(
            *(Button(t(SNOOZE_CHOICES[one]), SnoozeAlert(id, episode, one)) for one in choices[-3:])
        ),
        protect=True,
    )


@sentence
def ask_colleague(
    t: Translator, *, id: int, code: str, episode: int, colleagues: Sequence[Colleague]
) -> Speech:
    if not colleagues:
        return Speech(t("No colleague can be reached here now."), protect=True)
    return Speech(
        t("{code}: who shall take it over?", code=code),
        column(
            *(
                Button(f"👤 {one.name}", HandOverAlert(id, episode, one.staff_id))
                for one in colleagues
            )
        ),
        protect=True,
    )


@sentence_with_fallback(look_at_open_alerts)
def handover_request(t: Translator, *, id: int, code: str, episode: int, by: str) -> Speech:
    said = t("🤝 {by} asks you to take over {code}.", by=by, code=code)
    return Speech(
        f"{said}\n" + t("Until then {by} has it.", by=by),
        column(
            Button(t("✋ I take it over"), AcceptHandover(id, episode)),
            Button(t("❌ I cannot"), DeclineHandover(id, episode)),
        ),
        protect=True,
    )


@sentence
def handover_requested(t: Translator, *, code: str, name: str) -> Speech:
    said = _("{code}: {name} is asked. Until then it stays with you.")
    return Speech(t(said, code=code, name=name), protect=True)


@sentence_with_fallback(look_at_open_alerts)
def handover_answered(t: Translator, *, code: str, by: str, accepted: bool) -> Speech:
    said = {
        True: _("🤝 {by} has taken over {code}. Thank you."),
        False: _("{by} cannot take over {code}. It is still yours."),
    }[accepted]
    return Speech(t(said, by=by, code=code), protect=True)


@sentence
def handover_declined(t: Translator, *, code: str, by: str | None) -> Speech:
    said = t("{code} stays with {by}.", code=code, by=by or t("somebody"))
    return Speech(said, protect=True)


def _when(t: Translator, when: Earlier | None) -> list[str]:
    return [t(TIME_CHOICES[when])] if when else []


def _earlier(t: Translator, when: Earlier | None, offer: ChooseEarlierTime) -> list[Button]:
    return [] if when else [Button(t("🕐 It was earlier"), offer)]
