"""The question for a pill count and its answer: quick, useful to the person, never a scolding."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.i18n import Translator, _
from bot.i18n.words import DAYS, count_words, day_words, number
from bot.keyboards import Button, Rows, column, data
from bot.texts.speech import Renderer, Speech


def reminder(t: Translator, p: Mapping[str, Any]) -> Speech:
    lines = [t("🌿 {person}, it is time to count the pills.", person=p["person"])]
    if p.get("meeting"):
        day = day_words(p["meeting"], t)
        lines.append(t("📅 The meeting is on {day}.", day=day))
    lines.append(t("Bring all your medicine together, then tap."))
    if p.get("lacking"):
        lines.append(ask_clinic_first(t, p["lacking"]))
    return Speech(
        "\n".join(lines),
        column(
            Button(t("💊 Count now"), data("count_start", p["patient"])),
            Button(t("⏰ Tomorrow"), data("count_later", p["patient"])),
            Button(t("🆘 Help"), data("help")),
        ),
    )


def ask(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`entered`: the digits tapped on the number pad so far."""
    question = t(
        "{person}: how many pills of <b>{medicine}</b> are left?",
        person=p["person"],
        medicine=p["medicine"],
    )
    lines = [question]
    if p.get("everywhere"):
        lines.append(t("Count those in every place together."))
    if p.get("entered"):
        lines.append(f"👉 <b>{p['entered']}</b>")
    else:
        lines.append(t("Tap the number, or write it."))
    return Speech("\n".join(lines), _pad(t, p), photo=p.get("photo"))


def _pad(t: Translator, p: Mapping[str, Any]) -> Rows:
    """`others`: other patients of the phone, a button each; `many`: there are too many of them."""

    def key(label: str, pressed: str) -> Button:
        return Button(label, data("count_pad", p["treatment"], pressed))

    digits = [tuple(key(d, d) for d in line) for line in ("123", "456", "789")]
    others = [Button(f"👪 {name}", data("count_person", id_)) for id_, name in p.get("others", [])]
    if p.get("many"):
        others = [Button(t("👪 Change person"), data("phone_patients"))]
    return (
        *digits,
        (key("⌫", "back"), key("0", "0"), key("✅", "ok")),
        (key(t("Finished, none left"), "none"),),
        *column(*others),
        (Button(t("🆘 Help"), data("help")),),
    )


def read_back(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(
            "I read: <b>{count}</b> pills of {medicine} for {person}. Right?",
            count=number(p["count"]),
            medicine=p["medicine"],
            person=p["person"],
        ),
        _yes_no(t, p["treatment"]),
    )


def _yes_no(t: Translator, treatment: int) -> Rows:
    return column(
        Button(t("✅ Yes, right"), data("count_confirm", treatment, "yes")),
        Button(t("🔁 No, again"), data("count_confirm", treatment, "no")),
        Button(t("🆘 Help"), data("help")),
    )


def ask_strip(t: Translator, p: Mapping[str, Any]) -> Speech:
    sizes = tuple(Button(str(n), data("count_strip", p["treatment"], n)) for n in (10, 14, 15))
    return Speech(
        t("How many pills are in one strip of {medicine}?", medicine=p["medicine"]),
        (sizes, (Button(t("🆘 Help"), data("help")),)),
    )


ASK_AGAIN = {
    "schedule": _("That is when you take it. How many pills are left?"),
    "pressure": _("That looks like blood pressure. How many pills are left?"),
    "sugar": _("That looks like a sugar reading. How many pills are left?"),
    "phone": _("That looks like a phone number. How many pills are left?"),
    "date": _("That looks like a date. How many pills are left?"),
    "time": _("That looks like a time. How many pills are left?"),
    "days_supply": _("Those are days. How many pills are left?"),
    "taken": _("That is what you took. How many pills are left?"),
    "approximate": _("Please count exactly, two by two."),
    "range": _("Please count exactly, two by two."),
    "several": _("There were several numbers. How many pills are left in all?"),
    "negative": _("That cannot be the number of pills."),
    "too_many": _("That cannot be the number of pills."),
    "no_pill_fraction": _("That cannot be the number of pills."),
    "impossible": _("That cannot be the number of pills."),
}
"""By the reason why a text was no count; all other reasons get a general sentence."""


def ask_again(t: Translator, p: Mapping[str, Any]) -> Speech:
    """Asked once more, with the last count as a reminder."""
    lines = [t(ASK_AGAIN.get(p["reason"], _("I could not read a number in that.")))]
    if p.get("last") is not None:
        lines.append(_last_time(t, p["last"]))
    lines.append(t("{medicine}: write only the number, like 12.", medicine=p["medicine"]))
    return Speech("\n".join(lines), _pad(t, p))


