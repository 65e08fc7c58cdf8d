"""`gothiya group needs`: a table or a page of the needs of a clinic's groups."""

import argparse
from datetime import date, datetime
from pathlib import Path

from bot.cli.find import find_clinic
from bot.cli.output import now, print_table
from bot.cli.settings import transaction
from bot.cli.usage import Mistake, Parser
from bot.domain.schedule import local_day
from bot.exports.needs import NeedRow, as_csv, as_page
from db.enums import Language
from db.models import Need
from db.queries.needs import needs_for_export


def arguments(parser: Parser) -> None:
    parser.add_argument("clinic", metavar="CLINIC")
    parser.add_argument("--csv", metavar="FILE", help="write a table for a spreadsheet")
    parser.add_argument("--page", metavar="FILE", help="write a page in Hindi to print")


async def run(given: argparse.Namespace) -> int:
    async with transaction() as (_, session):
        clinic = await find_clinic(session, given.clinic)
        name = clinic.name
        found = await needs_for_export(session, clinic)
    rows = [_row(need, group, people) for need, group, people in found]
    if given.csv:
        _write("--csv", given.csv, as_csv(rows))
    if given.page:
        _write("--page", given.page, as_page(rows, name, local_day(now()), Language.HINDI))
    shown = [(r.number, r.group, r.need, r.people, r.state, r.raised_on) for r in rows]
    head = ("no", "group", "need", "people", "state", "since")
    print_table(head, shown, "No need is open. Members raise them with /jarurat.")
    return 0


def _row(need: Need, group: str, people: int) -> NeedRow:
    return NeedRow(
        need.id,
        group,
        need.topic,
        need.sentence or "",
        people,
        need.state,
        local_day(need.raised_at),
        _day(need.sent_at),
        need.sent_to,
        need.answer,
        need.promised_until,
        _day(need.solved_at),
    )


def _day(at: datetime | None) -> date | None:
    return local_day(at) if at else None


def _write(option: str, name: str, text: str) -> None:
    try:
        Path(name).write_text(text, "utf-8")
    except OSError as error:
        raise Mistake(f"{option} {name} cannot be written: {error.strerror}") from None
    print(f"Written: {name}")
