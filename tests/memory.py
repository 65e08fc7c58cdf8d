"""Where databases of a test are kept: in memory, so that no commit waits for a disk."""

import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")
ENOUGH_BYTES = 1 << 30
"""How many free bytes there must be. In a container there are often only 64 MB."""


def memory_folder() -> str | None:
    """A directory for `tempfile`. None, for its default, if there is too little memory."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH_BYTES
    return str(MEMORY) if roomy else None
