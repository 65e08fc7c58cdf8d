"""What a person has said yes to, and whether that yes still holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.enums import ConsentScope

# Raise it whenever the notice says more than before: then everybody is asked again.
NOTICE_VERSION = 1

# A story outlives the mood it was told in, so its yes is asked for anew after twelve months.
STORY_CONSENT_LASTS = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Given:
    """One yes, to one version of the notice. `withdrawn_at` None: never taken back."""

    scope: ConsentScope
    version: int
    given_at: datetime
    withdrawn_at: datetime | None = None


def may(consents: Iterable[Given], scope: ConsentScope, now: datetime) -> bool:
    """Whether the bot may do what `scope` names for this person now.

    A yes to an older notice is no yes to this one. A newer one counts: while an upgrade rolls out,
    another process may already have shown it.
    """
    return any(given.version >= NOTICE_VERSION for given in _standing(consents, scope, now))


def must_ask_again(consents: Iterable[Given], scope: ConsentScope, now: datetime) -> bool:
    """Whether the person said yes, but only to a notice that has changed since."""
    versions = [given.version for given in _standing(consents, scope, now)]
    return bool(versions) and max(versions) < NOTICE_VERSION


def _standing(consents: Iterable[Given], scope: ConsentScope, now: datetime) -> list[Given]:
    # A no takes back every yes before it: two taps on "yes" must not survive one "no".
    asked = [given for given in consents if given.scope is scope]
    noes = [no for given in asked if (no := given.withdrawn_at) is not None and no <= now]
    return [
        given
        for given in asked
        if given.given_at <= now and not any(no >= given.given_at for no in noes)
    ]


def story_consent_ends(given_at: datetime) -> datetime:
    """The instant from which a story may no longer be shared unless its teller says yes again."""
    return given_at + STORY_CONSENT_LASTS


def story_consent_holds(
    given_at: datetime, *, withdrawn_at: datetime | None, now: datetime
) -> bool:
    """Whether a story may still be shared. `withdrawn_at` None: it was not taken back."""
    if withdrawn_at is not None and withdrawn_at <= now:
        return False
    return given_at <= now < story_consent_ends(given_at)
