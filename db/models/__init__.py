"""Every table, by noun. Import from here."""

from db.models.alerts import Alert, AlertCommand, AlertEvent, Question
from db.models.asking import CheckIn, Greeting
from db.models.clinic import Clinic, Deployment, Invite, Rung, Staff
from db.models.groups import (
    Attendance,
    ChatAlias,
    Group,
    Meeting,
    MeetingAnswer,
    MeetingCount,
    Membership,
)
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
    "Attendance",
    "Audit",
    "ChatAlias",
    "CheckIn",
    "Clinic",
    "Consent",
    "Deployment",
    "Dialog",
    "Dispensing",
    "Greeting",
    "Group",
    "Heartbeat",
    "Holder",
    "Invite",
    "Lease",
    "Medicine",
    "Meeting",
    "MeetingAnswer",
    "MeetingCount",
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
