"""A yes holds for what was read, until it is taken back."""

from datetime import UTC, datetime, timedelta

from bot.domain.privacy import consent
from bot.domain.privacy.consent import NOTICE_VERSION, GivenConsent, consent_holds, must_ask_again
from db.enums import ConsentScope

CARE = ConsentScope.CARE
MONDAY = datetime(2026, 6, 1, 10, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)


def test_without_a_yes_nothing_may_be_stored():
    assert not consent_holds([], CARE, MONDAY)
    assert not must_ask_again([], CARE, MONDAY)


def test_a_yes_holds_from_the_moment_it_is_given():
    given = [GivenConsent(CARE, NOTICE_VERSION, TUESDAY)]
    assert not consent_holds(given, CARE, MONDAY)
    assert consent_holds(given, CARE, TUESDAY)
    assert consent_holds(given, CARE, WEDNESDAY)


def test_a_yes_taken_back_is_a_no_from_that_moment():
    given = [GivenConsent(CARE, NOTICE_VERSION, MONDAY, withdrawn_at=TUESDAY)]
    assert consent_holds(given, CARE, MONDAY)
    assert not consent_holds(given, CARE, TUESDAY)
    assert not must_ask_again(given, CARE, WEDNESDAY)


def test_one_no_takes_back_two_taps_on_yes():
    taps = [
        GivenConsent(CARE, NOTICE_VERSION, MONDAY),
        GivenConsent(CARE, NOTICE_VERSION, MONDAY + timedelta(seconds=1), withdrawn_at=TUESDAY),
    ]
    assert not consent_holds(taps, CARE, WEDNESDAY)


def test_who_says_yes_again_after_a_no_is_in_again():
    given = [
        GivenConsent(CARE, NOTICE_VERSION, MONDAY, withdrawn_at=TUESDAY),
        GivenConsent(CARE, NOTICE_VERSION, WEDNESDAY),
    ]
    assert consent_holds(given, CARE, WEDNESDAY)


def test_a_yes_to_an_older_notice_is_asked_for_again():
    old = GivenConsent(CARE, NOTICE_VERSION - 1, MONDAY)
    assert not consent_holds([old], CARE, TUESDAY)
    assert must_ask_again([old], CARE, TUESDAY)
    assert not must_ask_again([old, GivenConsent(CARE, NOTICE_VERSION, TUESDAY)], CARE, TUESDAY)


def test_a_yes_to_a_newer_notice_holds_while_an_upgrade_rolls_out():
    assert consent_holds([GivenConsent(CARE, NOTICE_VERSION + 1, MONDAY)], CARE, TUESDAY)


def test_a_story_is_asked_about_after_a_year_and_falls_silent_thirty_days_later():
    assert consent.story_asked_again_at(MONDAY) == datetime(2027, 6, 1, 10, tzinfo=UTC)
    ends = consent.story_consent_ends_at(MONDAY)
    assert ends == datetime(2027, 7, 1, 10, tzinfo=UTC)
    almost = ends - timedelta(seconds=1)
    assert consent.story_consent_holds(MONDAY, ended_at=None, now=almost)
    assert not consent.story_consent_holds(MONDAY, ended_at=None, now=ends)


def test_a_story_is_not_shared_before_the_yes_nor_after_the_no():
    assert not consent.story_consent_holds(TUESDAY, ended_at=None, now=MONDAY)
    assert consent.story_consent_holds(MONDAY, ended_at=WEDNESDAY, now=TUESDAY)
    assert not consent.story_consent_holds(MONDAY, ended_at=WEDNESDAY, now=WEDNESDAY)
