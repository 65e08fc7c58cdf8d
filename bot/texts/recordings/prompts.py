"""Which messages have a recording, and the words that are read for it.

A recording is the same for everybody, so it has no names and numbers: a sentence with gaps is read
in a form of its own without them. A prompt must be true of every message it is played with; `when`
limits it to those messages.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from hashlib import sha256
from html import unescape
from itertools import chain
from types import EllipsisType
from typing import Any

from bot.i18n import Translator, _, translator
from bot.texts import menu, onboarding, speech_of
from bot.texts.alerts import questions, replies
from bot.texts.alerts.replies import MIND_LINE
from bot.texts.pill_counts import answer, question, result
from bot.texts.privacy import erasure
from bot.texts.recordings.session import RecordingState
from bot.texts.sentences import Message
from bot.texts.speech import Speech
from bot.texts.stories import submission
from db.enums import HolderRole, Language

EMOJI = re.compile(
    "[\u2190-\u21ff\u231a-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]"
)
LETTERS = re.compile(r"[^\W\d_]")
SPOKEN_IN = (Language.HINDI, Language.CHHATTISGARHI)


When = Mapping[str, str | int | bool | EllipsisType | None]


@dataclass(frozen=True, slots=True)
class Prompt:
    key: str
    """Stored with each recording, so it never changes."""
    example: Message
    """A message that it fits; its buttons are read, and without `words` its text."""
    words: tuple[str, ...] = ()
    """Read instead of the message's own words; needed if the message has gaps."""
    when: When | None = None
    """Params of the messages that it fits; `...` means not empty, None means empty."""

    @property
    def template(self) -> str:
        return self.example.template

    def fits(self, params: Mapping[str, Any]) -> bool:
        when = self.when or {}
        return all(_fits(wanted, params.get(name)) for name, wanted in when.items())


def _fits(wanted: object, found: object) -> bool:
    if wanted is ...:
        return bool(found)
    return not found if wanted is None else found == wanted


AT_108: When = {"ambulance": "108", "practice": None}
TOLD_AT_108: When = {**AT_108, "phone": ...}
TOLD_NOBODY_AT_108: When = {**AT_108, "phone": None}
A_DAY = date(2026, 1, 1)
A_PHONE = "1"


def _emergency(key: str, when: When, *words: str) -> Prompt:
    phone = A_PHONE if when["phone"] else None
    example = replies.emergency(ambulance="108", phone=phone, practice=False)
    return Prompt(key, example, words, when)


def _not_alone(key: str, when: When, *words: str) -> Prompt:
    phone = A_PHONE if when["phone"] else None
    example = replies.not_alone(mind_line=MIND_LINE, ambulance="108", phone=phone, practice=False)
    return Prompt(key, example, words, {**when, "mind_line": MIND_LINE})


def _same_day(key: str, when: When, *words: str) -> Prompt:
    after = 9 if when["after"] else None
    example = replies.same_day(
        day=A_DAY, after=after, today=A_DAY, phone=A_PHONE, ambulance="108", practice=False
    )
    return Prompt(key, example, words, when)


CALL_108 = _("Call 108 now.")
COME = _("Call somebody at home or a neighbour to your side.")
CLINIC_TOLD = _("I told the clinic. I go on until somebody there answers.")
TOLD = _("🙏 I told the clinic.")
CLINIC_CALLS = _("I told the clinic. A person there will call you.")
HEARD = (
    _("💛 I hear you. It is good that you told me."),
    _("Please do not stay alone. Call somebody to your side."),
    _("Call 14416: somebody listens, day and night, free."),
    _("If you took or did something: call 108 now."),
)
WELCOME = _("Welcome! You are not alone, we are with you.")
TIME_TO_COUNT = _("It is time to count the pills.")
HOW_MANY_LEFT = _("How many pills are left? Tap the number, then the green tick.")
READ_RIGHT = _("Is the number right that I wrote below?")
THANKS = _("🙏 Thank you for counting! Below stands how long it lasts.")

