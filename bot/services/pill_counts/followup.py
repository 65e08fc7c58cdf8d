"""What a person says after a count: what got lost, what was hard, how the pills are kept."""

from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import CursorResult, update

from bot.domain.schedule import local_day
from bot.services.adherence.course import Course, StandingCount
from bot.services.adherence.summary import reckon
from bot.services.audit import note
from bot.services.pill_counts.record import CORRECT_WITHIN, Counted, give_count
from bot.services.refills import record_dispensing
from db.enums import CountSource, HardReason, Keeping
from db.models import PillCount, Treatment
from db.session import Unit


def count_of(course: Course, day: date, now: datetime) -> StandingCount | None:
    """The standing count of that day; None: too old, or a later one has taken its place."""
    last = course.last
    if last is None or last.on != day or now - last.at > CORRECT_WITHIN:
        return None
    return last


async def add_lost(
    session: Unit,
    course: Course,
    count: StandingCount,
    lost: Fraction,
    *,
    account_id: int,
    now: datetime,
) -> Counted:
    """The same count once more, with what was dropped or given away since the one before."""
    return await give_count(
        session,
        course,
        count.remaining,
        account_id=account_id,
        source=count.source,
        lost=lost,
        corrects=count.id,
        now=now,
    )


async def add_fill(
    session: Unit,
    course: Course,
    count: StandingCount,
    came: Fraction,
    *,
    account_id: int,
    now: datetime,
) -> None:
    """New medicine had come before the count; counted the same day, it is held against it anew."""
    await record_dispensing(session, course, came, source=CountSource.SELF, on=count.on, now=now)
    if count.on == local_day(now):
        await give_count(
            session,
            course,
            count.remaining,
            account_id=account_id,
            source=count.source,
            lost=count.lost,
            now=now,
        )


async def note_hard(
    session: Unit, course: Course, day: date, reason: HardReason, *, account_id: int, now: datetime
) -> bool:
    """False: there is no standing count of that day any more."""
    await session.flush_deferred()
    done: CursorResult[Any] = await session.execute(  # type: ignore[assignment]
        update(PillCount)
        .where(
            PillCount.treatment_id == course.treatment_id,
            PillCount.counted_on == day,
            PillCount.replaced_at.is_(None),
        )
        .values(hard=reason)
    )
    actor = ("account", account_id)
    note(session, "hard", ("treatment", course.treatment_id), actor=actor, now=now)
    return done.rowcount > 0


async def note_kept(session: Unit, courses: list[Course], kept: Keeping, *, now: datetime) -> None:
    """Of the same medicine of people who live together."""
    for course in courses:
        course.kept = kept
        await session.execute(
            update(Treatment).where(Treatment.id == course.treatment_id).values(kept=kept)
        )
        reckon(session, course, now=now)
