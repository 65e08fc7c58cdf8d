"""Preferences: a menu of submenus with a few choices each. Emoji first, few words."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech
from db.enums import Digits

NOON = 12


def menu(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`speaks`: speaks for a patient; `grouped`: is in a group."""
    own = (
        Button(t("📅 My month"), data("my_month")),
        Button(t("💊 New medicine came"), data("refill_new")),
    )
    hours = Button(t("⏰ When you ask me"), data("preferences", "hour"))
    helping = Button(t("👪 Who helps me"), data("preferences", "helpers"))
    speech = Button(t("🗣 Language and voice"), data("preferences", "speech"))
    group = (Button(t("👥 My group"), data("preferences", "group")),) if p["grouped"] else ()
    rows: list[tuple[Button, ...]] = [own, (hours, helping)] if p["speaks"] else []
    rows += [(speech, *group), (Button(t("👀 What you know of me"), data("my_data")),)]
    rows.append((Button(t("✋ Stop everything"), data("stop")),))
    return Speech(t("What would you like to change?"), tuple(rows))


def hour(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`hour`, `paused`: of the patient whom this phone is about now."""
    evening = Button(t("🌆 Ask me in the evening"), data("set_hour", "evening"))
    morning = Button(t("🌅 Ask me in the morning"), data("set_hour", "morning"))
    away = Button(t("🧳 I am away"), data("pause", p["patient"]))
    back = Button(t("▶️ I am back"), data("resume", p["patient"]))
    return Speech(
        t("⏰ When shall I ask you?"),
        column(evening if p["hour"] < NOON else morning, back if p["paused"] else away),
    )


def helpers(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`self`: the phone is the patient's own; `patients`: for how many it speaks."""
    buttons = [Button(t("🤝 Help from my leader"), data("leader_help", p["patient"]))]
    if p["self"]:
        buttons.append(Button(t("💊 Who may count for me"), data("caregivers")))
    if p["patients"] > 1:
        buttons.append(Button(t("👪 Change person"), data("phone_patients")))
    return Speech(t("👪 Who helps you?"), column(*buttons))


def speech(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("🗣 How shall I speak with you?"),
        column(Button(t("🗣 Language"), data("language")), _voice(t, p), _digits(t, p)),
    )


def group(t: Translator, p: Mapping[str, Any]) -> Speech:
    rows: list[tuple[Button, ...]] = [
        (
            Button(t("📢 What we need"), data("need")),
            Button(t("📜 House rules"), data("rules")),
        )
    ]
    if p["leads"]:
        rows += [
            (
                Button(t("📅 Meeting"), data("meet")),
                Button(t("🗓 The week"), data("week_day")),
            ),
            (
                Button(t("🗣 Its language"), data("group_languages")),
                Button(t("🌿 For leaders"), data("leader_rest")),
            ),
        ]
    return Speech(t("👥 What about your group?"), tuple(rows))


def _voice(t: Translator, p: Mapping[str, Any]) -> Button:
    if p["voice"]:
        return Button(t("🔇 Only write to me"), data("set_voice", "off"))
    return Button(t("🔊 Speak to me, too"), data("set_voice", "on"))


def _digits(t: Translator, p: Mapping[str, Any]) -> Button:
    """The digits on the button are emoji, so they look the same in both kinds of digits."""
    if p["digits"] == Digits.DEVANAGARI:
        return Button(t("🔢 Write 1️⃣2️⃣3️⃣"), data("set_digits", Digits.LATIN))
    return Button(t("🔢 Write १२३"), data("set_digits", Digits.DEVANAGARI))


def voice_changed(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`voices`: whether there is any recording to be heard."""
    if not p["voice"]:
        return Speech(t("All right. From now on I only write."))
    if not p["voices"]:
        return Speech(t("All right. My voice is not recorded yet. It will come soon."))
    return Speech(t("🔊 All right. From now on I speak, too."))


def digits_changed(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("All right. From now on numbers look like this: 12, 34, 56."))


SAYS: tuple[Renderer, ...] = (
    menu,
    hour,
    helpers,
    speech,
    group,
    voice_changed,
    digits_changed,
)
