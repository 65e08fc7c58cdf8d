"""Preferences: a menu of submenus with a few choices each. Emoji first, few words."""

from bot.i18n import Translator
from bot.keyboards import Button, column
from bot.keyboards.adherence import ShowMonth
from bot.keyboards.caregivers import AskWhichPatient, ShowCaregivers
from bot.keyboards.leaders import LeaderRest
from bot.keyboards.meetings import ShowMeetings
from bot.keyboards.moderation import Rules
from bot.keyboards.needs import ListNeeds
from bot.keyboards.preferences import (
    AskGroupLanguages,
    AskLanguage,
    LeaderHelp,
    SetDigits,
    SetHour,
    SetVoice,
    ShowPreferences,
)
from bot.keyboards.privacy import ShowMyData, Stop
from bot.keyboards.refills import StartRefillReport
from bot.keyboards.reminders import ChoosePause, EndPause
from bot.keyboards.starters import ChangeWeek
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from db.enums import Digits

NOON = 12


@sentence
def menu(t: Translator, *, speaks: bool, grouped: bool) -> Speech:
    """`speaks`: speaks for a patient; `grouped`: is in a group."""
    own = (
        Button(t("📅 My month"), ShowMonth()),
        Button(t("💊 New medicine came"), StartRefillReport()),
    )
    hours = Button(t("⏰ When you ask me"), ShowPreferences("hour"))
    helping = Button(t("👪 Who helps me"), ShowPreferences("helpers"))
    speech = Button(t("🗣 Language and voice"), ShowPreferences("speech"))
    group = (Button(t("👥 My group"), ShowPreferences("group")),) if grouped else ()
    rows: list[tuple[Button, ...]] = [own, (hours, helping)] if speaks else []
    rows += [(speech, *group), (Button(t("👀 What you know of me"), ShowMyData()),)]
    rows.append((Button(t("✋ Stop everything"), Stop()),))
    return Speech(t("What would you like to change?"), tuple(rows))


@sentence
def hour(t: Translator, *, patient: int, hour: int, paused: bool) -> Speech:
    """`hour`, `paused`: of the patient whom this phone is about now."""
    evening = Button(t("🌆 Ask me in the evening"), SetHour("evening"))
    morning = Button(t("🌅 Ask me in the morning"), SetHour("morning"))
    away = Button(t("🧳 I am away"), ChoosePause(patient))
    back = Button(t("▶️ I am back"), EndPause(patient))
    return Speech(
        t("⏰ When shall I ask you?"),
        column(evening if hour < NOON else morning, back if paused else away),
    )


@sentence
def helpers(t: Translator, *, patient: int, own_phone: bool, patients: int) -> Speech:
    """`own_phone`: the phone is the patient's own; `patients`: for how many it speaks."""
    buttons = [Button(t("🤝 Help from my leader"), LeaderHelp(patient))]
    if own_phone:
        buttons.append(Button(t("💊 Who may count for me"), ShowCaregivers()))
    if patients > 1:
        buttons.append(Button(t("👪 Change person"), AskWhichPatient()))
    return Speech(t("👪 Who helps you?"), column(*buttons))


@sentence
def speech(t: Translator, *, voice: bool, digits: Digits) -> Speech:
    return Speech(
        t("🗣 How shall I speak with you?"),
        column(Button(t("🗣 Language"), AskLanguage()), _voice(t, voice), _digits(t, digits)),
    )


@sentence
def group(t: Translator, *, leads: bool) -> Speech:
    rows: list[tuple[Button, ...]] = [
        (
            Button(t("📢 What we need"), ListNeeds()),
            Button(t("📜 House rules"), Rules()),
        )
    ]
    if leads:
        rows += [
            (
                Button(t("📅 Meeting"), ShowMeetings()),
                Button(t("🗓 The week"), ChangeWeek()),
            ),
            (
                Button(t("🗣 Its language"), AskGroupLanguages()),
                Button(t("🌿 For leaders"), LeaderRest()),
            ),
        ]
    return Speech(t("👥 What about your group?"), tuple(rows))


def _voice(t: Translator, voice: bool) -> Button:
    if voice:
        return Button(t("🔇 Only write to me"), SetVoice("off"))
    return Button(t("🔊 Speak to me, too"), SetVoice("on"))


def _digits(t: Translator, digits: Digits) -> Button:
    """The digits on the button are emoji, so they look the same in both kinds of digits."""
    if digits is Digits.DEVANAGARI:
        return Button(t("🔢 Write 1️⃣2️⃣3️⃣"), SetDigits(Digits.LATIN))
    return Button(t("🔢 Write १२३"), SetDigits(Digits.DEVANAGARI))


@sentence
def voice_changed(t: Translator, *, voice: bool, voices: bool) -> Speech:
    """`voices`: whether there is any recording to be heard."""
    if not voice:
        return Speech(t("All right. From now on I only write."))
    if not voices:
        return Speech(t("All right. My voice is not recorded yet. It will come soon."))
    return Speech(t("🔊 All right. From now on I speak, too."))


@sentence
def digits_changed(t: Translator) -> Speech:
    return Speech(t("All right. From now on numbers look like this: 12, 34, 56."))
