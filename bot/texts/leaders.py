"""For leaders: rest, stand-ins, the weekly screen, short lessons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.leaders import lessons
from bot.i18n import Translator, _, fill, village_language
from bot.i18n.words import day_words
from bot.keyboards import Button, column
from bot.keyboards.leaders import LeaderRest, ShowLesson
from bot.texts.sentences import sentence
from bot.texts.speech import Speech

NAMES = 6
"""Names that fit on the weekly screen."""


@dataclass(frozen=True, slots=True)
class StandIn:
    account: int
    name: str


@sentence
def card(t: Translator, *, group: int, title: str, until: date | None) -> Speech:
    """`until` is the last day of the leader's rest, None if they do not rest."""
    head = fill("<b>{title}</b>", title=title)
    lesson = Button(t("📘 A short lesson"), ShowLesson(0))
    if until:
        said = t("🌿 You rest until {day}.", day=day_words(until, t))
        back = Button(t("▶️ I am back"), LeaderRest(group, "back"))
        return Speech(f"{head}\n{said}", column(back, lesson))
    return Speech(
        f"{head}\n" + t("You give much to others. Rest is allowed."),
        column(
            Button(t("🌿 I rest for a week"), LeaderRest(group, "rest")),
            Button(t("🤝 Somebody stands in"), LeaderRest(group, "over")),
            lesson,
        ),
    )


@sentence
def ask_stand_in(t: Translator, *, group: int, people: Sequence[StandIn]) -> Speech:
    if not people:
        return Speech(t("Nobody can stand in yet. Ask the clinic, please."))
    buttons = [
        Button(f"👤 {one.name}"[:30], LeaderRest(group, "to", one.account)) for one in people
    ]
    return Speech(t("Who leads the group for a week? Ask them first."), column(*buttons))


@sentence
def you_lead(t: Translator, *, group: str, until: date) -> Speech:
    return Speech(
        t(
            "🤝 Until {day} you look after “{group}”. Thank you!",
            day=day_words(until, t),
            group=group,
        )
        + "\n"
        + t("The clinic stands behind you."),
        column(Button(t("📘 A short lesson"), ShowLesson(0))),
    )


@sentence
def weekly_screen(
    t: Translator,
    *,
    group: int,
    title: str,
    greet: Sequence[str],
    cases: int,
    requests: int,
    stories: int,
    meeting: date | None,
    starter: date | None,
    lesson: int,
) -> Speech:
    """One screen with what waits for the leader. Nothing that was told in private."""
    lines = ["<b>" + t("🗓 The week of “{title}”", title=title) + "</b>"]
    if greet:
        names = ", ".join(greet[:NAMES])
        lines.append(t("🙏 Please say hello to: {names}", names=names))
    waits = (
        (cases, _("⚠️ Messages to look at: {count}")),
        (requests, _("🚪 People at the door: {count}")),
        (stories, _("📖 Stories to read: {count}")),
    )
    lines += [t(said, count=count) for count, said in waits if count]
    if meeting:
        lines.append(t("📅 Next meeting: {day}", day=day_words(meeting, t)))
    if starter:
        lines.append(t("➡️ Next question: {day}", day=day_words(starter, t)))
    if len(lines) == 1:
        lines.append(t("🌿 Nothing waits. Have a good week."))
    return Speech(
        "\n".join(lines),
        column(
            Button(t("📘 A short lesson"), ShowLesson(lesson)),
            Button(t("🌿 I rest for a week"), LeaderRest(group, "rest")),
        ),
        protect=True,
    )


@sentence
def lesson(t: Translator, *, place: int) -> Speech:
    known = lessons()
    at = place % len(known)
    words = known[at][village_language(t)]
    after = Button(t("➡️ The next one"), ShowLesson((at + 1) % len(known), "on"))
    return Speech(fill("{words}", words=words), column(after))


@sentence
def not_yours(t: Translator) -> Speech:
    return Speech(t("That is for the leaders of a group."))
