"""Where databases live that need not outlive a test: in memory, no commit waits for a disk."""

import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOMY = 1 << 30
"""Bytes free in memory from which on it is used. A container often has only 64 MB."""


def quick_place() -> str | None:
    """A directory for `tempfile`; None: there is too little memory, its own choice will do."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOMY
    return str(MEMORY) if roomy else None
