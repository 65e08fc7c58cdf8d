"""Escalation: pages go out step by step until a named human acknowledges the alert."""

from datetime import datetime

from bot.domain.alerts import (
    Change,
    Effect,
    PageFallback,
    PageStep,
    page_key,
    page_wanted,
    step_failed,
    tick,
)
from bot.services.alerts.cards import refresh_cards, send_page
from bot.services.alerts.escalation_policy import (
    Recipients,
    all_recipients,
    escalation_policy_of,
    recipients_of_step,
)
from bot.services.alerts.record import record_change, state_of
from bot.services.alerts.visibility import CARD, LEADER_CARD
from bot.services.outbox import To
from db.enums import OutboxStatus
from db.models import Alert
from db.queries.alerts.lookup import due_alert, locked_alert, page_statuses
from db.queries.groups import staff_group
from db.session import UnitOfWork

VIA_CLOCK = "clock"
LOST_STATUSES = {OutboxStatus.FAILED, OutboxStatus.EXPIRED}


async def escalate_due(session: UnitOfWork, *, now: datetime, tried: set[int]) -> bool:
    """Escalate one alert that is due and not among `tried`; False if there is none.

    It is added to `tried` first, so that an alert that fails does not hold up the others.
    """
    alert = await due_alert(session, now, tried)
    if alert is None:
        return False
    tried.add(alert.id)
    await advance_escalation(session, alert, now=now)
    return True


async def advance_escalation(session: UnitOfWork, alert: Alert, *, now: datetime) -> None:
    """Apply what is due until the alert waits for somebody; an empty step is passed at once."""
    while True:
        policy, roles = await escalation_policy_of(session, alert)
        change = tick(state_of(alert), policy, now)
        if change is None:
            return
        await record_change(session, alert, change, via=VIA_CLOCK, now=now)
        for effect in change.effects:
            await _carry_out(session, alert, change, effect, roles, now)


async def handle_failed_page(session: UnitOfWork, alert_id: int, now: datetime) -> None:
    """A page has finally failed. If no other page of its step is left, the next step is due."""
    alert = await locked_alert(session, alert_id)
    if alert is None or not page_wanted(state_of(alert), alert.episode) or alert.step == 0:
        return
    step = PageStep(alert.step - 1, alert.loop, alert.episode)
    statuses = await page_statuses(session, page_key(alert.id, step, 0).removesuffix("0"))
    # Once everybody was paged no step is left: the fallback is repeated by the clock alone.
    if alert.nags or not statuses or not set(statuses) <= LOST_STATUSES:
        return
    policy, _roles = await escalation_policy_of(session, alert)
    change = step_failed(state_of(alert), step, now, policy)
    if change is not None:
        await record_change(session, alert, change, via=VIA_CLOCK, now=now)
        await advance_escalation(session, alert, now=now)


async def _carry_out(
    session: UnitOfWork,
    alert: Alert,
    change: Change,
    effect: Effect,
    roles: tuple[str, ...],
    now: datetime,
) -> None:
    if isinstance(effect, PageStep):
        await _page_step(session, alert, effect, roles[effect.step], now)
    elif isinstance(effect, PageFallback):
        await _send_pages(session, alert, effect, await all_recipients(session, alert), now)
    else:
        refresh_cards(session, alert, now=now)


async def _page_step(
    session: UnitOfWork, alert: Alert, step: PageStep, role: str, now: datetime
) -> None:
    recipients = await recipients_of_step(session, alert, role, now)
    await _send_pages(session, alert, step, recipients, now)
    if recipients == Recipients():
        policy, _roles = await escalation_policy_of(session, alert)
        change = step_failed(state_of(alert), step, now, policy, no_one_on_call=True)
        assert change is not None
        await record_change(session, alert, change, via=VIA_CLOCK, note=role, now=now)


async def _send_pages(
    session: UnitOfWork,
    alert: Alert,
    which: PageStep | PageFallback,
    recipients: Recipients,
    now: datetime,
) -> None:
    """Page the recipients, and at the first step and the fallback the staff chat, too.

    In a dedup key the staff chat appears as its negative id.
    """
    if isinstance(which, PageFallback) or which.step == 0:
        group = await staff_group(session, alert.clinic_id)
        if group is not None:
            key = page_key(alert.id, which, -group.id)
            await send_page(session, alert, To.group(group.id), key, now=now)
    for account_id in recipients.staff:
        to = To.staff(account_id, alert.clinic_id)
        key = page_key(alert.id, which, account_id)
        await send_page(session, alert, to, key, template=CARD, now=now)
    for account_id in recipients.leaders:
        assert alert.group_id is not None
        to = To.leader(account_id, alert.group_id)
        key = page_key(alert.id, which, account_id)
        await send_page(session, alert, to, key, template=LEADER_CARD, now=now)
