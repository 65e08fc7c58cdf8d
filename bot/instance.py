"""The name of this process, by which another on the same machine can tell whether it died."""

import os
import secrets
import socket
from hashlib import blake2s


def _host() -> str:
    return blake2s(socket.gethostname().encode(), digest_size=4).hexdigest()


def new_instance() -> str:
    """A new name: `host-pid-random`."""
    return f"{_host()}-{os.getpid()}-{secrets.token_hex(4)}"


def is_dead(instance: str) -> bool:
    """True only if it is certain that a process of this machine no longer runs.

    If its pid was reused by another process this is False, and the lease has to expire.
    """
    host, _, rest = instance.partition("-")
    pid = rest.partition("-")[0]
    if host != _host() or not pid.isdigit():
        return False
    if int(pid) == os.getpid():
        return True  # The same pid, another start: in a container the pid is always the same.
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
