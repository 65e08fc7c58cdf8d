"""`gothiya texts`: sentences out to reviewers and back, and which voices are recorded."""

import argparse
from pathlib import Path

from bot.cli.output import now, print_table
from bot.cli.settings import one_deed
from bot.cli.texts.export import write_sheets
from bot.cli.texts.intake import take_in
from bot.cli.usage import Command, Mistake, Parser
from bot.domain.schedule import local_day
from bot.texts.recordings.prompts import PROMPTS, SPOKEN_IN, states_of, words_of
from db.queries.recordings import recordings


def _export_arguments(parser: Parser) -> None:
    parser.add_argument(
        "folder",
        nargs="?",
        default="texts",
        metavar="DIR",
        help="where the pages and tables are written (default: %(default)s)",
    )


def _export(given: argparse.Namespace) -> int:
    try:
        written = write_sheets(Path(given.folder), local_day(now()))
    except OSError as error:
        raise Mistake(f"{given.folder} cannot be written: {error.strerror}", 1) from None
    for path in written:
        print(path)
    return 0


def _import_arguments(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE.csv", help="a table that export wrote, filled in")
    parser.add_argument("--reviewer", required=True, metavar="NAME", help="who has read it")


def _import(given: argparse.Namespace) -> int:
    name = " ".join(given.reviewer.split())
    if not name:
        raise Mistake("--reviewer needs a name")
    done = take_in(Path(given.file), name, local_day(now()))
    for fault in done.faults:
        print(fault)
    if done.faults:
        raise Mistake("nothing was changed; mend these lines and import again", 1)
    print(
        f"{done.read} read, {done.corrected} of them corrected,"
        f" {done.checked} marked by a clinician"
    )
    return 0


def _no_arguments(_parser: Parser) -> None:
    """Nothing to choose."""


async def _voices(_given: argparse.Namespace) -> int:
    async with one_deed() as (_, session):
        found = await recordings(session)
    rows = []
    for language in SPOKEN_IN:
        held = {each.prompt: each.text_hash for each in found if each.language == language}
        states = states_of(held, language)
        rows += [
            (language, prompt.key, states[prompt.key], words_of(prompt.key, language)[:60])
            for prompt in PROMPTS
            if states[prompt.key] != "fresh"
        ]
    flat = [[*row[:3], " ".join(str(row[3]).split())] for row in rows]
    print_table(("language", "prompt", "voice", "words"), flat, "Every prompt has its voice.")
    return 0


VERBS = {
    "export": Command(
        "One page to print and one table to fill in, for each language.", _export_arguments, _export
    ),
    "import": Command(
        "Takes a reviewer's corrections and marks back into the catalogues.",
        _import_arguments,
        _import,
    ),
    "voices": Command("Prompts whose voice is missing or stale.", _no_arguments, _voices),
}
