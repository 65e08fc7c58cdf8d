"""Onboarding: language, notice, consent, role, name."""

from collections.abc import Sequence

from bot.i18n import OWN_NAMES, Translator, _, translator
from bot.keyboards import Button, column
from bot.keyboards.alerts import AskForHelp
from bot.keyboards.onboarding import (
    ChooseJoinRole,
    GiveConsent,
    JoinAsFormer,
    JoinWithOwnName,
    SetLanguage,
)
from bot.texts.caregivers import PhonePatient
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from db.enums import HolderRole, Language


@sentence
def choose_language(_t: Translator, *, voices: bool = False) -> Speech:
    """No language is known yet, so it is in both. `voices`: there are recordings."""
    text = "🙏 जय जोहार! नमस्ते!\n\nकिस भाषा में बात करें?\nकोन भाखा मा गोठियाबो?"
    hindi = Button(OWN_NAMES[Language.HINDI], SetLanguage("hi"))
    chhattisgarhi = Button(OWN_NAMES[Language.CHHATTISGARHI], SetLanguage("hne"))
    if not voices:
        return Speech(text, column(hindi, chhattisgarhi))
    return Speech(
        f"{text}\n\n🔊 = बोलकर भी सुनाएँगे\n🔊 = बोल के घलो सुनाबो",
        (
            (hindi, Button(f"🔊 {hindi.label}", SetLanguage("hi", "voice"))),
            (chhattisgarhi, Button(f"🔊 {chhattisgarhi.label}", SetLanguage("hne", "voice"))),
        ),
    )


@sentence
def notice(t: Translator, *, clinic: str) -> Speech:
    lines = [
        t("I am Gothiya, a machine of {clinic}. I am not a doctor.", clinic=clinic),
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
            Button(t("✅ Yes, all right"), GiveConsent(True)),
            Button(t("❌ No"), GiveConsent(False)),
            Button(t("🆘 Help"), AskForHelp()),
        ),
    )


@sentence
def ask_role(t: Translator) -> Speech:
    return Speech(
        t("Who takes the medicine?"),
        column(
            Button(t("🙋 I do"), ChooseJoinRole("self")),
            Button(t("👪 Somebody at home"), ChooseJoinRole("caregiver")),
            Button(t("🆘 Help"), AskForHelp()),
        ),
    )


@sentence
def ask_name(
    t: Translator, *, role: HolderRole, offer: str | None, former: Sequence[PhonePatient]
) -> Speech:
    """`offer`: the name that Telegram knows; `former`: for whom this phone spoke before."""
    own = role is HolderRole.SELF
    question = t("What shall I call you?") if own else t("What is that person's name?")
    buttons = [Button(offer, JoinWithOwnName())] if own and offer else []
    buttons += [Button(f"🙂 {one.name}", JoinAsFormer(one.id)) for one in former]
    hint = t("Tap, or write a name.") if buttons else t("Write the name, or speak it.")
    return Speech(f"{question}\n{hint}", column(*buttons, Button(t("🆘 Help"), AskForHelp())))


def temporary_name(language: Language) -> str:
    """The name of somebody who has only spoken theirs, until the clinic writes it."""
    return translator(language)(_("Companion"))


@sentence
def spoken_name_forwarded(t: Translator) -> Speech:
    return Speech(t("🙏 I passed your voice on. The clinic will write the name."))


@sentence
def name_unclear(t: Translator) -> Speech:
    return Speech(t("Please write only the name. For example: Sukhmati"))


@sentence
def refused(t: Translator, *, ambulance: str) -> Speech:
    return Speech(
        t(
            "All right. I keep nothing about you.\n"
            "Come back any time: /start\n"
            "In danger call {ambulance}.",
            ambulance=ambulance,
        )
    )


@sentence
def no_clinic(t: Translator) -> Speech:
    return Speech(t("I do not know your group yet. Please open the link from your group."))


@sentence
def link_used(t: Translator) -> Speech:
    return Speech(t("This link is used up or too old. Ask the clinic for a new one."))
