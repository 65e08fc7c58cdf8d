"""A village with one of everything: whatever belongs to clinic Zqganiyari is named like Zqthis.

No other word begins with Zq, so whoever reads such a word has been told of somebody's things.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from bot.domain.needs import NeedStep
from bot.domain.schedule import local_day
from bot.domain.starters import starters_for
from bot.services.adherence.loading import Courses
from bot.services.alerts.actions import ActionRequest, act_on_alert
from bot.services.alerts.raising import raise_alert
from bot.services.caregivers import end_caregiver_access
from bot.services.clinics.leaving import dismiss_leader, remove_staff
from bot.services.meetings.attendance import mark_attendance
from bot.services.meetings.close import close_meeting
from bot.services.meetings.planning import plan_meeting
from bot.services.meetings.rsvp import save_rsvp
from bot.services.moderation.actions import hide_message
from bot.services.moderation.cases import GroupMessage, report_message
from bot.services.needs.forward import take_need_step
from bot.services.needs.report import raise_need
from bot.services.needs.wording import word_need
from bot.services.pill_counts.assisted.requests import request_assisted_count
from bot.services.privacy.consent import allow_leader, give_consent
from bot.services.reminders.pauses import pause_patient
from bot.services.stories.draft import Draft, save_draft
from bot.simulator import samples
from bot.simulator.chats import Message
from db.enums import (
    AlertAction,
    AlertKind,
    CallResult,
    CountSource,
    GroupKind,
    HolderRole,
    Language,
    NeedTopic,
    PauseReason,
    Programme,
    Severity,
    StaffRole,
    StarterState,
    StoryAudience,
    StoryKind,
    StoryName,
    StoryReader,
    StoryState,
)
from db.models import (
    CheckIn,
    Clinic,
    Dispensing,
    Greeting,
    Group,
    Holder,
    JoinRequest,
    ModerationCase,
    Need,
    OncallSwap,
    Patient,
    PhoneCall,
    PillCount,
    Staff,
    Starter,
    StockOut,
    Story,
    StoryConsent,
    Treatment,
    VoiceMessage,
)
from db.session import UnitOfWork, begin
from tests.village import PeerGroup, Village, Villager

PHONES = ("07752990417", "9000990417")
"""Of the clinic and of the patient; they too occur nowhere else."""
CLINIC_NUMBER = "ZQ990417"


@dataclass
class FullVillage:
    village: Village
    group: PeerGroup
    staff_chat: PeerGroup
    other_group: PeerGroup
    """Of the same clinic."""
    people: dict[str, Villager] = field(default_factory=dict)
    """By name; those of the clinic Zqganiyari without the `Zq`."""
    things: dict[str, Any] = field(default_factory=dict)
    """What belongs to the patient Sukhmati, her group and her clinic: an id by the thing's name."""

    versions: dict[tuple[str, int], int] = field(default_factory=dict)
    """Of needs, stories and cases. Buttons carry them: only with the present one they act."""

    @property
    def now(self) -> datetime:
        return self.village.clock()

    def voice(self) -> str:
        """Telegram's id of a voice message; only people of the clinic Zqganiyari have sent any."""
        stored = self.village.telegram.world.files.put(
            "voice", samples.voice(3), "audio/ogg", "voice.ogg", duration=3
        )
        return stored.file_id(self.village.bot.id)

    @property
    def today(self) -> date:
        return local_day(self.now)


async def full_village(village: Village) -> FullVillage:
    async with begin(village.sessions) as session:
        clinic = await session.get_one(Clinic, village.clinic_id)
        clinic.name, clinic.phone = "Zqganiyari", PHONES[0]
    full = FullVillage(
        village,
        await village.group("Zqsangwari"),
        await village.group("Zqstaffchat", kind=GroupKind.STAFF),
        await village.group("Kota", programme=Programme.HYPERTENSION),
    )
    await _people_of_the_clinic(full)
    await _people_elsewhere(full)
    message = full.people["budhram"].person.says(full.group.chat, "Zqrude you are all Zquseless")
    hidden = full.people["budhram"].person.says(full.group.chat, "Zqhidden you are all Zquseless")
    await village.settle()
    async with begin(village.sessions) as session:
        await _things_of_the_patient(session, full)
        await _stories(session, full)
    async with begin(village.sessions) as session:
        await _things_of_the_group(session, full)
        await _cases(session, full, message, hidden)
        await _things_of_the_clinic(session, full)
        await _those_who_may_no_longer(session, full)
    full.people["budhram"].person.says(full.group.chat, "राम राम")
    await village.settle()
    await _versions(full)
    return full


