"""The dialogue of telling: what is said so far, and the next question."""

from typing import Any

from bot.context import Turn
from bot.handlers.join import NAME
from bot.services.stories import Draft, Refused
from db.enums import HolderRole
from db.models import Group
from db.queries.people import patients_held_by
from db.queries.stories import peer_groups_of


def draft_of(turn: Turn) -> Draft | None:
    waiting = turn.me.waiting
    return Draft(**waiting.data) if waiting and waiting.flow == "story" else None


async def ask(turn: Turn, draft: Draft, step: str | None = None) -> None:
    """Wait for the answer to the next question, or to that of `step`."""
    step = step or draft.missing
    turn.wait("story", step, **draft.data())
    params = await _params(turn, draft, step)
    # A voice cannot be put into a message of words, so a preview is always a message of its own.
    if step == "preview":
        return turn.say("stories.ask_preview", **params)
    return over(turn, f"stories.ask_{step}", **params)


async def go_on(turn: Turn, draft: Draft) -> None:
    """Ask again what is being asked already."""
    step = turn.me.waiting.step if turn.me.waiting else None
    if step == "tell" and draft.parts:
        return turn.say("stories.heard")
    return await ask(turn, draft, step)


async def _params(turn: Turn, draft: Draft, step: str) -> dict[str, Any]:
    if step == "group":
        groups = await peer_groups_of(turn.session, turn.me.account_id)
        return {"groups": [[group.id, group.title] for group in groups]}
    if step == "name":
        return {"offer": await real_name(turn)}
    if step == "audience":
        group = await turn.session.get_one(Group, draft.group_id)
        return {"illness": group.programme is not None}
    if step == "preview":
        return {
            "body": None if draft.file_id else draft.body,
            "voice": draft.file_id,
            "name": draft.shown_name,
            "choice": draft.name_choice,
            "audience": draft.audience,
            "stamp": draft.stamp,
        }
    return {}


async def real_name(turn: Turn) -> str | None:
    """The teller's own: the patient's, or for who cares for one the name that Telegram knows."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    for patient in held:
        if patient.id == turn.me.patient_id and patient.role == HolderRole.SELF:
            return patient.name
    name = " ".join((turn.user.first_name or "").split())[:39] if turn.user else ""
    return name if NAME.fullmatch(name) else None


def over(turn: Turn, template: str, /, **params: Any) -> None:
    """Say it in place of the pressed message, where there is one to change."""
    pressed = turn.query.message if turn.query else None
    if pressed is None or not pressed.is_accessible:
        return turn.say(template, **params)
    if voice := getattr(pressed, "voice", None):
        params["voice"] = voice.file_id
    return turn.rewrite(template, **params)


def refuse(turn: Turn, refused: Refused) -> None:
    turn.say("stories.refused", why=refused.why, by=refused.by)


def number(turn: Turn, place: int) -> int:
    """An argument of the pressed button; 0, which no row has, when it is none."""
    text = turn.pressed[place] if len(turn.pressed) > place else ""
    return int(text) if text.isascii() and text.isdigit() else 0
