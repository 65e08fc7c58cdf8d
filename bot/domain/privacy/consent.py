"""What a person consented to, and whether that consent still holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.enums import ConsentScope

# Raise it whenever the notice says more than before: everybody is then asked again.
NOTICE_VERSION = 1

# Whoever told a story may think differently later, so consent is asked for again after a year.
# No answer within thirty days counts as no.
STORY_ASKED_AGAIN_AFTER = timedelta(days=365)
STORY_ANSWER_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """One consent, to one version of the notice. `withdrawn_at` is None if it was not withdrawn."""

    scope: ConsentScope
    version: int
    given_at: datetime
    withdrawn_at: datetime | None = None


def consent_holds(consents: Iterable[GivenConsent], scope: ConsentScope, now: datetime) -> bool:
    """Whether the bot may do what `scope` names for this person now.

    Consent to an older notice does not cover this one. A newer version counts: during an upgrade
    another process may already have shown it.
    """
    return any(given.version >= NOTICE_VERSION for given in _not_withdrawn(consents, scope, now))


def must_ask_again(consents: Iterable[GivenConsent], scope: ConsentScope, now: datetime) -> bool:
    """Whether the person consented, but only to an older version of the notice."""
    versions = [given.version for given in _not_withdrawn(consents, scope, now)]
    return bool(versions) and max(versions) < NOTICE_VERSION


def _not_withdrawn(
    consents: Iterable[GivenConsent], scope: ConsentScope, now: datetime
) -> list[GivenConsent]:
    # A withdrawal ends every consent before it: two taps on "yes" must not survive one "no".
    asked = [given for given in consents if given.scope is scope]
    noes = [no for given in asked if (no := given.withdrawn_at) is not None and no <= now]
    return [
        given
        for given in asked
        if given.given_at <= now and not any(no >= given.given_at for no in noes)
    ]


def story_asked_again_at(given_at: datetime) -> datetime:
    """When the teller is asked whether the story may still be shared."""
    return given_at + STORY_ASKED_AGAIN_AFTER


def story_consent_ends_at(given_at: datetime) -> datetime:
    """The instant from which a story is no longer shared unless its teller consented again."""
    return given_at + STORY_ASKED_AGAIN_AFTER + STORY_ANSWER_WITHIN


def story_consent_holds(given_at: datetime, *, ended_at: datetime | None, now: datetime) -> bool:
    """Whether the consent to one audience of a story holds. `ended_at` is None if not withdrawn."""
    if ended_at is not None and ended_at <= now:
        return False
    return given_at <= now < story_consent_ends_at(given_at)
