"""The list of patients to call: the reasons in words, and a button for each result of a call."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, _
from bot.keyboards import Button, Rows, column, data
from bot.texts.patients.words import patient_line, phone_lines, reason_words
from bot.texts.speech import Renderer, Speech
from db.enums import CallResult

RECORDED = {
    CallResult.REACHED: _("✅ {name}: reached."),
    CallResult.NOT_REACHED: _("📵 {name}: not reached."),
    CallResult.LATER: _("⏰ {name}: later."),
}


def page(t: Translator, p: Mapping[str, Any]) -> Speech:
    """A page of the list; `done`: the call that was recorded just now."""
    lines = _recorded(t, p.get("done"))
    if not p["people"]:
        lines.append(t("🌿 There is nobody to call now."))
        return Speech("\n".join(lines), _undo(t, p), protect=True)
    lines.append(t("📞 <b>To call: {count}</b>", count=p["count"]))
    lines += [_person(t, person, n) for n, person in enumerate(p["people"], p["first"])]
    lines.append("\n" + t("After the call: ✅ reached, 📵 not reached, ⏰ later."))
    return Speech("\n".join(lines), _buttons(t, p), protect=True)


def list_is_old(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("That list is of another day. Please open the new one."),
        column(Button(t("📞 Whom to call"), data("call_list"))),
        protect=True,
    )


def _recorded(t: Translator, done: Mapping[str, Any] | None) -> list[str]:
    if not done:
        return []
    return [t(RECORDED[CallResult(done["result"])], name=done["name"]), ""]


def _person(t: Translator, p: Mapping[str, Any], place: int) -> str:
    lines = [f"\n{place}. {patient_line(t, p)}", *phone_lines(p)]
    lines += [f"• {reason_words(t, reason)}" for reason in p["reasons"]]
    if p["not_reached"]:
        lines.append(f"📵 × {p['not_reached']}")
    return "\n".join(lines)


def _buttons(t: Translator, p: Mapping[str, Any]) -> Rows:
    rows = [_row(person, n, p) for n, person in enumerate(p["people"], p["first"])]
    return (*rows, *_page_buttons(t, p), *_undo(t, p))


def _row(person: Mapping[str, Any], place: int, p: Mapping[str, Any]) -> tuple[Button, ...]:
    def key(sign: str, result: CallResult) -> Button:
        return Button(sign, data("call_result", person["id"], result.value, p["day"]))

    return (
        key(f"{place}. ✅", CallResult.REACHED),
        key("📵", CallResult.NOT_REACHED),
        key("⏰", CallResult.LATER),
    )


def _page_buttons(t: Translator, p: Mapping[str, Any]) -> Rows:
    keys = []
    if p["first"] > 1:
        keys.append(Button(t("⬅️ Before"), data("call_list_page", p["page"] - 1)))
    if p["first"] + len(p["people"]) <= p["count"]:
        keys.append(Button(t("➡️ More"), data("call_list_page", p["page"] + 1)))
    return (tuple(keys),) if keys else ()


def _undo(t: Translator, p: Mapping[str, Any]) -> Rows:
    if not p.get("done"):
        return ()
    return ((Button(t("↩️ Take it back"), data("call_undo", p["done"]["id"], p["day"])),),)


SAYS: tuple[Renderer, ...] = (page, list_is_old)
