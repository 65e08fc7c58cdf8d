"""What a person has said yes to, and whether that yes still holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.enums import ConsentScope

# Raise it whenever the notice says more than before: then everybody is asked again.
NOTICE_VERSION = 1

# A story outlives the mood it was told in, so its yes is asked for anew after twelve months, and
# who has not answered within thirty days has not said yes.
STORY_ASKED_AGAIN_AFTER = timedelta(days=365)
STORY_ANSWER_WITHIN = timedelta(days=30)


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


def story_asked_again_at(given_at: datetime) -> datetime:
    """When the teller is asked whether the yes still holds."""
    return given_at + STORY_ASKED_AGAIN_AFTER


def story_holds_until(given_at: datetime) -> datetime:
    """The instant from which a story is no longer played unless its teller said yes again."""
    return given_at + STORY_ASKED_AGAIN_AFTER + STORY_ANSWER_WITHIN


def story_yes_holds(given_at: datetime, *, ended_at: datetime | None, now: datetime) -> bool:
    """Whether one yes to one layer of a story still holds. `ended_at` None: not taken back."""
    if ended_at is not None and ended_at <= now:
        return False
    return given_at <= now < story_holds_until(given_at)
