"""Which messages have a recording, and the words that are read for it.

A recording is the same for everybody, so it has no names and numbers: a sentence with gaps is read
in a form of its own without them. A prompt must be true of every message it is played with; `when`
limits it to those messages.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from html import unescape
from itertools import chain
from types import EllipsisType
from typing import Any

from bot.i18n import Translator, _, translator
from bot.texts import render
from bot.texts.speech import Speech
from db.enums import Language

EMOJI = re.compile(
    "[\u2190-\u21ff\u231a-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]"
)
LETTERS = re.compile(r"[^\W\d_]")
SPOKEN_IN = (Language.HINDI, Language.CHHATTISGARHI)


class _Blank(dict[str, Any]):
    """Empty params, to make a message whose own words are not read but whose buttons are."""

    def __missing__(self, key: str) -> str:
        return ""


When = Mapping[str, str | int | bool | EllipsisType | None]
Filled = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Prompt:
    """`when`: the params of the messages it fits; `...` means not empty, None means empty.

    `words`: read instead of the message's own words; needed if the message has gaps.
    """

    key: str
    when: When = field(default_factory=dict)
    words: tuple[str, ...] = ()
    filled: Filled = field(default_factory=dict)
    """Params that the template needs; none of them is read."""

    @property
    def template(self) -> str:
        return self.key.partition("/")[0]

    def fits(self, params: Filled) -> bool:
        return all(_fits(wanted, params.get(name)) for name, wanted in self.when.items())


def _fits(wanted: object, found: object) -> bool:
    if wanted is ...:
        return bool(found)
    return not found if wanted is None else found == wanted


AT_108: When = {"ambulance": "108", "practice": None}


def _emergency(key: str, when: When, *words: str) -> Prompt:
    return Prompt(key, {**AT_108, **when}, words)


ANY_DAY = {"day": "2026-01-01", "today": "2026-01-01", "phone": "", "after": 9}
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
    _emergency("alerts.emergency/told", {"phone": ...}, CALL_108, COME, CLINIC_TOLD),
    _emergency("alerts.emergency", {"phone": None}, CALL_108, COME),
    _emergency("alerts.not_alone/told", {"phone": ..., "mind_line": "14416"}, *HEARD, CLINIC_CALLS),
    _emergency("alerts.not_alone", {"phone": None, "mind_line": "14416"}, *HEARD),
    Prompt("alerts.same_day/today", {**AT_108, "after": None}, (
        TOLD, _("Somebody will call you today."), _("If it gets worse, call 108."),
    ), ANY_DAY),
    Prompt("alerts.same_day/later", {**AT_108, "after": ...}, (
        TOLD, _("Somebody will call you. The day is written below."),
        _("If it gets worse, call 108."),
    ), ANY_DAY),
    Prompt("alerts.routine", words=(
        TOLD, _("The day of the answer is written below."), _("If it gets worse, tap 🆘 below."),
    ), filled=ANY_DAY),
    Prompt("alerts.ask_help"),
    Prompt("alerts.ask_urgent"),
    Prompt("onboarding.notice", words=(
        _("I am Gothiya, a machine. I am not a doctor."),
        _("📝 I keep: your name, your medicines, your pill counts, and what you tell me."),
        _("🎯 Why: so that medicine does not run out, and the clinic hears you in trouble."),
        _("👩‍⚕️ Who sees it: only you and the clinic. Never the group."),
        _("👀 In the group I read along: for danger, and for the house rules."),
        _("✋ You can stop any day: write /band."),
        _("Is that all right with you?"),
    ), filled={"clinic": ""}),
    Prompt("onboarding.ask_role"),
    Prompt("onboarding.ask_name/self", {"role": "self"}, (
        _("What shall I call you?"),
        _("Tap your name, or write it, or speak it."),
    ), {"role": "self", "offer": None}),
    Prompt("onboarding.ask_name/caregiver", {"role": "caregiver"}),
    Prompt("menu.welcome", words=(WELCOME, _("Tap below, or write to me any time.")),
           filled={"name": ""}),
    Prompt("menu.home"),
    Prompt("pill_counts.reminder", words=(
        TIME_TO_COUNT, _("Bring all your medicine together, then tap."),
    ), filled={"person": "", "patient": 0}),
    Prompt("pill_counts.ask", {"entered": None}, (HOW_MANY_LEFT,),
           {"person": "", "medicine": "", "treatment": 0}),
    Prompt("pill_counts.read_back", words=(READ_RIGHT,),
           filled={"person": "", "medicine": "", "treatment": 0, "count": "1"}),
    Prompt("pill_counts.counted", {"days": ..., "clinic_told": None}, (THANKS,), {
        "person": "", "medicine": "", "treatment": 0, "count": "1", "days": 1,
        "runs_out": "2026-01-01", "clinic_told": False,
    }),
    Prompt("pill_counts.postponed"),
    Prompt("pill_counts.nothing_to_count"),
    Prompt("stories.menu", {"tells": True, "waiting": None}, filled={"tells": True, "waiting": 0}),
    Prompt("stories.ask_tell", {"prompt": None}, filled={"from": 0, "programme": None}),
    Prompt("stories.ask_audience/wide", {"illness": True}, filled={"layers": ()}),
    Prompt("stories.ask_audience/own", {"illness": None}, filled={"layers": ()}),
    Prompt("stories.submitted"),
    Prompt("menu.confirm_stop"),
    Prompt("privacy.ask_keep_or_erase"),
    Prompt("privacy.kept"),
    Prompt("privacy.erased"),
    Prompt("menu.not_understood"),
    Prompt("menu.old_button"),
)  # fmt: skip
"""In the order in which they are recorded: the most important first."""

_BY_KEY = {prompt.key: prompt for prompt in PROMPTS}
_BY_TEMPLATE: dict[str, list[Prompt]] = {}
for _prompt in PROMPTS:
    _BY_TEMPLATE.setdefault(_prompt.template, []).append(_prompt)


def prompt_for_message(template: str, params: Filled) -> str | None:
    """The key of the prompt that fits this message, None if there is none."""
    fitting = (p.key for p in _BY_TEMPLATE.get(template, ()) if p.fits(params))
    return next(fitting, None)


@cache
def spoken_words(key: str, language: Language) -> str:
    """What is read aloud: the words, then the buttons. Raises KeyError."""
    prompt, t = _BY_KEY[key], translator(language)
    params = _Blank({**_given(prompt.when), **prompt.filled})
    speech = render(prompt.template, params, language)
    said = [t(sentence) for sentence in prompt.words] or speech.text.splitlines()
    choices = [label for label in _labels(speech) if LETTERS.search(label)]
    lines = [_audible(line, t) for line in (*said, *choices)]
    return "\n".join(line for line in lines if line)


def words_hash(key: str, language: Language) -> str:
    """Changes when the words do, so that an old recording is recognised as stale."""
    return sha256(spoken_words(key, language).encode()).hexdigest()


def recording_states(held: Mapping[str, str], language: Language) -> dict[str, str]:
    """`missing`, `stale` or `fresh` for every prompt; `held`: hashes of the recorded words."""
    return {prompt.key: _recording_state(held, prompt.key, language) for prompt in PROMPTS}


def _recording_state(held: Mapping[str, str], key: str, language: Language) -> str:
    if key not in held:
        return "missing"
    return "fresh" if held[key] == words_hash(key, language) else "stale"


def _given(when: When) -> dict[str, Any]:
    return {name: "" if value is ... else value for name, value in when.items()}


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