async def _versions(full: FullVillage) -> None:
    for model, word in ((Need, "need"), (Story, "story"), (ModerationCase, "case")):
        for row in await full.village.rows(select(model)):
            full.versions[word, row.id] = row.version


# People


async def _people_of_the_clinic(full: FullVillage) -> None:
    village, people = full.village, full.people
    for name, role in (
        ("anita", StaffRole.NURSE),
        ("rao", StaffRole.DOCTOR),
        ("meena", StaffRole.COORDINATOR),
    ):
        people[name] = await village.staff(f"Zq{name}", role)
        full.staff_chat.chat.add(people[name].person)
    for name in ("phool", "dhani", "sukhmati", "budhram", "itwari"):
        leads = name in ("phool", "dhani")
        people[name] = await village.member(f"Zq{name}", group=full.group, leader=leads)
    for name in ("kunti", "ramshila"):
        people[name] = await village.member(name.title())
    people["ram"] = await village.member("Zqram")
    full.things["treatment"] = await village.medicine(people["sukhmati"], "Zqmetformin")
    await village.medicine(people["sukhmati"], "Zqglipizide")
    for name in ("itwari", "dhani", "ramshila"):
        await village.medicine(people[name], "Telmisartan")


async def _people_elsewhere(full: FullVillage) -> None:
    """Another group of the same clinic, and another clinic; none of them is named Zq."""
    village, people = full.village, full.people
    people["manglu"] = await village.member("Manglu", group=full.other_group)
    people["chaiti"] = await village.member("Chaiti", group=full.other_group, leader=True)
    await village.medicine(people["manglu"], "Telmisartan")
    home = village.clinic_id
    async with begin(village.sessions) as session:
        clinic = Clinic(name="Bilaspur", phone="07752111111", created_at=village.clock())
        session.add(clinic)
        await session.flush()
        village.clinic_id = clinic.id
    far = await village.group("Ratanpur")
    people["bharti"] = await village.staff("Bharti", StaffRole.DOCTOR)
    people["dukalu"] = await village.member("Dukalu", group=far)
    await village.medicine(people["dukalu"], "Telmisartan")
    village.clinic_id = home


async def _those_who_may_no_longer(session: UnitOfWork, full: FullVillage) -> None:
    people, now = full.people, full.now
    group = await session.get_one(Group, full.group.id)
    await dismiss_leader(session, group, people["dhani"].patient_id, now=now)
    await remove_staff(session, await session.get_one(Staff, people["meena"].staff_id), now=now)
    patient, account = people["sukhmati"].patient_id, people["sukhmati"].account_id
    ended = await _holder(session, people["ramshila"], patient)
    await end_caregiver_access(session, patient, ended, account_id=account, now=now)


async def _holder(session: UnitOfWork, who: Villager, patient_id: int) -> int:
    found = select(Holder.id).where(
        Holder.account_id == who.account_id, Holder.patient_id == patient_id
    )
    return (await session.scalars(found)).one()


# Things


async def _things_of_the_patient(session: UnitOfWork, full: FullVillage) -> None:
    things, now, who = full.things, full.now, full.people["sukhmati"]
    patient = await session.get_one(Patient, who.patient_id)
    patient.village, patient.phone, patient.clinic_number = "Zqkota", PHONES[1], CLINIC_NUMBER
    await allow_leader(session, who.account_id, patient.id, now=now)
    for name in ("kunti", "ramshila"):
        helper = full.people[name]
        await give_consent(
            session,
            helper.account_id,
            patient,
            HolderRole.CAREGIVER,
            language=Language.HINDI,
            name=helper.person.name,
            now=now,
        )
    await session.flush()
    filled = select(Dispensing.id).where(Dispensing.treatment_id == things["treatment"])
    things["dispensing"] = (await session.scalars(filled)).one()
    things |= {
        "patient": patient.id,
        "whose": await _holder(session, full.people["kunti"], patient.id),
    }
    await _counts(session, full)
    await _alert(session, full)
    checkin = CheckIn(patient_id=patient.id, asked_at=now)
    session.add_all([checkin, Greeting(patient_id=patient.id, requested_at=now, asked_at=now)])
    await session.flush()
    things["checkin"] = checkin.id
    asked = PauseReason.ASKED
    await pause_patient(session, patient.id, asked, 2, actor=("account", who.account_id), now=now)


