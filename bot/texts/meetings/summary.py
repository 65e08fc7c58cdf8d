"""What the group spoke of: asked of the leader, shown beforehand, told once."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.i18n.words import day_words
from bot.keyboards import Button, column, data
from bot.texts.meetings.planning import when
from bot.texts.reminders.pauses import pairs
from bot.texts.speech import Renderer, Speech, Translate, fill

TOPICS = {
    "medicine": _("💊 Medicine"),
    "food": _("🍲 Food"),
    "walking": _("🚶 Moving about"),
    "feet": _("🦶 Care of the feet"),
    "danger": _("🆘 Danger signs"),
    "worry": _("💚 Worries"),
    "family": _("👪 Family"),
    "rights": _("📜 What is our due"),
}
"""In the order of the bits that a button carries."""
WHY = {
    "name": _("A name of the group stands in it. Please tell it without names."),
    "personal": _("There is a number or a link in it. Please leave it out."),
    "long": _("That is too long for one message. Please make it shorter."),
    "short": _("That is still very short. Please tell a little more."),
    "voice_short": _("That was too short to hear. Please speak once more."),
    "other": _("For this I need words or your voice."),
}


def ask(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`topics`: a number of which each bit is a topic."""
    lines = [
        t(_("🏁 The meeting is over. Thank you!")),
        t(_("What did you talk about? Speak it to me, write it, or tap.")),
        t(_("Who was not there and the group will hear it. No names, please.")),
    ]
    buttons = []
    for place, label in enumerate(TOPICS.values()):
        chosen = p["topics"] >> place & 1
        said = f"✔️ {t(label)}" if chosen else t(label)
        buttons.append(Button(said, data("digest_topic", p["meeting"], p["topics"] ^ 1 << place)))
    ways = [Button(t(_("⏭ Tell nothing")), data("digest_skip", p["meeting"]))]
    if p["topics"]:
        ways.insert(0, Button(t(_("👀 Show it to me")), data("digest_look", p["meeting"])))
    return Speech("\n".join(lines), pairs(buttons) + column(*ways))


def unusable(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(t(WHY[p["why"]]))


def preview(t: Translate, p: Mapping[str, Any]) -> Speech:
    """Just as the group will have it."""
    question = t(_("Shall I send it so?"))
    return Speech(
        f"{_told(t, p)}\n\n<b>{question}</b>",
        column(
            Button(t(_("✅ Send it")), data("digest_send", p["meeting"], p["stamp"])),
            Button(t(_("🔁 Once more")), data("digest_again", p["meeting"])),
            Button(t(_("⏭ Tell nothing")), data("digest_skip", p["meeting"])),
        ),
        voice=p["voice"],
        protect=True,
    )


def _told(t: Translate, p: Mapping[str, Any]) -> str:
    lines = [fill(t(_("🌳 On {day} we sat together.")), day=day_words(p["of"], t))]
    if p["came"] is not None:
        lines.append(fill(t(_("🙏 {count} came.")), count=p["came"]))
    if p["topics"]:
        topics = ", ".join(t(TOPICS[topic]) for topic in p["topics"])
        lines.append(fill(t(_("🗣 We talked about: {topics}")), topics=topics))
    if p["body"]:
        lines.append(fill("“{body}”", body=p["body"]))
    if p["following"]:
        lines.append(t(_("The next time:")))
        lines.append(when(t, p["following"]))
    return "\n".join(lines)


def held(t: Translate, p: Mapping[str, Any]) -> Speech:
    """To the group: never a name."""
    return Speech(_told(t, p), voice=p["voice"])


def missed(t: Translate, p: Mapping[str, Any]) -> Speech:
    """To who was not there: no question why."""
    return Speech(
        _told(t, p) + "\n" + t(_("We look forward to seeing you.")), voice=p["voice"], protect=True
    )


def told(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("🙏 I send it to who was not there, and to the group.")))


def skipped(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("All right. The group hears only when you meet next.")))


def told_before(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("That is told already. Thank you!")))


def gone(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("I kept nothing of it. Begin again: /sabha")))


SAYS: tuple[Renderer, ...] = (
    ask,
    unusable,
    preview,
    held,
    missed,
    told,
    skipped,
    told_before,
    gone,
)
