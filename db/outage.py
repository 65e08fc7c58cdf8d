"""Whether an error says that the database is away, and nothing about the work that met it."""

import sqlite3
import traceback
from collections.abc import Iterator

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

CLASSES = ("08", "28", "53", "57", "58")
"""SQLSTATE classes of PostgreSQL: connection, sign-in, resources, operator's intervention, system.
https://www.postgresql.org/docs/current/errcodes-appendix.html"""
STATES = frozenset({"3D000", "55000", "55P03", "25006"})
"""No such database (it is being restored), not ready, lock not available, read only (a replica)."""
CANCELLED = "57014"
"""A statement that takes too long is the fault of its work, and would be so again."""
SQLITE_CODES = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    }
)


def is_down(error: BaseException) -> bool:
    """True if the same work can succeed later, when the database is back."""
    return any(_says_down(one) for one in _chain(error))


def needs_operator(error: BaseException) -> bool:
    """True if the database answers and refuses us: a wrong password, user or database name."""
    states = [_sqlstate(one) or "" for one in _chain(error)]
    return any(state.startswith("28") or state == "3D000" for state in states)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, the driver's own, and those that led to it."""
    met: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in met:
            continue
        met.add(id(one))
        yield one
        driver = one.orig if isinstance(one, DBAPIError) else None
        waiting += [driver, one.__cause__, one.__context__]


def _says_down(error: BaseException) -> bool:
    if isinstance(error, (ConnectionError, NoConnection)):
        return True
    if isinstance(error, OSError) and _met_by_sqlalchemy(error):
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    if (state := _sqlstate(error)) is not None:
        return state != CANCELLED and (state[:2] in CLASSES or state in STATES)
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in SQLITE_CODES
    return isinstance(error, (OperationalError, InterfaceError)) and _lacks_code(error)


def _met_by_sqlalchemy(error: OSError) -> bool:
    """And not by a handler that looked for a file."""
    frames = traceback.walk_tb(error.__traceback__)
    return any(frame.f_globals.get("__name__", "").startswith("sqlalchemy.") for frame, _ in frames)


def _sqlstate(error: BaseException) -> str | None:
    state = getattr(error, "sqlstate", None)
    return state if isinstance(state, str) else None


def _lacks_code(error: DBAPIError) -> bool:
    """As for "connection is closed": the driver itself found that nobody is there."""
    driver = error.orig
    if driver is None:
        return True
    return _sqlstate(driver) is None and not hasattr(driver, "sqlite_errorcode")
