"""What the bot says in a group. Never about a person's health."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import OWN_NAMES, Translator, _, fill, translator
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech
from db.enums import Language

RIGHTS = {
    "administrator": _("make me an administrator, or I cannot hear a call for help"),
    "can_delete_messages": _("let me delete messages, to take away a story on request"),
    "can_pin_messages": _("let me pin messages, to keep the rules on top"),
    "can_restrict_members": _("let me restrict members, to give quarrels a day of rest"),
    "can_invite_users": _("let me invite people, to let in who asks"),
}


def hello(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("🙏 I am Gothiya. I help this group between the meetings.")
        + "\n"
        + t("I read here to notice danger. Counts and troubles belong in private.")
        + "\n"
        + t("In danger call 108."),
    )


def staff_hello(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("This chat will receive the clinic's alerts."))


def welcome(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`link` opens the private chat with this group's token."""
    return Speech(
        t("🙏 Welcome, {name}! Here we help each other.", name=p["name"])
        + "\n"
        + t("Tap below to talk with me in private."),
        column(Button(t("👉 Start here"), url=p["link"])),
    )


def choose_language(_t: Translator, p: Mapping[str, Any]) -> Speech:
    """In both languages. `title` is given in private, where the group has to be named."""
    named = fill("👥 {title}\n", title=p["title"]) if p.get("title") else ""
    return Speech(
        f"{named}🗣 समूह में किस भाषा में बात करें?\nसमूह मा कोन भाखा मा गोठियाबो?",
        column(
            Button(OWN_NAMES[Language.HINDI], data("set_group_language", p["group"], "hi")),
            Button(
                OWN_NAMES[Language.CHHATTISGARHI], data("set_group_language", p["group"], "hne")
            ),
        ),
    )


def language_changed(_t: Translator, p: Mapping[str, Any]) -> Speech:
    """In the group's new language, whatever the reader's language is."""
    t = translator(Language(p["language"]))
    return Speech(t("All right. From now on I speak this language in the group."))


def missing_rights(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To the staff of the group's clinic, in private."""
    wanted = "\n".join(f"• {t(RIGHTS[right])}" for right in p["missing"])
    return Speech(
        t("In the group “{title}” I still lack something. Please:", title=p["title"])
        + f"\n{wanted}"
    )


def rights_complete(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(t("✅ In the group “{title}” everything is in order.", title=p["title"]))


def bot_removed(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("⚠️ I was removed from the group “{title}”. Nobody listens there now.", title=p["title"])
    )


def thanks_count_in_private(t: Translator, p: Mapping[str, Any]) -> Speech:
    """No number and no name: the group must not learn a count, not even by repetition."""
    return Speech(
        t("🙏 Thank you for counting! Please tell me the count in private."),
        column(Button(t("👉 Tell in private"), url=p["link"])),
    )


def write_in_private(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("Let us talk about that in private."),
        column(Button(t("👉 Open the private chat"), url=p["link"])),
    )


def write_as_yourself(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To anonymous administrators and channels, who cannot be answered in private."""
    return Speech(
        t("I cannot see who wrote that. Please write as yourself, or in private."),
        column(Button(t("👉 Open the private chat"), url=p["link"])),
    )


SAYS: tuple[Renderer, ...] = (
    hello,
    staff_hello,
    welcome,
    choose_language,
    language_changed,
    missing_rights,
    rights_complete,
    bot_removed,
    thanks_count_in_private,
    write_in_private,
    write_as_yourself,
)