async def _counts(session: UnitOfWork, full: FullVillage) -> None:
    things, now, who = full.things, full.now, full.people["sukhmati"]
    treatment = things["treatment"]
    session.add(
        PillCount(
            treatment_id=treatment,
            account_id=who.account_id,
            counted_at=now,
            counted_on=full.today,
            remaining=Fraction(50),
            source=CountSource.SELF,
        )
    )
    await session.flush()
    course = await Courses(session, full.today).one(who.patient_id, treatment)
    assert course is not None
    request = await request_assisted_count(
        session, course, "voice", full.voice(), account_id=who.account_id, now=now
    )
    things["assisted_count"] = request.id


async def _alert(session: UnitOfWork, full: FullVillage) -> None:
    """Anita has taken it, and has asked Rao to take it over."""
    who, anita, rao = (full.people[name] for name in ("sukhmati", "anita", "rao"))
    raised = await raise_alert(
        session,
        clinic_id=full.village.clinic_id,
        patient_id=who.patient_id,
        account_id=who.account_id,
        group_id=full.group.id,
        kind=AlertKind.TROUBLE,
        severity=Severity.SAME_DAY,
        evidence="Zqpain since yesterday",
        now=full.now,
    )
    alert = raised.alert
    session.add(
        VoiceMessage(
            account_id=who.account_id,
            alert_id=alert.id,
            medium="voice",
            file_id=full.voice(),
            seconds=3,
            sent_at=full.now,
        )
    )
    await session.flush()
    took = ActionRequest(AlertAction.ACK, episode=alert.episode)
    offers = ActionRequest(AlertAction.HAND_OVER, episode=alert.episode, colleague_id=rao.staff_id)
    for request in (took, offers):
        await act_on_alert(session, anita.staff_id, alert.id, request, now=full.now)
    full.things |= {"alert": alert.id, "episode": alert.episode}


async def _stories(session: UnitOfWork, full: FullVillage) -> None:
    """One in each state, all told by Sukhmati."""
    await _story(session, full, "waiting", StoryState.SUBMITTED, waits_for=StoryReader.LEADER)
    await _story(session, full, "told", StoryState.PUBLISHED, published_at=full.now)
    await _story(session, full, "to_retell", StoryState.APPROVED, retell=True)
    await _story(
        session,
        full,
        "retold",
        StoryState.APPROVED,
        retell=True,
        retelling=[{"kind": "voice", "file": full.voice(), "unique": "u"}],
        retold_by=full.people["phool"].account_id,
    )
    await _story(session, full, "change_asked", StoryState.CHANGE_ASKED)
    draft = Draft(full.group.id, parts=[{"kind": "text", "body": "Zqdraft"}])
    await save_draft(session, full.people["sukhmati"].account_id, draft, now=full.now)


async def _story(
    session: UnitOfWork, full: FullVillage, name: str, state: StoryState, **more: Any
) -> None:
    who, now, body = full.people["sukhmati"], full.now, f"Zqstory_{name} I was afraid."
    story = Story(
        account_id=who.account_id,
        patient_id=who.patient_id,
        group_id=full.group.id,
        kind=StoryKind.TEXT,
        body=body,
        parts=[{"kind": "text", "body": body}],
        name_choice=StoryName.CHOSEN,
        shown_name="Zqshown",
        audience=StoryAudience.GROUP,
        programme=Programme.DIABETES,
        consented_at=now,
        consent_version=2,
        language=Language.HINDI,
        state=state,
        version=3,
        created_at=now,
        **more,
    )
    session.add(story)
    await session.flush()
    for layer in (StoryAudience.KEEP, StoryAudience.GROUP):
        session.add(
            StoryConsent(
                story_id=story.id,
                layer=layer,
                version=2,
                language=Language.HINDI,
                given_at=now,
                holds_until=now + timedelta(days=400),
            )
        )
    full.things[f"story_{name}"] = story.id


