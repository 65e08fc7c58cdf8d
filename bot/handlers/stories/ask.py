"""The dialogue of telling: what is said so far, and the next question."""

from typing import Any

from bot.context import Turn
from bot.handlers.onboarding.join import NAME
from bot.services.outbox import To
from bot.services.stories import Draft, Refused, Telling, keep_draft, known_by, open_draft, play
from db.enums import HolderRole
from db.models import Group
from db.queries.people import patients_held_by
from db.queries.stories import peer_groups_of


async def draft_of(turn: Turn) -> Draft | None:
    return await open_draft(turn.session, turn.me.account_id)


async def keep(turn: Turn, draft: Draft, step: str) -> None:
    """Wait for the answer to this question."""
    turn.wait("story", step)
    await keep_draft(turn.session, turn.me.account_id, draft, now=turn.now)


async def ask(turn: Turn, draft: Draft, step: str | None = None) -> None:
    """Ask the next question, or that of `step`."""
    step = step or draft.missing
    await keep(turn, draft, step)
    if step == "preview":
        await _play_back(turn, draft)
        return turn.say("stories.ask_preview", **await _preview(turn, draft))
    return over(turn, f"stories.ask_{step}", **await _params(turn, draft, step))


async def go_on(turn: Turn, draft: Draft) -> None:
    """Ask again what is being asked already."""
    waiting = turn.me.waiting
    step = waiting.step if waiting and waiting.flow == "story" else draft.missing
    if step == "tell" and draft.parts:
        await keep(turn, draft, step)
        return turn.say("stories.heard")
    return await ask(turn, draft, step)


async def _params(turn: Turn, draft: Draft, step: str) -> dict[str, Any]:
    if step == "group":
        groups = await peer_groups_of(turn.session, turn.me.account_id)
        return {"groups": [[group.id, group.title] for group in groups]}
    if step == "tell":
        return {"programme": turn.me.programme, "prompt": draft.prompt, "from": 0}
    if step == "name":
        return {"offer": await real_name(turn)}
    if step == "audience":
        group = await turn.session.get_one(Group, draft.group_id)
        return {"illness": group.programme is not None, "layers": draft.layers}
    return {}


async def _preview(turn: Turn, draft: Draft) -> dict[str, Any]:
    return {
        "choice": draft.name_choice,
        "layers": draft.layers,
        "spoken": draft.spoken,
        "pictured": draft.pictured,
        "retell": bool(draft.retell and draft.spoken),
        "known_by": await known_by(turn.session, turn.me.patient_id, draft),
        "stamp": draft.stamp,
    }


async def _play_back(turn: Turn, draft: Draft) -> None:
    """Exactly what will be shared, message by message."""
    head = {"name": draft.shown_name, "afar": False, "language": None, "retold": False}
    telling = Telling(To.account(turn.me.account_id), head=head)
    await play(turn.session, None, telling, draft.parts, now=turn.now)


async def real_name(turn: Turn) -> str | None:
    """The teller's own: the patient's, or for who cares for one the name that Telegram knows."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    for patient in held:
        if patient.id == turn.me.patient_id and patient.role == HolderRole.SELF:
            return patient.name
    name = " ".join((turn.user.first_name or "").split())[:39] if turn.user else ""
    return name if NAME.fullmatch(name) else None


def over(turn: Turn, template: str, /, **params: Any) -> None:
    """Say it in place of the pressed message, where that is words and can be changed."""
    pressed = turn.query.message if turn.query else None
    if pressed is None or not pressed.is_accessible or not getattr(pressed, "text", None):
        return turn.say(template, **params)
    return turn.rewrite(template, **params)


def refuse(turn: Turn, refused: Refused) -> None:
    until = refused.until.isoformat() if refused.until else None
    turn.say("stories.refused", why=refused.why, by=refused.by, until=until)


def number(turn: Turn, place: int) -> int:
    """An argument of the pressed button; 0, which no row has, when it is none."""
    text = turn.pressed[place] if len(turn.pressed) > place else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
