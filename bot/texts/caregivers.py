"""Caregivers: several patients on one phone, and several phones for one patient."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech


def choose_patient(t: Translator, p: Mapping[str, Any]) -> Speech:
    people = [Button(f"🙂 {name}", data("switch_patient", id_)) for id_, name in p["people"]]
    return Speech(
        t("Whom are we talking about?"), column(*people, Button(t("🆘 Help"), data("help")))
    )


def patient_chosen(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(t("All right. Now we talk about <b>{name}</b>.", name=p["name"]))


def access(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`people`: id and name of each caregiver; the name is None if it is not known."""
    nameless = t("Somebody at home")
    ends = [Button(f"✖️ {name or nameless}", data("end_access", id_)) for id_, name in p["people"]]
    if p["leader"]:
        leader = t("Leader of the group")
        ends.append(Button(f"✖️ {leader}", data("end_access", "leader")))
    said = t("These may count for you. Tap one to end it.")
    return Speech(
        said if ends else t("Nobody but you counts your pills."),
        column(
            *ends,
            Button(t("➕ Let somebody at home in"), data("invite_caregiver")),
            Button(t("🆘 Help"), data("help")),
        ),
    )


def access_ended(t: Translator, p: Mapping[str, Any]) -> Speech:
    name = p["name"] or t("Somebody at home")
    return Speech(t("All right. {name} no longer counts for you.", name=name))


def leader_access_ended(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("All right. The leader no longer helps you count."))


def your_access_ended(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To the caregiver whose access was ended, without a reason."""
    return Speech(
        t("{name}'s pills are counted without you now. Thank you for helping.", name=p["name"])
    )


def invitation(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("Send this link to one person at home. It works once.")
        + f"\n{p['link']}\n"
        + t("Who opens it may count for {name}.", name=p["name"])
    )


def caregiver_joined(t: Translator, p: Mapping[str, Any]) -> Speech:
    name = p["name"] or t("Somebody at home")
    return Speech(
        t("{name} may count for you from now on.", name=name)
        + "\n"
        + t("You can end that in ⚙️ More."),
        column(Button(t("🤝 Who may count for me"), data("caregivers"))),
    )


SAYS: tuple[Renderer, ...] = (
    choose_patient,
    patient_chosen,
    access,
    access_ended,
    leader_access_ended,
    your_access_ended,
    invitation,
    caregiver_joined,
)
