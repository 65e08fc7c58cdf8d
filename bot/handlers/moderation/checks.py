"""Every message of a group is looked at for what its house rules do not want."""

from telegram import Message, MessageEntity

from bot.context import Turn
from bot.domain.moderation import Flood, Verdict, claim_in, judge, may_hide, mode_of
from bot.handlers.moderation.message import explain_in_group, may_nudge, said_in
from bot.services.moderation import correct, hide, open_case, show_cards
from bot.services.moderation.flood import becomes_too_much
from db.enums import CaseState, GroupKind, HouseMode, HouseRule, MemberRole, Programme
from db.models import Group
from db.queries.groups import membership
from db.queries.moderation.cases import case_of
from db.session import Unit

SYSTEM = ("system", None)
LINKS = (MessageEntity.URL, MessageEntity.TEXT_LINK)
flood = Flood()


async def check(turn: Turn) -> bool:
    """Whether the message was taken away: then nothing more is done with it."""
    group, message = turn.group, turn.message
    if group is None or message is None or group.kind != GroupKind.PEER or _exempt(turn, message):
        return False
    programme = Programme(group.programme) if group.programme else None
    also = await _beside_the_words(turn, group, message)
    verdict = judge(turn.text, programme=programme, modes=group.house_modes, also=also)
    gone = False
    if verdict is not None and not await _leads(turn.session, turn, group):
        gone = await _apply(turn, group, message, verdict)
    claim = claim_in(turn.text) if turn.text else None
    if claim is not None and may_hide(turn.text):
        await correct(turn.session, group, claim, turn.text, now=turn.now)
    return gone


def _exempt(turn: Turn, message: Message) -> bool:
    """The clinic's people, Telegram's own posts, and who writes in the group's name."""
    if turn.speaker is not None and turn.speaker.staff is not None:
        return True
    own = message.sender_chat is not None and message.sender_chat.id == message.chat.id
    return own or bool(message.is_automatic_forward)


async def _beside_the_words(turn: Turn, group: Group, message: Message) -> set[str]:
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
    if turn.user is None or mode_of(HouseRule.FLOOD, group.house_modes) is HouseMode.OFF:
        return False
    person, at = turn.user.id, message.date
    weight = flood.weight(message.chat.id, person, message.message_id, at)
    return weight > 0 and await becomes_too_much(turn.session, group, person, weight, at=at)


async def _leads(session: Unit, turn: Turn, group: Group) -> bool:
    if turn.speaker is None:
        return False
    found = await membership(session, group.id, turn.speaker.account_id)
    return found is not None and found.role == MemberRole.LEADER


async def _apply(turn: Turn, group: Group, message: Message, verdict: Verdict) -> bool:
    if not verdict.hides and verdict.mode is HouseMode.ACT:
        await _slow_down(turn, group)
        return False
    said = said_in(message)
    known = await case_of(turn.session, group.id, message.message_id)
    if known is not None and known.body == said.body and known.state != CaseState.OPEN:
        return False  # decided already; an edit that changes nothing opens nothing
    case = await open_case(turn.session, group, said, rule=verdict.rule, now=turn.now)
    if verdict.mode is HouseMode.ACT:
        refused = await hide(turn.session, case, group, actor=SYSTEM, now=turn.now)
        if refused is None:
            await explain_in_group(turn, group, case)
            return True
    await show_cards(turn.session, case, group, now=turn.now)
    return False


async def _slow_down(turn: Turn, group: Group) -> None:
    if turn.speaker is not None and turn.speaker.language is not None:
        turn.say("moderation.slow")
    elif await may_nudge(turn, group):
        turn.say_in_group("moderation.slow")
