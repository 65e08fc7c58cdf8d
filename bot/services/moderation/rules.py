"""The rules of a group: in the members' own words, pinned, and how strictly each check is kept."""

from datetime import datetime

from bot.services.audit import Actor, record_action
from bot.services.outbox import To, enqueue
from bot.texts.moderation import rules as texts
from db.enums import GroupKind, ModerationMode, ModerationRule, OutboxClass
from db.models import Group
from db.queries.moderation.posts import unpinned_rules
from db.session import UnitOfWork


def post_rules(session: UnitOfWork, group: Group, *, now: datetime) -> None:
    """When the bot was added, or the rules changed or were asked for."""
    if group.kind == GroupKind.PEER:
        rules = texts.rules(text=group.rules_text)
        enqueue(session, OutboxClass.REPLY, To.group(group.id), rules, now=now)


def write_rules(
    session: UnitOfWork, group: Group, text: str | None, *, actor: Actor, now: datetime
) -> None:
    """`text` is None for the standard rules."""
    group.rules_text = text
    record_action(session, "rules", ("group", group.id), actor=actor, now=now)
    post_rules(session, group, now=now)


async def pin_rules(session: UnitOfWork, *, now: datetime) -> int:
    """Pin the newest rules wherever the bot may and has not yet; return in how many groups."""
    ready = [
        (row, group)
        for row, group in await unpinned_rules(session, texts.rules.name)
        if group.rights.get("can_pin_messages")
    ]
    for row, group in ready:
        enqueue(
            session,
            OutboxClass.MODERATION,
            To.group(group.id),
            texts.no_text(),
            method="pin",
            target_outbox_id=row.id,
            now=now,
        )
    return len(ready)


def set_rule_mode(
    session: UnitOfWork,
    group: Group,
    rule: ModerationRule,
    mode: ModerationMode,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    group.moderation_modes = {**group.moderation_modes, rule.value: mode.value}
    record_action(
        session, "rule_mode", ("group", group.id), actor=actor, detail=f"{rule}:{mode}", now=now
    )
