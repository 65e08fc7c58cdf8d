"""Onboarding: language, notice, consent, role, name."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import OWN_NAMES, Translator, _, translator
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech
from db.enums import Language


def choose_language(_t: Translator, p: Mapping[str, Any]) -> Speech:
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


def notice(t: Translator, p: Mapping[str, Any]) -> Speech:
    lines = [
        t("I am Gothiya, a machine of {clinic}. I am not a doctor.", clinic=p["clinic"]),
        t("📝 I keep: your name, your medicines, your pill counts, and what you tell me."),
        t("🎯 Why: so that medicine does not run out, and the clinic hears you in trouble."),
        t("👩‍⚕️ Who sees it: only you and the clinic. Never the group."),
        t("👀 In the group I read along: for danger, and for the house rules."),
        t("✋ You can stop any day: write /band."),
    ]
    question = t("Is that all right with you?")
    return Speech(
        "\n".join(lines) + f"\n\n<b>{question}</b>",
        column(
            Button(t("✅ Yes, all right"), data("consent", 1)),
            Button(t("❌ No"), data("consent", 0)),
            Button(t("🆘 Help"), data("help")),
        ),
    )


def ask_role(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("Who takes the medicine?"),
        column(
            Button(t("🙋 I do"), data("join_role", "self")),
            Button(t("👪 Somebody at home"), data("join_role", "caregiver")),
            Button(t("🆘 Help"), data("help")),
        ),
    )


def ask_name(t: Translator, p: Mapping[str, Any]) -> Speech:
    own = p["role"] == "self"
    question = t("What shall I call you?") if own else t("What is that person's name?")
    buttons = (Button(p["offer"], data("join_own_name")),) if own and p.get("offer") else ()
    former = [Button(f"🙂 {name}", data("join_former", id_)) for id_, name in p.get("former") or ()]
    hint = (
        t("Write the name, or speak it.") if not (buttons or former) else t("Tap, or write a name.")
    )
    return Speech(
        f"{question}\n{hint}", column(*buttons, *former, Button(t("🆘 Help"), data("help")))
    )


def temporary_name(language: Language) -> str:
    """The name of somebody who has only spoken theirs, until the clinic writes it."""
    return translator(language)(_("Companion"))


def spoken_name_forwarded(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("🙏 I passed your voice on. The clinic will write the name."))


def name_unclear(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Please write only the name. For example: Sukhmati"))


def refused(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(
            "All right. I keep nothing about you.\n"
            "Come back any time: /start\n"
            "In danger call {ambulance}.",
            ambulance=p["ambulance"],
        )
    )


def no_clinic(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("I do not know your group yet. Please open the link from your group."))


def link_used(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("This link is used up or too old. Ask the clinic for a new one."))


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
