"""For leaders: rest, stand-ins, the weekly screen, short lessons."""

from collections.abc import Mapping
from typing import Any

from bot.domain.leaders import lessons
from bot.i18n import Translator, _, fill, village_language
from bot.i18n.words import day_words
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech

NAMES = 6
"""Names that fit on the weekly screen."""


def card(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`until` is the last day of the leader's rest, None if they do not rest."""
    group, title = p["group"], fill("<b>{title}</b>", title=p["title"])
    lesson = Button(t("📘 A short lesson"), data("leader_lesson", 0))
    if p["until"]:
        said = t("🌿 You rest until {day}.", day=day_words(p["until"], t))
        back = Button(t("▶️ I am back"), data("leader_rest", group, "back"))
        return Speech(f"{title}\n{said}", column(back, lesson))
    return Speech(
        f"{title}\n" + t("You give much to others. Rest is allowed."),
        column(
            Button(t("🌿 I rest for a week"), data("leader_rest", group, "rest")),
            Button(t("🤝 Somebody stands in"), data("leader_rest", group, "over")),
            lesson,
        ),
    )


def ask_stand_in(t: Translator, p: Mapping[str, Any]) -> Speech:
    if not p["people"]:
        return Speech(t("Nobody can stand in yet. Ask the clinic, please."))
    people = [
        Button(f"👤 {name}"[:30], data("leader_rest", p["group"], "to", id_))
        for id_, name in p["people"]
    ]
    return Speech(t("Who leads the group for a week? Ask them first."), column(*people))


def you_lead(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(
            "🤝 Until {day} you look after “{group}”. Thank you!",
            day=day_words(p["until"], t),
            group=p["group"],
        )
        + "\n"
        + t("The clinic stands behind you."),
        column(Button(t("📘 A short lesson"), data("leader_lesson", 0))),
    )


def weekly_screen(t: Translator, p: Mapping[str, Any]) -> Speech:
    """One screen with what waits for the leader. Nothing that was told in private."""
    lines = ["<b>" + t("🗓 The week of “{title}”", title=p["title"]) + "</b>"]
    if p["greet"]:
        names = ", ".join(p["greet"][:NAMES])
        lines.append(t("🙏 Please say hello to: {names}", names=names))
    waits = (
        (p["cases"], _("⚠️ Messages to look at: {count}")),
        (p["requests"], _("🚪 People at the door: {count}")),
        (p["stories"], _("📖 Stories to read: {count}")),
    )
    lines += [t(said, count=count) for count, said in waits if count]
    if p["meeting"]:
        lines.append(t("📅 Next meeting: {day}", day=day_words(p["meeting"], t)))
    if p["starter"]:
        lines.append(t("➡️ Next question: {day}", day=day_words(p["starter"], t)))
    if len(lines) == 1:
        lines.append(t("🌿 Nothing waits. Have a good week."))
    return Speech(
        "\n".join(lines),
        column(
            Button(t("📘 A short lesson"), data("leader_lesson", p["lesson"])),
            Button(t("🌿 I rest for a week"), data("leader_rest", p["group"], "rest")),
        ),
        protect=True,
    )


def lesson(t: Translator, p: Mapping[str, Any]) -> Speech:
    known = lessons()
    place = p["place"] % len(known)
    words = known[place][village_language(t)]
    after = Button(t("➡️ The next one"), data("leader_lesson", (place + 1) % len(known), "on"))
    return Speech(fill("{words}", words=words), column(after))


def not_yours(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("That is for the leaders of a group."))


SAYS: tuple[Renderer, ...] = (card, ask_stand_in, you_lead, weekly_screen, lesson, not_yours)