PROMPTS: tuple[Prompt, ...] = (
    _emergency("alerts.emergency/told", TOLD_AT_108, CALL_108, COME, CLINIC_TOLD),
    _emergency("alerts.emergency", TOLD_NOBODY_AT_108, CALL_108, COME),
    _not_alone("alerts.not_alone/told", TOLD_AT_108, *HEARD, CLINIC_CALLS),
    _not_alone("alerts.not_alone", TOLD_NOBODY_AT_108, *HEARD),
    _same_day(
        "alerts.same_day/today", {**AT_108, "after": None},
        TOLD, _("Somebody will call you today."), _("If it gets worse, call 108."),
    ),
    _same_day(
        "alerts.same_day/later", {**AT_108, "after": ...},
        TOLD, _("Somebody will call you. The day is written below."),
        _("If it gets worse, call 108."),
    ),
    Prompt("alerts.routine", replies.routine(day=A_DAY), (
        TOLD, _("The day of the answer is written below."), _("If it gets worse, tap 🆘 below."),
    )),
    Prompt("alerts.ask_help", questions.ask_help()),
    Prompt("alerts.ask_urgent", questions.ask_urgent()),
    Prompt("onboarding.notice", onboarding.notice(clinic=""), (
        _("I am Gothiya, a machine. I am not a doctor."),
        _("📝 I keep: your name, your medicines, your pill counts, and what you tell me."),
        _("🎯 Why: so that medicine does not run out, and the clinic hears you in trouble."),
        _("👩‍⚕️ Who sees it: only you and the clinic. Never the group."),
        _("👀 In the group I read along: for danger, and for the house rules."),
        _("✋ You can stop any day: write /band."),
        _("Is that all right with you?"),
    )),
    Prompt("onboarding.ask_role", onboarding.ask_role()),
    Prompt(
        "onboarding.ask_name/self",
        onboarding.ask_name(role=HolderRole.SELF, offer=None, former=[]),
        (_("What shall I call you?"), _("Tap your name, or write it, or speak it.")),
        {"role": "self"},
    ),
    Prompt(
        "onboarding.ask_name/caregiver",
        onboarding.ask_name(role=HolderRole.CAREGIVER, offer=None, former=[]),
        when={"role": "caregiver"},
    ),
    Prompt(
        "menu.welcome", menu.welcome(name=""), (WELCOME, _("Tap below, or write to me any time."))
    ),
    Prompt("menu.home", menu.home()),
    Prompt(
        "pill_counts.reminder",
        question.reminder(person="", patient=0, meeting=None, lacking=[]),
        (TIME_TO_COUNT, _("Bring all your medicine together, then tap.")),
    ),
    Prompt(
        "pill_counts.ask",
        question.ask(treatment=0, person="", medicine="", photo=None, others=[]),
        (HOW_MANY_LEFT,),
        {"entered": None},
    ),
    Prompt(
        "pill_counts.read_back",
        answer.read_back(treatment=0, person="", medicine="", count=Fraction(1)),
        (READ_RIGHT,),
    ),
    Prompt(
        "pill_counts.counted",
        result.counted(
            treatment=0, person="", medicine="", count=Fraction(1),
            days=1, runs_out=A_DAY, clinic_told=False, lacking=False,
        ),
        (THANKS,),
        {"days": ..., "clinic_told": None},
    ),
    Prompt("pill_counts.postponed", question.postponed()),
    Prompt("pill_counts.nothing_to_count", question.nothing_to_count()),
    Prompt(
        "stories.menu",
        submission.menu(tells=True, has_draft=False, waiting=0),
        when={"tells": True, "waiting": None},
    ),
    Prompt(
        "stories.ask_tell",
        submission.ask_tell(programme=None, prompt=None),
        when={"prompt": None},
    ),
    Prompt(
        "stories.ask_audience/wide",
        submission.ask_audience(illness=True, layers=[]),
        when={"illness": True},
    ),
    Prompt(
        "stories.ask_audience/own",
        submission.ask_audience(illness=False, layers=[]),
        when={"illness": None},
    ),
    Prompt("stories.submitted", submission.submitted()),
    Prompt("menu.confirm_stop", menu.confirm_stop()),
    Prompt("privacy.ask_keep_or_erase", erasure.ask_keep_or_erase()),
    Prompt("privacy.kept", erasure.kept()),
    Prompt("privacy.erased", erasure.erased()),
    Prompt("menu.not_understood", menu.not_understood()),
    Prompt("menu.old_button", menu.old_button()),
)  # fmt: skip
"""In the order in which they are recorded: the most important first."""

_BY_KEY = {prompt.key: prompt for prompt in PROMPTS}
_BY_TEMPLATE: dict[str, list[Prompt]] = {}
for _prompt in PROMPTS:
    _BY_TEMPLATE.setdefault(_prompt.template, []).append(_prompt)


def prompt_for_message(template: str, params: Mapping[str, Any]) -> str | None:
    """The key of the prompt that fits this message, None if there is none."""
    fitting = (p.key for p in _BY_TEMPLATE.get(template, ()) if p.fits(params))
    return next(fitting, None)


@cache
def spoken_words(key: str, language: Language) -> str:
    """What is read aloud: the words, then the buttons. Raises KeyError."""
    prompt, t = _BY_KEY[key], translator(language)
    speech = speech_of(prompt.example, language)
    said = [t(sentence) for sentence in prompt.words] or speech.text.splitlines()
    choices = [label for label in _labels(speech) if LETTERS.search(label)]
    lines = [_audible(line, t) for line in (*said, *choices)]
    return "\n".join(line for line in lines if line)


def words_hash(key: str, language: Language) -> str:
    """Changes when the words do, so that an old recording is recognised as stale."""
    return sha256(spoken_words(key, language).encode()).hexdigest()


def recording_states(held: Mapping[str, str], language: Language) -> dict[str, RecordingState]:
    """For every prompt; `held`: hashes of the recorded words."""
    return {prompt.key: _recording_state(held, prompt.key, language) for prompt in PROMPTS}


def _recording_state(held: Mapping[str, str], key: str, language: Language) -> RecordingState:
    if key not in held:
        return "missing"
    return "fresh" if held[key] == words_hash(key, language) else "stale"


def _labels(speech: Speech) -> Iterator[str]:
    """The buttons; without any, the keys under the input field."""
    if speech.buttons:
        return (button.label for row in speech.buttons for button in row)
    return chain.from_iterable(speech.keys or ())


def _audible(line: str, t: Translator) -> str:
    """Without emoji; only that of the help key is read, as the name of the key."""
    help_key = t("🆘 Help")
    line = line.replace(help_key, "🆘").replace("🆘", help_key)
    return " ".join(EMOJI.sub("", unescape(re.sub(r"<[^>]*>", "", line))).split())
