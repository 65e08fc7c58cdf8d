"""What Telegram shows of the bot itself: its menus of commands, and what it is."""

from hashlib import sha256

from bot.i18n import _, translator
from db.enums import Language

Commands = tuple[tuple[str, str], ...]

MEMBER: Commands = (
    ("goli", _("💊 Count pills")),
    ("kahani", _("📖 Stories")),
    ("madad", _("🆘 Help")),
    ("bhasha", _("🗣 Language")),
    ("kaun", _("👪 Change person")),
    ("band", _("✋ Stop everything")),
)
STAFF: Commands = (
    ("menu", _("📌 Open alerts")),
    ("dawa", _("💊 Record a medicine")),
    ("awaz", _("🎙 Record the voice")),
    ("bhasha", _("🗣 Language")),
)
GROUP: Commands = (
    ("madad", _("🆘 Help")),
    ("batao", _("⚠️ Report a message")),
    ("niyam", _("📜 House rules")),
    ("bhasha", _("🗣 Language")),
)
SHORT = _("🌿 Pills, stories and help: between the meetings of your group.")
LONG = (
    _("🙏 I am Gothiya. I help your group between the meetings."),
    _("I ask how many pills are left, in private."),
    _("In trouble I call the clinic."),
    _("Tap Start below."),
)


def menu(commands: Commands, language: Language) -> list[tuple[str, str]]:
    t = translator(language)
    return [(name, t(words)) for name, words in commands]


def short(language: Language) -> str:
    return translator(language)(SHORT)


def long(language: Language) -> str:
    return "\n".join(map(translator(language), LONG))


def stamp() -> str:
    """Changes when anything that Telegram is told changes."""
    told = [
        (menu(commands, language), short(language), long(language))
        for commands in (MEMBER, STAFF, GROUP)
        for language in Language
    ]
    return sha256(repr(told).encode()).hexdigest()
