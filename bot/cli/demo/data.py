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
class Happening:
    """Pills that came, or pills that were counted, some days ago."""

    days_ago: int
    pills: Fraction
    counted: bool


@dataclass(frozen=True, slots=True)
class Course:
    name: str
    spoken: str
    strip: int
    dose: Fraction
    days_ago: int
    given: Fraction
    since: tuple[Happening, ...]
    """Refills and counts, oldest first."""


@dataclass(frozen=True, slots=True)
class Patient:
    name: str
    number: str
    village: str
    phone: str | None
    programme: Programme
    role: HolderRole
    born: int | None
    asked_at: int | None
    leader_may: bool
    """The leader may know when these pills end, and count them at a meeting."""
    courses: tuple[Course, ...]


@dataclass(frozen=True, slots=True)
class Phone:
    name: str
    label: str
    language: Language | None
    """None: has never met the bot."""
    group: str | None
    comes_to: str | None
    """The group into which the leader brings them once the bot runs."""
    leader: bool
    staff: StaffRole | None
    patients: tuple[Patient, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    days: int
    """From the day on which the demo begins."""
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
        tuple(map(_course, raw["medicines"])),
    )


def _course(raw: dict[str, Any]) -> Course:
    came = _happenings(raw.get("refills", ()), "given", counted=False)
    counts = _happenings(raw.get("counts", ()), "left", counted=True)
    since = tuple(sorted(came + counts, key=lambda happening: -happening.days_ago))
    dose, given = Fraction(raw["dose"]), Fraction(raw["given"])
    return Course(raw["name"], raw["spoken"], raw["strip"], dose, raw["ago"], given, since)


def _happenings(raw: Sequence[dict[str, Any]], key: str, *, counted: bool) -> list[Happening]:
    return [Happening(each["ago"], Fraction(each[key]), counted) for each in raw]
