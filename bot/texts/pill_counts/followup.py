"""Follow-up questions after a count: asked once, can be skipped, never a scolding."""

from datetime import date

from bot.domain.pill_counts import HardGroup
from bot.i18n import Translator, _
from bot.keyboards import Button, Rows, column
from bot.keyboards.alerts import AskForHelp
from bot.keyboards.pill_counts import AnswerFewer, AnswerHard, AnswerStorage, Shortfall
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from db.enums import HardReason


@sentence
def fewer_than_possible(
    t: Translator, *, treatment: int, person: str, medicine: str, day: date
) -> Speech:
    """Fewer than there can be if all was taken as prescribed."""

    def answer(label: str, why: Shortfall) -> Button:
        return Button(label, AnswerFewer(treatment, day, why))

    return Speech(
        t(
            "{person}: are there more pills of {medicine}, or did some go?",
            person=person,
            medicine=medicine,
        ),
        column(
            answer(t("🏠 More in another place"), "place"),
            answer(t("💧 Lost or given away"), "lost"),
            answer(t("💊 New medicine came"), "refill"),
            answer(t("✅ All counted"), "fine"),
            Button(t("🆘 Help"), AskForHelp()),
        ),
    )


@sentence
def how_many_lost(t: Translator, *, medicine: str) -> Speech:
    return Speech(
        t("How many pills of {medicine} were lost or given?", medicine=medicine)
        + "\n"
        + t("Write the number, like 4.")
    )


@sentence
def followup_thanks(t: Translator, *, person: str, medicine: str) -> Speech:
    return Speech(
        t("🙏 Thank you, that helps. {person}, {medicine}.", person=person, medicine=medicine)
    )


REASONS = {
    HardGroup.MEDICINE: (
        (HardReason.FINISHED, _("📭 It had run out")),
        (HardReason.NO_MONEY, _("💰 No money")),
        (HardReason.FAR, _("🛣 Too far away")),
    ),
    HardGroup.BODY: (
        (HardReason.SIDE_EFFECT, _("🤢 It did not agree with me")),
        (HardReason.FELT_WELL, _("🙂 I felt well")),
    ),
    HardGroup.LIFE: (
        (HardReason.FORGOT, _("💭 I forgot")),
        (HardReason.AWAY, _("🚌 I was away")),
        (HardReason.HEALER, _("🍃 I went to a healer")),
        (HardReason.ALCOHOL, _("🍶 Alcohol")),
    ),
}
"""The reasons why it was hard, grouped by what they concern."""
GROUPS = {
    HardGroup.MEDICINE: _("💊 Getting the medicine"),
    HardGroup.BODY: _("🌡 How I felt"),
    HardGroup.LIFE: _("🏡 Daily life"),
}


@sentence
def what_was_hard(
    t: Translator,
    *,
    treatment: int,
    person: str,
    medicine: str,
    day: date,
    opened: HardGroup | None = None,
) -> Speech:
    """`opened`: the group whose reasons are shown; without it the groups are shown."""
    question = t(
        "{person}, {medicine}: what was hard in these days?", person=person, medicine=medicine
    )
    comfort = t("It happens to all of us.")
    return Speech(f"{question}\n{comfort}", _reasons(t, treatment, day, opened))


def _reasons(t: Translator, treatment: int, day: date, opened: HardGroup | None) -> Rows:
    def answer(label: str, said: str) -> Button:
        return Button(t(label), AnswerHard(treatment, day, said))

    if opened is None:
        shown = [answer(label, group) for group, label in GROUPS.items()]
    else:
        shown = [answer(label, reason) for reason, label in REASONS[opened]]
        shown.append(answer(_("↩️ Something else"), "back"))
    return column(
        *shown, answer(_("⏭ I would rather not say"), "skip"), Button(t("🆘 Help"), AskForHelp())
    )


@sentence
def hard_not_said(t: Translator) -> Speech:
    return Speech(t("All right. 🌿"))


@sentence
def hard_thanks(t: Translator, *, help: bool) -> Speech:
    """`help`: the clinic can do something about this reason."""
    if not help:
        return Speech(t("🌿 Thank you for saying it. You are not alone in this."))
    return Speech(
        t("🌿 Thank you for saying it. Shall somebody of the clinic call you?"),
        column(
            Button(t("📞 Somebody please call me"), AskForHelp("call")),
            Button(t("🆘 Help"), AskForHelp()),
        ),
    )


@sentence
def kept_apart(t: Translator, *, treatment: int, medicine: str) -> Speech:
    return Speech(
        t("Two people at your home take {medicine}. Is it kept apart?", medicine=medicine),
        column(
            Button(t("✅ Yes, apart"), AnswerStorage(treatment, "yes")),
            Button(t("🫙 No, together"), AnswerStorage(treatment, "no")),
            Button(t("🆘 Help"), AskForHelp()),
        ),
    )


@sentence
def storage_thanks(t: Translator, *, together: bool) -> Speech:
    if together:
        return Speech(t("All right. Two boxes would make counting easier."))
    return Speech(t("Good. Then each one's pills are counted alone."))
