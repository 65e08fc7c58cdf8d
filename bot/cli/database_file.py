"""The file of a SQLite database belongs to its owner alone: it holds what people confided."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.engine import URL

OWNER_ONLY = 0o600
OTHERS = 0o077
BESIDE = ("", "-wal", "-shm", "-journal")
"""SQLite's own files beside the database hold parts of it."""


def create_files_privately() -> None:
    """Whatever this process creates from now on, only its user can read."""
    os.umask(OTHERS)


def close_to_others(url: URL) -> None:
    """Also of a file that an earlier version created, or that was copied back from a backup.

    Where the file belongs to another user it stays as it is; `gothiya doctor` warns of it.
    """
    for file in open_to_others(url):
        try:
            file.chmod(OWNER_ONLY)
        except PermissionError:
            continue


def open_to_others(url: URL) -> list[Path]:
    """The files of the database that other users of this machine can read or change."""
    return [file for file in _files(url) if stat.S_IMODE(file.stat().st_mode) & OTHERS]


def _files(url: URL) -> Iterator[Path]:
    if url.get_backend_name() != "sqlite" or not url.database:
        return
    for ending in BESIDE:
        file = Path(url.database + ending)
        if file.is_file():
            yield file
