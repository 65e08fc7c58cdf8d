"""People of whom the bot waits for the counts of four medicines."""

from fractions import Fraction

from bot.domain.treatments.prescription import Prescription
from bot.handlers.pill_counts.dialog import CountDialog
from bot.services.dialogs import wait_for
from bot.services.onboarding.members import create_patient
from bot.services.privacy.consent import give_consent
from bot.services.treatments import start_treatment
from bot.simulator.facade import SimulatedTelegram
from bot.simulator.people.person import Person
from db.enums import HolderRole, Language, StaffRole
from db.models import Account, Clinic, Staff
from db.session import Sessions, UnitOfWork, begin
from tests.process.running import TOKEN

MEDICINES = 4


async def create_people(
    telegram: SimulatedTelegram, sessions: Sessions, names: list[str]
) -> list[Person]:
    """Patients of a clinic with a nurse on call; all have opened the bot."""
    gothiya = telegram.world.bots[TOKEN]
    people = [telegram.person(name) for name in names]
    nurse = telegram.person("Anita")
    for person in (*people, nurse):
        person.starts(gothiya)
    gothiya.updates.pending.clear()
    async with begin(sessions) as session:
        clinic = Clinic(name="Ganiyari", phone="07752000000", created_at=telegram.clock())
        session.add(clinic)
        await session.flush()
        account = await _account(session, nurse, telegram)
        session.add(
            Staff(clinic_id=clinic.id, account_id=account.id, name="Anita", role=StaffRole.NURSE)
        )
        for person in people:
            await _patient(session, clinic.id, person, telegram)
    return people


async def _account(session: UnitOfWork, person: Person, telegram: SimulatedTelegram) -> Account:
    account = Account(
        telegram_id=person.id, language=Language.CHHATTISGARHI, created_at=telegram.clock()
    )
    session.add(account)
    await session.flush()
    return account


async def _patient(
    session: UnitOfWork, clinic_id: int, person: Person, telegram: SimulatedTelegram
) -> None:
    now = telegram.clock()
    account = await _account(session, person, telegram)
    patient = await create_patient(session, clinic_id, person.name, programme=None, now=now)
    await give_consent(
        session,
        account.id,
        patient,
        HolderRole.SELF,
        language=Language.CHHATTISGARHI,
        now=now,
    )
    treatments = [
        await start_treatment(
            session,
            clinic_id=clinic_id,
            patient_id=patient.id,
            medicine=f"Medicine {n}",
            strip_size=10,
            prescribed=Prescription(Fraction(1)),
            dispensed=Fraction(60),
            now=now,
        )
        for n in range(MEDICINES)
    ]
    first, *rest = (treatment.id for treatment in treatments)
    dialog = CountDialog(patient.id, first, queue=tuple(rest))
    wait_for(session, account.id, dialog, now=now)
