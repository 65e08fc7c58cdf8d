"""Staff record that a patient moved, is treated elsewhere, or died."""

from bot.i18n import Translator, _, fill
from bot.keyboards import Button, column
from bot.keyboards.patients import MarkPatientLeft, MarkPatientReturned, ShowPatientStatus
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from db.enums import LeftBecause

LEFT_BECAUSE = {
    LeftBecause.MOVED: _("🚚 Moved away"),
    LeftBecause.TRANSFERRED: _("🏥 Treated elsewhere"),
    LeftBecause.DIED: _("🕯 Died"),
}


@sentence
def status(
    t: Translator,
    *,
    patient: int,
    name: str,
    number: str | None,
    village: str | None,
    because: LeftBecause | None,
) -> Speech:
    """`because`: why the patient left; None if they are still looked after here."""
    who = " · ".join(filter(None, (name, number, village)))
    if because is not None:
        return Speech(
            fill("{who}\n{why}", who=who, why=t(LEFT_BECAUSE[because])),
            column(_undo(t, patient)),
            protect=True,
        )
    choices = [
        Button(t(label), MarkPatientLeft(patient, because))
        for because, label in LEFT_BECAUSE.items()
    ]
    return Speech(
        fill("{who}\n", who=who) + t("Has something changed?"), column(*choices), protect=True
    )


def _undo(t: Translator, patient: int) -> Button:
    return Button(t("↩️ That was a mistake"), MarkPatientReturned(patient))


@sentence
def confirm_left(t: Translator, *, patient: int, name: str, because: LeftBecause) -> Speech:
    what = fill("{name}: {why}", name=name, why=t(LEFT_BECAUSE[because]))
    return Speech(
        f"{what}\n" + t("Everything about this person then stops. Right?"),
        column(
            Button(t("✅ Yes, right"), MarkPatientLeft(patient, because, "yes")),
            Button(t("❌ No, drop it"), ShowPatientStatus(patient)),
        ),
        protect=True,
    )


@sentence
def left(t: Translator, *, patient: int, name: str, because: LeftBecause, open: int) -> Speech:
    """`open`: how many alerts staff still have to close."""
    lines = [fill("{name}: {why}", name=name, why=t(LEFT_BECAUSE[because]))]
    lines.append(t("I ask and send nothing about this person any more."))
    if open:
        lines.append(t("📌 Open alerts: {count}", count=open))
    return Speech("\n".join(lines), column(_undo(t, patient)), protect=True)


@sentence
def returned(t: Translator, *, name: str) -> Speech:
    return Speech(t("✅ {name} is looked after here again.", name=name), protect=True)
