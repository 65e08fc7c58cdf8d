"""What an access rule is, and how rules are put together.

    async def staff(turn: Turn, _named: object) -> StaffMember | Refused: ...

    @router.button(ShowOpenAlerts, access=staff)
    async def show_open_alerts(turn: Turn, press: ShowOpenAlerts, staff: StaffMember) -> None: ...

A rule is asked with what names the thing (a press, a dialogue; None for a command). It returns the
thing, fetched for this speaker, or why not.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.context import Turn
from bot.services.audit import record_action
from bot.services.dialogs import Dialog
from bot.texts import menu as menu_texts
from bot.texts.sentences import Message

K = TypeVar("K", contravariant=True)
O_co = TypeVar("O_co", covariant=True)
D = TypeVar("D", bound=Dialog)
T = TypeVar("T")
R = TypeVar("R", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Refused:
    """What the speaker hears instead, and what they were after, for the audit."""

    answer: Message | None
    subject: tuple[str, int | None]


Access = Callable[[Turn, K], Awaitable[O_co | Refused]]


def old_button(kind: str, thing_id: int | None) -> Refused:
    """There is no such thing for this speaker: gone, or never theirs. They are told the same."""
    return Refused(menu_texts.old_button(), (kind, thing_id))


class Anyone:
    """For what concerns the speaker alone; what else it needs it finds through the speaker."""


anyone = Anyone()


def in_dialog(kind: type[D]) -> Callable[[Turn, object], Awaitable[D | Refused]]:
    """The open dialogue of this kind, for a button under one of its questions."""

    async def rule(turn: Turn, _named: object) -> D | Refused:
        """Who was asked, while the question is open."""
        dialog = turn.dialog_of(kind)
        return old_button("dialog", None) if dialog is None else dialog

    return _named_rule(rule, f"in_dialog({kind.flow})")


def in_dialog_with(
    kind: type[D], access: Access[D, T], *, same: str | None = None
) -> Callable[[Turn, object], Awaitable[tuple[D, T] | Refused]]:
    """The open dialogue, and the thing that it names.

    `same`: a field in which the button must agree with the dialogue, or it belongs to an older
    question.
    """

    async def rule(turn: Turn, named: object) -> tuple[D, T] | Refused:
        dialog = turn.dialog_of(kind)
        if dialog is None or (same and getattr(dialog, same) != getattr(named, same)):
            return old_button("dialog", None)
        found = await access(turn, dialog)
        return found if isinstance(found, Refused) else (dialog, found)

    rule.__doc__ = access.__doc__
    return _named_rule(rule, f"in_dialog({kind.flow}), {access.__name__}")


def within(kind: type[Dialog]) -> Callable[[R], R]:
    """Name a rule that refuses everything outside of such a dialogue."""
    return lambda rule: _named_rule(rule, f"in_dialog({kind.flow}), {rule.__name__}")


def refuse(turn: Turn, refused: Refused, *, tried: str) -> None:
    """Answer and record it. `tried`: the verb of a button, or the name of a command or dialogue."""
    _record_refusal(turn, refused.subject, tried)
    if refused.answer is not None:
        turn.refuse(refused.answer)


def refuse_here(turn: Turn, *, tried: str) -> None:
    """The route belongs into another chat. No app shows such a button, so it leaves a trace."""
    _record_refusal(turn, ("place", turn.group.id if turn.group else None), tried)
    turn.toast(menu_texts.in_private())


def _record_refusal(turn: Turn, subject: tuple[str, int | None], tried: str) -> None:
    actor = turn.actor if turn.speaker is not None else ("stranger", None)
    record_action(turn.session, "refused", subject, actor=actor, detail=tried[:40], now=turn.now)


def _named_rule(rule: R, name: str) -> R:
    rule.__name__ = name
    return rule
