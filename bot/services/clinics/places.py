"""Where the clinic is told something that names a patient."""

from bot.services.outbox import To
from db.queries.clinics import clinic_by_id
from db.queries.groups import staff_group
from db.queries.people import staff_accounts
from db.session import UnitOfWork


async def places_for_details(session: UnitOfWork, clinic_id: int) -> list[To]:
    """The staff chat if the clinic wants details there, else each of the staff in private."""
    clinic, chat = await clinic_by_id(session, clinic_id), await staff_group(session, clinic_id)
    if chat is not None and clinic.details_in_chat:
        return [To.group(chat.id)]
    return [To.staff(account, clinic_id) for account in await staff_accounts(session, clinic_id)]
