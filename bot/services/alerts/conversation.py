"""Messages between the clinic and the person an alert is about.

A reply of staff to a card goes to the person, and the person's answer comes back under the card.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.alerts import EventType, record_message
from bot.services.alerts.cards import refresh_cards
from bot.services.alerts.record import record_change, state_of
from bot.services.alerts.visibility import CARD
from bot.services.dialogs import (
    Dialog,
    StoredDialog,
    restored_dialog,
    stop_waiting,
    wait_for,
)
from bot.services.outbox import To, enqueue
from bot.texts.alerts import conversation as texts
from db.enums import AlertOutcome, OutboxClass, Severity
from db.models import Alert, OpenDialog, Staff
from db.queries.alerts.cards import newest_card_id
from db.queries.alerts.lookup import last_staff_writer, locked_alert
from db.queries.caregivers import holders_of
from db.queries.clinics import clinic_by_id
from db.queries.people import patient_name, reachable_accounts, staff_accounts
from db.session import UnitOfWork


@dataclass(frozen=True)
class AlertConversationDialog(Dialog, flow="alert_conversation"):
    """The clinic wrote; the person's next message is the answer."""

    alert: int
    before: StoredDialog | None = None
    """What the bot waited for before; it goes on afterwards."""


@dataclass(frozen=True, slots=True)
class MessageBody:
    """Text, or Telegram's file id of a voice message."""

    text: str = ""
    voice: str | None = None

    @property
    def as_note(self) -> str:
        return self.text or "[voice message]"


@dataclass(eq=False)
class NobodyToTell(Exception):
    """No account is known to write to, or the person has died."""


async def send_to_person(
    session: UnitOfWork, alert: Alert, staff_id: int, body: MessageBody, *, now: datetime
) -> None:
    """Send a message of staff to the person. Raises NobodyToTell."""
    accounts = await accounts_to_tell(session, alert)
    if not accounts or alert.outcome == AlertOutcome.DIED:
        raise NobodyToTell
    staff = await session.get_one(Staff, staff_id)
    clinic = await clinic_by_id(session, alert.clinic_id)
    raised_by_person = alert.account_id is not None
    for account_id in accounts:
        enqueue(
            session,
            OutboxClass.REPLY,
            To.account(account_id),
            texts.from_clinic(
                name=staff.name, words=body.text, voice=body.voice, practice=clinic.practice
            ),
            alert_id=alert.id,
            patient_id=None if raised_by_person else alert.patient_id,
            now=now,
        )
        await _wait_for_answer(session, account_id, alert.id, now=now)
    await _record_message(session, alert, EventType.SPOKE, body, staff_id, now)


async def send_to_clinic(
    session: UnitOfWork, account_id: int, alert_id: int, body: MessageBody, *, now: datetime
) -> None:
    """Send the person's answer to the holder of the alert and to the one who wrote to them last."""
    alert = await locked_alert(session, alert_id)
    assert alert is not None
    emergency = alert.severity == Severity.EMERGENCY
    for to in await _staff_to_tell(session, alert):
        enqueue(
            session,
            OutboxClass.EMERGENCY if emergency else OutboxClass.ALERT,
            To.staff(to, alert.clinic_id),
            texts.from_person(
                code=alert.code,
                name=await patient_name(session, alert.patient_id),
                words=body.text,
                voice=body.voice,
            ),
            target_outbox_id=await newest_card_id(session, alert.id, CARD, "account", to),
            alert_id=alert.id,
            now=now,
        )
    await _record_message(session, alert, EventType.ANSWERED, body, None, now)


async def accounts_to_tell(session: UnitOfWork, alert: Alert) -> list[int]:
    """The account that asked for help, or the patient's own and caregivers' if a rule raised it."""
    if alert.account_id is not None:
        return [alert.account_id]
    return await holders_of(session, alert.patient_id) if alert.patient_id is not None else []


async def end_conversation(
    session: UnitOfWork, account_id: int, alert_id: int, *, now: datetime
) -> None:
    """Stop waiting for an answer to the clinic, as the alert is resolved."""
    stored = await _open_dialog(session, account_id, now)
    dialog = restored_dialog(stored) if stored else None
    if isinstance(dialog, AlertConversationDialog) and dialog.alert == alert_id:
        resume_interrupted_dialog(session, account_id, dialog, now=now)


def resume_interrupted_dialog(
    session: UnitOfWork, account_id: int, dialog: AlertConversationDialog, *, now: datetime
) -> Dialog | None:
    """Resume what the bot waited for before the clinic wrote; None if there was nothing."""
    if dialog.before is None:
        stop_waiting(session, account_id)
        return None
    before = restored_dialog(dialog.before)
    wait_for(session, account_id, before, now=now)
    return before


async def _wait_for_answer(
    session: UnitOfWork, account_id: int, alert_id: int, *, now: datetime
) -> None:
    """Take the next message as the answer to the clinic; an open dialogue goes on afterwards."""
    before = await _open_dialog(session, account_id, now)
    dialog = restored_dialog(before) if before else None
    if isinstance(dialog, AlertConversationDialog):
        before = dialog.before
    wait_for(session, account_id, AlertConversationDialog(alert_id, before), now=now)


async def _open_dialog(session: UnitOfWork, account_id: int, now: datetime) -> StoredDialog | None:
    await session.flush_queued()
    row = await session.get(OpenDialog, account_id, populate_existing=True)
    if row is None or row.expires_at <= now:
        return None
    return StoredDialog(row.flow, row.data, row.version)


async def _staff_to_tell(session: UnitOfWork, alert: Alert) -> list[int]:
    """The holder and the last writer; all staff of the clinic if neither can be reached."""
    wanted = [alert.acked_by, await last_staff_writer(session, alert.id)]
    accounts = []
    for staff_id in dict.fromkeys(found for found in wanted if found is not None):
        staff = await session.get_one(Staff, staff_id)
        if staff.left_at is None and staff.account_id is not None:
            accounts.append(staff.account_id)
    return await reachable_accounts(session, accounts) or await staff_accounts(
        session, alert.clinic_id
    )


async def _record_message(
    session: UnitOfWork,
    alert: Alert,
    event: EventType,
    body: MessageBody,
    staff_id: int | None,
    now: datetime,
) -> None:
    change = record_message(state_of(alert), event)
    if change is None:
        return
    via = "staff" if staff_id is not None else "member"
    await record_change(
        session, alert, change, via=via, staff_id=staff_id, note=body.as_note, now=now
    )
    refresh_cards(session, alert, now=now)
