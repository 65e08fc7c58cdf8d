"""The yes to each layer of a story: given, asked for again after a year, taken back."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import update

from bot.domain import stories as rules
from bot.domain.privacy.consent import story_asked_again_at, story_holds_until
from bot.domain.schedule import after_quiet
from bot.domain.stories import StoryRefusal
from bot.services.audit import note
from bot.services.outbox import To, enqueue
from bot.services.stories.story import Refused
from db.enums import Language, OutboxClass, StoryAudience, StoryState
from db.models import Story, StoryConsent
from db.queries.stories import locked_story, standing_consents
from db.session import Unit

CONSENT_VERSION = 2
"""Raise it when the questions before the yes, or the preview, say something else than before."""


async def say_yes(
    session: Unit,
    story: Story,
    layers: Iterable[StoryAudience],
    *,
    language: Language,
    now: datetime,
) -> None:
    """These layers, and no other, hold from now on."""
    await end_yes(session, story, now=now)
    given = frozenset(layers)
    for layer in sorted(given):
        session.add(
            StoryConsent(
                story_id=story.id,
                layer=layer,
                version=CONSENT_VERSION,
                language=language,
                given_at=now,
                holds_until=story_holds_until(now),
            )
        )
    story.consented_at, story.consent_version = now, CONSENT_VERSION
    story.audience = rules.widest(given)
    story.ask_again_at = story_asked_again_at(now) if given & rules.SHARED else None
    await session.flush()


async def end_yes(
    session: Unit, story: Story, *, layer: StoryAudience | None = None, now: datetime
) -> None:
    """`layer` None: all of them."""
    ended = update(StoryConsent).where(
        StoryConsent.story_id == story.id, StoryConsent.ended_at.is_(None)
    )
    if layer is not None:
        ended = ended.where(StoryConsent.layer == layer)
    await session.execute(ended.values(ended_at=now).execution_options(synchronize_session="fetch"))


async def ask_again(session: Unit, story_id: int, *, now: datetime) -> bool:
    """After a year: does it still hold? False: that is not to be asked now."""
    story = await locked_story(session, story_id)
    if story is None or story.ask_again_at is None or story.ask_again_at > now:
        return False
    story.ask_again_at = None
    if story.state not in (StoryState.APPROVED, StoryState.PUBLISHED):
        return False
    enqueue(
        session,
        OutboxClass.MODERATION,
        To.account(story.account_id),
        "stories.ask_again",
        {"story": story.id, "version": story.version, "title": story.body},
        story_id=story.id,
        not_before=after_quiet(now),
        now=now,
    )
    return True


async def renew(
    session: Unit, account_id: int, story_id: int, *, language: Language, now: datetime
) -> Story | Refused:
    """Yes, it may go on being heard, by whom it was before."""
    story = await locked_story(session, story_id)
    if story is None or story.account_id != account_id:
        return Refused(StoryRefusal.NOT_TELLER)
    if story.state == StoryState.WITHDRAWN:
        return Refused(StoryRefusal.WITHDRAWN)
    layers = {StoryAudience(c.layer) for c in await standing_consents(session, story.id)}
    await say_yes(session, story, layers, language=language, now=now)
    actor = ("account", account_id)
    note(session, "story_renewed", ("story", story.id), actor=actor, now=now)
    return story