async def _things_of_the_group(session: UnitOfWork, full: FullVillage) -> None:
    things, now = full.things, full.now
    group = await session.get_one(Group, full.group.id)
    group.rules_text, group.market_weekday = "Zqrules: be kind to each other.", 3
    things["group"] = group.id
    await _needs(session, full, group)
    await _meetings(session, full, group)
    who = full.people["ram"]
    request = JoinRequest(group_id=group.id, account_id=who.account_id, name="Zqram", asked_at=now)
    starter = Starter(
        group_id=group.id,
        day=full.today + timedelta(days=2),
        key=starters_for(Programme.DIABETES)[0].key,
        state=StarterState.PLANNED,
    )
    session.add_all([request, starter])
    await session.flush()
    things |= {"join_request": request.id, "starter": starter.id}


async def _needs(session: UnitOfWork, full: FullVillage, group: Group) -> None:
    """The first is only raised, the second is open, the third was sent to the clinic."""
    teller, leader, now = full.people["sukhmati"], full.people["phool"], full.now
    for name in ("raised", "open", "sent"):
        need = await raise_need(
            session,
            teller.account_id,
            group,
            NeedTopic.MEDICINE,
            words=f"Zqneed_{name} is missing",
            file_id=None,
            now=now,
        )
        full.things[f"need_{name}"] = need.id
    for name in ("open", "sent"):
        sentence = f"We miss Zqsentence_{name}."
        number = full.things[f"need_{name}"]
        await word_need(session, leader.account_id, number, 1, sentence, now=now)
    await take_need_step(
        session, leader.account_id, full.things["need_sent"], 2, NeedStep.SEND, now=now
    )


async def _meetings(session: UnitOfWork, full: FullVillage, group: Group) -> None:
    """One is planned, one began an hour ago, one is over and waits for its summary."""
    leader, who, now = full.people["phool"], full.people["sukhmati"], full.now
    actor = ("account", leader.account_id)
    for name, at in (
        ("closed", now - timedelta(days=1)),
        ("running", now - timedelta(hours=1)),
        ("planned", now + timedelta(days=3)),
    ):
        meeting = await plan_meeting(session, group, at, "Zqpipal", actor=actor, now=now)
        full.things[f"meeting_{name}"] = meeting.id
        if name == "planned":
            await save_rsvp(session, meeting, who.account_id, attending=True, now=now)
            continue
        await mark_attendance(session, meeting, who.patient_id, 1, leader.account_id, now=now)
        if name == "closed":
            await session.flush()
            await close_meeting(session, meeting, actor=actor, now=now)
    full.things |= {"meeting_day": local_day(now + timedelta(days=3))}


async def _cases(
    session: UnitOfWork, full: FullVillage, open_one: Message, hidden: Message
) -> None:
    group, who, now = await session.get_one(Group, full.group.id), full.people["budhram"], full.now
    reporter, leader = full.people["sukhmati"], full.people["phool"]
    for name, message in (("open", open_one), ("hidden", hidden)):
        written = GroupMessage(message.id, who.person.id, "Zqbudhram", message.text)
        case = await report_message(session, group, written, reporter.account_id, now=now)
        assert case is not None
        full.things[f"case_{name}"] = case.id
        if name == "hidden":
            actor = ("account", leader.account_id)
            await hide_message(session, case, group, actor=actor, now=now)


async def _things_of_the_clinic(session: UnitOfWork, full: FullVillage) -> None:
    things, now, anita, rao = full.things, full.now, full.people["anita"], full.people["rao"]
    treatment = await session.get_one(Treatment, things["treatment"])
    swap = OncallSwap(
        from_staff_id=anita.staff_id,
        to_staff_id=rao.staff_id,
        on_date=full.today + timedelta(days=1),
        asked_at=now,
    )
    called = PhoneCall(
        patient_id=things["patient"],
        staff_id=anita.staff_id,
        result=CallResult.REACHED,
        risk=1,
        called_on=full.today,
        called_at=now,
    )
    session.add_all([swap, called, StockOut(medicine_id=treatment.medicine_id, since=now)])
    await session.flush()
    things |= {
        "swap": swap.id,
        "medicine": treatment.medicine_id,
        "colleague": rao.staff_id,
        "stand_in": full.people["itwari"].account_id,
        "clinic": full.village.clinic_id,
    }
