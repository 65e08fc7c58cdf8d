"""Presses that come twice, late and in any order leave what was pressed last, and nothing else."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event, select

from bot.domain.meetings.attendance import EnteredCount
from bot.domain.schedule import local_day
from bot.domain.treatments.prescription import Prescription
from bot.services.adherence.loading import Courses
from bot.services.meetings.attendance import (
    EnteredBy,
    enter_meeting_count,
    mark_attendance,
    start_unplanned_meeting,
)
from bot.services.onboarding.members import create_patient
from bot.services.treatments import start_treatment
from db.enums import CountSource, GroupKind, GroupState, Language
from db.models import Account, Attendance, Clinic, Group, Meeting, MeetingCount, PillCount
from db.session import Sessions, begin, make_engine, make_sessions
from tests.alerts.test_histories import _hasty
from tests.conftest import START

PEOPLE = 3


@dataclass(frozen=True)
class Press:
    """As a button carries it: which person, which mark, and a count or only "here"."""

    person: int
    mark: int
    pills: int | None


@st.composite
def pressed(draw: st.DrawFn) -> tuple[list[Press], list[Press]]:
    """What a leader pressed one after the other, and how it arrives: some of it several times."""
    actions = draw(
        st.lists(
            st.tuples(st.integers(0, PEOPLE - 1), st.none() | st.integers(0, 60)),
            min_size=1,
            max_size=12,
        )
    )
    marks: dict[tuple[int, bool], int] = {}
    presses = []
    for person, pills in actions:
        which = (person, pills is None)
        # Each tap on a name turns it over; a pad counts its keys on.
        marks[which] = marks.get(which, 0) + (1 if pills is None else draw(st.integers(1, 4)))
        presses.append(Press(person, marks[which], pills))
    again = draw(st.lists(st.sampled_from(presses), max_size=8))
    return presses, draw(st.permutations(presses + again))


class Gathering:
    """One meeting. Each arrival of presses starts with an empty one."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions
        self.meeting = self.account = 0
        self.patients: list[int] = []
        self.treatments: list[int] = []

    async def settle(self) -> None:
        async with begin(self.sessions) as session:
            clinic = Clinic(name="Ganiyari", phone="1", created_at=START)
            account = Account(telegram_id=1, created_at=START)
            session.add_all([clinic, account])
            await session.flush()
            group = Group(
                clinic_id=clinic.id,
                kind=GroupKind.PEER,
                title="Kota",
                language=Language.HINDI,
                state=GroupState.ACTIVE,
                rights={},
                join_token="t",
                created_at=START,
            )
            session.add(group)
            await session.flush()
            self.account = account.id
            self.meeting = (
                await start_unplanned_meeting(session, group, actor=("system", None), now=START)
            ).id
            for number in range(PEOPLE):
                patient = await create_patient(
                    session, clinic.id, f"P{number}", programme=None, now=START
                )
                treatment = await start_treatment(
                    session,
                    clinic_id=clinic.id,
                    patient_id=patient.id,
                    medicine="Metformin",
                    strip_size=10,
                    prescribed=Prescription(Fraction(1)),
                    countable=True,
                    dispensed=Fraction(60),
                    now=START,
                )
                self.patients.append(patient.id)
                self.treatments.append(treatment.id)

    async def arrive(self, presses: list[Press]) -> tuple[list[bool], list[Fraction | None]]:
        """Return who is here and what counts stand, by person."""
        async with begin(self.sessions) as session:
            for table in (Attendance, MeetingCount, PillCount):
                await session.execute(delete(table))
        helper = EnteredBy(self.account, "Anita", CountSource.CLINIC)
        for press in presses:
            async with begin(self.sessions) as session:
                meeting = await session.get_one(Meeting, self.meeting)
                patient = self.patients[press.person]
                if press.pills is None:
                    await mark_attendance(
                        session, meeting, patient, press.mark, self.account, now=START
                    )
                    continue
                (course,) = await Courses(session, local_day(START)).of(patient)
                told = EnteredCount(press.mark, Fraction(press.pills))
                await enter_meeting_count(session, meeting, course, told, helper, now=START)
        return await self._outcome()

    async def _outcome(self) -> tuple[list[bool], list[Fraction | None]]:
        async with self.sessions() as session:
            present = select(Attendance.patient_id).where(Attendance.present)
            here = set(await session.scalars(present))
            rows = await session.execute(
                select(PillCount.treatment_id, PillCount.remaining).where(
                    PillCount.replaced_at.is_(None)
                )
            )
            found = [(treatment, pills) for treatment, pills in rows]
        assert len(found) == len(dict(found)), "one count stands for each medicine"
        left = dict(found)
        return [p in here for p in self.patients], [left.get(t) for t in self.treatments]


@pytest.fixture
def gathering(sqlite_url: str) -> Iterator[tuple[asyncio.Runner, Gathering]]:
    folder = Path(tempfile.mkdtemp())
    shutil.copyfile(sqlite_url.partition("///")[2], folder / "gothiya.db")
    engine = make_engine(f"sqlite+aiosqlite:///{folder}/gothiya.db")
    event.listen(engine.sync_engine, "connect", _hasty)
    with asyncio.Runner() as runner:
        held = Gathering(make_sessions(engine))
        runner.run(held.settle())
        yield runner, held
        runner.run(engine.dispose())
    shutil.rmtree(folder)


def test_any_order_and_number_of_arrivals_ends_in_what_was_pressed_last(
    gathering: tuple[asyncio.Runner, Gathering],
) -> None:
    runner, held = gathering

    @settings(max_examples=40, deadline=None)
    @given(pressed())
    def arrives(both: tuple[list[Press], list[Press]]) -> None:
        presses, arrivals = both
        taps = [sum(p.pills is None and p.person == n for p in presses) for n in range(PEOPLE)]
        left: dict[int, Fraction] = {
            p.person: Fraction(p.pills) for p in presses if p.pills is not None
        }
        here, counts = runner.run(held.arrive(arrivals))
        assert here == [bool(n % 2) for n in taps]
        assert counts == [left.get(n) for n in range(PEOPLE)]

    arrives()
