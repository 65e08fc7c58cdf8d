"""The simulator is for this computer alone: whom it answers, and to whom it posts."""

from typing import Any

from aiohttp import web
from yarl import URL

LOOPBACK = ("127.0.0.1", "localhost", "::1")
FOREIGN = ("cross-site", "same-site")
"""What a browser says of a request that another site's page made. A port is no other site."""


def is_here(url: str) -> bool:
    """Whether aiohttp would send a request for it to this computer."""
    try:
        return URL(url).host in LOOPBACK
    except ValueError:
        return False


@web.middleware
async def loopback_only(request: web.Request, handler: Any) -> web.StreamResponse:
    """A page of the web can make a browser ask here, even if it cannot read the answer."""
    if not (_asks_for_this_computer(request) and _is_own_page_or_program(request)):
        raise web.HTTPForbidden(text="The practice Telegram answers on this computer only.")
    response: web.StreamResponse = await handler(request)
    return response


def _asks_for_this_computer(request: web.Request) -> bool:
    # A web site may let a name of its own point to 127.0.0.1; the Host header then shows that name.
    return is_here(f"http://{request.host}")


def _is_own_page_or_program(request: web.Request) -> bool:
    """A program sends neither header."""
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        return False
    return request.headers.get("Sec-Fetch-Site") not in FOREIGN
