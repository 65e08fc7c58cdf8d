"""The village of the demo, as `village.toml` describes it."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from db.enums import HolderRole, Language, Programme, StaffRole

FILE = Path(__file__).with_name("village.toml")


@dataclass(frozen=True, slots=True)
class Event:
    """A refill or a pill count, some days ago."""

    days_ago: int
    pills: Fraction
    is_count: bool


@dataclass(frozen=True, slots=True)
class Medicine:
    name: str
    spoken: str
    strip: int
    dose: Fraction
    days_ago: int
    dispensed: Fraction
    events: tuple[Event, ...]
    """Refills and counts after the first dispensing, oldest first."""


@dataclass(frozen=True, slots=True)
class Patient:
    name: str
    number: str
    village: str
    phone: str | None
    programme: Programme
    role: HolderRole
    birth_year: int | None
    count_hour: int | None
    leader_may: bool
    """The leader may see when these pills run out, and count them at a meeting."""
    medicines: tuple[Medicine, ...]


@dataclass(frozen=True, slots=True)
class Phone:
    name: str
    label: str
    language: Language | None
    """None if they have never started the bot."""
    group: str | None
    added_to: str | None
    """The group to which the leader adds them once the bot runs."""
    leader: bool
    staff: StaffRole | None
    patients: tuple[Patient, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    days: int
    """Days after the day on which the demo begins."""
    hour: int
    place: str


@dataclass(frozen=True, slots=True)
class PeerGroup:
    key: str
    title: str
    language: Language
    programme: Programme | None
    staff: bool
    owner: str
    meeting: Meeting | None


@dataclass(frozen=True, slots=True)
class Village:
    clinic: dict[str, str]
    groups: tuple[PeerGroup, ...]
    phones: tuple[Phone, ...]


@cache
def village() -> Village:
    raw = tomllib.loads(FILE.read_text("utf-8"))
    groups, phones = tuple(map(_group, raw["group"])), tuple(map(_phone, raw["phone"]))
    return Village(raw["clinic"], groups, phones)


def _group(raw: dict[str, Any]) -> PeerGroup:
    programme = Programme(raw["programme"]) if "programme" in raw else None
    staff, language = raw.get("staff", False), Language(raw["language"])
    meeting = Meeting(**raw["meeting"]) if "meeting" in raw else None
    return PeerGroup(raw["key"], raw["title"], language, programme, staff, raw["owner"], meeting)


def _phone(raw: dict[str, Any]) -> Phone:
    return Phone(
        raw["name"],
        raw["label"],
        Language(raw["language"]) if "language" in raw else None,
        raw.get("group"),
        raw.get("comes_to"),
        raw.get("leader", False),
        StaffRole(raw["staff"]) if "staff" in raw else None,
        tuple(map(_patient, raw.get("patient", ()))),
    )


def _patient(raw: dict[str, Any]) -> Patient:
    return Patient(
        raw["name"],
        raw["number"],
        raw["village"],
        raw.get("phone"),
        Programme(raw["programme"]),
        HolderRole(raw.get("role", "self")),
        raw.get("born"),
        raw.get("asked_at"),
        raw.get("leader_may", False),
        tuple(map(_medicine, raw["medicines"])),
    )


def _medicine(raw: dict[str, Any]) -> Medicine:
    refills = _events(raw.get("refills", ()), "given", is_count=False)
    counts = _events(raw.get("counts", ()), "left", is_count=True)
    events = tuple(sorted(refills + counts, key=lambda event: -event.days_ago))
    dose, dispensed = Fraction(raw["dose"]), Fraction(raw["given"])
    return Medicine(raw["name"], raw["spoken"], raw["strip"], dose, raw["ago"], dispensed, events)


def _events(raw: Sequence[dict[str, Any]], key: str, *, is_count: bool) -> list[Event]:
    return [Event(each["ago"], Fraction(each[key]), is_count) for each in raw]
