"""The area of the bot in which a sentence is said: reviewers read them area by area."""

from bot.texts.review.usage import gravity, modules_by_sentence, templates_by_sentence

GRAVITIES = ("suicide", "danger", "")
WORDS = "i18n"
AREAS = {
    "alerts": "Danger and help",
    "onboarding": "Joining",
    "menu": "The menu",
    "about": "What Telegram shows of the bot",
    "preferences": "Preferences",
    "privacy": "My data, stopping, erasing",
    "caregivers": "Several people on one phone",
    "pill_counts": "Counting pills",
    "refills": "New medicine came",
    "adherence": "My month",
    "reminders": "Reminders, how are you, pauses",
    "stories": "Stories",
    "groups": "In the group",
    "meetings": "Meetings",
    "starters": "A question to talk about",
    "needs": "What the group needs",
    "moderation": "Rules of the group",
    "leaders": "Leaders of a group",
    "recordings": "Recording the voice",
    "staff": "Staff",
    "patients": "Staff look at a patient",
    "treatments": "Staff record a medicine",
    "stock": "Staff: the clinic has none",
    "call_list": "Staff: whom to call this week",
    "oncall": "Staff: who is on call",
    "exports": "Printed lists",
    WORDS: "Days, months, small words",
}
"""Headings, in the order in which they are read. The keys are the features of bot/texts; `about`,
`exports` and `i18n` are the modules whose sentences no feature says.
"""
_ORDER = {area: at for at, area in enumerate(AREAS)}


def area_of(sentence: str) -> str:
    """A feature that both writes and says it; sentences written only in bot/i18n are words."""
    written = {_area_of_module(module) for module in modules_by_sentence().get(sentence, ())}
    if written == {WORDS}:
        return WORDS
    said = {template.partition(".")[0] for template in templates_by_sentence().get(sentence, ())}
    said &= AREAS.keys()
    return min((written & said) or said or written - {WORDS}, key=_ORDER.__getitem__)


def reading_order(sentence: str) -> tuple[int, int, str, str]:
    """The gravest first, then area by area, then template by template."""
    area = area_of(sentence)
    templates = templates_by_sentence()[sentence]
    said = next((each for each in templates if each.startswith(f"{area}.")), templates[0])
    return (GRAVITIES.index(gravity(sentence)), _ORDER[area], said, sentence)


def _area_of_module(module: str) -> str:
    """`bot.texts.alerts.cards` belongs to `alerts`, `bot.exports.table` to `exports`."""
    names = module.split(".")
    return names[2] if names[1] == "texts" else names[1]
