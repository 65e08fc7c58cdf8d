"""Every message in a group is checked against the rules of that group."""

from telegram import Message, MessageEntity

from bot.context import Turn
from bot.domain.moderation.claims import answer_to_claim_in
from bot.domain.moderation.flood import FloodWatch
from bot.domain.moderation.rules import Verdict, judge_message, may_hide, mode_of
from bot.handlers.moderation.message import (
    explain_hiding_in_group,
    may_remind_group,
    message_in_group,
)
from bot.services.audit import SYSTEM
from bot.services.moderation.actions import hide_message
from bot.services.moderation.cases import open_case, show_case_cards
from bot.services.moderation.claims import answer_false_claim
from bot.services.moderation.flood import exceeds_flood_limit
from bot.texts.moderation.rules import slow_down
from db.enums import CaseState, GroupKind, MemberRole, ModerationMode, ModerationRule, Programme
from db.models import Group
from db.queries.groups import membership
from db.queries.moderation.cases import case_of_message

LINKS = (MessageEntity.URL, MessageEntity.TEXT_LINK)
flood_watch = FloodWatch()


async def check_message(turn: Turn) -> bool:
    """Whether the message was hidden; then nothing more is done with it."""
    group, message = turn.group, turn.message
    if group is None or message is None or group.kind != GroupKind.PEER or _exempt(turn, message):
        return False
    programme = Programme(group.programme) if group.programme else None
    also = await _findings_beside_words(turn, group, message)
    verdict = judge_message(turn.text, programme=programme, modes=group.moderation_modes, also=also)
    hidden = False
    if verdict is not None and not await _is_leader(turn, group):
        hidden = await _apply_verdict(turn, group, message, verdict)
    answer = answer_to_claim_in(turn.text) if turn.text else None
    if answer is not None and may_hide(turn.text):
        await answer_false_claim(turn.session, group, answer, turn.text, now=turn.now)
    return hidden


def _exempt(turn: Turn, message: Message) -> bool:
    """Messages of staff, posts of a linked channel, and messages sent in the group's own name."""
    if turn.speaker is not None and turn.speaker.works_for:
        return True
    own = message.sender_chat is not None and message.sender_chat.id == message.chat.id
    return own or bool(message.is_automatic_forward)


async def _findings_beside_words(turn: Turn, group: Group, message: Message) -> set[str]:
    found = set()
    if message.forward_origin is not None:
        found.add("passed_on")
    entities = (*(message.entities or ()), *(message.caption_entities or ()))
    if message.via_bot is not None or any(one.type in LINKS for one in entities):
        found.add("link")
    if turn.update.edited_message is None and await _floods(turn, group, message):
        found.add("flood")
    return found


async def _floods(turn: Turn, group: Group, message: Message) -> bool:
    if (
        turn.user is None
        or mode_of(ModerationRule.FLOOD, group.moderation_modes) is ModerationMode.OFF
    ):
        return False
    person, at = turn.user.id, message.date
    weight = flood_watch.messages_to_count(message.chat.id, person, message.message_id, at)
    return weight > 0 and await exceeds_flood_limit(turn.session, group, person, weight, at=at)


async def _is_leader(turn: Turn, group: Group) -> bool:
    if turn.speaker is None:
        return False
    found = await membership(turn.session, group.id, turn.speaker.account_id)
    return found is not None and found.role == MemberRole.LEADER


async def _apply_verdict(turn: Turn, group: Group, message: Message, verdict: Verdict) -> bool:
    if not verdict.hides and verdict.mode is ModerationMode.ACT:
        await _ask_to_slow_down(turn, group)
        return False
    written = message_in_group(message)
    known = await case_of_message(turn.session, group.id, message.message_id)
    if known is not None and known.body == written.body and known.state != CaseState.OPEN:
        return False  # already decided; an edit that keeps the words does not reopen the case
    case = await open_case(turn.session, group, written, rule=verdict.rule, now=turn.now)
    if verdict.mode is ModerationMode.ACT:
        refused = await hide_message(turn.session, case, group, actor=SYSTEM, now=turn.now)
        if refused is None:
            await explain_hiding_in_group(turn, group, case)
            return True
    await show_case_cards(turn.session, case, group, now=turn.now)
    return False


async def _ask_to_slow_down(turn: Turn, group: Group) -> None:
    if turn.speaker is not None and turn.speaker.language is not None:
        turn.say(slow_down())
    elif await may_remind_group(turn, group):
        turn.say_in_group(slow_down())
