"""Stories that are due: to be published, posted in a group, reviewed, or renewed after a year."""

from bot.context import Clock
from bot.jobs.isolation import handle_each
from bot.services.stories.consent import ask_to_renew_consent
from bot.services.stories.publishing import groups_due_a_story, post_weekly_story, publish_story
from bot.services.stories.review import nudge_readers
from db.queries.stories.publishing import stories_to_publish, stories_to_renew
from db.queries.stories.review import stories_to_nudge
from db.session import Sessions, begin


async def publish_stories(sessions: Sessions, clock: Clock) -> int:
    """Publish approved stories whose time has come; return how many."""
    async with begin(sessions) as session:
        due = await stories_to_publish(session, clock())
    return await handle_each(sessions, clock, due, publish_story)


async def post_stories(sessions: Sessions, clock: Clock) -> int:
    """Post the story of the week; return in how many groups."""
    async with begin(sessions) as session:
        due = await groups_due_a_story(session, now=clock())
    return await handle_each(sessions, clock, due, post_weekly_story)


async def follow_up_stories(sessions: Sessions, clock: Clock) -> int:
    """Nudge the readers of stories that wait for a review, and ask tellers after a year.

    A teller is asked whether the consent still holds. Returns how many stories were asked about.
    """
    async with begin(sessions) as session:
        unread = await stories_to_nudge(session, clock())
        old = await stories_to_renew(session, clock())
    asked = await handle_each(sessions, clock, unread, nudge_readers)
    return asked + await handle_each(sessions, clock, old, ask_to_renew_consent)
