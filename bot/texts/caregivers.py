"""Caregivers: several patients on one phone, and several phones for one patient."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Translator
from bot.keyboards import Button, column
from bot.keyboards.alerts import AskForHelp
from bot.keyboards.caregivers import EndAccess, InviteCaregiver, ShowCaregivers, SwitchPatient
from bot.texts.sentences import sentence
from bot.texts.speech import Speech


@dataclass(frozen=True, slots=True)
class PhonePatient:
    """A patient for whom a phone speaks, or has spoken."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class PatientCaregiver:
    """Somebody who may count for the patient; the name is None if it is not known."""

    holder: int
    name: str | None


@sentence
def choose_patient(t: Translator, *, people: Sequence[PhonePatient]) -> Speech:
    buttons = [Button(f"🙂 {one.name}", SwitchPatient(one.id)) for one in people]
    return Speech(
        t("Whom are we talking about?"), column(*buttons, Button(t("🆘 Help"), AskForHelp()))
    )


@sentence
def patient_chosen(t: Translator, *, name: str) -> Speech:
    return Speech(t("All right. Now we talk about <b>{name}</b>.", name=name))


@sentence
def access(t: Translator, *, people: Sequence[PatientCaregiver], leader: bool) -> Speech:
    """`leader`: the leaders of the group may count, too."""
    nameless = t("Somebody at home")
    ends = [Button(f"✖️ {one.name or nameless}", EndAccess(one.holder)) for one in people]
    if leader:
        ends.append(Button("✖️ " + t("Leader of the group"), EndAccess("leader")))
    said = t("These may count for you. Tap one to end it.")
    return Speech(
        said if ends else t("Nobody but you counts your pills."),
        column(
            *ends,
            Button(t("➕ Let somebody at home in"), InviteCaregiver()),
            Button(t("🆘 Help"), AskForHelp()),
        ),
    )


@sentence
def access_ended(t: Translator, *, name: str | None) -> Speech:
    """`name` is None if it is not known."""
    known = name or t("Somebody at home")
    return Speech(t("All right. {name} no longer counts for you.", name=known))


@sentence
def leader_access_ended(t: Translator) -> Speech:
    return Speech(t("All right. The leader no longer helps you count."))


@sentence
def your_access_ended(t: Translator, *, name: str) -> Speech:
    """To the caregiver whose access was ended, without a reason."""
    return Speech(
        t("{name}'s pills are counted without you now. Thank you for helping.", name=name)
    )


@sentence
def invitation(t: Translator, *, name: str, link: str) -> Speech:
    return Speech(
        t("Send this link to one person at home. It works once.")
        + f"\n{link}\n"
        + t("Who opens it may count for {name}.", name=name)
    )


@sentence
def caregiver_joined(t: Translator, *, name: str | None) -> Speech:
    """`name` is None if it is not known."""
    known = name or t("Somebody at home")
    return Speech(
        t("{name} may count for you from now on.", name=known)
        + "\n"
        + t("You can end that in ⚙️ More."),
        column(Button(t("🤝 Who may count for me"), ShowCaregivers())),
    )


@sentence
def patient_decides(t: Translator, *, person: str) -> Speech:
    """To a caregiver who wants to consent for somebody with a phone of their own."""
    return Speech(t("{person} says yes to this on their own phone.", person=person))
