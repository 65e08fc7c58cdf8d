"""`gothiya texts`: export sentences for reviewers, import corrections, list missing voices."""

import argparse
from pathlib import Path

from bot.cli.output import now, print_table
from bot.cli.settings import transaction
from bot.cli.texts.export import write_sheets
from bot.cli.texts.importing import import_table
from bot.cli.usage import Command, Mistake, Parser
from bot.domain.schedule import local_day
from bot.texts.recordings.prompts import PROMPTS, SPOKEN_IN, recording_states, spoken_words
from db.queries.recordings import recordings


def _export_arguments(parser: Parser) -> None:
    parser.add_argument(
        "folder",
        nargs="?",
        default="texts",
        metavar="DIR",
        help="where the pages and tables are written (default: %(default)s)",
    )


def _run_export(given: argparse.Namespace) -> int:
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


def _run_import(given: argparse.Namespace) -> int:
    name = " ".join(given.reviewer.split())
    if not name:
        raise Mistake("--reviewer needs a name")
    result = import_table(Path(given.file), name, local_day(now()))
    for fault in result.faults:
        print(fault)
    if result.faults:
        raise Mistake("nothing was changed; mend these lines and import again", 1)
    print(
        f"{result.read} read, {result.corrected} of them corrected,"
        f" {result.checked} marked by a clinician"
    )
    return 0


def _no_arguments(_parser: Parser) -> None:
    """It takes no arguments."""


async def _run_voices(_given: argparse.Namespace) -> int:
    async with transaction() as (_, session):
        found = await recordings(session)
    rows = []
    for language in SPOKEN_IN:
        held = {each.prompt: each.text_hash for each in found if each.language == language}
        states = recording_states(held, language)
        rows += [
            (language, prompt.key, states[prompt.key], spoken_words(prompt.key, language)[:60])
            for prompt in PROMPTS
            if states[prompt.key] != "fresh"
        ]
    flat = [[*row[:3], " ".join(str(row[3]).split())] for row in rows]
    print_table(("language", "prompt", "voice", "words"), flat, "Every prompt has its voice.")
    return 0


VERBS = {
    "export": Command(
        "One page to print and one table to fill in, for each language.",
        _export_arguments,
        _run_export,
    ),
    "import": Command(
        "Takes a reviewer's corrections and marks back into the catalogues.",
        _import_arguments,
        _run_import,
    ),
    "voices": Command("Prompts whose voice is missing or stale.", _no_arguments, _run_voices),
}
