"""Languages, programmes, roles, consents, pauses."""

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
    """Whether an account is the patient's own or a caregiver's."""

    SELF = "self"
    CAREGIVER = "caregiver"


class ConsentScope(StrEnum):
    """Care: counts, reminders, alerts to the clinic. Leader: a leader may help and visit."""

    CARE = "care"
    LEADER = "leader"


class PauseReason(StrEnum):
    """Why there is a pause."""

    TRAVEL = "travel"
    HOSPITAL = "hospital"
    MOURNING = "mourning"
    FESTIVAL = "festival"
    HARVEST = "harvest"
    DOCTOR = "doctor"
    ASKED = "asked"

    @property
    def excuses(self) -> bool:
        """Whether no doses are expected on those days (domain notes 3.2)."""
        return self in (PauseReason.TRAVEL, PauseReason.HOSPITAL, PauseReason.DOCTOR)


class LeftBecause(StrEnum):
    """Why a patient is no longer in care here."""

    MOVED = "moved"
    TRANSFERRED = "transferred"
    DIED = "died"


class Wellbeing(StrEnum):
    """The two answers to the weekly check-in."""

    FINE = "fine"
    TROUBLE = "trouble"


class CallResult(StrEnum):
    """The result of a call from the call list."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    LATER = "later"
