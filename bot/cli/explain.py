"""`gothiya explain`: how the bot reads a message, one JSON object a line."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress

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
        "text",
        nargs="*",
        metavar="TEXT",
        help="one message; quote each to give several. Without any, every line of stdin is one",
    )


def run(given: argparse.Namespace) -> int:
    if not given.strip.isdecimal() or int(given.strip) > MOST_IN_A_STRIP:
        raise Mistake(f"--strip {given.strip} is no strip size; try --strip 10, or 0 for unknown")
    texts = _typed(given.text) if given.text else _lines()
    try:
        _explain_all(texts, int(given.strip))
    except BrokenPipeError:
        # Whoever read along has enough; what Python flushes at its exit must go nowhere.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _explain_all(texts: Iterable[str], strip: int) -> None:
    from bot.domain.reading.explain import explain

    out = sys.stdout
    for text in texts:
        out.write(json.dumps(explain(text, strip), ensure_ascii=False) + "\n")
        out.flush()


def _typed(words: list[str]) -> Iterator[str]:
    """Bare words are one message; several that were quoted are one each."""
    clean = [os.fsencode(word).decode("utf-8", "replace") for word in words]
    quoted = any(" " in word for word in clean)
    for text in clean if quoted else [" ".join(clean)]:
        yield from text.split("\n")


def _lines() -> Iterator[str]:
    for number, line in enumerate(sys.stdin.buffer):
        text = line.rstrip(b"\r\n").decode("utf-8", "replace")
        yield text.removeprefix("\ufeff") if number == 0 else text


COMMAND = Command("How the bot reads a message, one JSON object a line.", arguments, run)
