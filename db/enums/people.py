"""Who people are, how they read, and what they agreed to."""

from enum import StrEnum


class Language(StrEnum):
    ENGLISH = "en"
    HINDI = "hi"
    CHHATTISGARHI = "hne"


class Digits(StrEnum):
    """12 or १२."""

    LATIN = "latin"
    DEVANAGARI = "devanagari"


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


class ConsentScope(StrEnum):
    """Care: counts, reminders, alerts to the clinic. Leader: a leader may help and look in."""

    CARE = "care"
    LEADER = "leader"


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


class CallResult(StrEnum):
    """What became of a call from the list of those to call."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    LATER = "later"
