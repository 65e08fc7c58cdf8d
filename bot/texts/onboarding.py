"""Onboarding: language, notice, consent, role, name."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import OWN_NAMES, _, translator
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech, Translate, fill
from db.enums import Language


def choose_language(_t: Translate, p: Mapping[str, Any]) -> Speech:
    """No language is known yet, so it is in both. `voices`: there are recordings."""
    text = "🙏 जय जोहार! नमस्ते!\n\nकिस भाषा में बात करें?\nकोन भाखा मा गोठियाबो?"
    hindi = Button(OWN_NAMES[Language.HINDI], data("set_language", "hi"))
    chhattisgarhi = Button(OWN_NAMES[Language.CHHATTISGARHI], data("set_language", "hne"))
    if not p.get("voices"):
        return Speech(text, column(hindi, chhattisgarhi))
    return Speech(
        f"{text}\n\n🔊 = बोलकर भी सुनाएँगे\n🔊 = बोल के घलो सुनाबो",
        (
            (hindi, Button(f"🔊 {hindi.label}", data("set_language", "hi", "voice"))),
            (
                chhattisgarhi,
                Button(f"🔊 {chhattisgarhi.label}", data("set_language", "hne", "voice")),
            ),
        ),
    )


def notice(t: Translate, p: Mapping[str, Any]) -> Speech:
    lines = [
        fill(t(_("I am Gothiya, a machine of {clinic}. I am not a doctor.")), clinic=p["clinic"]),
        t(_("📝 I keep: your name, your medicines, your pill counts, and what you tell me.")),
        t(_("🎯 Why: so that medicine does not run out, and the clinic hears you in trouble.")),
        t(_("👩‍⚕️ Who sees it: only you and the clinic. Never the group.")),
        t(_("👀 In the group I read along: for danger, and for the house rules.")),
        t(_("✋ You can stop any day: write /band.")),
    ]
    question = t(_("Is that all right with you?"))
    return Speech(
        "\n".join(lines) + f"\n\n<b>{question}</b>",
        column(
            Button(t(_("✅ Yes, all right")), data("consent", 1)),
            Button(t(_("❌ No")), data("consent", 0)),
            Button(t(_("🆘 Help")), data("help")),
        ),
    )


def ask_role(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(_("Who takes the medicine?")),
        column(
            Button(t(_("🙋 I do")), data("join_role", "self")),
            Button(t(_("👪 Somebody at home")), data("join_role", "caregiver")),
            Button(t(_("🆘 Help")), data("help")),
        ),
    )


def ask_name(t: Translate, p: Mapping[str, Any]) -> Speech:
    own = p["role"] == "self"
    question = t(_("What shall I call you?")) if own else t(_("What is that person's name?"))
    buttons = (Button(p["offer"], data("join_own_name")),) if own and p.get("offer") else ()
    former = [Button(f"🙂 {name}", data("join_former", id_)) for id_, name in p.get("former") or ()]
    hint = (
        t(_("Write the name, or speak it."))
        if not (buttons or former)
        else t(_("Tap, or write a name."))
    )
    return Speech(
        f"{question}\n{hint}", column(*buttons, *former, Button(t(_("🆘 Help")), data("help")))
    )


def temporary_name(language: Language) -> str:
    """The name of somebody who has only spoken theirs, until the clinic writes it."""
    return translator(language)(_("Companion"))


def spoken_name_forwarded(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("🙏 I passed your voice on. The clinic will write the name.")))


def name_unclear(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Please write only the name. For example: Sukhmati")))


def refused(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(
            t(
                _(
                    "All right. I keep nothing about you.\n"
                    "Come back any time: /start\n"
                    "In danger call {ambulance}."
                )
            ),
            ambulance=p["ambulance"],
        )
    )


def no_clinic(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("I do not know your group yet. Please open the link from your group.")))


def link_used(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("This link is used up or too old. Ask the clinic for a new one.")))


SAYS: tuple[Renderer, ...] = (
    choose_language,
    notice,
    ask_role,
    ask_name,
    spoken_name_forwarded,
    name_unclear,
    refused,
    no_clinic,
    link_used,
)
