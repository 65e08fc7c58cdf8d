"""What staff are asked after a button: how it ended, when it was, how long, to whom."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, column, data
from bot.texts.alerts.parts import OUTCOMES
from bot.texts.speech import Renderer, Speech, Translate, fill
from db.enums import AlertOutcome

WHEN = {
    "hour": _("🕐 An hour ago"),
    "morning": _("🌅 This morning"),
    "evening": _("🌇 Yesterday evening"),
    "yesterday": _("📅 Yesterday morning"),
}
RESTS = {
    60: _("An hour"),
    120: _("Two hours"),
    240: _("Four hours"),
    1440: _("One day"),
    4320: _("Three days"),
}
"""Minutes."""


def ask_outcome(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`when`: the time that was chosen; without it, it was now, or another may be chosen."""
    when = (p["when"],) if p.get("when") else ()
    buttons = [
        Button(t(words), data("done", p["id"], one.value, p["episode"], *when))
        for one, words in OUTCOMES.items()
        if one is not AlertOutcome.DIED
    ]
    died = Button(t(OUTCOMES[AlertOutcome.DIED]), data("died", p["id"], p["episode"], *when))
    asked = fill(t(_("{code}: how did it end?")), code=p["code"])
    return Speech(
        "\n".join((asked, *_when(t, p))),
        column(*buttons, died, *_earlier(t, p, "done")),
        protect=True,
    )


def ask_died(t: Translate, p: Mapping[str, Any]) -> Speech:
    """One tap more: after it nobody writes to that phone any more."""
    when = (p["when"],) if p.get("when") else ()
    return Speech(
        fill(t(_("{code}: has the person died? Nothing more is sent then.")), code=p["code"]),
        column(
            Button(t(_("Yes, has died")), data("done", p["id"], "died", p["episode"], *when)),
            Button(t(_("❌ No, go back")), data("card", p["id"])),
        ),
        protect=True,
    )


def ask_called(t: Translate, p: Mapping[str, Any]) -> Speech:
    when = p.get("when") or "now"
    return Speech(
        "\n".join((fill(t(_("{code}: did you reach them?")), code=p["code"]), *_when(t, p))),
        column(
            Button(t(_("📞 Yes, we spoke")), data("call", p["id"], p["episode"], 1, when)),
            Button(t(_("📵 No answer")), data("call", p["id"], p["episode"], 0, when)),
            *_earlier(t, p, "call"),
        ),
        protect=True,
    )


def ask_when(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`what`: `call` or `done`; `choices`: those times that lie after the alert was raised."""
    if not p["choices"]:
        said = _("{code} is too new for that. Record it as of now.")
        return Speech(fill(t(said), code=p["code"]), protect=True)
    return Speech(
        fill(t(_("{code}: when was it?")), code=p["code"]),
        column(*(Button(t(WHEN[one]), data(p["what"], p["id"], one)) for one in p["choices"])),
        protect=True,
    )


def called(t: Translate, p: Mapping[str, Any]) -> Speech:
    said = {
        True: _("{code}: noted, you spoke. Close it when it is settled."),
        False: _("{code}: noted, no answer. It stays open, please try again."),
    }[p["reached"]]
    return Speech(fill(t(said), code=p["code"]), protect=True)


def ask_false(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(t(_("Close {code} as a false alarm?")), code=p["code"]),
        column(
            Button(
                t(_("🙅 Yes, a false alarm")),
                data("done", p["id"], AlertOutcome.FALSE_ALARM.value, p["episode"]),
            ),
            Button(t(_("❌ No, go back")), data("card", p["id"])),
        ),
        protect=True,
    )


def ask_later(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`longest`: minutes that the clinic's rules allow."""
    choices = [minutes for minutes in RESTS if minutes <= p["longest"]]
    return Speech(
        fill(t(_("{code}: for how long?")), code=p["code"]),
        column(
            *(
                Button(t(RESTS[one]), data("rest", p["id"], p["episode"], one))
                for one in choices[-3:]
            )
        ),
        protect=True,
    )


def ask_colleague(t: Translate, p: Mapping[str, Any]) -> Speech:
    if not p["colleagues"]:
        return Speech(t(_("No colleague can be reached here now.")), protect=True)
    return Speech(
        fill(t(_("{code}: who shall take it over?")), code=p["code"]),
        column(
            *(
                Button(f"👤 {name}", data("hand", p["id"], p["episode"], number))
                for number, name in p["colleagues"]
            )
        ),
        protect=True,
    )


def asked_over(t: Translate, p: Mapping[str, Any]) -> Speech:
    said = fill(t(_("🤝 {by} asks you to take over {code}.")), by=p["by"], code=p["code"])
    return Speech(
        f"{said}\n" + fill(t(_("Until then {by} has it.")), by=p["by"]),
        column(
            Button(t(_("✋ I take it over")), data("accept", p["id"], p["episode"])),
            Button(t(_("❌ I cannot")), data("decline", p["id"], p["episode"])),
        ),
        protect=True,
    )


def offered(t: Translate, p: Mapping[str, Any]) -> Speech:
    said = _("{code}: {name} is asked. Until then it stays with you.")
    return Speech(fill(t(said), code=p["code"], name=p["name"]), protect=True)


def answered_over(t: Translate, p: Mapping[str, Any]) -> Speech:
    said = {
        True: _("🤝 {by} has taken over {code}. Thank you."),
        False: _("{by} cannot take over {code}. It is still yours."),
    }[p["accepted"]]
    return Speech(fill(t(said), by=p["by"], code=p["code"]), protect=True)


def left_alone(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(fill(t(_("{code} stays with {by}.")), code=p["code"], by=p["by"]), protect=True)


def _when(t: Translate, p: Mapping[str, Any]) -> list[str]:
    return [t(WHEN[p["when"]])] if p.get("when") else []


def _earlier(t: Translate, p: Mapping[str, Any], what: str) -> list[Button]:
    if p.get("when"):
        return []
    return [Button(t(_("🕐 It was earlier")), data("late", what, p["id"]))]


SAYS: tuple[Renderer, ...] = (
    ask_outcome,
    ask_died,
    ask_called,
    ask_when,
    called,
    ask_false,
    ask_later,
    ask_colleague,
    asked_over,
    offered,
    answered_over,
    left_alone,
)
