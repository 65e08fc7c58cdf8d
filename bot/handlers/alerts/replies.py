"""What somebody in trouble hears at once: everything in private, in the group next to nothing."""

from typing import Any

from bot.context import Speaker, Turn
from bot.domain.clinics import answered_by, call_promised
from bot.domain.reading.model import SELF_HARM
from bot.domain.schedule import local_day
from bot.handlers.groups import start_link
from bot.services.alerts import Asked, account_for, clinic_for
from bot.services.clinics.hours import hours_of
from bot.texts.alerts.replies import MIND_LINE
from db.enums import OutboxClass, Severity
from db.models import Clinic
from db.queries.alerts.state import reachable
from db.queries.clinics import clinic_by_id, first_aid_of

AMBULANCE = "108"
"""Where no clinic is known that could name another."""


async def about(turn: Turn) -> Asked | None:
    """Who is in trouble. None: nobody can be named, or no clinic is known.

    A stranger gets an account here, for nothing but the danger they are in.
    """
    if turn.speaker is None and turn.user is not None and not turn.user.is_bot:
        account = await account_for(turn.session, turn.user.id, now=turn.now)
        turn.speaker = Speaker(account.id, turn.user.id)
    if turn.speaker is None:
        return None
    me, group = turn.speaker, turn.group
    clinic_id = group.clinic_id if group else await _own_clinic(turn, me)
    if clinic_id is None:
        return None
    return Asked(
        clinic_id, me.account_id, me.patient_id, group.id if group else None, group is not None
    )


async def _own_clinic(turn: Turn, me: Speaker) -> int | None:
    if me.staff is not None:
        return me.staff.clinic_id
    if me.waiting is not None and "clinic" in me.waiting.data:
        return int(me.waiting.data["clinic"])
    clinic = await clinic_for(turn.session, me.account_id, me.patient_id)
    return clinic.id if clinic else None


async def answer(
    turn: Turn, severity: Severity, clinic_id: int | None, signs: set[str], *, news: bool = True
) -> None:
    """`news`: the first time; the cards with numbers to tap are not sent again and again."""
    clinic = await clinic_by_id(turn.session, clinic_id) if clinic_id is not None else None
    self_harm = bool(signs & SELF_HARM)
    if turn.group is not None:
        await _in_group(turn, severity, clinic, self_harm)
    if turn.speaker is None:
        return
    facts = _facts(clinic)
    if clinic is not None and severity is Severity.ROUTINE:
        hours = await hours_of(turn.session, clinic, now=turn.now)
        turn.say("alerts.routine", day=answered_by(hours, turn.now).isoformat())
    elif clinic is not None and severity is Severity.SAME_DAY and not self_harm:
        turn.say("alerts.same_day", **await _promise(turn, clinic), **facts)
    else:
        own = await _first_aid(turn, clinic, signs)
        _emergency(turn, facts, self_harm, own, cards=news)


def _emergency(
    turn: Turn, facts: dict[str, Any], self_harm: bool, own: dict[str, list[str]], *, cards: bool
) -> None:
    if self_harm:
        _say(turn, "alerts.not_alone", mind_line=MIND_LINE, own=own, **facts)
    else:
        _say(turn, "alerts.emergency", own=own, **facts)
    if not cards:
        return
    if self_harm:
        _say(turn, "alerts.call_card", of="mind_line", phone=MIND_LINE)
    _say(turn, "alerts.call_card", of="ambulance", phone=facts["ambulance"])
    if facts["phone"]:
        _say(turn, "alerts.call_card", of=facts["clinic"], phone=facts["phone"])


async def _in_group(turn: Turn, severity: Severity, clinic: Clinic | None, self_harm: bool) -> None:
    """Never a word about a person, and of thoughts of dying not even the number."""
    assert turn.group is not None
    if severity is not Severity.EMERGENCY or self_harm:
        return await open_door(turn)
    turn.say_in_group(
        "alerts.in_group",
        klass=OutboxClass.EMERGENCY,
        ambulance=clinic.ambulance if clinic else AMBULANCE,
        link=start_link(turn, turn.group),
    )
    return None


async def open_door(turn: Turn) -> None:
    """For a person whom only the group reaches: words that could be meant for anyone."""
    if turn.group is not None and not await hears_privately(turn):
        turn.say_in_group("alerts.open_door", link=start_link(turn, turn.group))


async def hears_privately(turn: Turn) -> bool:
    """Whether they ever talked with the bot alone, and still let it in."""
    if turn.speaker is None or turn.speaker.language is None:
        return False
    return bool(await reachable(turn.session, [turn.speaker.account_id]))


def _say(turn: Turn, template: str, **params: Any) -> None:
    turn.say(template, klass=OutboxClass.EMERGENCY, **params)


def _facts(clinic: Clinic | None) -> dict[str, Any]:
    if clinic is None:
        return {"ambulance": AMBULANCE, "phone": None, "clinic": None, "practice": False}
    return {
        "ambulance": clinic.ambulance,
        "phone": clinic.phone,
        "clinic": clinic.name,
        "practice": clinic.practice,
    }


async def _promise(turn: Turn, clinic: Clinic) -> dict[str, Any]:
    """When somebody calls: what the clinic's hours can keep."""
    promise = call_promised(await hours_of(turn.session, clinic, now=turn.now), turn.now)
    return {
        "day": promise.day.isoformat(),
        "after": promise.after,
        "today": local_day(turn.now).isoformat(),
    }


async def _first_aid(turn: Turn, clinic: Clinic | None, signs: set[str]) -> dict[str, list[str]]:
    """By language, what the clinic approved to be said of these signs."""
    lines: dict[str, list[str]] = {}
    if clinic is not None:
        for row in await first_aid_of(turn.session, clinic.id, signs):
            lines.setdefault(row.language, []).append(row.words)
    return lines
