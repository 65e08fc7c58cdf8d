"""The vocabulary that the tables, the rules and the clinic's own programs share. Stored as text."""

from enum import StrEnum


class Language(StrEnum):
    ENGLISH = "en"
    HINDI = "hi"
    CHHATTISGARHI = "hne"


class Programme(StrEnum):
    DIABETES = "diabetes"
    HYPERTENSION = "hypertension"
    SICKLE_CELL = "sickle_cell"
    EPILEPSY = "epilepsy"
    MENTAL_HEALTH = "mental_health"
    TUBERCULOSIS = "tuberculosis"
    RHEUMATIC_HEART = "rheumatic_heart"
    ALCOHOL = "alcohol"


class StaffRole(StrEnum):
    NURSE = "nurse"
    DOCTOR = "doctor"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


class MemberRole(StrEnum):
    MEMBER = "member"
    LEADER = "leader"


class HolderRole(StrEnum):
    """How the owner of an account stands to a patient whose counts it may give."""

    SELF = "self"
    CAREGIVER = "caregiver"


class GroupKind(StrEnum):
    PEER = "peer"
    STAFF = "staff"


class GroupState(StrEnum):
    ACTIVE = "active"
    LEFT = "left"


class MeetingState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CALLED_OFF = "called_off"


class PauseReason(StrEnum):
    """Why the bot does not ask for a while; those days expect no dose where `excuses` says so."""

    TRAVEL = "travel"
    HOSPITAL = "hospital"
    MOURNING = "mourning"
    FESTIVAL = "festival"
    HARVEST = "harvest"
    DOCTOR = "doctor"
    ASKED = "asked"

    @property
    def excuses(self) -> bool:
        """Whether doses of those days are not counted as due (domain notes 3.2)."""
        return self in (PauseReason.TRAVEL, PauseReason.HOSPITAL, PauseReason.DOCTOR)


class LeftBecause(StrEnum):
    """Why a patient is no longer looked after here."""

    MOVED = "moved"
    TRANSFERRED = "transferred"
    DIED = "died"


class Wellbeing(StrEnum):
    """The two answers to the weekly question."""

    FINE = "fine"
    TROUBLE = "trouble"


class ConsentScope(StrEnum):
    """Care: counts, reminders, alerts to the clinic. Leader: a leader may help and look in."""

    CARE = "care"
    LEADER = "leader"


class Pattern(StrEnum):
    """On which days a medicine is due."""

    DAILY = "daily"
    EVERY_DAYS = "every_days"
    WEEKDAYS = "weekdays"
    AS_NEEDED = "as_needed"


class Trend(StrEnum):
    """The share of doses taken, from one count to the next."""

    UP = "up"
    STEADY = "steady"
    DOWN = "down"


class Confidence(StrEnum):
    """How far a share can be trusted, from who counted and whether counts agree."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class HardReason(StrEnum):
    """What a person says made it hard, after a count with many doses missed."""

    FINISHED = "finished"
    NO_MONEY = "no_money"
    SIDE_EFFECT = "side_effect"
    FELT_WELL = "felt_well"
    FORGOT = "forgot"
    AWAY = "away"
    HEALER = "healer"
    ALCOHOL = "alcohol"
    FAR = "far"


class CountSource(StrEnum):
    SELF = "self"
    CAREGIVER = "caregiver"
    LEADER = "leader"
    CLINIC = "clinic"
    IMPORT = "import"


class StoryKind(StrEnum):
    TEXT = "text"
    VOICE = "voice"


class StoryName(StrEnum):
    """Which name goes with a story when it is shared."""

    REAL = "real"
    CHOSEN = "chosen"
    NONE = "none"


class StoryAudience(StrEnum):
    """How far a story may travel. Each includes the ones before it."""

    KEEP = "keep"
    GROUP = "group"
    SAME_ILLNESS = "same_illness"
    OUTSIDE = "outside"


class StoryState(StrEnum):
    SUBMITTED = "submitted"
    CHANGE_ASKED = "change_asked"
    APPROVED = "approved"
    PUBLISHED = "published"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ReviewDecision(StrEnum):
    APPROVE = "approve"
    ASK_CHANGE = "ask_change"
    DECLINE = "decline"


class AlertKind(StrEnum):
    DANGER_SIGN = "danger_sign"
    HELP = "help"
    MISSED_DOSES = "missed_doses"
    RECOUNT = "recount"
    RUNNING_OUT = "running_out"
    INJECTION_DUE = "injection_due"
    TROUBLE = "trouble"
    UNREAD = "unread"
    QUESTION = "question"

    @property
    def by_rule(self) -> bool:
        """Found by arithmetic, not said by anybody: the clinic's business alone."""
        return self in (
            AlertKind.MISSED_DOSES,
            AlertKind.RECOUNT,
            AlertKind.RUNNING_OUT,
            AlertKind.INJECTION_DUE,
        )


class Severity(StrEnum):
    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    ROUTINE = "routine"

    @property
    def rank(self) -> int:
        """Higher is graver."""
        return {"routine": 1, "same_day": 2, "emergency": 3}[self.value]


class AlertStatus(StrEnum):
    TRIGGERED = "triggered"
    ACKED = "acked"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"


class AlertAction(StrEnum):
    """What staff, or the clinic's program through alert_command, may do to an alert."""

    ACK = "ack"
    UNACK = "unack"
    EXTEND = "extend"
    NOTE = "note"
    SNOOZE = "snooze"
    UNSNOOZE = "unsnooze"
    RESOLVE = "resolve"


class AlertOutcome(StrEnum):
    HELPED = "helped"
    REFERRED = "referred"
    NO_ANSWER = "no_answer"
    FALSE_ALARM = "false_alarm"
    DIED = "died"
    OTHER = "other"


class CommandStatus(StrEnum):
    NEW = "new"
    APPLIED = "applied"
    REFUSED = "refused"


class OutboxClass(StrEnum):
    """Why the bot speaks; the order is the order in which waiting messages go out."""

    EMERGENCY = "emergency"
    REPLY = "reply"
    ALERT = "alert"
    MODERATION = "moderation"
    REMINDER = "reminder"
    STORY = "story"

    @property
    def order(self) -> int:
        return list(OutboxClass).index(self)


class OutboxStatus(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class SendOutcome(StrEnum):
    """What became of one attempt to hand a message to Telegram."""

    SENT = "sent"
    NOT_SENT = "not_sent"
    AMBIGUOUS = "ambiguous"
    FLOOD = "flood"
    MIGRATED = "migrated"
    UNREACHABLE = "unreachable"
    REJECTED = "rejected"


class Wish(StrEnum):
    """What a text asks of the bot itself."""

    STOP = "stop"
    PAUSE = "pause"
    HELP = "help"


class ReadingLevel(StrEnum):
    """How grave a text reads. ASK: emergency words in doubt, one private question settles it."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    ROUTINE = "routine"
    ASK = "ask"
    NONE = "none"
