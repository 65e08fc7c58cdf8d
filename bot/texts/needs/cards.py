"""A need as the group sees it, and as its leader and the clinic see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.needs import JOINABLE, NeedStep
from bot.domain.schedule import local_day
from bot.i18n import Translator, _, fill
from bot.i18n.words import day_words
from bot.keyboards import Button, column
from bot.keyboards.needs import (
    AnswerNeed,
    ChooseSameNeed,
    JoinNeed,
    OpenNeed,
    PromiseNeed,
    ReopenNeed,
    SendNeed,
    SetNeedAside,
    ShareFirstWords,
    SolveNeed,
    StartNeed,
    WordNeed,
)
from bot.texts.needs.dialogs import TOPICS
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from bot.texts.stories.phrases import help_button
from db.enums import NeedState, NeedTopic

STEPS = {
    NeedStep.WORD: (_("✍️ Write one sentence"), WordNeed),
    NeedStep.JOIN: (_("🔗 The same as another"), ChooseSameNeed),
    NeedStep.SET_ASIDE: (_("🚫 Set it aside"), SetNeedAside),
    NeedStep.SEND: (_("📨 Carry it on"), SendNeed),
    NeedStep.ANSWER: (_("💬 There is an answer"), AnswerNeed),
    NeedStep.PROMISE: (_("🤝 It is promised"), PromiseNeed),
    NeedStep.SOLVE: (_("🎉 It is solved"), SolveNeed),
    NeedStep.REOPEN: (_("⏳ It is still missing"), ReopenNeed),
}
"""The label and the button of each step."""

MARKS = {
    NeedState.RAISED: "📬",
    NeedState.OPEN: "📢",
    NeedState.SENT: "📨",
    NeedState.ANSWERED: "💬",
    NeedState.PROMISED: "🤝",
    NeedState.SOLVED: "🎉",
}
WIDTH = 40


@dataclass(frozen=True, slots=True)
class NeedView:
    """What every member may know."""

    id: int
    version: int
    group: str
    topic: NeedTopic
    sentence: str | None
    state: NeedState
    voices: int | None
    """None if there are too few."""
    sent_to: str | None
    sent_at: datetime | None
    answer: str | None
    promised: date | None


@dataclass(frozen=True, slots=True)
class ListedNeed:
    id: int
    words: str | None
    state: NeedState
    topic: NeedTopic


@sentence
def in_group(t: Translator, *, need: NeedView) -> Speech:
    """Never who said it, and the number only if there are enough voices."""
    open_ = need.state is not NeedState.SOLVED
    lines = [t("📢 We need: “{said}”", said=need.sentence), *_progress(t, need)]
    if open_:
        lines.append(t("Is it so with you? Tap 🙋. Nobody sees your name."))
    return Speech("\n".join(lines), column(_me_too(t, need)) if open_ else ())


@sentence
def step_taken(t: Translator, *, need: NeedView) -> Speech:
    """To the group, after a step."""
    return Speech("\n".join([fill("📢 “{said}”", said=need.sentence), *_progress(t, need)]))


@sentence
def card(
    t: Translator,
    *,
    need: NeedView,
    words: str | None,
    voice: str | None,
    steps: Sequence[NeedStep],
    me_too: bool,
) -> Speech:
    """For one reader. `steps` are those that this reader may take."""
    heading = t("📬 A need in “{group}”:") if need.sentence is None else "📢 {group}"
    lines = [fill(heading, group=need.group), t(TOPICS[need.topic])]
    if said := need.sentence or words:
        lines.append(fill("“{said}”", said=said))
    lines += _progress(t, need)
    buttons = [_step(t, need.id, need.version, step) for step in steps]
    if words and NeedStep.WORD in steps:
        share = ShareFirstWords(need.id, need.version)
        buttons.insert(0, Button(t("✅ Share these words"), share))
    if me_too and need.state in JOINABLE:
        buttons.append(_me_too(t, need))
    return Speech("\n".join(lines), column(*buttons), voice=voice)


@sentence
def promise_ended(
    t: Translator, *, need: int, version: int, sentence: str, promised: date
) -> Speech:
    lines = [
        t("🤝 This was promised until {day}. Is it done?", day=day_words(promised, t)),
        fill("“{said}”", said=sentence),
    ]
    steps = (NeedStep.SOLVE, NeedStep.REOPEN)
    return Speech("\n".join(lines), column(*(_step(t, need, version, s) for s in steps)))


@sentence
def listed(t: Translator, *, needs: Sequence[ListedNeed], may_raise: bool) -> Speech:
    buttons = [Button(_line(t, one), OpenNeed(one.id)) for one in needs]
    if may_raise:
        buttons.append(Button(t("📢 Say what is missing"), StartNeed()))
    head = t("📢 What we need together:") if needs else t("📢 No need is open now.")
    return Speech(head, column(*buttons, help_button(t)))


def _progress(t: Translator, need: NeedView) -> list[str]:
    lines = []
    if need.voices:
        lines.append(t("🙋 So many say so: {count}", count=need.voices))
    match need.state:
        case NeedState.SENT:
            lines += _sent(t, need)
        case NeedState.ANSWERED:
            lines.append(t("💬 The answer: “{answer}”", answer=need.answer))
        case NeedState.PROMISED if need.promised:
            lines.append(t("🤝 Promised until {day}.", day=day_words(need.promised, t)))
        case NeedState.SOLVED:
            lines.append(t("🎉 Solved! We said it together, and it helped."))
    return lines


def _sent(t: Translator, need: NeedView) -> list[str]:
    if need.sent_at is None:
        return []
    day = day_words(local_day(need.sent_at), t)
    if need.sent_to is None:
        return [t("📨 The clinic was told on {day}.", day=day)]
    return [t("📨 Told on {day}: {whom}", day=day, whom=need.sent_to)]


def _step(t: Translator, need: int, version: int, step: NeedStep) -> Button:
    label, press = STEPS[step]
    return Button(t(label), press(need, version))


def _me_too(t: Translator, need: NeedView) -> Button:
    return Button(t("🙋 Me too"), JoinNeed(need.id))


def _line(t: Translator, need: ListedNeed) -> str:
    said = need.words or t(TOPICS[need.topic])
    shown = said if len(said) <= WIDTH else said[: WIDTH - 2].rstrip() + " …"
    return f"{MARKS[need.state]} {shown}"
