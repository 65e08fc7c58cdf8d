"""The card of a message that somebody minded, and the answers to its buttons."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, Rows, data
from bot.texts.house.rules import reason
from bot.texts.speech import Renderer, Speech, Translate, fill
from db.enums import CaseState

REFUSED = {
    "danger": _("I never hide a sign of danger. Please look after the person."),
    "unknown": _("I do not know enough of it. Answer the message itself with /hatao."),
    "no_right": _("I may not do that there. Please do it by hand, or ask the clinic."),
    "small_group": _("Telegram cannot do that in this kind of group. Ask the clinic."),
}


def card(t: Translate, p: Mapping[str, Any]) -> Speech:
    """Who reported it is told to nobody. `known`: what was written is at hand."""
    lines = [fill("<b>{title}</b>", title=p["group"])]
    if p["rule"]:
        lines.append(f"🔎 {reason(t, p['rule'])}")
    if p["reports"]:
        lines.append(fill(t(_("⚠️ Reported: {count}")), count=p["reports"]))
    if p["known"]:
        lines.append(
            fill("💬 {who}{body}", who=f"{p['name']}: " if p["name"] else "", body=p["body"])
        )
    lines.append(f"<b>{_state(t, p)}</b>")
    if p["objected"]:
        lines.append(t(_("🙋 The writer does not agree. The clinic sees this too.")))
    return Speech("\n".join(lines), _buttons(t, p), protect=True)


def _state(t: Translate, p: Mapping[str, Any]) -> str:
    if p["state"] == CaseState.HIDDEN:
        return t(_("🙈 It is hidden.")) + (
            " " + t(_("The writer rests a day.")) if p["muted"] else ""
        )
    if p["muted"]:
        return t(_("🔇 The writer rests a day."))
    if p["state"] == CaseState.CLOSED:
        return t(_("✅ It is settled."))
    return t(_("What shall be done?"))


def _buttons(t: Translate, p: Mapping[str, Any]) -> Rows:
    def press(label: str, deed: str) -> Button:
        return Button(label, data("house", deed, p["case"], p["version"]))

    hidden, settled = p["state"] == CaseState.HIDDEN, p["state"] == CaseState.CLOSED
    rows: list[tuple[Button, ...]] = []
    if not hidden and not settled:
        first = [press(t(_("🙏 Thank")), "thank")]
        first += [press(t(_("✉️ A private word")), "word")] if p["author"] else []
        rows.append(tuple(first))
    second = [press(t(_("↩️ Show it again")), "restore")] if hidden else []
    if p["may_hide"] and not hidden:
        second.append(press(t(_("🙈 Hide")), "hide"))
    if p["muted"]:
        second.append(press(t(_("🔊 Let them write")), "unmute"))
    elif p["may_mute"]:
        second.append(press(t(_("🔇 A day of rest")), "mute"))
    rows.append(tuple(second))
    third = [press(t(_("🏥 Ask the clinic")), "ask")]
    third += [press(t(_("✅ All is well")), "close")] if not settled and not hidden else []
    rows.append(tuple(third))
    if p["link"] and not hidden:
        rows.append((Button(t(_("👀 Look at it")), url=p["link"]),))
    return tuple(filter(None, rows))


def refused(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(t(REFUSED[p["why"]]))


def not_yours(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Only the group's leader or the clinic can do that.")))


def your_own(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("It is your own message. Somebody else decides about it.")))


def changed_since(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Something changed. Look at the card again.")))


SAYS: tuple[Renderer, ...] = (card, refused, not_yours, your_own, changed_since)
