"""What the bot says in a group. Never about a person's health."""

from collections.abc import Sequence

from bot.i18n import OWN_NAMES, Translator, fill, translator
from bot.keyboards import Button, column
from bot.keyboards.preferences import SetGroupLanguage
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from db.enums import BotRight, Language


@sentence
def hello(t: Translator) -> Speech:
    return Speech(
        t("🙏 I am Gothiya. I help this group between the meetings.")
        + "\n"
        + t("I read here to notice danger. Counts and troubles belong in private.")
        + "\n"
        + t("In danger call 108."),
    )


@sentence
def staff_hello(t: Translator) -> Speech:
    return Speech(t("This chat will receive the clinic's alerts."))


@sentence
def you_are_member(t: Translator, *, group: str) -> Speech:
    return Speech(t("👥 You belong to the group {group} now.", group=group))


@sentence
def not_in_chat(t: Translator, *, group: str) -> Speech:
    return Speech(
        t("I do not find you in the group {group} on Telegram.", group=group)
        + "\n"
        + t("Ask its leader to let you in. Then tap the link in the group once more.")
    )


@sentence
def welcome(t: Translator, *, name: str, link: str) -> Speech:
    """`link` opens the private chat with this group's token."""
    return Speech(
        t("🙏 Welcome, {name}! Here we help each other.", name=name)
        + "\n"
        + t("Tap below to talk with me in private."),
        column(Button(t("👉 Start here"), url=link)),
    )


@sentence
def choose_language(_t: Translator, *, group: int, title: str | None = None) -> Speech:
    """In both languages. `title` is given in private, where the group has to be named."""
    named = fill("👥 {title}\n", title=title) if title else ""
    return Speech(
        f"{named}🗣 समूह में किस भाषा में बात करें?\nसमूह मा कोन भाखा मा गोठियाबो?",
        column(
            Button(OWN_NAMES[Language.HINDI], SetGroupLanguage(group, "hi")),
            Button(OWN_NAMES[Language.CHHATTISGARHI], SetGroupLanguage(group, "hne")),
        ),
    )


@sentence
def language_changed(_t: Translator, *, language: Language) -> Speech:
    """In the group's new language, whatever the reader's language is."""
    t = translator(language)
    return Speech(t("All right. From now on I speak this language in the group."))


@sentence
def missing_rights(t: Translator, *, title: str, missing: Sequence[BotRight]) -> Speech:
    """To the staff of the group's clinic, in private."""
    head = t("In the group “{title}” I still lack something. Please:", title=title)
    return Speech("\n".join((head, *(f"• {_wish(t, right)}" for right in missing))))


def _wish(t: Translator, right: BotRight) -> str:
    match right:
        case BotRight.ADMINISTRATOR:
            return t("make me an administrator, or I cannot hear a call for help")
        case BotRight.DELETE_MESSAGES:
            return t("let me delete messages, to take away a story on request")
        case BotRight.PIN_MESSAGES:
            return t("let me pin messages, to keep the rules on top")
        case BotRight.RESTRICT_MEMBERS:
            return t("let me restrict members, to give quarrels a day of rest")
        case BotRight.INVITE_USERS:
            return t("let me invite people, to let in who asks")


@sentence
def rights_complete(t: Translator, *, title: str) -> Speech:
    return Speech(t("✅ In the group “{title}” everything is in order.", title=title))


@sentence
def bot_removed(t: Translator, *, title: str) -> Speech:
    return Speech(
        t("⚠️ I was removed from the group “{title}”. Nobody listens there now.", title=title)
    )


@sentence
def thanks_count_in_private(t: Translator, *, link: str) -> Speech:
    """No number and no name: the group must not learn a count, not even by repetition."""
    return Speech(
        t("🙏 Thank you for counting! Please tell me the count in private."),
        column(Button(t("👉 Tell in private"), url=link)),
    )


@sentence
def write_in_private(t: Translator, *, link: str) -> Speech:
    return Speech(
        t("Let us talk about that in private."),
        column(Button(t("👉 Open the private chat"), url=link)),
    )


@sentence
def write_as_yourself(t: Translator, *, link: str) -> Speech:
    """To anonymous administrators and channels, who cannot be answered in private."""
    return Speech(
        t("I cannot see who wrote that. Please write as yourself, or in private."),
        column(Button(t("👉 Open the private chat"), url=link)),
    )