def _last_time(t: Translator, last: str) -> str:
    return t("Last time there were {last}.", last=number(last))


def not_asked_again(t: Translator, p: Mapping[str, Any]) -> Speech:
    """Two answers were not understood; it is not asked a third time."""
    lines = [
        t("No matter. Counting can be hard."),
        t("Send a photo of the strips, or speak. Somebody will count with you."),
    ]
    return Speech(
        "\n".join(lines),
        column(
            Button(t("⏰ Tomorrow"), data("count_later", p["patient"])),
            Button(t("🆘 Help"), data("help")),
        ),
    )


def more_than_before(t: Translator, p: Mapping[str, Any]) -> Speech:
    """More than there can be. Most often there was a refill that nobody recorded."""
    lines = [t("{count} is more than there were. Did new medicine come?", count=number(p["count"]))]
    if p.get("last") is not None:
        lines.insert(0, _last_time(t, p["last"]))
    return Speech(
        "\n".join(lines),
        column(
            Button(t("💊 Yes, new medicine came"), data("count_refill", p["treatment"])),
            Button(t("🔁 Count again"), data("count_confirm", p["treatment"], "no")),
            Button(t("✅ The number is right"), data("count_confirm", p["treatment"], "sure")),
        ),
    )


def ask_refill(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("How many new pills of {medicine} came?", medicine=p["medicine"])
        + "\n"
        + t("Write the number, like 60.")
    )


def counted(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`days` is None if taken only when needed; `runs_out` is the first day without a full dose.

    `lacking`: the clinic has none of it now.
    """
    lines = [
        t(
            "🙏 Thank you for counting! {person}, {medicine}: <b>{count}</b> left.",
            person=p["person"],
            medicine=p["medicine"],
            count=number(p["count"]),
        )
    ]
    if p["days"] is not None:
        lacking = p["medicine"] if p.get("lacking") else None
        lines.append(enough_until(t, p["days"], p["runs_out"], lacking))
    if p["clinic_told"]:
        lines.append(t("I told the clinic. Somebody will ask how to help."))
    return Speech(
        "\n".join(lines),
        column(
            Button(t("✏️ Correct"), data("count_fix", p["treatment"])),
            Button(t("📅 My month"), data("my_month", p["treatment"])),
        ),
    )


def enough_until(t: Translator, days: int, runs_out: date | str, lacking: str | None = None) -> str:
    """`lacking`: the medicine, if the clinic has none of it now."""
    if days == 0:
        return t("📅 Not enough for today. The clinic will help: tap 🆘.")
    if lacking:
        enough = t("📅 Enough for {days}.", days=count_words(days, DAYS, t))
        return f"{enough}\n{ask_clinic_first(t, [lacking])}"
    return t(
        "📅 Enough for {days}. Get more before {day}.",
        days=count_words(days, DAYS, t),
        day=day_words(runs_out, t),
    )


def ask_clinic_first(t: Translator, medicines: Sequence[str]) -> str:
    """The clinic has none of these medicines, and nobody should travel for them in vain."""
    lacking = t("❗ The clinic has no {medicine} now.", medicine=", ".join(medicines))
    return f"{lacking}\n" + t("Ask the clinic before you travel.")


def which_medicine(t: Translator, p: Mapping[str, Any]) -> Speech:
    """A number was sent without a question; it is stored once the person says of what medicine."""
    options = [Button(f"💊 {label}", data("count_which", id_)) for id_, label in p["options"]]
    return Speech(
        t("{count} pills of what?", count=number(p["count"])),
        column(*options, Button(t("❌ It was no count"), data("count_which", 0))),
    )


def nothing_to_count(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("I do not know your medicines yet. Please ask the nurse to tell me."))


def too_late_to_correct(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("That count is over a week old. Please count anew with 💊."))


def postponed(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("All right, I will ask tomorrow."))


def read_back_from_group(t: Translator, p: Mapping[str, Any]) -> Speech:
    """In private, after a count was written into the group."""
    return Speech(
        t(
            "In the group you wrote a count. Note <b>{count}</b> pills of {medicine}?",
            count=number(p["count"]),
            medicine=p["medicine"],
        ),
        _yes_no(t, p["treatment"]),
    )


SAYS: tuple[Renderer, ...] = (
    reminder,
    ask,
    read_back,
    ask_strip,
    ask_again,
    not_asked_again,
    more_than_before,
    ask_refill,
    counted,
    which_medicine,
    nothing_to_count,
    too_late_to_correct,
    postponed,
    read_back_from_group,
)
