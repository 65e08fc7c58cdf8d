"""The immediate reply to danger: everything in private, next to nothing in the group."""

from typing import Any

from bot.context import Speaker, Turn
from bot.domain.clinics import answer_deadline, call_promised
from bot.domain.reading.model import SELF_HARM
from bot.domain.schedule import local_day
from bot.handlers.groups import start_link
from bot.services.alerts.people import account_for_emergency, clinic_of_person
from bot.services.alerts.questions import QuestionSubject
from bot.services.clinics.hours import opening_hours_of
from bot.texts.alerts.replies import MIND_LINE
from db.enums import OutboxClass, Severity
from db.models import Clinic
from db.queries.clinics import clinic_by_id, first_aid_of
from db.queries.people import reachable_accounts

AMBULANCE = "108"
"""The number if no clinic is known that has another one."""


async def person_in_trouble(turn: Turn) -> QuestionSubject | None:
    """Who is in trouble; None if they are anonymous or no clinic is known.

    A stranger gets an account here, only because they may be in danger.
    """
    if turn.speaker is None and turn.user is not None and not turn.user.is_bot:
        account = await account_for_emergency(turn.session, turn.user.id, now=turn.now)
        turn.speaker = Speaker(account.id, turn.user.id)
    if turn.speaker is None:
        return None
    me, group = turn.speaker, turn.group
    clinic_id = group.clinic_id if group else await _own_clinic(turn, me)
    if clinic_id is None:
        return None
    return QuestionSubject(
        clinic_id, me.account_id, me.patient_id, group.id if group else None, group is not None
    )


async def _own_clinic(turn: Turn, me: Speaker) -> int | None:
    if me.staff is not None:
        return me.staff.clinic_id
    if me.waiting is not None and "clinic" in me.waiting.data:
        return int(me.waiting.data["clinic"])
    clinic = await clinic_of_person(turn.session, me.account_id, me.patient_id)
    return clinic.id if clinic else None


async def reply_to_danger(
    turn: Turn, severity: Severity, clinic_id: int | None, signs: set[str], *, news: bool = True
) -> None:
    """Reply to the person and the group, without the numbers to tap if it is no `news`."""
    clinic = await clinic_by_id(turn.session, clinic_id) if clinic_id is not None else None
    self_harm = bool(signs & SELF_HARM)
    if turn.group is not None:
        await _reply_in_group(turn, severity, clinic, self_harm)
    if turn.speaker is None:
        return
    facts = _facts(clinic)
    if clinic is not None and severity is Severity.ROUTINE:
        hours = await opening_hours_of(turn.session, clinic, now=turn.now)
        turn.say("alerts.routine", day=answer_deadline(hours, turn.now).isoformat())
    elif clinic is not None and severity is Severity.SAME_DAY and not self_harm:
        turn.say("alerts.same_day", **await _promise(turn, clinic), **facts)
    else:
        own = await _first_aid(turn, clinic, signs)
        _reply_to_emergency(turn, facts, self_harm, own, cards=news)


def _reply_to_emergency(
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


async def _reply_in_group(
    turn: Turn, severity: Severity, clinic: Clinic | None, self_harm: bool
) -> None:
    """Say nothing about the person and, for thoughts of dying, not even the emergency number."""
    assert turn.group is not None
    if severity is not Severity.EMERGENCY or self_harm:
        return await offer_private_chat(turn)
    turn.say_in_group(
        "alerts.emergency_in_group",
        klass=OutboxClass.EMERGENCY,
        ambulance=clinic.ambulance if clinic else AMBULANCE,
        link=start_link(turn, turn.group),
    )
    return None


async def offer_private_chat(turn: Turn) -> None:
    """Offer a private chat in the group if the person cannot be reached in private.

    The words could be meant for anyone.
    """
    if turn.group is not None and not await can_be_told_privately(turn):
        turn.say_in_group("alerts.private_chat_offer", link=start_link(turn, turn.group))


async def can_be_told_privately(turn: Turn) -> bool:
    """Whether they have chatted with the bot in private and have not blocked it."""
    if turn.speaker is None or turn.speaker.language is None:
        return False
    return bool(await reachable_accounts(turn.session, [turn.speaker.account_id]))


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
    """When somebody will call: a time that the clinic's hours allow."""
    promise = call_promised(await opening_hours_of(turn.session, clinic, now=turn.now), turn.now)
    return {
        "day": promise.day.isoformat(),
        "after": promise.after,
        "today": local_day(turn.now).isoformat(),
    }


async def _first_aid(turn: Turn, clinic: Clinic | None, signs: set[str]) -> dict[str, list[str]]:
    """First-aid lines by language that the clinic has approved for these signs."""
    lines: dict[str, list[str]] = {}
    if clinic is not None:
        for row in await first_aid_of(turn.session, clinic.id, signs):
            lines.setdefault(row.language, []).append(row.words)
    return lines
