"""Every table, by noun. Import from here."""

from db.models.alerts import Alert, AlertCommand, AlertEvent, Question
from db.models.clinic import Clinic, Deployment, Invite, Rung, Staff
from db.models.groups import ChatAlias, Group, Meeting, Membership
from db.models.helping import CountHelp
from db.models.machinery import (
    Attempt,
    Audit,
    Heartbeat,
    Lease,
    Outbox,
    Slot,
    UpdateDead,
    UpdateSeen,
)
from db.models.people import Account, Consent, Dialog, Holder, Patient, Pause
from db.models.pills import (
    Dispensing,
    Medicine,
    Outlook,
    PillCount,
    Regimen,
    StockOut,
    Treatment,
)
from db.models.stories import Review, Story

__all__ = [
    "Account",
    "Alert",
    "AlertCommand",
    "AlertEvent",
    "Attempt",
    "Audit",
    "ChatAlias",
    "Clinic",
    "Consent",
    "CountHelp",
    "Deployment",
    "Dialog",
    "Dispensing",
    "Group",
    "Heartbeat",
    "Holder",
    "Invite",
    "Lease",
    "Medicine",
    "Meeting",
    "Membership",
    "Outbox",
    "Outlook",
    "Patient",
    "Pause",
    "PillCount",
    "Question",
    "Regimen",
    "Review",
    "Rung",
    "Slot",
    "Staff",
    "StockOut",
    "Story",
    "Treatment",
    "UpdateDead",
    "UpdateSeen",
]
