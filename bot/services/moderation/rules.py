"""The house rules: in the members' own words, pinned, and how strictly each check is kept."""

from datetime import datetime

from bot.services.audit import note
from bot.services.outbox import To, enqueue
from db.enums import GroupKind, HouseMode, HouseRule, OutboxClass
from db.models import Group
from db.queries.moderation.cases import unpinned_rules
from db.session import Unit

Actor = tuple[str, int | None]


def post_rules(session: Unit, group: Group, *, now: datetime) -> None:
    """An answer to whoever brought the bot in or changed the rules."""
    if group.kind == GroupKind.PEER:
        said = {"text": group.rules_text}
        enqueue(session, OutboxClass.REPLY, To.group(group.id), "moderation.rules", said, now=now)


def write_rules(
    session: Unit, group: Group, text: str | None, *, actor: Actor, now: datetime
) -> None:
    """None: the standard ones again."""
    group.rules_text = text
    note(session, "rules", ("group", group.id), actor=actor, now=now)
    post_rules(session, group, now=now)


async def pin_rules(session: Unit, *, now: datetime) -> int:
    """Wherever the newest rules are not pinned yet and the bot may; return how many."""
    ready = [
        (row, group)
        for row, group in await unpinned_rules(session)
        if group.rights.get("can_pin_messages")
    ]
    for row, group in ready:
        enqueue(
            session,
            OutboxClass.MODERATION,
            To.group(group.id),
            "moderation.deed",
            method="pin",
            target_outbox_id=row.id,
            now=now,
        )
    return len(ready)


def set_mode(
    session: Unit, group: Group, rule: HouseRule, mode: HouseMode, *, actor: Actor, now: datetime
) -> None:
    group.house_modes = {**group.house_modes, rule.value: mode.value}
    note(session, "mode", ("group", group.id), actor=actor, detail=f"{rule}:{mode}", now=now)
