"""Whom to call this week, with the reasons in words, and one tap for what became of it."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, Rows, column, data
from bot.texts.patients.words import reason, rings, who
from bot.texts.speech import Renderer, Speech, Translate, fill
from db.enums import CallResult

DONE = {
    CallResult.REACHED: _("✅ {name}: reached."),
    CallResult.NOT_REACHED: _("📵 {name}: not reached."),
    CallResult.LATER: _("⏰ {name}: later."),
}


def to_call(t: Translate, p: Mapping[str, Any]) -> Speech:
    """A page of the list; `done` names the call that was recorded just now."""
    lines = _done(t, p.get("done"))
    if not p["people"]:
        lines.append(t(_("🌿 There is nobody to call now.")))
        return Speech("\n".join(lines), _undo(t, p), protect=True)
    lines.append(fill(t(_("📞 <b>To call: {count}</b>")), count=p["count"]))
    lines += [_person(t, one, n) for n, one in enumerate(p["people"], p["first"])]
    lines.append("\n" + t(_("After the call: ✅ reached, 📵 not reached, ⏰ later.")))
    return Speech("\n".join(lines), _buttons(t, p), protect=True)


def list_is_old(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(_("That list is of another day. Please open the new one.")),
        column(Button(t(_("📞 Whom to call")), data("phone"))),
        protect=True,
    )


def _done(t: Translate, done: Mapping[str, Any] | None) -> list[str]:
    if not done:
        return []
    return [fill(t(DONE[CallResult(done["result"])]), name=done["name"]), ""]


def _person(t: Translate, p: Mapping[str, Any], place: int) -> str:
    lines = [f"\n{place}. {who(t, p)}", *rings(p)]
    lines += [f"• {reason(t, one)}" for one in p["reasons"]]
    if p["not_reached"]:
        lines.append(f"📵 × {p['not_reached']}")
    return "\n".join(lines)


def _buttons(t: Translate, p: Mapping[str, Any]) -> Rows:
    rows = [_row(one, n, p) for n, one in enumerate(p["people"], p["first"])]
    return (*rows, *_turning(t, p), *_undo(t, p))


def _row(one: Mapping[str, Any], place: int, p: Mapping[str, Any]) -> tuple[Button, ...]:
    def key(sign: str, result: CallResult) -> Button:
        return Button(sign, data("called", one["id"], result.value, p["day"]))

    return (
        key(f"{place}. ✅", CallResult.REACHED),
        key("📵", CallResult.NOT_REACHED),
        key("⏰", CallResult.LATER),
    )


def _turning(t: Translate, p: Mapping[str, Any]) -> Rows:
    keys = []
    if p["first"] > 1:
        keys.append(Button(t(_("⬅️ Before")), data("to_call", p["page"] - 1)))
    if p["first"] + len(p["people"]) <= p["count"]:
        keys.append(Button(t(_("➡️ More")), data("to_call", p["page"] + 1)))
    return (tuple(keys),) if keys else ()


def _undo(t: Translate, p: Mapping[str, Any]) -> Rows:
    if not p.get("done"):
        return ()
    return ((Button(t(_("↩️ Take it back")), data("uncalled", p["done"]["id"], p["day"])),),)


SAYS: tuple[Renderer, ...] = (to_call, list_is_old)
