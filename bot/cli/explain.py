"""`gothiya explain`: how the bot reads a message; the word lists; how often they were right."""

import argparse
import csv
import json
import os
import sys
from collections.abc import Coroutine, Iterable, Iterator
from typing import Any

from bot.cli.usage import Command, Mistake, Parser

MOST_IN_A_STRIP = 100
USUAL_STRIP = 10


def arguments(parser: Parser) -> None:
    parser.add_argument(
        "--strip",
        metavar="N",
        default=str(USUAL_STRIP),
        help="pills in one strip; 0 is unknown (default: %(default)s)",
    )
    parser.add_argument(
        "--table",
        action="store_true",
        help="all signs with their words, severities and cut-offs: CSV for a clinician to review",
    )
    parser.add_argument(
        "--report",
        action="store_true",
        help="how often each phrase was right, by what staff said when they closed its alerts",
    )
    parser.add_argument(
        "text",
        nargs="*",
        metavar="TEXT",
        help="one message; quote each to give several. Without any, every line of stdin is one",
    )


def run(given: argparse.Namespace) -> int | Coroutine[Any, Any, int]:
    if given.table + given.report + bool(given.text) > 1:
        raise Mistake("--table, --report and a TEXT are three different questions; ask one")
    if given.report:
        return _report()
    if not given.strip.isdecimal() or int(given.strip) > MOST_IN_A_STRIP:
        raise Mistake(f"--strip {given.strip} is no strip size; try --strip 10, or 0 for unknown")
    if given.table:
        _table()
    else:
        _explain_all(
            _typed_messages(given.text) if given.text else _lines_of_stdin(), int(given.strip)
        )
    return 0


def _table() -> None:
    from bot.domain.reading.review import HEAD, review_table

    written = csv.writer(sys.stdout, lineterminator="\n")
    written.writerow(HEAD)
    written.writerows(review_table())
    sys.stdout.flush()


async def _report() -> int:
    from bot.cli.output import print_table
    from bot.cli.settings import transaction
    from bot.domain.reading.review import Closed, precision
    from bot.services.alerts.raising import words_of_evidence
    from db.enums import AlertOutcome
    from db.queries.alerts.lookup import closed_danger_alerts
    from db.queries.alerts.questions import denied_danger_questions

    async with transaction() as (_, session):
        closed = [
            Closed(words_of_evidence(evidence), frozenset(signs.split(",")), AlertOutcome(outcome))
            for evidence, signs, outcome in await closed_danger_alerts(session)
            if outcome
        ]
        closed += [
            Closed(words_of_evidence(evidence), frozenset(signs.split(",")), None)
            for evidence, signs in await denied_danger_questions(session)
        ]
    rows = [
        (row.sign, row.phrase, row.alerts, row.useful, row.false, row.denied, _percent(row.share))
        for row in precision(closed)
    ]
    head = ("sign", "phrase", "alerts", "useful", "false", "said no", "precision")
    print_table(head, rows, "No alert that words raised has been closed yet.")
    return 0


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"


def _explain_all(texts: Iterable[str], strip: int) -> None:
    from bot.domain.reading.explain import explain

    out = sys.stdout
    for text in texts:
        out.write(json.dumps(explain(text, strip), ensure_ascii=False) + "\n")
        out.flush()


def _typed_messages(words: list[str]) -> Iterator[str]:
    """Unquoted words are one message; if any argument has a space in it, each is a message."""
    clean = [os.fsencode(word).decode("utf-8", "replace") for word in words]
    quoted = any(" " in word for word in clean)
    for text in clean if quoted else [" ".join(clean)]:
        yield from text.split("\n")


def _lines_of_stdin() -> Iterator[str]:
    for number, line in enumerate(sys.stdin.buffer):
        text = line.rstrip(b"\r\n").decode("utf-8", "replace")
        yield text.removeprefix("\ufeff") if number == 0 else text


COMMAND = Command("How the bot reads a message, one JSON object a line.", arguments, run)
