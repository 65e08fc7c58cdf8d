"""Parses what an operator typed; a mistake is one line that says what to type instead."""

import argparse
import io
import sys
from collections.abc import Callable, Collection, Coroutine
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, NoReturn

from bot.cli.exit_codes import USAGE


class Mistake(Exception):
    """One line for the operator: what is wrong, and what to type instead."""

    def __init__(self, line: str, code: int = USAGE) -> None:
        super().__init__(" ".join(line.split()))
        self.code = code


@dataclass(frozen=True, slots=True)
class Command:
    about: str
    """One sentence for --help."""
    arguments: Callable[["Parser"], object]
    run: Callable[[argparse.Namespace], int | Coroutine[Any, Any, int]]


class Parser(argparse.ArgumentParser):
    """argparse, with errors of one line."""

    def read(self, given: list[str]) -> argparse.Namespace:
        known, unknown = self.parse_known_args(given)
        if unknown:
            self.error(self._unknown(unknown[0]))
        return known

    def error(self, message: str) -> NoReturn:
        raise Mistake(f"{message}; more: {self.prog} --help")

    def _unknown(self, word: str) -> str:
        if not word.startswith("-"):
            return f"{word!r} is one word too many; put a name of several words in quotes"
        options = [option for action in self._actions for option in action.option_strings]
        return f"there is no option {word.partition('=')[0]}{_nearest(word, options)}"


def command_parser(command: Command, title: str) -> Parser:
    parser = Parser(prog=title, description=command.about, allow_abbrev=False)
    command.arguments(parser)
    return parser


def choose_command(known: Collection[str], given: list[str], title: str) -> tuple[str, list[str]]:
    """The command that the first word names, and the other words."""
    names = ", ".join(known)
    if not given:
        raise Mistake(f"{title} does what? One of: {names}")
    if given[0] in known:
        return given[0], given[1:]
    meant = nearest(given[0], known)
    hint = f"did you mean: {title} {meant}" if meant else f"there are: {names}"
    raise Mistake(f"there is no `{title} {given[0]}`; {hint}")


def nearest(word: str, known: Collection[str]) -> str | None:
    found = get_close_matches(word, known, n=1, cutoff=0.55)
    return found[0] if found else None


def _nearest(word: str, known: Collection[str]) -> str:
    found = nearest(word, known)
    return f"; did you mean {found}" if found else ""


def write_utf8() -> None:
    """Names are in Devanagari, whatever encoding the terminal's locale has."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
