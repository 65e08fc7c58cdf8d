"""The immediate reply to danger: everything in private, next to nothing in the group."""

from bot.context import Speaker, Turn
from bot.domain.clinics import answer_deadline, call_promised
from bot.domain.reading.model import SELF_HARM
from bot.domain.schedule import local_day
from bot.handlers.groups import start_link
from bot.handlers.onboarding.dialog import JoinDialog
from bot.services.alerts.people import account_for_emergency, clinic_of_person
from bot.services.alerts.questions import QuestionSubject
from bot.services.clinics.hours import opening_hours_of
from bot.texts.alerts import replies as texts
from bot.texts.sentences import Message
from db.enums import OutboxClass, Severity
from db.models import Clinic
from db.queries.clinics import clinic_by_id, first_aid_of
from db.queries.people import reachable_accounts


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
    if isinstance(me.dialog, JoinDialog) and me.dialog.clinic is not None:
        return me.dialog.clinic
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
    if clinic is not None and severity is Severity.ROUTINE:
        hours = await opening_hours_of(turn.session, clinic, now=turn.now)
        turn.say(texts.routine(day=answer_deadline(hours, turn.now)))
    elif clinic is not None and severity is Severity.SAME_DAY and not self_harm:
        turn.say(await _same_day(turn, clinic))
    else:
        first_aid = await _first_aid(turn, clinic, signs)
        _reply_to_emergency(turn, clinic, self_harm, first_aid, cards=news)


def _reply_to_emergency(
    turn: Turn,
    clinic: Clinic | None,
    self_harm: bool,
    first_aid: dict[str, list[str]],
    *,
    cards: bool,
) -> None:
    ambulance = clinic.ambulance if clinic else texts.AMBULANCE
    phone = clinic.phone if clinic else None
    practice = clinic is not None and clinic.practice
    if self_harm:
        _say(
            turn,
            texts.not_alone(
                mind_line=texts.MIND_LINE,
                ambulance=ambulance,
                phone=phone,
                practice=practice,
                own=first_aid,
            ),
        )
    else:
        _say(
            turn,
            texts.emergency(ambulance=ambulance, phone=phone, practice=practice, own=first_aid),
        )
    if not cards:
        return
    if self_harm:
        _say(turn, texts.call_card(of="mind_line", phone=texts.MIND_LINE))
    _say(turn, texts.call_card(of="ambulance", phone=ambulance))
    if clinic is not None and clinic.phone:
        _say(turn, texts.call_card(of=clinic.name, phone=clinic.phone))


async def _reply_in_group(
    turn: Turn, severity: Severity, clinic: Clinic | None, self_harm: bool
) -> None:
    """Say nothing about the person and, for thoughts of dying, not even the emergency number."""
    assert turn.group is not None
    if severity is not Severity.EMERGENCY or self_harm:
        return await offer_private_chat(turn)
    turn.say_in_group(
        texts.emergency_in_group(
            ambulance=clinic.ambulance if clinic else texts.AMBULANCE,
            link=start_link(turn, turn.group),
        ),
        klass=OutboxClass.EMERGENCY,
    )
    return None


async def offer_private_chat(turn: Turn) -> None:
    """Offer a private chat in the group if the person cannot be reached in private.

    The words could be meant for anyone.
    """
    if turn.group is not None and not await can_be_told_privately(turn):
        turn.say_in_group(texts.private_chat_offer(link=start_link(turn, turn.group)))


async def can_be_told_privately(turn: Turn) -> bool:
    """Whether they have chatted with the bot in private and have not blocked it."""
    if turn.speaker is None or turn.speaker.language is None:
        return False
    return bool(await reachable_accounts(turn.session, [turn.speaker.account_id]))


def _say(turn: Turn, message: Message) -> None:
    turn.say(message, klass=OutboxClass.EMERGENCY)


async def _same_day(turn: Turn, clinic: Clinic) -> Message:
    """It promises a call at a time that the clinic's hours allow."""
    promise = call_promised(await opening_hours_of(turn.session, clinic, now=turn.now), turn.now)
    return texts.same_day(
        day=promise.day,
        after=promise.after,
        today=local_day(turn.now),
        phone=clinic.phone,
        ambulance=clinic.ambulance,
        practice=clinic.practice,
    )


async def _first_aid(turn: Turn, clinic: Clinic | None, signs: set[str]) -> dict[str, list[str]]:
    """First-aid lines by language that the clinic has approved for these signs."""
    lines: dict[str, list[str]] = {}
    if clinic is not None:
        for row in await first_aid_of(turn.session, clinic.id, signs):
            lines.setdefault(row.language, []).append(row.words)
    return lines
