"""Every table, by noun. Import from here."""

from db.models.alerts import Alert, AlertCommand, AlertEvent, Question
from db.models.call_list import PhoneCall
from db.models.clinics import Clinic, Deployment, FirstAid, Holiday, Invite, OwnWords, Rung, Staff
from db.models.groups import (
    Attendance,
    ChatAlias,
    Group,
    Meeting,
    MeetingAnswer,
    MeetingCount,
    Membership,
)
from db.models.moderation import (
    CardApproval,
    FloodRun,
    HouseCase,
    HouseReport,
    JoinRequest,
    Sanction,
    Starter,
)
from db.models.needs import Need, NeedVoice
from db.models.oncall import DutySwap, Shift
from db.models.people import Account, Consent, Dialog, Holder, Patient, Pause
from db.models.pill_counts import CountHelp
from db.models.pills import (
    Dispensing,
    Medicine,
    Outlook,
    PillCount,
    Regimen,
    StockOut,
    Treatment,
)
from db.models.recordings import Recording
from db.models.reminders import CheckIn, Greeting
from db.models.runtime import Attempt, Audit, Heartbeat, Lease, Outbox, Slot, UpdateDead, UpdateSeen
from db.models.stories import Review, Story, StoryConsent, StoryDraft, StoryHelped
from db.models.voice_messages import Voice

__all__ = [
    "Account",
    "Alert",
    "AlertCommand",
    "AlertEvent",
    "Attempt",
    "Attendance",
    "Audit",
    "CardApproval",
    "ChatAlias",
    "CheckIn",
    "Clinic",
    "Consent",
    "CountHelp",
    "Deployment",
    "Dialog",
    "Dispensing",
    "DutySwap",
    "FirstAid",
    "FloodRun",
    "Greeting",
    "Group",
    "Heartbeat",
    "Holder",
    "Holiday",
    "HouseCase",
    "HouseReport",
    "Invite",
    "JoinRequest",
    "Lease",
    "Medicine",
    "Meeting",
    "MeetingAnswer",
    "MeetingCount",
    "Membership",
    "Need",
    "NeedVoice",
    "Outbox",
    "Outlook",
    "OwnWords",
    "Patient",
    "Pause",
    "PhoneCall",
    "PillCount",
    "Question",
    "Recording",
    "Regimen",
    "Review",
    "Rung",
    "Sanction",
    "Shift",
    "Slot",
    "Staff",
    "Starter",
    "StockOut",
    "Story",
    "StoryConsent",
    "StoryDraft",
    "StoryHelped",
    "Treatment",
    "UpdateDead",
    "UpdateSeen",
    "Voice",
]
