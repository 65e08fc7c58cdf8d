"""First words to start a story from; each sets the theme of the story."""

from dataclasses import dataclass

from bot.i18n import _
from db.enums import Programme, StoryTheme


@dataclass(frozen=True, slots=True)
class Prompt:
    """Its text is also the label of a button."""

    code: str
    theme: StoryTheme
    text: str
    programme: Programme | None = None
    """None if it suits every illness."""


PROMPTS = (
    Prompt("sugar", StoryTheme.WARNING, _("When my sugar was high, …"), Programme.DIABETES),
    Prompt("foot", StoryTheme.WARNING, _("The wound on my foot, …"), Programme.DIABETES),
    Prompt("felt_well", StoryTheme.WARNING, _("I felt nothing, so I …"), Programme.HYPERTENSION),
    Prompt("pain", StoryTheme.DAILY, _("When the pain comes, I …"), Programme.SICKLE_CELL),
    Prompt(
        "wedding", StoryTheme.COURAGE, _("When marriage was talked of, …"), Programme.SICKLE_CELL
    ),
    Prompt("first_fit", StoryTheme.WARNING, _("My first fit was …"), Programme.EPILEPSY),
    Prompt("no_fits", StoryTheme.DAILY, _("Since the fits stay away, …"), Programme.EPILEPSY),
    Prompt(
        "dark_days", StoryTheme.COURAGE, _("When my heart was heavy, …"), Programme.MENTAL_HEALTH
    ),
    Prompt("six_months", StoryTheme.COURAGE, _("I kept on to the end, …"), Programme.TUBERCULOSIS),
    Prompt("needle", StoryTheme.DAILY, _("The needle every month, …"), Programme.RHEUMATIC_HEART),
    Prompt("last_cup", StoryTheme.COURAGE, _("The day I left drinking, …"), Programme.ALCOHOL),
    Prompt("ignored", StoryTheme.WARNING, _("I ignored it, then …")),
    Prompt("afraid", StoryTheme.COURAGE, _("At first I was afraid, …")),
    Prompt("daily", StoryTheme.DAILY, _("What helps me every day …")),
    Prompt("together", StoryTheme.TOGETHER, _("Someone stood by me, …")),
    Prompt("asked", StoryTheme.RIGHTS, _("We asked together, then …")),
)


def prompts_for(programme: Programme | None) -> list[Prompt]:
    """Prompts of the illness first, then those for everybody."""
    own = [prompt for prompt in PROMPTS if programme and prompt.programme == programme]
    return [*own, *(prompt for prompt in PROMPTS if prompt.programme is None)]
