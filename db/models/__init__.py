"""Every table, by noun. Import from here."""

from db.models.alerts import Alert, AlertCommand, AlertEvent, Question
from db.models.asking import CheckIn, Greeting
from db.models.clinic import Clinic, Deployment, Invite, Rung, Staff
from db.models.groups import ChatAlias, Group, Meeting, Membership
from db.models.house import (
    CardApproval,
    HouseCase,
    HouseReport,
    JoinRequest,
    Sanction,
    Starter,
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
    "Audit",
    "CardApproval",
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
    "HouseCase",
    "HouseReport",
    "Invite",
    "JoinRequest",
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
    "Sanction",
    "Slot",
    "Staff",
    "Starter",
    "StockOut",
    "Story",
    "Treatment",
    "UpdateDead",
    "UpdateSeen",
]
