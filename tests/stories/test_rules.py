"""Who may tell, review, publish and withdraw a story; words that identify its teller."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import stories
from bot.domain.stories import CLAIM_LASTS, Story, StoryRefusal, identifying_words, medical_claim
from db.enums import ReviewDecision, StoryAudience, StoryReader, StoryState

SUKHMATI, PHULO_THE_LEADER, DHANI_THE_LEADER, ANITA_THE_NURSE, STRANGER = 1, 2, 3, 4, 5
LEADER, CLINIC = StoryReader.LEADER, StoryReader.CLINIC
ROLES = {PHULO_THE_LEADER: LEADER, DHANI_THE_LEADER: LEADER, ANITA_THE_NURSE: CLINIC}
MY_GROUP = frozenset({StoryAudience.KEEP, StoryAudience.GROUP})
TODAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)
TOLD = Story(SUKHMATI, StoryState.SUBMITTED, MY_GROUP, waits_for=LEADER, nudge_at=NOW)


def in_state(state: StoryState) -> Story:
    return replace(TOLD, state=state, version=5, waits_for=None)


def others(state: StoryState) -> list[StoryState]:
    return [other for other in StoryState if other is not state]


def decide(story, decision, *, who=PHULO_THE_LEADER, reader=LEADER, version=1, now=NOW):
    return stories.reviewed(story, decision, who=who, reader=reader, version=version, now=now)


@pytest.mark.parametrize(
    ("decision", "state"),
    [
        (ReviewDecision.APPROVE, StoryState.APPROVED),
        (ReviewDecision.ASK_CHANGE, StoryState.CHANGE_ASKED),
        (ReviewDecision.DECLINE, StoryState.DECLINED),
    ],
)
def test_a_review_decides_once(decision, state):
    decided = decide(TOLD, decision)
    assert (decided.state, decided.version, decided.waits_for) == (state, 2, None)
    assert decided.nudge_at is None
    assert decide(decided, decision, version=2) is StoryRefusal.NOT_WAITING


@pytest.mark.parametrize("state", others(StoryState.SUBMITTED))
def test_only_a_submitted_story_is_reviewed(state):
    refusal = decide(in_state(state), ReviewDecision.APPROVE, version=5)
    taken_back = state is StoryState.WITHDRAWN
    assert refusal is (StoryRefusal.WITHDRAWN if taken_back else StoryRefusal.NOT_WAITING)


def test_nobody_reviews_their_own_story_nor_without_a_role():
    own = decide(TOLD, ReviewDecision.APPROVE, who=SUKHMATI)
    assert own is StoryRefusal.OWN_STORY
    no_role = decide(TOLD, ReviewDecision.APPROVE, who=STRANGER, reader=None)
    assert no_role is StoryRefusal.NOT_READER


def test_where_the_clinic_must_look_too_a_leaders_yes_hands_it_on():
    handed = decide(replace(TOLD, needs_clinic=True), ReviewDecision.APPROVE)
    assert (handed.state, handed.waits_for) == (StoryState.SUBMITTED, CLINIC)
    assert handed.leader_before_clinic == PHULO_THE_LEADER
    again = decide(handed, ReviewDecision.APPROVE, who=DHANI_THE_LEADER, version=2)
    assert again is StoryRefusal.READ_ALREADY
    both = decide(handed, ReviewDecision.APPROVE, reader=CLINIC, version=2)
    assert both is StoryRefusal.READ_ALREADY
    done = decide(handed, ReviewDecision.APPROVE, who=ANITA_THE_NURSE, reader=CLINIC, version=2)
    assert done.state is StoryState.APPROVED


def test_a_decision_on_words_that_have_changed_is_refused():
    asked = decide(TOLD, ReviewDecision.ASK_CHANGE)
    told_again = stories.resubmitted(asked, by=SUKHMATI, version=2)
    handed_in = stories.submitted(told_again, reader=LEADER, nudge_at=NOW)
    assert (handed_in.state, handed_in.version) == (StoryState.SUBMITTED, 3)
    assert decide(handed_in, ReviewDecision.APPROVE) is StoryRefusal.CHANGED_SINCE


def test_one_reads_and_the_others_wait_for_a_quarter_of_an_hour():
    held = stories.claimed(TOLD, who=PHULO_THE_LEADER, reader=LEADER, version=1, now=NOW)
    by_dhani = {"who": DHANI_THE_LEADER, "reader": LEADER, "version": 1}
    almost = NOW + CLAIM_LASTS - timedelta(seconds=1)
    assert stories.claimed(held, **by_dhani, now=almost) is StoryRefusal.CLAIMED
    assert stories.claimed(held, **by_dhani, now=NOW + CLAIM_LASTS).claimed_by == DHANI_THE_LEADER


def test_what_waits_is_brought_to_somebody_else_when_its_time_has_come():
    assert stories.nudged(TOLD, NOW - timedelta(seconds=1)) is None
    left = stories.nudged(TOLD, NOW)
    assert (left.nudges, left.nudge_at) == (1, NOW + timedelta(days=3))


def test_only_its_teller_tells_it_again_and_only_when_asked():
    asked = in_state(StoryState.CHANGE_ASKED)
    assert stories.resubmitted(asked, by=STRANGER, version=5) is StoryRefusal.NOT_TELLER
    assert stories.resubmitted(asked, by=SUKHMATI, version=4) is StoryRefusal.CHANGED_SINCE
    assert stories.resubmitted(TOLD, by=SUKHMATI, version=1) is StoryRefusal.NOT_WAITING


def test_an_approved_story_is_published_once():
    heard = stories.published(in_state(StoryState.APPROVED))
    assert (heard.state, heard.version) == (StoryState.PUBLISHED, 6)
    assert stories.published(heard) is StoryRefusal.NOT_WAITING


@pytest.mark.parametrize("state", others(StoryState.APPROVED))
def test_nothing_is_published_without_approval(state):
    assert isinstance(stories.published(in_state(state)), StoryRefusal)


def test_a_story_only_to_be_kept_or_not_yet_retold_is_not_published():
    approved = in_state(StoryState.APPROVED)
    kept = replace(approved, layers=frozenset({StoryAudience.KEEP}))
    assert stories.published(kept) is StoryRefusal.KEPT
    assert stories.published(replace(approved, retell=True)) is StoryRefusal.NOT_WAITING
    assert stories.published(replace(approved, retell=True, retold=True)).state == "published"


@pytest.mark.parametrize("state", others(StoryState.WITHDRAWN))
def test_its_teller_takes_a_story_back_whatever_became_of_it(state):
    assert stories.withdrawn(in_state(state), by=STRANGER) is StoryRefusal.NOT_TELLER
    gone = stories.withdrawn(in_state(state), by=SUKHMATI)
    assert (gone.state, gone.layers, gone.nudge_at) == (StoryState.WITHDRAWN, frozenset(), None)
    assert stories.withdrawn(gone, by=SUKHMATI) is StoryRefusal.WITHDRAWN
    assert stories.published(gone) is StoryRefusal.WITHDRAWN


@pytest.mark.parametrize(
    ("birth_year", "open_emergency", "refusal"),
    [
        (1980, False, None),
        (None, False, None),
        (2007, False, None),
        (2008, False, StoryRefusal.MINOR),
        (2015, True, StoryRefusal.MINOR),
        (1980, True, StoryRefusal.CRISIS),
        (None, True, StoryRefusal.CRISIS),
    ],
)
def test_a_story_is_not_taken_from_a_child_or_in_a_crisis(birth_year, open_emergency, refusal):
    may = stories.telling_refused(birth_year=birth_year, today=TODAY, open_emergency=open_emergency)
    assert may is refusal


def test_the_widest_circle_of_listeners():
    assert stories.widest_audience(()) is StoryAudience.KEEP
    assert (
        stories.widest_audience([StoryAudience.OUTSIDE, StoryAudience.GROUP])
        is StoryAudience.OUTSIDE
    )


PRESSES = st.lists(
    st.tuples(
        st.sampled_from([*ROLES, SUKHMATI, STRANGER]),
        st.sampled_from(["claim", *ReviewDecision]),
        st.integers(1, 3),
        st.sampled_from([0, 1, 14, 15, 60]),
    ),
    max_size=12,
)


@given(PRESSES, st.booleans())
def test_there_is_one_decision_however_many_press(presses, needs_clinic):
    story, now, decided = replace(TOLD, needs_clinic=needs_clinic), NOW, []
    for who, press, version, minutes in presses:
        now += timedelta(minutes=minutes)
        by = {"who": who, "reader": ROLES.get(who), "version": version, "now": now}
        before = story
        if press == "claim":
            after = stories.claimed(story, **by)
        else:
            after = stories.reviewed(story, ReviewDecision(press), **by)
        if isinstance(after, StoryRefusal):
            continue
        story = after
        assert who in ROLES
        assert version == before.version
        held = before.claimed_until is not None and now < before.claimed_until
        assert not held or before.claimed_by == who
        if press != "claim":
            decided.append((who, ReviewDecision(press)))
    ends = [d for d in decided if d[1] is not ReviewDecision.APPROVE]
    assert len(ends) <= 1
    assert len(decided) <= (2 if needs_clinic else 1)
    if story.state is StoryState.APPROVED and needs_clinic:
        assert ROLES[decided[-1][0]] is CLINIC
    assert len({who for who, _ in decided}) == len(decided)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("मैं गनियारी की मितानिन हूँ", ["गनियारी", "मितानिन"]),
        ("main Ganiyari me rehti hun, mera beta dekhta hai", ["Ganiyari", "beta"]),
        ("मोर सुवारी अउ ददा ला पूछेंव।", ["सुवारी", "ददा"]),
        ("बड़े गाँव के कोटवार ने बताया", ["बड़े गाँव", "कोटवार"]),
        ("पहले मुझे डर लगा, पैर का घाव नहीं भरा, दवा बड़ा काम आई", []),
        ("घर मा रहिथंव, दवई नइ छोड़ेंव", []),
        ("panch goli bachi hai, nai chhodi", []),
        ("मोर कका कहिस", ["कका"]),
        ("At first I was afraid of the needle.", []),
    ],
)
def test_what_gives_a_teller_away(text, found):
    assert identifying_words(text, ["गनियारी", "बड़े गाँव", "प"]) == found


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("नीम का काढ़ा पीने से शुगर ठीक हो गई", True),
        ("karela khane se sugar chali gayi", True),
        ("मैंने दवाई छोड़ दी थी, फिर लकवा मार गया", True),
        ("गोली 2 की जगह 1 खाता हूँ", True),
        ("बइगा करा गेंव, झारफूंक करेंव", True),
        ("पहले मुझे डर लगा, अब रोज दवा लेती हूँ", False),
        ("मोर मन टूट गे रिहिस, संगवारी मन संग दिहिन", False),
        ("At first I was afraid of the needle. Now I do it every morning.", False),
    ],
)
def test_what_a_doctor_should_see_first(text, claims):
    assert medical_claim(text) is claims


@given(st.text(), st.lists(st.text(max_size=12), max_size=4))
def test_any_text_can_be_looked_through(text, villages):
    assert all(
        found.split()[0] in text for found in identifying_words(text, villages) if found.split()
    )
    assert medical_claim(text) in (True, False)
