"""The register of a meeting: typed in one go, or a photo of the paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from bot.i18n import Translator, _, fill
from bot.i18n.words import day_words, number
from bot.keyboards import Button, column
from bot.keyboards.meetings import ConfirmRegister, ShowAttendancePage
from bot.texts.sentences import sentence
from bot.texts.speech import Speech

LineState = Literal["here", "locked", "unknown", "several", "which", "unclear"]

LINE_STATES: dict[LineState, str] = {
    "here": _("here"),
    "locked": _("here; the pills they count themselves"),
    "unknown": _("I do not know this name"),
    "several": _("several have this name"),
    "which": _("which medicine?"),
    "unclear": _("how many pills?"),
}
USABLE: tuple[LineState, ...] = ("here", "locked")
"""Without a count, the person is at least marked as present."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line of a typed register. `state` says what was understood if there is no count."""

    name: str
    medicine: str
    pills: Fraction | None
    state: LineState


@sentence
def register_lines(t: Translator, *, meeting: int, read: Sequence[ReadLine], stamp: str) -> Speech:
    """A typed register, read back. `stamp`: of what can be noted; empty if nothing can."""
    head = [t("I read:"), *(_read_back(t, line) for line in read)]
    if not stamp:
        head.append(t("Write it like this: name, then the number."))
        return Speech("\n".join(head), protect=True)
    head.append(t("Shall I note what has ✅?"))
    return Speech(
        "\n".join(head),
        column(
            Button(t("✅ Yes, note it"), ConfirmRegister(meeting, stamp, "yes")),
            Button(t("❌ No, drop it"), ConfirmRegister(meeting, stamp, "no")),
        ),
        protect=True,
    )


def _read_back(t: Translator, line: ReadLine) -> str:
    if line.pills is not None:
        sign, said = "✅", f"{line.medicine}: <b>{number(line.pills)}</b>"
    else:
        sign, said = "✅" if line.state in USABLE else "❓", t(LINE_STATES[line.state])
    return fill(f"{sign} {{name}} · ", name=line.name) + said


@sentence
def register_photo_sent(t: Translator) -> Speech:
    return Speech(t("🙏 I sent the photo to the clinic. They enter it."))


@sentence
def register_photo(
    t: Translator, *, photo: str, by: str, title: str, meeting: int, day: date
) -> Speech:
    """To the clinic: a leader's paper register."""
    told = t(
        "📋 {by} sent the register of the meeting: {title}, {day}.",
        by=by,
        title=title,
        day=day_words(day, t),
    )
    enter = Button(t("📋 Enter it"), ShowAttendancePage(meeting, 0))
    return Speech(told, column(enter), photo=photo, protect=True)
