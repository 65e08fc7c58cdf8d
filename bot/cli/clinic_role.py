"""`gothiya clinic role`: the way by which a clinic's own programs come into the database."""

import argparse
import secrets

from bot.cli.find import find_clinic
from bot.cli.output import now
from bot.cli.settings import transaction
from bot.cli.usage import Command, Mistake, Parser
from bot.services.audit import record_action
from bot.services.clinics.setup import OPERATOR
from db.clinic_role import make_clinic_role, role_name


def arguments(parser: Parser) -> None:
    parser.add_argument("clinic", metavar="CLINIC")


async def run(given: argparse.Namespace) -> int:
    password = secrets.token_urlsafe(24)
    async with transaction() as (_, session):
        if session.get_bind().dialect.name != "postgresql":
            raise Mistake(
                "a file of SQLite has no roles: whoever may read it reads all clinics."
                " Use PostgreSQL, or give each clinic a bot and a file of its own"
            )
        clinic = await find_clinic(session, given.clinic)
        connection = await session.connection()
        new = await connection.run_sync(make_clinic_role, clinic.id, password)
        record_action(session, "clinic_role", ("clinic", clinic.id), actor=OPERATOR, now=now())
    name = role_name(clinic.id)
    print(f"The role {name} reads and commands {clinic.name} alone, in the schema {name}.")
    print(f"Its password, shown only now: {password}" if new else "Its password is as it was.")
    return 0


ROLE = Command("A role of PostgreSQL that sees one clinic alone.", arguments, run)
