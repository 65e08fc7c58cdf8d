"""The card of a moderation case, and the answers to its buttons."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, _, fill
from bot.keyboards import Button, Rows, column, data
from bot.texts.moderation.manual import BY_HAND, UNDONE_BY_HAND
from bot.texts.moderation.rules import reason
from bot.texts.speech import Renderer, Speech
from db.enums import CaseState

REFUSED: dict[str, str] = {
    "danger": _("I never hide a sign of danger. Please look after the person."),
    "unknown": _("I do not know enough of it. Answer the message itself with /hatao."),
    "unreachable": _("I cannot write to this person. Please speak with them yourself."),
    "small_group": _("Telegram cannot do that in this kind of group. Ask the clinic."),
    "busy": _("I am still at it. Please tap again in a moment."),
    **BY_HAND,
}


def case_card(t: Translator, p: Mapping[str, Any]) -> Speech:
    """It never names who reported. `known`: the words of the message are stored."""
    lines = [fill("<b>{title}</b>", title=p["group"])]
    if p["rule"]:
        lines.append(f"🔎 {reason(t, p['rule'])}")
    if p["reports"]:
        lines.append(t("⚠️ Reported: {count}", count=p["reports"]))
    if p["known"]:
        lines.append(
            fill("💬 {who}{body}", who=f"{p['name']}: " if p["name"] else "", body=p["body"])
        )
    lines.append(f"<b>{_state(t, p)}</b>")
    lines += [f"⚠️ {t(BY_HAND[kind])}" for kind in p["not_done"]]
    lines += [f"⚠️ {t(UNDONE_BY_HAND[kind])}" for kind in p["not_undone"]]
    lines += [t(words) for name, words in NOTES.items() if p[name]]
    if p["author"] and not p["reachable"]:
        lines.append(t("🔕 I cannot write to the writer. Please speak with them."))
    return Speech("\n".join(lines), _buttons(t, p), protect=True)


NOTES = {
    "reversed": _("↩️ It was hidden before and shown again."),
    "left": _("👋 The writer is no longer in the group."),
    "asked": _("🏥 The clinic was asked."),
    "objected": _("🙋 The writer does not agree. The clinic sees this too."),
}


def _state(t: Translator, p: Mapping[str, Any]) -> str:
    states = []
    if p["state"] == CaseState.HIDDEN:
        states.append(t("🙈 It is hidden."))
    if p.get("removed"):
        states.append(t("🚪 The writer was taken out of the group."))
    elif p["muted"]:
        states.append(t("🔇 The writer rests a day."))
    if not states and p["state"] == CaseState.CLOSED:
        states.append(t("✅ It is settled."))
    return " ".join(states) or t("What shall be done?")


def _buttons(t: Translator, p: Mapping[str, Any]) -> Rows:
    def press(label: str, action: str) -> Button:
        return Button(label, data("moderation", action, p["case"], p["version"]))

    hidden, settled = p["state"] == CaseState.HIDDEN, p["state"] == CaseState.CLOSED
    rows: list[tuple[Button, ...]] = []
    if not hidden and not settled:
        first = [press(t("🙏 Thank"), "thank")]
        first += [press(t("✉️ A private word"), "word")] if p["reachable"] else []
        rows.append(tuple(first))
    second = [press(t("↩️ Show it again"), "restore")] if hidden else []
    if p["may_hide"] and not hidden:
        second.append(press(t("🙈 Hide"), "hide"))
    if p["muted"]:
        second.append(press(t("🔊 Let them write"), "unmute"))
    elif p["may_mute"]:
        second.append(press(t("🔇 A day of rest"), "mute"))
    rows.append(tuple(second))
    third = [press(t("🏥 Ask the clinic"), "ask")] if not p["asked"] else []
    third += [press(t("✅ All is well"), "close")] if not settled and not hidden else []
    rows += [tuple(third), _staff_buttons(t, p)]
    if p["link"] and not hidden:
        rows.append((Button(t("👀 Look at it"), url=p["link"]),))
    return tuple(filter(None, rows))


def _staff_buttons(t: Translator, p: Mapping[str, Any]) -> tuple[Button, ...]:
    """Only on the cards of staff."""
    if not p["staff"]:
        return ()
    if p.get("removed"):
        return (Button(t("🚪 Let them in again"), data("remove", "back", p["case"], p["version"])),)
    if p["author"]:
        return (Button(t("🚪 Out of the group"), data("remove", "ask", p["case"], p["version"])),)
    return ()


def confirm_removal(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To staff, before anybody is removed."""
    sentence = t("🚪 Take {name} out of “{group}”?")
    return Speech(
        fill(sentence, name=p["name"] or "?", group=p["group"])
        + "\n"
        + t("Their own care goes on. I tell them in private, never in the group."),
        column(
            Button(t("🚪 Yes, take them out"), data("remove", "yes", p["case"], p["version"])),
            Button(t("↩️ No, leave it"), data("remove", "no", p["case"], p["version"])),
        ),
        protect=True,
    )


def removal_started(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("🚪 I take them out now. The card can let them in again."))


def removal_cancelled(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("All right, nobody is taken out."))


def clinic_only(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Only the clinic can do that."))


def refused(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(t(REFUSED[p["why"]]))


def not_yours(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Only the group's leader or the clinic can do that."))


def own_message(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("It is your own message. Somebody else decides about it."))


def card_outdated(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Something changed. Look at the card again."))


SAYS: tuple[Renderer, ...] = (
    case_card,
    confirm_removal,
    removal_started,
    removal_cancelled,
    clinic_only,
    refused,
    not_yours,
    own_message,
    card_outdated,
)
