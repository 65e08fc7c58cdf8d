"""Shares the stories whose hour has come."""

import logging

from bot.context import Clock
from bot.services.stories import publish
from db.queries.stories import stories_due
from db.session import Sessions, begin

log = logging.getLogger(__name__)


async def publish_due(sessions: Sessions, clock: Clock) -> int:
    """How many were handed to delivery, each in its own transaction: one failing holds up none."""
    async with begin(sessions) as session:
        due = await stories_due(session, clock())
    shared = 0
    for story_id in due:
        try:
            async with begin(sessions) as session:
                shared += await publish(session, story_id, now=clock())
        except Exception as error:
            log.error("story %d was not shared (%s)", story_id, type(error).__name__)
    return shared
