"""The vocabulary that the tables, the rules and the clinic's own programs share. Stored as text."""

from db.enums.adherence import Confidence, Trend
from db.enums.alerts import (
    AlertAction,
    AlertKind,
    AlertOutcome,
    AlertStatus,
    CommandStatus,
    ReadingLevel,
    Severity,
    Wish,
)
from db.enums.groups import BotRight, GroupKind, GroupState
from db.enums.meetings import MeetingState
from db.enums.moderation import (
    CaseState,
    ModerationMode,
    ModerationRule,
    SanctionKind,
    SanctionState,
)
from db.enums.needs import NeedState, NeedTopic
from db.enums.people import (
    CallResult,
    ConsentScope,
    Digits,
    HolderRole,
    Language,
    LeftBecause,
    MemberRole,
    PauseReason,
    Programme,
    StaffRole,
    Wellbeing,
)
from db.enums.pill_counts import AssistedOutcome, CountSource, HardReason, PillStorage
from db.enums.runtime import (
    OutboxClass,
    OutboxStatus,
    SendOutcome,
)
from db.enums.starters import StarterState
from db.enums.stories import (
    ReviewDecision,
    StoryAudience,
    StoryKind,
    StoryName,
    StoryReader,
    StoryState,
    StoryTheme,
)
from db.enums.treatments import Pattern

__all__ = [
    "AlertAction",
    "AlertKind",
    "AlertOutcome",
    "AlertStatus",
    "AssistedOutcome",
    "BotRight",
    "CallResult",
    "CaseState",
    "CommandStatus",
    "Confidence",
    "ConsentScope",
    "CountSource",
    "Digits",
    "GroupKind",
    "GroupState",
    "HardReason",
    "HolderRole",
    "Language",
    "LeftBecause",
    "MeetingState",
    "MemberRole",
    "ModerationMode",
    "ModerationRule",
    "NeedState",
    "NeedTopic",
    "OutboxClass",
    "OutboxStatus",
    "Pattern",
    "PauseReason",
    "PillStorage",
    "Programme",
    "ReadingLevel",
    "ReviewDecision",
    "SanctionKind",
    "SanctionState",
    "SendOutcome",
    "Severity",
    "StaffRole",
    "StarterState",
    "StoryAudience",
    "StoryKind",
    "StoryName",
    "StoryReader",
    "StoryState",
    "StoryTheme",
    "Trend",
    "Wellbeing",
    "Wish",
]
