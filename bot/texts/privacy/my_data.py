"""What the bot stores of a person, in a few lines."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.i18n import _
from bot.i18n.words import PILLS, count_words, day_words
from bot.texts.speech import Renderer, Speech, Translate, fill

HOW_MANY = (
    ("answers", _("👍 How you are: you told me {n} times.")),
    ("spoken", _("🎤 Voices of yours: {n}")),
    ("stories", _("📖 Your stories: {n}")),
    ("alerts", _("🆘 The clinic was told about you: {n} times.")),
)


def my_data(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`last`: pills and day of the newest count, or None."""
    return Speech("\n".join(_lines(t, p)), protect=True)


def _lines(t: Translate, p: Mapping[str, Any]) -> Iterator[str]:
    yield fill(t(_("👀 This is what I know of <b>{name}</b>.")), name=p["name"])
    if p["number"]:
        yield fill(t(_("Number at the clinic: {number}")), number=p["number"])
    if p["village"]:
        yield fill(t(_("Village: {village}")), village=p["village"])
    if p["phone"]:
        yield fill(t(_("Phone: {phone}")), phone=p["phone"])
    if p["medicines"]:
        yield fill(t(_("💊 Medicines: {names}")), names=", ".join(p["medicines"]))
    if p["counts"]:
        yield fill(t(_("🔢 Counts: {n}")), n=p["counts"])
    if p["last"]:
        pills, day = p["last"]
        yield fill(
            t(_("Your last count: {count}, {day}.")),
            count=count_words(pills, PILLS, t),
            day=day_words(day, t),
        )
    for name, sentence in HOW_MANY:
        if p[name]:
            yield fill(t(sentence), n=p[name])
    yield from _who_sees(t, p)
    yield t(_("✋ To stop, or to have it erased: /band"))


def _who_sees(t: Translate, p: Mapping[str, Any]) -> Iterator[str]:
    yield t(_("👩‍⚕️ Only you and the clinic see this."))
    if p["leader"]:
        yield t(_("🤝 Your leader may help you count."))
    for name in p["helpers"]:
        yield fill(t(_("👪 {name} may count, too.")), name=name or t(_("Somebody at home")))


def on_their_own_phone(t: Translate, p: Mapping[str, Any]) -> Speech:
    """To a caregiver, if the patient has a phone of their own."""
    return Speech(fill(t(_("👀 {name} can read that on their own phone.")), name=p["name"]))


def nothing_kept(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("👀 I keep nothing that you told me.")))


SAYS: tuple[Renderer, ...] = (
    my_data,
    on_their_own_phone,
    nothing_kept,
)
