"""A need as the group sees it, and as its leader and the clinic see it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.schedule import local_day
from bot.i18n import _
from bot.i18n.words import day_words
from bot.keyboards import Button, column, data
from bot.texts.needs.dialogs import TOPICS
from bot.texts.speech import Renderer, Speech, Translate, fill
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


def in_group(t: Translate, p: Mapping[str, Any]) -> Speech:
    """Never who said it, and the number only if there are enough voices."""
    open_ = p["state"] != "solved"
    lines = [fill(t(_("📢 We need: “{said}”")), said=p["sentence"]), *_progress(t, p)]
    if open_:
        lines.append(t(_("Is it so with you? Tap 🙋. Nobody sees your name.")))
    return Speech("\n".join(lines), column(_me_too(t, p)) if open_ else ())


def step_taken(t: Translate, p: Mapping[str, Any]) -> Speech:
    """To the group, after a step."""
    return Speech("\n".join([fill("📢 “{said}”", said=p["sentence"]), *_progress(t, p)]))


def card(t: Translate, p: Mapping[str, Any]) -> Speech:
    """For one reader. `steps` are those that this reader may take."""
    heading = t(_("📬 A need in “{group}”:")) if p["sentence"] is None else "📢 {group}"
    lines = [fill(heading, group=p["group"]), t(TOPICS[p["topic"]])]
    if said := p["sentence"] or p["words"]:
        lines.append(fill("“{said}”", said=said))
    lines += _progress(t, p)
    return Speech("\n".join(lines), column(*_actions(t, p)), voice=p["voice"])


def promise_ended(t: Translate, p: Mapping[str, Any]) -> Speech:
    question = t(_("🤝 This was promised until {day}. Is it done?"))
    lines = [
        fill(question, day=day_words(p["promised"], t)),
        fill("“{said}”", said=p["sentence"]),
    ]
    return Speech("\n".join(lines), column(*(_step(t, p, s) for s in ("solve", "reopen"))))


def listed(t: Translate, p: Mapping[str, Any]) -> Speech:
    buttons = [
        Button(_line(t, words, state, topic), data("need_one", need))
        for need, words, state, topic in p["needs"]
    ]
    if p["may_raise"]:
        buttons.append(Button(t(_("📢 Say what is missing")), data("need_say")))
    head = t(_("📢 What we need together:")) if p["needs"] else t(_("📢 No need is open now."))
    return Speech(head, column(*buttons, help_button(t)))


def _progress(t: Translate, p: Mapping[str, Any]) -> list[str]:
    lines = []
    if p["voices"]:
        lines.append(fill(t(_("🙋 So many say so: {count}")), count=p["voices"]))
    match p["state"]:
        case "sent":
            lines.append(_sent(t, p))
        case "answered":
            lines.append(fill(t(_("💬 The answer: “{answer}”")), answer=p["answer"]))
        case "promised":
            day = day_words(p["promised"], t)
            lines.append(fill(t(_("🤝 Promised until {day}.")), day=day))
        case "solved":
            lines.append(t(_("🎉 Solved! We said it together, and it helped.")))
    return lines


def _sent(t: Translate, p: Mapping[str, Any]) -> str:
    day = day_words(local_day(datetime.fromisoformat(p["sent_at"])), t)
    if p["sent_to"] is None:
        return fill(t(_("📨 The clinic was told on {day}.")), day=day)
    return fill(t(_("📨 Told on {day}: {whom}")), day=day, whom=p["sent_to"])


def _actions(t: Translate, p: Mapping[str, Any]) -> list[Button]:
    buttons = [_step(t, p, step) for step in p["steps"]]
    if p["words"] and "word" in p["steps"]:
        ids = (p["need"], p["version"])
        buttons.insert(0, Button(t(_("✅ Share these words")), data("need_as_said", *ids)))
    if p["me_too"] and p["state"] in ("open", "sent", "answered", "promised"):
        buttons.append(_me_too(t, p))
    return buttons


def _step(t: Translate, p: Mapping[str, Any], name: str) -> Button:
    label, verb = STEPS[name]
    return Button(t(label), data(verb, p["need"], p["version"]))


def _me_too(t: Translate, p: Mapping[str, Any]) -> Button:
    return Button(t(_("🙋 Me too")), data("need_me", p["need"]))


def _line(t: Translate, words: str | None, state: str, topic: str) -> str:
    said = words or t(TOPICS[topic])
    return f"{MARKS[state]} {said if len(said) <= WIDTH else said[: WIDTH - 2].rstrip() + ' …'}"


SAYS: tuple[Renderer, ...] = (in_group, step_taken, card, promise_ended, listed)
