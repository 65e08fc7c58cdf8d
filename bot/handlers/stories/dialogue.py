"""The dialogue in which a story is told: the draft so far, and the next question."""

from typing import Any

from bot.context import Turn
from bot.handlers.onboarding.join_context import telegram_name
from bot.services.outbox import To
from bot.services.stories.draft import Draft, load_draft, save_draft
from bot.services.stories.playback import Playback, play_story
from bot.services.stories.story import Refused
from bot.services.stories.submission import identifying_words_of_draft
from db.enums import HolderRole
from db.models import Group
from db.queries.caregivers import patients_held_by
from db.queries.groups import peer_groups_of


async def current_draft(turn: Turn) -> Draft | None:
    return await load_draft(turn.session, turn.me.account_id)


async def save_and_wait(turn: Turn, draft: Draft, step: str) -> None:
    """Store the draft and wait for the answer to this step."""
    turn.wait("story", step)
    await save_draft(turn.session, turn.me.account_id, draft, now=turn.now)


async def ask_next(turn: Turn, draft: Draft, step: str | None = None) -> None:
    """Ask for what the draft still needs, or for `step`."""
    step = step or draft.next_step
    await save_and_wait(turn, draft, step)
    if step == "preview":
        await _play_preview(turn, draft)
        return turn.say("stories.ask_preview", **await _preview_params(turn, draft))
    return say_in_place(turn, f"stories.ask_{step}", **await _params(turn, draft, step))


async def repeat_question(turn: Turn, draft: Draft) -> None:
    """Ask the open question again."""
    waiting = turn.me.waiting
    step = waiting.step if waiting and waiting.flow == "story" else draft.next_step
    if step == "tell" and draft.parts:
        await save_and_wait(turn, draft, step)
        return turn.say("stories.part_received")
    return await ask_next(turn, draft, step)


async def _params(turn: Turn, draft: Draft, step: str) -> dict[str, Any]:
    if step == "group":
        groups = await peer_groups_of(turn.session, turn.me.account_id)
        return {"groups": [[group.id, group.title] for group in groups]}
    if step == "tell":
        return {"programme": turn.me.programme, "prompt": draft.prompt, "from": 0}
    if step == "name":
        return {"offer": await own_name(turn)}
    if step == "audience":
        group = await turn.session.get_one(Group, draft.group_id)
        return {"illness": group.programme is not None, "layers": draft.layers}
    return {}


async def _preview_params(turn: Turn, draft: Draft) -> dict[str, Any]:
    return {
        "choice": draft.name_choice,
        "layers": draft.layers,
        "spoken": draft.spoken,
        "pictured": draft.pictured,
        "retell": bool(draft.retell and draft.spoken),
        "identifying": await identifying_words_of_draft(turn.session, turn.me.patient_id, draft),
        "stamp": draft.stamp,
    }


async def _play_preview(turn: Turn, draft: Draft) -> None:
    """Show exactly what will be shared, message by message."""
    head = {"name": draft.shown_name, "other_group": False, "language": None, "retold": False}
    playback = Playback(To.account(turn.me.account_id), head=head)
    await play_story(turn.session, None, playback, draft.parts, now=turn.now)


async def own_name(turn: Turn) -> str | None:
    """The teller's name: the patient's, or for a caregiver the one that Telegram knows."""
    held = await patients_held_by(turn.session, turn.me.account_id)
    for patient in held:
        if patient.id == turn.me.patient_id and patient.role == HolderRole.SELF:
            return patient.name
    return telegram_name(turn)


def say_in_place(turn: Turn, template: str, /, **params: Any) -> None:
    """Replace the pressed message if it is a text that can be edited; else send a new one."""
    pressed = turn.query.message if turn.query else None
    if pressed is None or not pressed.is_accessible or not getattr(pressed, "text", None):
        return turn.say(template, **params)
    return turn.rewrite(template, **params)


def say_refused(turn: Turn, refused: Refused) -> None:
    until = refused.until.isoformat() if refused.until else None
    turn.say("stories.refused", why=refused.why, by=refused.by, until=until)
