"""The card of a moderation case, and the answers to its buttons."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.moderation.sanctions import Refusal
from bot.i18n import Translator, fill
from bot.keyboards import Button, Rows, column
from bot.keyboards.moderation import CaseAction, DecideCase, DecideRemoval
from bot.texts.moderation.manual import BY_HAND, UNDONE_BY_HAND
from bot.texts.moderation.rules import reason
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from db.enums import CaseState, ModerationRule, SanctionKind


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as those see it who may decide. It never names who reported."""

    id: int
    version: int
    group: str
    state: CaseState
    rule: ModerationRule | None
    reports: int
    body: str | None
    """None if the words of the message are not stored."""
    link: str | None
    may_hide: bool
    asked: bool
    objected: bool
    reversed: bool
    """Whether it was hidden before and shown again."""
    not_done: tuple[SanctionKind, ...]
    not_undone: tuple[SanctionKind, ...]
    writer: str | None
    """The name that Telegram shows."""
    writer_known: bool
    reachable: bool
    muted: bool
    removed: bool
    left: bool
    may_mute: bool


@sentence
def case_card(t: Translator, *, case: CaseView, staff: bool) -> Speech:
    """`staff`: for somebody of the clinic."""
    return Speech("\n".join(_lines(t, case)), _buttons(t, case, staff), protect=True)


def _lines(t: Translator, case: CaseView) -> Iterator[str]:
    yield fill("<b>{title}</b>", title=case.group)
    if case.rule:
        yield f"🔎 {reason(t, case.rule)}"
    if case.reports:
        yield t("⚠️ Reported: {count}", count=case.reports)
    if case.body is not None:
        who = f"{case.writer}: " if case.writer else ""
        yield fill("💬 {who}{body}", who=who, body=case.body)
    yield f"<b>{_state(t, case)}</b>"
    for kind in case.not_done:
        yield f"⚠️ {t(BY_HAND[kind])}"
    for kind in case.not_undone:
        yield f"⚠️ {t(UNDONE_BY_HAND[kind])}"
    yield from _notes(t, case)


def _notes(t: Translator, case: CaseView) -> Iterator[str]:
    if case.reversed:
        yield t("↩️ It was hidden before and shown again.")
    if case.left:
        yield t("👋 The writer is no longer in the group.")
    if case.asked:
        yield t("🏥 The clinic was asked.")
    if case.objected:
        yield t("🙋 The writer does not agree. The clinic sees this too.")
    if case.writer_known and not case.reachable:
        yield t("🔕 I cannot write to the writer. Please speak with them.")


def _state(t: Translator, case: CaseView) -> str:
    states = []
    if case.state is CaseState.HIDDEN:
        states.append(t("🙈 It is hidden."))
    if case.removed:
        states.append(t("🚪 The writer was taken out of the group."))
    elif case.muted:
        states.append(t("🔇 The writer rests a day."))
    if not states and case.state is CaseState.CLOSED:
        states.append(t("✅ It is settled."))
    return " ".join(states) or t("What shall be done?")


def _buttons(t: Translator, case: CaseView, staff: bool) -> Rows:
    def decide(label: str, action: CaseAction) -> Button:
        return Button(label, DecideCase(action, case.id, case.version))

    hidden, settled = case.state is CaseState.HIDDEN, case.state is CaseState.CLOSED
    rows: list[tuple[Button, ...]] = []
    if not hidden and not settled:
        first = [decide(t("🙏 Thank"), CaseAction.THANK)]
        first += [decide(t("✉️ A private word"), CaseAction.WORD)] if case.reachable else []
        rows.append(tuple(first))
    second = [decide(t("↩️ Show it again"), CaseAction.RESTORE)] if hidden else []
    if case.may_hide and not hidden:
        second.append(decide(t("🙈 Hide"), CaseAction.HIDE))
    if case.muted:
        second.append(decide(t("🔊 Let them write"), CaseAction.UNMUTE))
    elif case.may_mute:
        second.append(decide(t("🔇 A day of rest"), CaseAction.MUTE))
    rows.append(tuple(second))
    third = [decide(t("🏥 Ask the clinic"), CaseAction.ASK)] if not case.asked else []
    third += [decide(t("✅ All is well"), CaseAction.CLOSE)] if not settled and not hidden else []
    rows += [tuple(third), _staff_buttons(t, case) if staff else ()]
    if case.link and not hidden:
        rows.append((Button(t("👀 Look at it"), url=case.link),))
    return tuple(filter(None, rows))


def _staff_buttons(t: Translator, case: CaseView) -> tuple[Button, ...]:
    if case.removed:
        return (Button(t("🚪 Let them in again"), DecideRemoval("back", case.id, case.version)),)
    if case.writer_known:
        return (Button(t("🚪 Out of the group"), DecideRemoval("ask", case.id, case.version)),)
    return ()


@sentence
def confirm_removal(
    t: Translator, *, case: int, version: int, name: str | None, group: str
) -> Speech:
    """To staff, before anybody is removed."""
    return Speech(
        t("🚪 Take {name} out of “{group}”?", name=name or "?", group=group)
        + "\n"
        + t("Their own care goes on. I tell them in private, never in the group."),
        column(
            Button(t("🚪 Yes, take them out"), DecideRemoval("yes", case, version)),
            Button(t("↩️ No, leave it"), DecideRemoval("no", case, version)),
        ),
        protect=True,
    )


@sentence
def removal_started(t: Translator) -> Speech:
    return Speech(t("🚪 I take them out now. The card can let them in again."))


@sentence
def removal_cancelled(t: Translator) -> Speech:
    return Speech(t("All right, nobody is taken out."))


@sentence
def clinic_only(t: Translator) -> Speech:
    return Speech(t("Only the clinic can do that."))


@sentence
def refused(t: Translator, *, why: Refusal) -> Speech:
    return Speech(_refused(t, why))


def _refused(t: Translator, why: Refusal) -> str:
    match why:
        case Refusal.DANGER:
            return t("I never hide a sign of danger. Please look after the person.")
        case Refusal.UNKNOWN:
            return t("I do not know enough of it. Answer the message itself with /hatao.")
        case Refusal.UNREACHABLE:
            return t("I cannot write to this person. Please speak with them yourself.")
        case Refusal.SMALL_GROUP:
            return t("Telegram cannot do that in this kind of group. Ask the clinic.")
        case Refusal.BUSY:
            return t("I am still at it. Please tap again in a moment.")
        case Refusal.NO_RIGHT_TO_HIDE:
            return t(BY_HAND[SanctionKind.HIDE])
        case Refusal.NO_RIGHT_TO_MUTE:
            return t(BY_HAND[SanctionKind.MUTE])
        case Refusal.NO_RIGHT_TO_REMOVE:
            return t(BY_HAND[SanctionKind.REMOVE])
        case Refusal.NO_RIGHT_TO_INVITE:
            return t("I have no right for it there now. Tell the clinic, then tap again.")


@sentence
def not_yours(t: Translator) -> Speech:
    return Speech(t("Only the group's leader or the clinic can do that."))


@sentence
def own_message(t: Translator) -> Speech:
    return Speech(t("It is your own message. Somebody else decides about it."))


@sentence
def card_outdated(t: Translator) -> Speech:
    return Speech(t("Something changed. Look at the card again."))
