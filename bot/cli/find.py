"""Finds the clinic, group or patient that an operator names, or suggests a similar name."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from bot.cli.usage import Mistake, nearest
from db.models import Clinic, Group, Patient
from db.queries.clinics import all_clinics
from db.queries.groups import all_groups
from db.queries.people import all_patients
from db.session import UnitOfWork

T = TypeVar("T", Clinic, Group, Patient)


async def find_clinic(session: UnitOfWork, name: str) -> Clinic:
    """Raises Mistake."""
    known = await all_clinics(session)
    if not known:
        raise Mistake(f"there is no clinic yet; first: gothiya clinic add {name!r} --phone ...")
    found = [clinic for clinic in known if clinic.name.casefold() == name.casefold()]
    return _exactly_one(
        found, "clinic", name, [clinic.name for clinic in known], "gothiya clinic list"
    )


async def find_group(session: UnitOfWork, named: str) -> Group:
    """By title, or by the number that `group list` shows. Raises Mistake."""
    known = await all_groups(session)
    found = [group for group in known if named in (str(group.id), group.title)]
    return _exactly_one(
        found, "group", named, [group.title for group in known], "gothiya group list"
    )


async def find_patient(session: UnitOfWork, named: str, *, left: bool | None = False) -> Patient:
    """By clinic number, by name, or by the number that `patient list` shows. Raises Mistake.

    `left`: among those who have left the clinic's care. None: among all.
    """
    known = await all_patients(session, left=left)
    wanted = named.casefold()
    by_number = [p for p in known if p.clinic_number and p.clinic_number.casefold() == wanted]
    found = by_number or [p for p in known if named in (f"P{p.id}", p.name)]
    names = [p.name for p in known] + [p.clinic_number for p in known if p.clinic_number]
    return _exactly_one(found, "patient", named, names, "gothiya patient list")


def _exactly_one(
    found: Sequence[T], what: str, named: str, known: Iterable[str], listing: str
) -> T:
    if len(found) > 1:
        raise Mistake(f"{len(found)} {what}s are called {named!r}; take a number from: {listing}")
    if found:
        return found[0]
    meant = nearest(named, list(known))
    hint = f"did you mean {meant!r}?" if meant else f"look at: {listing}"
    raise Mistake(f"there is no {what} {named!r}; {hint}")
