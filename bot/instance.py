"""The name of this process, from which another on the same machine can tell that it died."""

import os
import secrets
import socket
from hashlib import blake2s


def _host() -> str:
    return blake2s(socket.gethostname().encode(), digest_size=4).hexdigest()


def new_instance() -> str:
    """`host-pid-chance`."""
    return f"{_host()}-{os.getpid()}-{secrets.token_hex(4)}"


def is_dead(instance: str) -> bool:
    """True only when it is sure: a process of this machine that no longer runs.

    A number may have been given to another process since: then the lease has to end by itself.
    """
    host, _, rest = instance.partition("-")
    pid = rest.partition("-")[0]
    if host != _host() or not pid.isdigit():
        return False
    if int(pid) == os.getpid():
        return True  # In a container every start has the same number.
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
