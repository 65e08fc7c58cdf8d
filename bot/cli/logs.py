"""The log on stderr, for operators; without messages, names or tokens."""

import logging
import re
import sys
import traceback
from types import TracebackType

from aiohttp.http_exceptions import HttpProcessingError

TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{30,}")
NOISY_LOGGERS = ("aiohttp", "aiosqlite", "alembic", "asyncio", "httpx", "telegram")


class PrivateFormatter(logging.Formatter):
    """Logs an exception's type and traceback, not its text, which may quote a member's message."""

    def format(self, record: logging.LogRecord) -> str:
        return TOKEN.sub("<token>", super().format(record))

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        kind, _, trace = ei
        frames = "".join(traceback.format_tb(trace)).rstrip()
        return f"{frames}\n{kind.__name__ if kind else 'no error'}"


class MalformedRequests(logging.Filter):
    """Drops what aiohttp logs, with a traceback, of each request that is not HTTP.

    Whoever reaches the port could fill the log with them.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


def log_to_stderr(level: int = logging.INFO) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PrivateFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in NOISY_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("aiohttp.server").addFilter(MalformedRequests())
    # It quotes an answer that is no JSON, and so perhaps what people wrote; ours says it without.
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)
    # A job that outlasts its interval is harmless: the next run does what is due.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
