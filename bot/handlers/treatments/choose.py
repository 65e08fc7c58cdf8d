"""Whose medicine, and which one: the clinic's own, one of the formulary, or a new one."""

from typing import Any

from bot.context import Turn
from bot.domain.adherence import regimen_on
from bot.domain.schedule import local_day
from bot.domain.treatments.formulary import for_programme, formulary, found_by, listed, same_name
from bot.handlers.preferences.language import begin_here
from bot.handlers.treatments.dose import ask_dose
from bot.handlers.treatments.steps import FLOW, data_at, in_words, new_tag, number_in, own_patient
from db.enums import Programme
from db.models import Medicine
from db.queries.stock import medicine_of_clinic, medicines_of
from db.queries.treatments import patients_of_clinic

NAME_LENGTH = 80
OFFERED = 8


async def begin(turn: Turn) -> None:
    """/dawa, /rx or the button: only for staff."""
    if turn.me.staff is None:
        return await begin_here(turn)
    turn.wait(FLOW, "patient", tag=new_tag(turn))
    return await offer_patients(turn, "")


async def offer_patients(turn: Turn, like: str) -> None:
    assert turn.me.staff is not None
    assert turn.me.waiting is not None
    found = await patients_of_clinic(turn.session, turn.me.staff.clinic_id, like)
    if not found:
        return turn.say("treatments.no_such_patient")
    offered = [[p.id, p.name, p.clinic_number or p.village or ""] for p in found]
    return turn.say("treatments.whose", patients=offered, tag=turn.me.waiting.data["tag"])


async def patient_chosen(turn: Turn) -> None:
    data = data_at(turn, "patient")
    patient = await own_patient(turn, number_in(turn.pressed[0])) if data else None
    if data is None or patient is None:
        return turn.say("treatments.over")
    data = {**data, "patient": patient.id, "name": patient.name}
    data["programme"] = patient.programme
    courses = await turn.courses.of(patient.id)
    if not courses:
        return await _offer_medicines(turn, data)
    turn.wait(FLOW, "what", **data)
    today = local_day(turn.now)
    taken = []
    for course in courses:
        regimen = regimen_on(course.regimens, today)
        how = {**in_words(regimen), "countable": course.countable} if regimen else None
        taken.append([course.treatment_id, course.spoken_name, how])
    return turn.rewrite("treatments.takes", name=patient.name, taken=taken, tag=data["tag"])


async def another(turn: Turn) -> None:
    data = data_at(turn, "what")
    if data is None:
        return turn.say("treatments.over")
    return await _offer_medicines(turn, data)


async def _offer_medicines(turn: Turn, data: dict[str, Any]) -> None:
    """The clinic's own first, then what the formulary has for this illness."""
    turn.wait(FLOW, "medicine", **data)
    own = await _own(turn)
    programme = Programme(data["programme"]) if data["programme"] else None
    usual = [one.name for one in for_programme(programme)]
    more = [name for name in usual if not any(same_name(name, m.name) for m in own)]
    offered = [*(["m", m.id, m.name] for m in own), *(["f", name, name] for name in more)]
    return turn.rewrite(
        "treatments.which", name=data["name"], medicines=offered[:OFFERED], tag=data["tag"]
    )


async def _own(turn: Turn) -> list[Medicine]:
    assert turn.me.staff is not None
    return await medicines_of(turn.session, turn.me.staff.clinic_id)


async def medicine_named(turn: Turn, data: dict[str, Any], typed: str) -> None:
    """Typed: one of that very name, else what may be meant, else a new one."""
    if not 1 < len(typed) <= NAME_LENGTH:
        return turn.say("treatments.unclear_medicine")
    own = {m.name: m for m in await _own(turn)}
    names = [*own, *(one.name for one in formulary() if one.name not in own)]
    same = next((name for name in names if same_name(name, typed)), None)
    if same is not None:
        return _take(turn, data, own.get(same), same)
    meant = found_by(typed, names)
    if not meant:
        return _take(turn, data, None, typed)
    turn.wait(FLOW, "medicine", **{**data, "typed": typed})
    offered = [["m", own[n].id, n] if n in own else ["f", n, n] for n in meant]
    return turn.say("treatments.meant", medicines=offered, typed=typed, tag=data["tag"])


async def medicine_chosen(turn: Turn) -> None:
    data = data_at(turn, "medicine")
    if data is None or turn.me.staff is None or len(turn.pressed) != 3:
        return turn.say("treatments.over")
    kind, which, _tag = turn.pressed
    if kind == "f":
        return _take(turn, data, None, which) if listed(which) else turn.say("treatments.over")
    clinic_id = turn.me.staff.clinic_id
    own = await medicine_of_clinic(turn.session, clinic_id, number_in(which))
    return _take(turn, data, own, own.name) if own else turn.say("treatments.over")


async def added(turn: Turn) -> None:
    """None of those that may be meant: it is a new one, as it was typed."""
    data = data_at(turn, "medicine")
    if data is None or not data.get("typed"):
        return turn.say("treatments.over")
    return _take(turn, data, None, data["typed"])


def _take(turn: Turn, data: dict[str, Any], own: Medicine | None, name: str) -> None:
    """What the clinic or the formulary knows of it is not asked."""
    data = {**data, "deed": "start", "medicine": name}
    known = listed(name)
    if own is not None:
        return ask_dose(turn, {**data, "strip": own.strip_size, "countable": own.countable})
    if known is not None:
        return ask_dose(turn, {**data, "strip": known.strip_size, "countable": known.countable})
    turn.wait(FLOW, "strip", **data)
    return turn.say("treatments.strip", medicine=name, tag=data["tag"])


async def strip_chosen(turn: Turn) -> None:
    data = data_at(turn, "strip")
    if data is None:
        return turn.say("treatments.over")
    return strip_is(turn, data, turn.pressed[0])


def strip_is(turn: Turn, data: dict[str, Any], said: str) -> None:
    """A size, 0 for loose, or that nobody counts it."""
    if said == "none":
        return ask_dose(turn, {**data, "strip": None, "countable": False})
    if not said.isdecimal() or int(said) > 100:
        return turn.say("treatments.unclear_strip")
    return ask_dose(turn, {**data, "strip": int(said) or None, "countable": True})
