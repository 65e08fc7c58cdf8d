"""A need as the group sees it, and as its leader and the clinic see it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.schedule import local_day
from bot.i18n import Translator, _, fill
from bot.i18n.words import day_words
from bot.keyboards import Button, column, data
from bot.texts.needs.dialogs import TOPICS
from bot.texts.speech import Renderer, Speech
from bot.texts.stories.phrases import help_button

STEPS = {
    "word": (_("✍️ Write one sentence"), "need_word"),
    "join": (_("🔗 The same as another"), "need_same"),
    "set_aside": (_("🚫 Set it aside"), "need_aside"),
    "send": (_("📨 Carry it on"), "need_send"),
    "answer": (_("💬 There is an answer"), "need_answer"),
    "promise": (_("🤝 It is promised"), "need_promise"),
    "solve": (_("🎉 It is solved"), "need_solve"),
    "reopen": (_("⏳ It is still missing"), "need_reopen"),
}
"""The label and the button verb of each step."""

MARKS = {
    "raised": "📬",
    "open": "📢",
    "sent": "📨",
    "answered": "💬",
    "promised": "🤝",
    "solved": "🎉",
}
WIDTH = 40


def in_group(t: Translator, p: Mapping[str, Any]) -> Speech:
    """Never who said it, and the number only if there are enough voices."""
    open_ = p["state"] != "solved"
    lines = [t("📢 We need: “{said}”", said=p["sentence"]), *_progress(t, p)]
    if open_:
        lines.append(t("Is it so with you? Tap 🙋. Nobody sees your name."))
    return Speech("\n".join(lines), column(_me_too(t, p)) if open_ else ())


def step_taken(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To the group, after a step."""
    return Speech("\n".join([fill("📢 “{said}”", said=p["sentence"]), *_progress(t, p)]))


def card(t: Translator, p: Mapping[str, Any]) -> Speech:
    """For one reader. `steps` are those that this reader may take."""
    heading = t("📬 A need in “{group}”:") if p["sentence"] is None else "📢 {group}"
    lines = [fill(heading, group=p["group"]), t(TOPICS[p["topic"]])]
    if said := p["sentence"] or p["words"]:
        lines.append(fill("“{said}”", said=said))
    lines += _progress(t, p)
    return Speech("\n".join(lines), column(*_actions(t, p)), voice=p["voice"])


def promise_ended(t: Translator, p: Mapping[str, Any]) -> Speech:
    question = t("🤝 This was promised until {day}. Is it done?")
    lines = [
        fill(question, day=day_words(p["promised"], t)),
        fill("“{said}”", said=p["sentence"]),
    ]
    return Speech("\n".join(lines), column(*(_step(t, p, s) for s in ("solve", "reopen"))))


def listed(t: Translator, p: Mapping[str, Any]) -> Speech:
    buttons = [
        Button(_line(t, words, state, topic), data("need_one", need))
        for need, words, state, topic in p["needs"]
    ]
    if p["may_raise"]:
        buttons.append(Button(t("📢 Say what is missing"), data("need_say")))
    head = t("📢 What we need together:") if p["needs"] else t("📢 No need is open now.")
    return Speech(head, column(*buttons, help_button(t)))


def _progress(t: Translator, p: Mapping[str, Any]) -> list[str]:
    lines = []
    if p["voices"]:
        lines.append(t("🙋 So many say so: {count}", count=p["voices"]))
    match p["state"]:
        case "sent":
            lines.append(_sent(t, p))
        case "answered":
            lines.append(t("💬 The answer: “{answer}”", answer=p["answer"]))
        case "promised":
            day = day_words(p["promised"], t)
            lines.append(t("🤝 Promised until {day}.", day=day))
        case "solved":
            lines.append(t("🎉 Solved! We said it together, and it helped."))
    return lines


def _sent(t: Translator, p: Mapping[str, Any]) -> str:
    day = day_words(local_day(datetime.fromisoformat(p["sent_at"])), t)
    if p["sent_to"] is None:
        return t("📨 The clinic was told on {day}.", day=day)
    return t("📨 Told on {day}: {whom}", day=day, whom=p["sent_to"])


def _actions(t: Translator, p: Mapping[str, Any]) -> list[Button]:
    buttons = [_step(t, p, step) for step in p["steps"]]
    if p["words"] and "word" in p["steps"]:
        ids = (p["need"], p["version"])
        buttons.insert(0, Button(t("✅ Share these words"), data("need_as_said", *ids)))
    if p["me_too"] and p["state"] in ("open", "sent", "answered", "promised"):
        buttons.append(_me_too(t, p))
    return buttons


def _step(t: Translator, p: Mapping[str, Any], name: str) -> Button:
    label, verb = STEPS[name]
    return Button(t(label), data(verb, p["need"], p["version"]))


def _me_too(t: Translator, p: Mapping[str, Any]) -> Button:
    return Button(t("🙋 Me too"), data("need_me", p["need"]))


def _line(t: Translator, words: str | None, state: str, topic: str) -> str:
    said = words or t(TOPICS[topic])
    return f"{MARKS[state]} {said if len(said) <= WIDTH else said[: WIDTH - 2].rstrip() + ' …'}"


SAYS: tuple[Renderer, ...] = (in_group, step_taken, card, promise_ended, listed)
