"""The clock's part: pages go out step by step until a named human takes the alert."""

from datetime import datetime

from bot.domain.alerts import (
    Change,
    Effect,
    PageFallback,
    PageRung,
    page_key,
    page_wanted,
    step_failed,
    tick,
)
from bot.services.alerts.cards import page, refresh_cards
from bot.services.alerts.escalation_policy import Told, everybody, ladder_of, on_rung
from bot.services.alerts.record import record, state_of
from bot.services.alerts.visibility import CARD, LEADER_CARD
from bot.services.outbox import To
from db.enums import OutboxStatus
from db.models import Alert
from db.queries.alerts.state import due_alert, locked_alert, pages_with
from db.queries.groups import staff_group
from db.session import Unit

CLOCK = "clock"
LOST = {OutboxStatus.FAILED, OutboxStatus.EXPIRED}


async def escalate_due(session: Unit, *, now: datetime, tried: set[int]) -> bool:
    """Do what is due for one alert that is not among `tried`; False when there is none.

    It joins `tried` before anything is done for it, so that one that fails holds up no other.
    """
    alert = await due_alert(session, now, tried)
    if alert is None:
        return False
    tried.add(alert.id)
    await advance(session, alert, now=now)
    return True


async def advance(session: Unit, alert: Alert, *, now: datetime) -> None:
    """Let the clock act until the alert waits for somebody: an empty rung makes no pause."""
    while True:
        ladder, roles = await ladder_of(session, alert)
        change = tick(state_of(alert), ladder, now)
        if change is None:
            return
        await record(session, alert, change, via=CLOCK, now=now)
        for effect in change.effects:
            await _carry_out(session, alert, change, effect, roles, now)


async def page_failed(session: Unit, alert_id: int, now: datetime) -> None:
    """A page reached nobody, for good. When it was the last hope of its step, the next is due."""
    alert = await locked_alert(session, alert_id)
    if alert is None or not page_wanted(state_of(alert), alert.episode) or alert.step == 0:
        return
    step = PageRung(alert.step - 1, alert.loop, alert.episode)
    fates = await pages_with(session, page_key(alert.id, step, 0).removesuffix("0"))
    # After a page to everybody the clock goes on nagging; the rungs are behind it.
    if alert.nags or not fates or not set(fates) <= LOST:
        return
    ladder, _roles = await ladder_of(session, alert)
    change = step_failed(state_of(alert), step, now, ladder)
    if change is not None:
        await record(session, alert, change, via=CLOCK, now=now)
        await advance(session, alert, now=now)


async def _carry_out(
    session: Unit,
    alert: Alert,
    change: Change,
    effect: Effect,
    roles: tuple[str, ...],
    now: datetime,
) -> None:
    if isinstance(effect, PageRung):
        await _page_rung(session, alert, effect, roles[effect.step], now)
    elif isinstance(effect, PageFallback):
        await _page(session, alert, effect, await everybody(session, alert), now)
    else:
        await refresh_cards(session, alert, now=now)


async def _page_rung(session: Unit, alert: Alert, rung: PageRung, role: str, now: datetime) -> None:
    told = await on_rung(session, alert, role, now)
    await _page(session, alert, rung, told, now)
    if told == Told():
        ladder, _roles = await ladder_of(session, alert)
        change = step_failed(state_of(alert), rung, now, ladder, no_one_on_call=True)
        assert change is not None
        await record(session, alert, change, via=CLOCK, note=role, now=now)


async def _page(
    session: Unit, alert: Alert, which: PageRung | PageFallback, told: Told, now: datetime
) -> None:
    """The staff chat hears of it at first and at last; a group's key is its number, negative."""
    if isinstance(which, PageFallback) or which.step == 0:
        group = await staff_group(session, alert.clinic_id)
        if group is not None:
            key = page_key(alert.id, which, -group.id)
            await page(session, alert, To.group(group.id), key, now=now)
    for template, accounts in ((CARD, told.staff), (LEADER_CARD, told.leaders)):
        for account_id in accounts:
            key = page_key(alert.id, which, account_id)
            to = To.account(account_id)
            await page(session, alert, to, key, template=template, now=now)
