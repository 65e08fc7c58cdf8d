"""Every table, by noun. Import from here."""

from db.models.adherence import AdherenceSummary
from db.models.alerts import (
    Alert,
    AlertCommand,
    AlertEvent,
    EscalationStep,
    SafetyQuestion,
    VoiceMessage,
)
from db.models.call_list import PhoneCall
from db.models.clinics import Clinic, Deployment, FirstAid, Holiday, Invite, OwnWords, Staff
from db.models.groups import ChatAlias, Group, Membership, MembershipClaim
from db.models.meetings import Attendance, Meeting, MeetingCount, Rsvp
from db.models.moderation import (
    ClaimAnswerApproval,
    FloodRun,
    JoinRequest,
    ModerationCase,
    ModerationReport,
    Sanction,
)
from db.models.needs import Need, NeedVoice
from db.models.oncall import OncallSwap, Shift
from db.models.people import Account, Consent, Holder, OpenDialog, Patient, Pause
from db.models.pill_counts import AssistedCount, PillCount
from db.models.recordings import Recording
from db.models.refills import Dispensing
from db.models.reminders import CheckIn, Greeting
from db.models.runtime import Attempt, Audit, DeadLetter, Heartbeat, Lease, Outbox, Slot, UpdateSeen
from db.models.starters import Starter
from db.models.stock import StockOut
from db.models.stories import Review, Story, StoryConsent, StoryDraft, StoryHelped
from db.models.treatments import Medicine, Regimen, Treatment

__all__ = [
    "Account",
    "AdherenceSummary",
    "Alert",
    "AlertCommand",
    "AlertEvent",
    "AssistedCount",
    "Attempt",
    "Attendance",
    "Audit",
    "ChatAlias",
    "CheckIn",
    "ClaimAnswerApproval",
    "Clinic",
    "Consent",
    "DeadLetter",
    "Deployment",
    "Dispensing",
    "EscalationStep",
    "FirstAid",
    "FloodRun",
    "Greeting",
    "Group",
    "Heartbeat",
    "Holder",
    "Holiday",
    "Invite",
    "JoinRequest",
    "Lease",
    "Medicine",
    "Meeting",
    "MeetingCount",
    "Membership",
    "MembershipClaim",
    "ModerationCase",
    "ModerationReport",
    "Need",
    "NeedVoice",
    "OncallSwap",
    "OpenDialog",
    "Outbox",
    "OwnWords",
    "Patient",
    "Pause",
    "PhoneCall",
    "PillCount",
    "Recording",
    "Regimen",
    "Review",
    "Rsvp",
    "SafetyQuestion",
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
    "UpdateSeen",
    "VoiceMessage",
]
