"""Caregivers: several patients on one phone, and several phones for one patient."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech, Translate, fill


def choose_patient(t: Translate, p: Mapping[str, Any]) -> Speech:
    people = [Button(f"🙂 {name}", data("switch_patient", id_)) for id_, name in p["people"]]
    return Speech(
        t(_("Whom are we talking about?")), column(*people, Button(t(_("🆘 Help")), data("help")))
    )


def patient_chosen(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(fill(t(_("All right. Now we talk about <b>{name}</b>.")), name=p["name"]))


def access(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`people`: id and name of each caregiver; the name is None if it is not known."""
    nameless = t(_("Somebody at home"))
    ends = [Button(f"✖️ {name or nameless}", data("end_access", id_)) for id_, name in p["people"]]
    if p["leader"]:
        leader = t(_("Leader of the group"))
        ends.append(Button(f"✖️ {leader}", data("end_access", "leader")))
    said = t(_("These may count for you. Tap one to end it."))
    return Speech(
        said if ends else t(_("Nobody but you counts your pills.")),
        column(
            *ends,
            Button(t(_("➕ Let somebody at home in")), data("invite_caregiver")),
            Button(t(_("🆘 Help")), data("help")),
        ),
    )


def access_ended(t: Translate, p: Mapping[str, Any]) -> Speech:
    name = p["name"] or t(_("Somebody at home"))
    return Speech(fill(t(_("All right. {name} no longer counts for you.")), name=name))


def leader_access_ended(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("All right. The leader no longer helps you count.")))


def your_access_ended(t: Translate, p: Mapping[str, Any]) -> Speech:
    """To the caregiver whose access was ended, without a reason."""
    return Speech(
        fill(
            t(_("{name}'s pills are counted without you now. Thank you for helping.")),
            name=p["name"],
        )
    )


def invitation(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(_("Send this link to one person at home. It works once."))
        + f"\n{p['link']}\n"
        + fill(t(_("Who opens it may count for {name}.")), name=p["name"])
    )


def caregiver_joined(t: Translate, p: Mapping[str, Any]) -> Speech:
    name = p["name"] or t(_("Somebody at home"))
    return Speech(
        fill(t(_("{name} may count for you from now on.")), name=name)
        + "\n"
        + t(_("You can end that in ⚙️ More.")),
        column(Button(t(_("🤝 Who may count for me")), data("caregivers"))),
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
