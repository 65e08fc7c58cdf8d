"""The replies to somebody in trouble: first what to do, then that they are not alone."""

from collections.abc import Mapping
from datetime import date, timedelta
from html import escape

from bot.i18n import Translator, _, fill
from bot.i18n.words import WEEKDAYS
from bot.keyboards import Button, column
from bot.keyboards.alerts import AskForHelp
from bot.texts.sentences import own_words, sentence, sentence_with_fallback
from bot.texts.speech import Contact, Speech
from db.enums import AlertOutcome, Language

MIND_LINE = "14416"
"""Tele-MANAS, free, day and night, in twenty languages."""
AMBULANCE = "108"
"""The number if no clinic is known that has another one."""


def call_for_help(t: Translator) -> Speech:
    """For a message that another version wrote to somebody who may be in danger."""
    return Speech(t("🚨 In danger call 108 now."), protect=True)


def comfort(t: Translator) -> Speech:
    """The same for thoughts of dying."""
    return Speech("\n".join(_comfort(t, MIND_LINE, AMBULANCE)), protect=True)


@sentence_with_fallback(call_for_help)
def emergency(
    t: Translator,
    *,
    ambulance: str,
    phone: str | None,
    practice: bool,
    own: dict[str, list[str]] | None = None,
) -> Speech:
    """`phone` is None if no clinic is known, so that nobody was told; `own`: first aid."""
    lines = [
        t("🚨 <b>Call {ambulance} now.</b>", ambulance=ambulance),
        t("Call somebody at home or a neighbour to your side."),
        *_first_aid(own, t),
    ]
    if phone:
        lines += [
            t("I told the clinic. I go on until somebody there answers."),
            t("The clinic's number: {phone}", phone=phone),
        ]
    return Speech("\n".join((*lines, *_practice(t, practice))), protect=True)


@sentence_with_fallback(comfort)
def not_alone(
    t: Translator,
    *,
    mind_line: str,
    ambulance: str,
    phone: str | None,
    practice: bool,
    own: dict[str, list[str]] | None = None,
) -> Speech:
    """For thoughts of dying, or poison: warm words, without repeating or asking anything."""
    lines = [*_comfort(t, mind_line, ambulance), *_first_aid(own, t)]
    if phone:
        lines.append(t("I told the clinic. A person there will call you."))
    return Speech("\n".join((*lines, *_practice(t, practice))), protect=True)


@sentence_with_fallback(call_for_help)
def same_day(
    t: Translator,
    *,
    day: date,
    after: int | None,
    today: date,
    phone: str,
    ambulance: str,
    practice: bool,
) -> Speech:
    """`day` and `after`: when the clinic's hours allow a call; `today` is the day of the reply."""
    lines = [
        t("🙏 I told the clinic.") + " " + call_promised(t, day, after, today),
        t("The clinic's number: {phone}", phone=phone),
        t("If it gets worse, call {ambulance}.", ambulance=ambulance),
    ]
    return Speech("\n".join((*lines, *_practice(t, practice))), protect=True)


def call_promised(t: Translator, day: date, after: int | None, today: date) -> str:
    """`after` is the hour at which the clinic opens on `day`, None if it is open now."""
    if after is None:
        return t("Somebody will call you today.")
    said = _("Somebody will call you on {weekday}, after {hour} o'clock.")
    if day == today:
        said = _("Somebody will call you today after {hour} o'clock.")
    elif day - today == timedelta(days=1):
        said = _("Somebody will call you tomorrow, {weekday}, after {hour} o'clock.")
    return t(said, weekday=t(WEEKDAYS[day.weekday()]), hour=after)


@sentence_with_fallback(call_for_help)
def routine(t: Translator, *, day: date) -> Speech:
    """`day` is the last day on which the clinic answers."""
    weekday = t(WEEKDAYS[day.weekday()])
    return Speech(
        t("🙏 I told the clinic. Somebody answers by {weekday}.", weekday=weekday)
        + "\n"
        + t("If it gets worse, tap 🆘 below."),
        protect=True,
    )


@sentence
def orange_urine(t: Translator) -> Speech:
    """Rifampicin colours it; vikaspedia and the TB programme advise not to worry."""
    lines = [
        t("🌿 The TB medicine turns urine orange or red. That is usual."),
        t("If your eyes turn yellow, tell me at once."),
    ]
    return Speech("\n".join(lines), column(Button(t("🆘 Help"), AskForHelp())), protect=True)


