"""Rules for alerts: the staff of the clinic that an alert belongs to."""

from typing import Protocol

from bot.context import StaffMember, Turn
from bot.handlers.access.rules import Refused
from bot.services.alerts.actions import UnknownAlert, alert_for_staff
from bot.texts import menu as menu_texts
from bot.texts.alerts import cards as texts
from db.models import Alert
from db.queries.caregivers import holder_role


class NamesAlert(Protocol):
    @property
    def alert(self) -> int: ...


async def responder(turn: Turn, named: object) -> StaffMember | Refused:
    """Who works at a clinic today, and so may answer its alerts."""
    if turn.speaker is None or turn.me.staff is None:
        return Refused(texts.not_staff(), ("alert", getattr(named, "alert", None)))
    return turn.me.staff


async def alert_of_responder(turn: Turn, named: NamesAlert) -> Alert | Refused:
    """An alert of a clinic where the speaker works."""
    staff = await responder(turn, named)
    if isinstance(staff, Refused):
        return staff
    for place in turn.me.works_for:
        try:
            alert = await alert_for_staff(turn.session, place.id, named.alert)
        except UnknownAlert:
            continue
        turn.me.act_for(place.clinic_id)
        return alert
    return Refused(texts.unknown_alert(), ("alert", named.alert))


async def alert_of_person(turn: Turn, named: NamesAlert) -> Alert | Refused:
    """Who called for help, or acts for the patient whom it is about."""
    alert = await turn.session.get(Alert, named.alert)
    if alert is None or not await _concerns(turn, alert):
        return Refused(menu_texts.home(), ("alert", named.alert))
    return alert


async def _concerns(turn: Turn, alert: Alert) -> bool:
    me = turn.me.account_id
    if alert.account_id == me:
        return True
    patient = alert.patient_id
    return patient is not None and await holder_role(turn.session, me, patient) is not None
