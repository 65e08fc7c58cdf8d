"""Words between the clinic and the person: a reply to a card goes to them, theirs comes back."""

from dataclasses import asdict, dataclass
from datetime import datetime

from bot.domain.alerts import Happened, said
from bot.services.alerts.cards import refresh_cards
from bot.services.alerts.record import record, state_of
from bot.services.alerts.visibility import CARD
from bot.services.dialogs import Waiting, stop_waiting, wait_for
from bot.services.outbox import To, enqueue
from db.enums import AlertOutcome, OutboxClass, Severity
from db.models import Alert, Dialog, Staff
from db.queries.alerts.cards import newest_card
from db.queries.alerts.state import last_speaker, locked_alert, reachable
from db.queries.clinics import clinic_by_id
from db.queries.people import holders_of, patient_name, staff_accounts
from db.session import Unit

FLOW = "clinic"


@dataclass(frozen=True, slots=True)
class Words:
    """Written, or Telegram's id of a voice message."""

    text: str = ""
    voice: str | None = None

    @property
    def noted(self) -> str:
        return self.text or "[voice message]"


@dataclass(eq=False)
class NobodyToTell(Exception):
    """No phone is known, or it is that of somebody who died."""


async def speak(session: Unit, alert: Alert, staff_id: int, words: Words, *, now: datetime) -> None:
    """From the clinic to the person. Raises NobodyToTell."""
    accounts = await whom_to_tell(session, alert)
    if not accounts or alert.outcome == AlertOutcome.DIED:
        raise NobodyToTell
    staff = await session.get_one(Staff, staff_id)
    clinic = await clinic_by_id(session, alert.clinic_id)
    cried = alert.account_id is not None
    for account_id in accounts:
        enqueue(
            session,
            OutboxClass.REPLY,
            To.account(account_id),
            "alerts.from_clinic",
            {
                "name": staff.name,
                "words": words.text,
                "voice": words.voice,
                "phone": clinic.phone,
                "practice": clinic.practice,
            },
            alert_id=alert.id,
            patient_id=None if cried else alert.patient_id,
            now=now,
        )
        await _listen(session, account_id, alert.id, now=now)
    await _note(session, alert, Happened.SPOKE, words, staff_id, now)


async def answered(
    session: Unit, account_id: int, alert_id: int, words: Words, *, now: datetime
) -> None:
    """From the person, under the card of whoever wrote to them and of whoever has the alert."""
    alert = await locked_alert(session, alert_id)
    assert alert is not None
    emergency = alert.severity == Severity.EMERGENCY
    for to in await _hearers(session, alert):
        enqueue(
            session,
            OutboxClass.EMERGENCY if emergency else OutboxClass.ALERT,
            To.account(to),
            "alerts.from_person",
            {
                "code": alert.code,
                "name": await patient_name(session, alert.patient_id),
                "words": words.text,
                "voice": words.voice,
            },
            target_outbox_id=await newest_card(session, alert.id, CARD, "account", to),
            alert_id=alert.id,
            now=now,
        )
    await _note(session, alert, Happened.ANSWERED, words, None, now)


async def whom_to_tell(session: Unit, alert: Alert) -> list[int]:
    """Whoever cried; where a rule found it, those who hold the patient's phone."""
    if alert.account_id is not None:
        return [alert.account_id]
    return await holders_of(session, alert.patient_id) if alert.patient_id is not None else []


async def end_talk(session: Unit, account_id: int, alert_id: int, *, now: datetime) -> None:
    """The alert is closed: what the person writes next is about something else."""
    await session.flush_deferred()
    dialog = await session.get(Dialog, account_id, populate_existing=True)
    if dialog is not None and dialog.flow == FLOW and dialog.data["alert"] == alert_id:
        resume(session, account_id, dialog.data, now=now)


def resume(
    session: Unit, account_id: int, data: dict[str, object], *, now: datetime
) -> Waiting | None:
    """What the bot waited for before the clinic wrote, if anything."""
    before = data.get("before")
    if not isinstance(before, dict):
        stop_waiting(session, account_id)
        return None
    waiting = Waiting(**before)
    wait_for(session, account_id, waiting, now=now)
    return waiting


async def _listen(session: Unit, account_id: int, alert_id: int, *, now: datetime) -> None:
    """The next words are an answer to the clinic; what was asked before is asked again after."""
    await session.flush_deferred()
    dialog = await session.get(Dialog, account_id, populate_existing=True)
    before = None
    if dialog is not None and dialog.flow == FLOW:
        before = dialog.data.get("before")
    elif dialog is not None and dialog.expires_at > now:
        before = asdict(Waiting(dialog.flow, dialog.step, dialog.data, dialog.version))
    waiting = Waiting(FLOW, "answer", {"alert": alert_id, "before": before})
    wait_for(session, account_id, waiting, now=now)


async def _hearers(session: Unit, alert: Alert) -> list[int]:
    """Never nobody: where neither can be reached, all of the clinic's staff."""
    wanted = [alert.acked_by, await last_speaker(session, alert.id)]
    accounts = []
    for staff_id in dict.fromkeys(one for one in wanted if one is not None):
        staff = await session.get_one(Staff, staff_id)
        if staff.left_at is None and staff.account_id is not None:
            accounts.append(staff.account_id)
    return await reachable(session, accounts) or await staff_accounts(session, alert.clinic_id)


async def _note(
    session: Unit,
    alert: Alert,
    event: Happened,
    words: Words,
    staff_id: int | None,
    now: datetime,
) -> None:
    change = said(state_of(alert), event)
    if change is None:
        return
    via = "staff" if staff_id is not None else "member"
    await record(session, alert, change, via=via, staff_id=staff_id, note=words.noted, now=now)
    await refresh_cards(session, alert, now=now)