@sentence_with_fallback(call_for_help)
def call_card(t: Translator, *, of: str, phone: str) -> Speech:
    """A phone number to tap; `of` is `ambulance`, `mind_line`, or the name of a clinic."""
    names = {"ambulance": _("Ambulance"), "mind_line": _("Somebody who listens")}
    name = t(names[of]) if of in names else of
    return Speech("", contact=Contact(phone, name))


@sentence_with_fallback(call_for_help)
def outage_reply(t: Translator, *, mind_line: str | None = None) -> Speech:
    """Sent without the outbox while the database is down. `mind_line` is given in private only."""
    lines = [t("🚨 In danger call 108 now.")]
    if mind_line:
        listens = _("📞 <b>{line}</b>: somebody listens, day and night, free.")
        lines.insert(0, t(listens, line=mind_line))
    return Speech("\n".join(lines))


@sentence_with_fallback(call_for_help)
def emergency_in_group(t: Translator, *, ambulance: str, link: str) -> Speech:
    """All that is said in the group when somebody in it is in danger."""
    return Speech(
        t("🚨 In danger call {ambulance} now.", ambulance=ambulance),
        column(Button(t("👉 Talk with me in private"), url=link)),
    )


@sentence
def private_chat_offer(t: Translator, *, link: str) -> Speech:
    """For somebody who can be reached only in the group. It could be meant for anyone."""
    return Speech(
        t("🌿 Whoever wants to talk: I listen in private."),
        column(Button(t("👉 Talk with me in private"), url=link)),
    )


@sentence_with_fallback(call_for_help)
def taken(t: Translator, *, name: str, phone: str, own: dict[str, str] | None = None) -> Speech:
    """`own`, here and in `closed`: a sentence in which `fill` puts values."""
    first = _own_sentence(own, t) or t("💛 {name} from the clinic knows, and will call you.")
    return Speech(
        fill(first, name=name, phone=phone) + "\n" + t("The clinic's number: {phone}", phone=phone),
        protect=True,
    )


LAST_WORDS: Mapping[AlertOutcome, str] = {
    AlertOutcome.NO_ANSWER: _("The clinic could not reach you. Please call them."),
    AlertOutcome.FALSE_ALARM: _("Good that all is well. Calling out was right."),
}


@sentence_with_fallback(call_for_help)
def closed(
    t: Translator, *, outcome: AlertOutcome, phone: str, own: dict[str, str] | None = None
) -> Speech:
    last = LAST_WORDS.get(outcome, _("We are glad that you told us. You are not alone."))
    clinics = _own_sentence(own, t)
    words = fill(clinics, phone=phone) if clinics else t(last)
    return Speech(
        f"🌿 {words}\n" + t("The clinic's number: {phone}", phone=phone),
        protect=True,
    )


@sentence_with_fallback(call_for_help)
def all_well(t: Translator, *, ambulance: str) -> Speech:
    return Speech(
        t("🌿 Good. Whenever you need somebody, tap 🆘.")
        + "\n"
        + t("In danger call {ambulance}.", ambulance=ambulance),
        column(Button(t("🆘 Help"), AskForHelp())),
    )


def _comfort(t: Translator, mind_line: str, ambulance: str) -> list[str]:
    return [
        t("💛 I hear you. It is good that you told me."),
        t("Please do not stay alone. Call somebody to your side."),
        t("📞 <b>{line}</b>: somebody listens, day and night, free.", line=mind_line),
        t("If you took or did something: <b>call {ambulance} now.</b>", ambulance=ambulance),
    ]


def _own_sentence(own: Mapping[str, str] | None, t: Translator) -> str:
    """The clinic's own sentence, with placeholders for `fill`; empty if it has none."""
    return escape(own_words(own, t) or "", quote=False)


def _first_aid(own: Mapping[str, list[str]] | None, t: Translator) -> list[str]:
    """First-aid lines, each approved by a named person of the clinic."""
    lines = (own or {}).get(t.language.value) or (own or {}).get(Language.HINDI.value) or []
    return [f"⛑ {escape(line)}" for line in lines]


def _practice(t: Translator, practice: bool) -> list[str]:
    return [t("🎓 This is practice. Nobody was really called.")] if practice else []
