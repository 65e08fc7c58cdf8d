"""Consent to each layer of a story's audience: given, renewed after a year, ended."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import update

from bot.domain import stories as rules
from bot.domain.privacy.consent import story_asked_again_at, story_consent_ends_at
from bot.domain.quiet_hours import after_quiet
from bot.domain.stories import StoryRefusal
from bot.services.audit import record_action
from bot.services.outbox import To, enqueue
from bot.services.stories.story import StoryRefused
from bot.texts.stories import my_stories as texts
from db.enums import Language, OutboxClass, StoryAudience, StoryState
from db.models import Story, StoryConsent
from db.queries.stories import locked_story, standing_consents
from db.session import UnitOfWork

CONSENT_VERSION = 2
"""Increase it whenever the questions before the consent, or the preview, change in meaning."""


async def give_story_consent(
    session: UnitOfWork,
    story: Story,
    layers: Iterable[StoryAudience],
    *,
    language: Language,
    now: datetime,
) -> None:
    """Consent to these layers, which replaces every earlier consent."""
    await end_story_consent(session, story, now=now)
    given = frozenset(layers)
    for layer in sorted(given):
        session.add(
            StoryConsent(
                story_id=story.id,
                layer=layer,
                version=CONSENT_VERSION,
                language=language,
                given_at=now,
                holds_until=story_consent_ends_at(now),
            )
        )
    story.consented_at, story.consent_version = now, CONSENT_VERSION
    story.audience = rules.widest_audience(given)
    story.ask_again_at = story_asked_again_at(now) if given & rules.SHARED_LAYERS else None
    await session.flush()


async def end_story_consent(
    session: UnitOfWork, story: Story, *, layer: StoryAudience | None = None, now: datetime
) -> None:
    """End the consent to one layer, or to all if `layer` is None."""
    ended = update(StoryConsent).where(
        StoryConsent.story_id == story.id, StoryConsent.ended_at.is_(None)
    )
    if layer is not None:
        ended = ended.where(StoryConsent.layer == layer)
    await session.execute(ended.values(ended_at=now).execution_options(synchronize_session="fetch"))


async def ask_to_renew_consent(session: UnitOfWork, story_id: int, *, now: datetime) -> bool:
    """Ask the teller after a year whether the consent still holds.

    False if it is not the time to ask.
    """
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
        texts.ask_renewal(story=story.id, title=story.body),
        story_id=story.id,
        not_before=after_quiet(now),
        now=now,
    )
    return True


async def renew_story_consent(
    session: UnitOfWork, account_id: int, story_id: int, *, language: Language, now: datetime
) -> Story | StoryRefused:
    """Renew the consent to all layers that have one."""
    story = await locked_story(session, story_id)
    if story is None or story.account_id != account_id:
        return StoryRefused(StoryRefusal.NOT_TELLER)
    if story.state == StoryState.WITHDRAWN:
        return StoryRefused(StoryRefusal.WITHDRAWN)
    layers = {StoryAudience(c.layer) for c in await standing_consents(session, story.id)}
    await give_story_consent(session, story, layers, language=language, now=now)
    actor = ("account", account_id)
    record_action(session, "story_renewed", ("story", story.id), actor=actor, now=now)
    return story
