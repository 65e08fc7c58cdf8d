"""A leader reports a refill at the meeting, and never sees how many pills anybody has left."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.i18n import Translator
from bot.i18n.words import number
from bot.keyboards import Button, column
from bot.keyboards.refills import ChooseRefillMember, CorrectRefill, StartLeaderReport
from bot.texts.sentences import sentence
from bot.texts.speech import Speech


@dataclass(frozen=True, slots=True)
class HelpedMember:
    """A patient who allows the leader to help."""

    patient: int
    name: str
    village: str | None


@sentence
def choose_member(t: Translator, *, members: Sequence[HelpedMember]) -> Speech:
    buttons = [
        Button(" · ".join(filter(None, (one.name, one.village))), ChooseRefillMember(one.patient))
        for one in members
    ]
    return Speech(t("Who got new medicine? Those who allow it stand here."), column(*buttons))


@sentence
def not_leader(t: Translator) -> Speech:
    return Speech(t("Only the leader of a group can do this."))


@sentence
def nobody_allows(t: Translator) -> Speech:
    return Speech(
        t("Nobody has allowed you to note medicine yet.")
        + "\n"
        + t("They can allow it with 🤝 under “⚙️ More”.")
    )


@sentence
def nothing_to_count(t: Translator) -> Speech:
    return Speech(t("The clinic has noted no medicine to count for this person."))


@sentence
def noted_already(t: Translator, *, person: str, medicine: str) -> Speech:
    return Speech(
        t("That is noted already: {medicine} for {person}.", medicine=medicine, person=person)
    )


@sentence
def noted_by_leader(t: Translator, *, person: str, medicine: str, dispensing: int) -> Speech:
    return Speech(
        t(
            "🙏 Noted: new {medicine} for {person}. I tell them too.",
            medicine=medicine,
            person=person,
        ),
        column(
            Button(t("➕ Another member"), StartLeaderReport()),
            Button(t("✏️ Correct the number"), CorrectRefill(dispensing)),
        ),
    )


@sentence
def noted_for_you(
    t: Translator, *, leader: str, person: str, medicine: str, count: Fraction, dispensing: int
) -> Speech:
    """Tells the patient what the leader recorded, so that they can correct it."""
    return Speech(
        t(
            "{leader} noted for {person}: <b>{count}</b> new pills of {medicine} came.",
            leader=leader,
            person=person,
            count=number(count),
            medicine=medicine,
        ),
        column(Button(t("✏️ Correct the number"), CorrectRefill(dispensing))),
    )
