"""`gothiya demo`: a village to practise with; needs no token, no account and no network."""

import argparse
import asyncio
import logging
import os
import socket
import sqlite3
import sys
import tempfile
import webbrowser
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.cli.usage import Command, Mistake, Parser

USUAL_PORT = 8480
TRIED_PORTS = 20
GREETING = """\
Open {root}/

Everybody there is invented, and so are their pills. Try this:
  - the first phone, Rambai: tap the link under her welcome in the group, join, choose a language
  - Sukhmati: press +1 h, the bot asks how many pills are left; answer with a number, such as 14
  - any member: write "सीने में दर्द" (chest pain), then see the phones of the nurse and the doctor
  - Dharamlal, who leads: press +1 day four times, then write /sabha; twelve meet under the pipal

Ctrl-C stops."""


def arguments(parser: Parser) -> None:
    parser.add_argument(
        "--port", type=int, metavar="N", help=f"default: {USUAL_PORT}, or the next free one"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="FILE", help="write the database there and leave it there"
    )
    parser.add_argument("--fresh", action="store_true", help="start a kept practice database over")
    parser.add_argument("--no-open", action="store_true", help="do not open the browser")


def run(given: argparse.Namespace) -> int:
    from bot.cli.database_file import create_files_privately
    from bot.cli.logs import log_to_stderr
    from bot.cli.run import require_catalogues

    if given.port is not None and not 0 <= given.port < 65536:
        raise Mistake(f"--port {given.port} is no port; try --port {USUAL_PORT}")
    require_catalogues()
    log_to_stderr(logging.WARNING)
    create_files_privately()
    with _database(given.keep, fresh=given.fresh) as file:
        return asyncio.run(_run_demo(file, given.port, opens=not given.no_open))


async def _run_demo(database: Path, wanted: int | None, *, opens: bool) -> int:
    from bot.cli.demo.running import RunningDemo
    from bot.cli.shutdown import StopSignal

    with StopSignal() as stopping:
        demo = RunningDemo(database)
        try:
            root = await demo.open(_free_port() if wanted is None else wanted)
        except OSError:
            raise Mistake(f"port {wanted} is taken; leave out --port to get a free one") from None
        try:
            await demo.begin()
            print(GREETING.format(root=root), flush=True)
            if opens and _has_a_screen():
                await asyncio.to_thread(webbrowser.open, f"{root}/")
            ended = asyncio.create_task(demo.ended())
            asked = asyncio.create_task(stopping.event.wait())
            await asyncio.wait({ended, asked}, return_when=asyncio.FIRST_COMPLETED)
            asked.cancel()
            return ended.result() if ended.done() else 0
        finally:
            await demo.close()


@contextmanager
def _database(keep: Path | None, *, fresh: bool) -> Iterator[Path]:
    if keep is not None:
        _prepare_file(keep, fresh=fresh)
        yield keep.absolute()
        return
    with tempfile.TemporaryDirectory(prefix="gothiya-", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / "practice.db"


def _prepare_file(file: Path, *, fresh: bool) -> None:
    """Delete a practice database with `fresh`. Raises Mistake: the file is something else."""
    if not file.absolute().parent.is_dir():
        raise Mistake(f"--keep {file}: there is no folder {file.parent}")
    if not file.exists():
        return
    if not _is_practice(file):
        raise Mistake(f"{file} is not a practice database; give --keep a name that is not taken")
    if not fresh:
        raise Mistake(f"{file} is there already; add --fresh to start it over")
    for left in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
        left.unlink(missing_ok=True)


def _is_practice(file: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            found = connection.execute("SELECT practice FROM deployment").fetchone()
    except sqlite3.Error:
        return False
    return bool(found and found[0])


def _free_port() -> int:
    for port in range(USUAL_PORT, USUAL_PORT + TRIED_PORTS):
        with closing(socket.socket()) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    return 0


def _has_a_screen() -> bool:
    """Without a screen, webbrowser may start a text browser in this terminal."""
    screen = sys.platform == "darwin" or os.environ.get(
        "DISPLAY", os.environ.get("WAYLAND_DISPLAY")
    )
    return sys.stdout.isatty() and bool(screen)


COMMAND = Command(
    "The bot, a practice Telegram with a page of phones, and a village; nothing leaves this"
    " computer.",
    arguments,
    run,
)
