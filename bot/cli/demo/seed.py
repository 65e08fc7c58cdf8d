"""Fills a database with the demo's village, through the services, as if all of it had happened."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from bot.cli.demo import data
from bot.domain.schedule import instant, local_day
from bot.domain.treatments.prescription import Prescription
from bot.services.adherence.course import Course
from bot.services.adherence.loading import Courses
from bot.services.clinics.setup import add_clinic, add_patient
from bot.services.clinics.staff import add_staff, join_staff
from bot.services.groups import bind_chat, make_group
from bot.services.meetings.planning import plan_meeting
from bot.services.onboarding.invites import InvitePurpose, find_invite, make_invite
from bot.services.onboarding.members import join_group, switch_patient
from bot.services.outbox import To, enqueue
from bot.services.pill_counts.record import record_count
from bot.services.privacy.consent import allow_leader, give_consent
from bot.services.refills import record_dispensing
from bot.services.treatments import start_treatment
from bot.simulator.group import Group as Chat
from bot.simulator.people.person import Person
from bot.texts import menu as menu_texts
from db.enums import CountSource, GroupKind, Language, MemberRole, OutboxClass
from db.models import Account, Clinic, Deployment, Group
from db.session import UnitOfWork

JOINED_DAYS_AGO = 120


class Seed:
    """`people` and `chats`: those of the simulator, by name and by key."""

    def __init__(
        self,
        session: UnitOfWork,
        people: Mapping[str, Person],
        chats: Mapping[str, Chat],
        now: datetime,
    ) -> None:
        self.session = session
        self.people = people
        self.chats = chats
        self.now = now
        self.joined = now - timedelta(days=JOINED_DAYS_AGO)
        self.groups: dict[str, Group] = {}

    async def fill(self, village: data.Village) -> None:
        deployment = await self.session.get_one(Deployment, 1)
        deployment.practice = True
        clinic, _ = await add_clinic(self.session, **village.clinic, practice=True, now=self.joined)
        for group in village.groups:
            self.groups[group.key] = await self._group(clinic, group)
        for phone in village.phones:
            if phone.language is not None:
                await self._phone(clinic, phone, phone.language)
        for group in village.groups:
            if group.meeting is not None:
                await self._meeting(self.groups[group.key], group.meeting)

    async def _group(self, clinic: Clinic, group: data.PeerGroup) -> Group:
        row = await make_group(
            self.session,
            clinic.id,
            group.title,
            kind=GroupKind.STAFF if group.staff else GroupKind.PEER,
            language=group.language,
            programme=group.programme,
            now=self.joined,
        )
        await bind_chat(self.session, row, self.chats[group.key].id, now=self.now)
        return row

    async def _meeting(self, group: Group, meeting: data.Meeting) -> None:
        day = local_day(self.now) + timedelta(days=meeting.days)
        at, actor = instant(day, time(meeting.hour)), ("staff", None)
        await plan_meeting(self.session, group, at, meeting.place, actor=actor, now=self.now)

    async def _phone(self, clinic: Clinic, phone: data.Phone, language: Language) -> None:
        account = Account(
            telegram_id=self.people[phone.name].id, language=language, created_at=self.joined
        )
        self.session.add(account)
        await self.session.flush()
        if phone.staff is not None:
            return await self._staff(clinic, phone, account)
        held = [await self._patient(clinic, p, account, language) for p in phone.patients]
        await switch_patient(self.session, account.id, held[0])
        if phone.group is not None:
            role = MemberRole.LEADER if phone.leader else MemberRole.MEMBER
            group = self.groups[phone.group]
            await join_group(self.session, group, account.id, role=role, now=self.joined)
        to = To.account(account.id)
        enqueue(self.session, OutboxClass.REPLY, to, menu_texts.home(), now=self.now)
        return None

    async def _staff(self, clinic: Clinic, phone: data.Phone, account: Account) -> None:
        """They have opened the link that the clinic sent them."""
        assert phone.staff is not None
        member = await add_staff(self.session, clinic, phone.name, phone.staff, now=self.now)
        link = await make_invite(
            self.session, InvitePurpose.STAFF, clinic.id, member.id, now=self.now
        )
        await self.session.flush()
        invite = await find_invite(self.session, link, now=self.now)
        assert invite is not None
        await join_staff(self.session, account.id, invite, now=self.now)
        invite.used_at = self.now

    async def _patient(
        self, clinic: Clinic, patient: data.Patient, account: Account, language: Language
    ) -> int:
        row, _ = await add_patient(
            self.session,
            clinic,
            patient.name,
            number=patient.number,
            programme=patient.programme,
            village=patient.village,
            phone=patient.phone,
            now=self.joined,
        )
        row.birth_year = patient.birth_year
        row.count_hour = patient.count_hour or row.count_hour
        await give_consent(
            self.session, account.id, row, patient.role, language=language, now=self.joined
        )
        if patient.leader_may:
            await allow_leader(self.session, account.id, row.id, now=self.joined)
        await self._add_medicines(clinic.id, row.id, patient, account.id)
        return row.id

    async def _add_medicines(
        self, clinic_id: int, patient_id: int, patient: data.Patient, account_id: int
    ) -> None:
        for medicine in patient.medicines:
            await self._start_treatment(clinic_id, patient_id, medicine)
        courses = await Courses(self.session, local_day(self.now)).of(patient_id)
        source = CountSource(patient.role.value)
        for course, medicine in zip(courses, patient.medicines, strict=True):
            for event in medicine.events:
                await self._record_event(course, event, account_id, source)

    async def _start_treatment(
        self, clinic_id: int, patient_id: int, medicine: data.Medicine
    ) -> None:
        then = self._ago(medicine.days_ago)
        await start_treatment(
            self.session,
            clinic_id=clinic_id,
            patient_id=patient_id,
            medicine=medicine.name,
            spoken_name=medicine.spoken,
            strip_size=medicine.strip,
            prescribed=Prescription(medicine.dose),
            dispensed=medicine.dispensed,
            on=local_day(then),
            now=then,
        )

    async def _record_event(
        self, course: Course, event: data.Event, account_id: int, source: CountSource
    ) -> None:
        then = self._ago(event.days_ago)
        if event.is_count:
            await record_count(
                self.session, course, event.pills, account_id=account_id, source=source, now=then
            )
        else:
            await record_dispensing(
                self.session, course, event.pills, source=CountSource.CLINIC, now=then
            )

    def _ago(self, days: int) -> datetime:
        return self.now - timedelta(days=days)
