"""What falls due with stories: heard, told to a group, read at last, asked about after a year."""

import logging
from collections.abc import Awaitable, Callable

from bot.context import Clock
from bot.services.stories import ask_again, groups_to_hear, nudge, publish, tell_group
from db.queries.stories.airing import stories_due, stories_to_ask_about
from db.queries.stories.reviewing import stories_to_nudge
from db.session import Sessions, begin

log = logging.getLogger(__name__)


async def publish_due(sessions: Sessions, clock: Clock) -> int:
    """How many may be heard from now on."""
    async with begin(sessions) as session:
        due = await stories_due(session, clock())
    return await _each(sessions, clock, due, publish)


async def tell_groups(sessions: Sessions, clock: Clock) -> int:
    """How many groups are told their story of the week."""
    async with begin(sessions) as session:
        due = await groups_to_hear(session, now=clock())
    return await _each(sessions, clock, due, tell_group)


async def ask_about(sessions: Sessions, clock: Clock) -> int:
    """How many were left unread for days, or are a year old: somebody is asked about them."""
    async with begin(sessions) as session:
        unread = await stories_to_nudge(session, clock())
        old = await stories_to_ask_about(session, clock())
    asked = await _each(sessions, clock, unread, nudge)
    return asked + await _each(sessions, clock, old, ask_again)


async def _each(
    sessions: Sessions,
    clock: Clock,
    ids: list[int],
    deed: Callable[..., Awaitable[bool]],
) -> int:
    """Each in its own transaction: one failing holds up none."""
    done = 0
    for id_ in ids:
        try:
            async with begin(sessions) as session:
                done += await deed(session, id_, now=clock())
        except Exception as error:
            log.error("%s of %d failed (%s)", deed.__name__, id_, type(error).__name__)
    return done
