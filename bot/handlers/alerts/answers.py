"""What somebody in trouble hears at once: everything in private, in the group next to nothing."""

from typing import Any

from bot.context import Speaker, Turn
from bot.domain.reading.model import SELF_HARM
from bot.domain.schedule import local_time
from bot.handlers.chats import start_link
from bot.services.alerts import Asked, account_for, clinic_for
from bot.texts.alerts.answers import MIND_LINE
from db.enums import OutboxClass, Severity
from db.models import Clinic
from db.queries.alerts import reachable
from db.queries.clinics import clinic_by_id

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
        turn.say("alerts.routine")
    elif clinic is not None and severity is Severity.SAME_DAY and not self_harm:
        turn.say("alerts.same_day", open=_is_open(clinic, turn), **facts)
    else:
        _emergency(turn, facts, self_harm, cards=news)


def _emergency(turn: Turn, facts: dict[str, Any], self_harm: bool, *, cards: bool) -> None:
    if self_harm:
        _say(turn, "alerts.not_alone", mind_line=MIND_LINE, **facts)
    else:
        _say(turn, "alerts.emergency", **facts)
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


def _is_open(clinic: Clinic, turn: Turn) -> bool:
    return clinic.opens_hour <= local_time(turn.now).hour < clinic.closes_hour
