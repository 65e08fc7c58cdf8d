"""What the bot stores of a person, in a few lines."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.i18n import Translator, _
from bot.i18n.words import PILLS, count_words, day_words
from bot.texts.speech import Renderer, Speech

HOW_MANY = (
    ("answers", _("👍 How you are: you told me {n} times.")),
    ("spoken", _("🎤 Voices of yours: {n}")),
    ("stories", _("📖 Your stories: {n}")),
    ("alerts", _("🆘 The clinic was told about you: {n} times.")),
)


def my_data(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`last`: pills and day of the newest count, or None."""
    return Speech("\n".join(_lines(t, p)), protect=True)


def _lines(t: Translator, p: Mapping[str, Any]) -> Iterator[str]:
    yield t("👀 This is what I know of <b>{name}</b>.", name=p["name"])
    if p["number"]:
        yield t("Number at the clinic: {number}", number=p["number"])
    if p["village"]:
        yield t("Village: {village}", village=p["village"])
    if p["phone"]:
        yield t("Phone: {phone}", phone=p["phone"])
    if p["medicines"]:
        yield t("💊 Medicines: {names}", names=", ".join(p["medicines"]))
    if p["counts"]:
        yield t("🔢 Counts: {n}", n=p["counts"])
    if p["last"]:
        pills, day = p["last"]
        yield t(
            "Your last count: {count}, {day}.",
            count=count_words(pills, PILLS, t),
            day=day_words(day, t),
        )
    for name, sentence in HOW_MANY:
        if p[name]:
            yield t(sentence, n=p[name])
    yield from _who_sees(t, p)
    yield t("✋ To stop, or to have it erased: /band")


def _who_sees(t: Translator, p: Mapping[str, Any]) -> Iterator[str]:
    yield t("👩‍⚕️ Only you and the clinic see this.")
    if p["leader"]:
        yield t("🤝 Your leader may help you count.")
    for name in p["helpers"]:
        yield t("👪 {name} may count, too.", name=name or t("Somebody at home"))


def on_their_own_phone(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To a caregiver, if the patient has a phone of their own."""
    return Speech(t("👀 {name} can read that on their own phone.", name=p["name"]))


def nothing_kept(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("👀 I keep nothing that you told me."))


SAYS: tuple[Renderer, ...] = (
    my_data,
    on_their_own_phone,
    nothing_kept,
)
