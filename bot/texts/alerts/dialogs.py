"""Questions to staff after a button: the outcome, when it was, for how long, to whom."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, _
from bot.keyboards import Button, column, data
from bot.texts.alerts.parts import OUTCOMES
from bot.texts.speech import Renderer, Speech
from db.enums import AlertOutcome

TIME_CHOICES = {
    "hour": _("🕐 An hour ago"),
    "morning": _("🌅 This morning"),
    "evening": _("🌇 Yesterday evening"),
    "yesterday": _("📅 Yesterday morning"),
}
SNOOZE_CHOICES = {
    60: _("An hour"),
    120: _("Two hours"),
    240: _("Four hours"),
    1440: _("One day"),
    4320: _("Three days"),
}
"""Minutes."""


def ask_outcome(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`when` is the earlier time that was chosen; without it the choice of one is offered."""
    when = (p["when"],) if p.get("when") else ()
    buttons = [
        Button(t(words), data("resolve", p["id"], one.value, p["episode"], *when))
        for one, words in OUTCOMES.items()
        if one is not AlertOutcome.DIED
    ]
    died = Button(
        t(OUTCOMES[AlertOutcome.DIED]), data("confirm_died", p["id"], p["episode"], *when)
    )
    asked = t("{code}: how did it end?", code=p["code"])
    return Speech(
        "\n".join((asked, *_when(t, p))),
        column(*buttons, died, *_earlier(t, p, "resolve")),
        protect=True,
    )


def ask_died(t: Translator, p: Mapping[str, Any]) -> Speech:
    """Ask once more, as nothing is sent to the person afterwards."""
    when = (p["when"],) if p.get("when") else ()
    return Speech(
        t("{code}: has the person died? Nothing more is sent then.", code=p["code"]),
        column(
            Button(t("Yes, has died"), data("resolve", p["id"], "died", p["episode"], *when)),
            Button(t("❌ No, go back"), data("alert_card", p["id"])),
        ),
        protect=True,
    )


def ask_called(t: Translator, p: Mapping[str, Any]) -> Speech:
    when = p.get("when") or "now"
    return Speech(
        "\n".join((t("{code}: did you reach them?", code=p["code"]), *_when(t, p))),
        column(
            Button(t("📞 Yes, we spoke"), data("record_call", p["id"], p["episode"], 1, when)),
            Button(t("📵 No answer"), data("record_call", p["id"], p["episode"], 0, when)),
            *_earlier(t, p, "record_call"),
        ),
        protect=True,
    )


def ask_when(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`what` is the verb to return to, `record_call` or `resolve`; `choices` are possible times."""
    if not p["choices"]:
        said = _("{code} is too new for that. Record it as of now.")
        return Speech(t(said, code=p["code"]), protect=True)
    return Speech(
        t("{code}: when was it?", code=p["code"]),
        column(
            *(Button(t(TIME_CHOICES[one]), data(p["what"], p["id"], one)) for one in p["choices"])
        ),
        protect=True,
    )


def call_recorded(t: Translator, p: Mapping[str, Any]) -> Speech:
    said = {
        True: _("{code}: noted, you spoke. Close it when it is settled."),
        False: _("{code}: noted, no answer. It stays open, please try again."),
    }[p["reached"]]
    return Speech(t(said, code=p["code"]), protect=True)


def ask_false_alarm(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("Close {code} as a false alarm?", code=p["code"]),
        column(
            Button(
                t("🙅 Yes, a false alarm"),
                data("resolve", p["id"], AlertOutcome.FALSE_ALARM.value, p["episode"]),
            ),
            Button(t("❌ No, go back"), data("alert_card", p["id"])),
        ),
        protect=True,
    )


def ask_snooze(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`longest` is the longest snooze in minutes that the clinic's policy allows."""
    choices = [minutes for minutes in SNOOZE_CHOICES if minutes <= p["longest"]]
    return Speech(
        t("{code}: for how long?", code=p["code"]),
        column(
            *(
                Button(t(SNOOZE_CHOICES[one]), data("snooze", p["id"], p["episode"], one))
                for one in choices[-3:]
            )
        ),
        protect=True,
    )


def ask_colleague(t: Translator, p: Mapping[str, Any]) -> Speech:
    if not p["colleagues"]:
        return Speech(t("No colleague can be reached here now."), protect=True)
    return Speech(
        t("{code}: who shall take it over?", code=p["code"]),
        column(
            *(
                Button(f"👤 {name}", data("hand_over", p["id"], p["episode"], number))
                for number, name in p["colleagues"]
            )
        ),
        protect=True,
    )


def handover_request(t: Translator, p: Mapping[str, Any]) -> Speech:
    said = t("🤝 {by} asks you to take over {code}.", by=p["by"], code=p["code"])
    return Speech(
        f"{said}\n" + t("Until then {by} has it.", by=p["by"]),
        column(
            Button(t("✋ I take it over"), data("accept_handover", p["id"], p["episode"])),
            Button(t("❌ I cannot"), data("decline_handover", p["id"], p["episode"])),
        ),
        protect=True,
    )


def handover_requested(t: Translator, p: Mapping[str, Any]) -> Speech:
    said = _("{code}: {name} is asked. Until then it stays with you.")
    return Speech(t(said, code=p["code"], name=p["name"]), protect=True)


def handover_answered(t: Translator, p: Mapping[str, Any]) -> Speech:
    said = {
        True: _("🤝 {by} has taken over {code}. Thank you."),
        False: _("{by} cannot take over {code}. It is still yours."),
    }[p["accepted"]]
    return Speech(t(said, by=p["by"], code=p["code"]), protect=True)


def handover_declined(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(t("{code} stays with {by}.", code=p["code"], by=p["by"]), protect=True)


def _when(t: Translator, p: Mapping[str, Any]) -> list[str]:
    return [t(TIME_CHOICES[p["when"]])] if p.get("when") else []


def _earlier(t: Translator, p: Mapping[str, Any], what: str) -> list[Button]:
    if p.get("when"):
        return []
    return [Button(t("🕐 It was earlier"), data("backdate", what, p["id"]))]


SAYS: tuple[Renderer, ...] = (
    ask_outcome,
    ask_died,
    ask_called,
    ask_when,
    call_recorded,
    ask_false_alarm,
    ask_snooze,
    ask_colleague,
    handover_request,
    handover_requested,
    handover_answered,
    handover_declined,
)
