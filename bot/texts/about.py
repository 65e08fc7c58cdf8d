"""What Telegram shows about the bot: menus of commands and descriptions."""

from hashlib import sha256

from bot.i18n import _, translator
from db.enums import Language

Commands = tuple[tuple[str, str], ...]

MEMBER_COMMANDS: Commands = (
    ("goli", _("💊 Count pills")),
    ("kahani", _("📖 Stories")),
    ("madad", _("🆘 Help")),
    ("bhasha", _("🗣 Language")),
    ("kaun", _("👪 Change person")),
    ("band", _("✋ Stop everything")),
)
STAFF_COMMANDS: Commands = (
    ("menu", _("📌 Open alerts")),
    ("dawa", _("💊 Record a medicine")),
    ("awaz", _("🎙 Record the voice")),
    ("bhasha", _("🗣 Language")),
)
GROUP_COMMANDS: Commands = (
    ("madad", _("🆘 Help")),
    ("batao", _("⚠️ Report a message")),
    ("niyam", _("📜 House rules")),
    ("bhasha", _("🗣 Language")),
)
SHORT_DESCRIPTION = _("🌿 Pills, stories and help: between the meetings of your group.")
LONG_DESCRIPTION = (
    _("🙏 I am Gothiya. I help your group between the meetings."),
    _("I ask how many pills are left, in private."),
    _("In trouble I call the clinic."),
    _("Tap Start below."),
)


def command_menu(commands: Commands, language: Language) -> list[tuple[str, str]]:
    t = translator(language)
    return [(name, t(words)) for name, words in commands]


def short_description(language: Language) -> str:
    return translator(language)(SHORT_DESCRIPTION)


def long_description(language: Language) -> str:
    return "\n".join(map(translator(language), LONG_DESCRIPTION))


def fingerprint() -> str:
    """A hash that changes whenever Telegram must be told something new."""
    told = [
        (command_menu(commands, language), short_description(language), long_description(language))
        for commands in (MEMBER_COMMANDS, STAFF_COMMANDS, GROUP_COMMANDS)
        for language in Language
    ]
    return sha256(repr(told).encode()).hexdigest()
