"""⚙️ More: a few doors, and behind each a few choices. Pictures first, few words."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech, Translate
from db.enums import Digits

NOON = 12


def doors(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`speaks`: for a patient; `grouped`: is in a group."""
    mine = (
        Button(t(_("📅 My month")), data("month")),
        Button(t(_("💊 New medicine came")), data("came_new")),
    )
    when = Button(t(_("⏰ When you ask me")), data("more", "when"))
    people = Button(t(_("👪 Who helps me")), data("more", "people"))
    speech = Button(t(_("🗣 Language and voice")), data("more", "speech"))
    group = (Button(t(_("👥 My group")), data("more", "group")),) if p["grouped"] else ()
    rows: list[tuple[Button, ...]] = [mine, (when, people)] if p["speaks"] else []
    rows += [(speech, *group), (Button(t(_("👀 What you know of me")), data("known")),)]
    rows.append((Button(t(_("✋ Stop everything")), data("stop")),))
    return Speech(t(_("What would you like to change?")), tuple(rows))


def when(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`hour`, `away`: of the patient this phone speaks of now."""
    evening = Button(t(_("🌆 Ask me in the evening")), data("hour", "evening"))
    morning = Button(t(_("🌅 Ask me in the morning")), data("hour", "morning"))
    away = Button(t(_("🧳 I am away")), data("away", p["patient"]))
    back = Button(t(_("▶️ I am back")), data("back", p["patient"]))
    return Speech(
        t(_("⏰ When shall I ask you?")),
        column(evening if p["hour"] < NOON else morning, back if p["away"] else away),
    )


def people(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`self`: the phone is the patient's own; `family`: how many it speaks for."""
    buttons = [Button(t(_("🤝 Help from my leader")), data("leader_ok", p["patient"]))]
    if p["self"]:
        buttons.append(Button(t(_("💊 Who may count for me")), data("access")))
    if p["family"] > 1:
        buttons.append(Button(t(_("👪 Change person")), data("family")))
    return Speech(t(_("👪 Who helps you?")), column(*buttons))


def speech(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(_("🗣 How shall I speak with you?")),
        column(Button(t(_("🗣 Language")), data("pick_lang")), _voice(t, p), _digits(t, p)),
    )


def group(t: Translate, p: Mapping[str, Any]) -> Speech:
    rows: list[tuple[Button, ...]] = [
        (
            Button(t(_("📢 What we need")), data("need")),
            Button(t(_("📜 House rules")), data("rules")),
        )
    ]
    if p["leads"]:
        rows += [
            (
                Button(t(_("📅 Meeting")), data("meet")),
                Button(t(_("🗓 The week")), data("rhythm")),
            ),
            (
                Button(t(_("🗣 Its language")), data("group_langs")),
                Button(t(_("🌿 For leaders")), data("leads")),
            ),
        ]
    return Speech(t(_("👥 What about your group?")), tuple(rows))


def _voice(t: Translate, p: Mapping[str, Any]) -> Button:
    if p["voice"]:
        return Button(t(_("🔇 Only write to me")), data("voice", "off"))
    return Button(t(_("🔊 Speak to me, too")), data("voice", "on"))


def _digits(t: Translate, p: Mapping[str, Any]) -> Button:
    """The digits on the button are pictures: they stay as they are in whatever digits one reads."""
    if p["digits"] == Digits.DEVANAGARI:
        return Button(t(_("🔢 Write 1️⃣2️⃣3️⃣")), data("digits", Digits.LATIN))
    return Button(t(_("🔢 Write १२३")), data("digits", Digits.DEVANAGARI))


def voice_changed(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`voices`: whether anything was recorded that could be heard."""
    if not p["voice"]:
        return Speech(t(_("All right. From now on I only write.")))
    if not p["voices"]:
        return Speech(t(_("All right. My voice is not recorded yet. It will come soon.")))
    return Speech(t(_("🔊 All right. From now on I speak, too.")))


def digits_changed(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("All right. From now on numbers look like this: 12, 34, 56.")))


SAYS: tuple[Renderer, ...] = (
    doors,
    when,
    people,
    speech,
    group,
    voice_changed,
    digits_changed,
)
