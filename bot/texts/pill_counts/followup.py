"""Follow-up questions after a count: asked once, can be skipped, never a scolding."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, _
from bot.keyboards import Button, Rows, column, data
from bot.texts.speech import Renderer, Speech


def fewer_than_possible(t: Translator, p: Mapping[str, Any]) -> Speech:
    """Fewer than there can be if all was taken as prescribed."""

    def answer(label: str, what: str) -> Button:
        return Button(label, data("count_fewer", p["treatment"], p["day"], what))

    return Speech(
        t(
            "{person}: are there more pills of {medicine}, or did some go?",
            person=p["person"],
            medicine=p["medicine"],
        ),
        column(
            answer(t("🏠 More in another place"), "place"),
            answer(t("💧 Lost or given away"), "lost"),
            answer(t("💊 New medicine came"), "refill"),
            answer(t("✅ All counted"), "fine"),
            Button(t("🆘 Help"), data("help")),
        ),
    )


def how_many_lost(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("How many pills of {medicine} were lost or given?", medicine=p["medicine"])
        + "\n"
        + t("Write the number, like 4.")
    )


def followup_thanks(t: Translator, p: Mapping[str, Any]) -> Speech:
    text = t(
        "🙏 Thank you, that helps. {person}, {medicine}.",
        person=p["person"],
        medicine=p["medicine"],
    )
    return Speech(text)


REASONS = {
    "medicine": (
        ("finished", _("📭 It had run out")),
        ("no_money", _("💰 No money")),
        ("far", _("🛣 Too far away")),
    ),
    "body": (
        ("side_effect", _("🤢 It did not agree with me")),
        ("felt_well", _("🙂 I felt well")),
    ),
    "life": (
        ("forgot", _("💭 I forgot")),
        ("away", _("🚌 I was away")),
        ("healer", _("🍃 I went to a healer")),
        ("alcohol", _("🍶 Alcohol")),
    ),
}
"""The reasons why it was hard, grouped by what they concern."""
GROUPS = {
    "medicine": _("💊 Getting the medicine"),
    "body": _("🌡 How I felt"),
    "life": _("🏡 Daily life"),
}


def what_was_hard(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`opened`: the group whose reasons are shown; without it the groups are shown."""
    question = t(
        "{person}, {medicine}: what was hard in these days?",
        person=p["person"],
        medicine=p["medicine"],
    )
    comfort = t("It happens to all of us.")
    return Speech(f"{question}\n{comfort}", _reasons(t, p))


def _reasons(t: Translator, p: Mapping[str, Any]) -> Rows:
    def answer(label: str, said: str) -> Button:
        return Button(t(label), data("count_hard", p["treatment"], p["day"], said))

    opened = REASONS.get(p.get("opened") or "")
    if opened is None:
        shown = [answer(label, name) for name, label in GROUPS.items()]
    else:
        shown = [answer(label, name) for name, label in opened]
        shown.append(answer(_("↩️ Something else"), "back"))
    return column(
        *shown, answer(_("⏭ I would rather not say"), "skip"), Button(t("🆘 Help"), data("help"))
    )


def hard_not_said(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("All right. 🌿"))


def hard_thanks(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`help`: the clinic can do something about this reason."""
    if not p["help"]:
        return Speech(t("🌿 Thank you for saying it. You are not alone in this."))
    return Speech(
        t("🌿 Thank you for saying it. Shall somebody of the clinic call you?"),
        column(
            Button(t("📞 Somebody please call me"), data("help", "call")),
            Button(t("🆘 Help"), data("help")),
        ),
    )


def kept_apart(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("Two people at your home take {medicine}. Is it kept apart?", medicine=p["medicine"]),
        column(
            Button(t("✅ Yes, apart"), data("count_storage", p["treatment"], "yes")),
            Button(t("🫙 No, together"), data("count_storage", p["treatment"], "no")),
            Button(t("🆘 Help"), data("help")),
        ),
    )


def storage_thanks(t: Translator, p: Mapping[str, Any]) -> Speech:
    if not p["together"]:
        return Speech(t("Good. Then each one's pills are counted alone."))
    return Speech(
        t("All right. Two boxes would make counting easier."),
    )


SAYS: tuple[Renderer, ...] = (
    fewer_than_possible,
    how_many_lost,
    followup_thanks,
    what_was_hard,
    hard_not_said,
    hard_thanks,
    kept_apart,
    storage_thanks,
)
