"""The command line: one small module for each command, loaded only when it is asked for."""

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module

from bot.cli.exit_codes import PART_ENDED
from bot.cli.usage import Command, Mistake, choose_command, command_parser, write_utf8
from bot.faults import error_location

HELP = ("-h", "--help", "help")

COMMANDS = {
    "demo": "the bot, a practice Telegram and a village, on this computer alone",
    "run": "the bot itself",
    "doctor": "look whether everything a running bot needs is in order",
    "clinic": "add, list, hours, holiday, ladder, chat, firstaid, words, card: what each decides",
    "staff": "add, list, oncall, leave: who answers alerts, and when",
    "group": "add, list, leader, member, code, rule, needs: the groups, the staff chat",
    "patient": "add, import, list, left, medicine: whose pills are counted",
    "texts": "export, import, voices: what native speakers and clinicians review and record",
    "report": "what a clinic reports of counting and supplies; a file for its staff",
    "explain": "how the bot reads a message, one JSON object a line",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code; see bot.cli.exit_codes."""
    write_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _run_named(given)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _discard_output()
        return 0
    except Mistake as mistake:
        print(f"gothiya: {mistake}", file=sys.stderr)
        return mistake.code
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        # Its text may quote what a person wrote; in a terminal, too, a traceback helps nobody.
        print(f"gothiya: an error of the program: {error_location(error)}", file=sys.stderr)
        return PART_ENDED


def _discard_output() -> None:
    """The reader (such as `| head`) has closed the pipe: what Python flushes at exit is dropped."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run_named(given: list[str]) -> int:
    if not given or given[0] in HELP:
        print(_overview("gothiya", COMMANDS))
        return 0
    name, rest = choose_command(COMMANDS, given, "gothiya")
    module = import_module(f"bot.cli.{name}")
    verbs: dict[str, Command] | None = getattr(module, "VERBS", None)
    title = f"gothiya {name}"
    if verbs is None:
        return _run(module.COMMAND, title, rest)
    if rest[:1] and rest[0] in HELP:
        print(_overview(title, {verb: command.about for verb, command in verbs.items()}))
        return 0
    verb, rest = choose_command(verbs, rest, title)
    return _run(verbs[verb], f"{title} {verb}", rest)


def _run(command: Command, title: str, rest: list[str]) -> int:
    result = command.run(command_parser(command, title).read(rest))
    return result if isinstance(result, int) else asyncio.run(result)


def _overview(title: str, commands: Mapping[str, str]) -> str:
    width = max(map(len, commands))
    lines = [f"  {name:<{width}}  {about}" for name, about in commands.items()]
    more = f"More about one: {title} {next(iter(commands))} --help"
    return "\n".join([f"{title} COMMAND [...]", "", *lines, "", more])
