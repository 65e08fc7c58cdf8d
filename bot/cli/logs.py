"""The log goes to stderr, for an operator: no message, no name, no token."""

import logging
import re
import sys
import traceback
from types import TracebackType

TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{30,}")
TALKATIVE = ("aiohttp", "aiosqlite", "alembic", "asyncio", "httpx", "telegram")


class Discreet(logging.Formatter):
    """An exception is told by its type and its places: its words may quote what a member wrote."""

    def format(self, record: logging.LogRecord) -> str:
        return TOKEN.sub("<token>", super().format(record))

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        kind, _, trace = ei
        places = "".join(traceback.format_tb(trace)).rstrip()
        return f"{places}\n{kind.__name__ if kind else 'no error'}"


def log_to_stderr(level: int = logging.INFO) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    # A look that takes longer than its interval is no news: the next one finds what is due.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
