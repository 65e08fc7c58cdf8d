"""Groups, stories and messages as the clinic's programs see them."""

from datetime import timedelta

import pytest

from db.enums import OutboxClass
from db.models import Attendance, Meeting, StoryHelped
from tests.contract.people import NOW, TODAY, ago, noon


async def test_a_group_is_read_with_its_people_and_the_rights_of_the_bot(ganiyari):
    await ganiyari.run("UPDATE membership SET role = 'leader'")
    await ganiyari.join("Ramkali")
    _, gone = await ganiyari.join("Budhram")
    await ganiyari.run("UPDATE membership SET left_at = joined_at WHERE account_id = :a", a=gone)
    (group,) = await ganiyari.read("group_feed")
    assert (group["title"], group["members"], group["leaders"]) == ("Ganiyari sangwari", 2, 1)
    assert (group["bot_status"], group["bot_may_pin"]) == ("administrator", True)
    assert not group["bot_may_delete"]
    assert group["next_meeting_on"] is None


async def test_the_next_meeting_is_the_first_that_is_planned_and_not_called_off(ganiyari):
    await ganiyari.fill(60, TODAY)
    await ganiyari.dose(2, TODAY)
    for ahead, state in ((2, "called_off"), (4, "planned"), (9, "planned")):
        await ganiyari.add(
            Meeting(
                group_id=ganiyari.group_id,
                starts_at=noon(ago(-ahead)),
                state=state,
                created_at=NOW,
            )
        )
    (group,) = await ganiyari.read("group_feed")
    (refill,) = await ganiyari.read("refill_feed")
    assert str(group["next_meeting_on"]) == str(refill["next_meeting_on"]) == str(ago(-4))
    await ganiyari.run("UPDATE patient SET left_on = :day, left_because = 'moved'", day=TODAY)
    assert await ganiyari.read("refill_feed") == []


@pytest.mark.parametrize(("people", "shown"), [(4, None), (5, 5), (6, 6)])
async def test_how_many_counted_this_month_shows_from_five_people_on(ganiyari, people, shown):
    await ganiyari.count(10, TODAY)
    await ganiyari.count(20, TODAY.replace(day=1))
    for n in range(people - 1):
        patient_id, _ = await ganiyari.join(f"Person {n}")
        await ganiyari.count(10, TODAY, treatment_id=await ganiyari.treat(patient_id))
    patient_id, _ = await ganiyari.join("Of last month")
    await ganiyari.count(10, ago(40), treatment_id=await ganiyari.treat(patient_id))
    (group,) = await ganiyari.read("group_feed")
    assert group["reporting_this_month"] == shown


@pytest.mark.parametrize(
    ("layer", "state", "shown"),
    [
        ("group", "published", True),
        ("outside", "approved", True),
        ("keep", "approved", False),
        ("group", "submitted", False),
        ("group", "change_asked", False),
        ("group", "declined", False),
        ("group", "withdrawn", False),
    ],
)
async def test_words_of_a_story_show_only_where_consent_covers_them(ganiyari, layer, state, shown):
    await ganiyari.story(layer, audience=layer, state=state)
    (story,) = await ganiyari.read("story_feed")
    assert (story["audience"], story["state"]) == (layer, state)
    assert (story["body"] is not None) is shown
    assert (story["shown_name"] is not None) is shown


async def test_words_of_a_story_show_no_longer_than_the_yes_holds(ganiyari):
    await ganiyari.run("DELETE FROM story_consent")
    await ganiyari.story("keep")
    (story,) = await ganiyari.read("story_feed")
    assert story["body"] is None
    await ganiyari.give_consent(story["story_id"], "group", holds_until=NOW - timedelta(days=1))
    await ganiyari.give_consent(story["story_id"], "outside", ended_at=NOW)
    (story,) = await ganiyari.read("story_feed")
    assert (story["body"], bool(story["for_group"]), bool(story["for_outside"])) == (
        None,
        False,
        False,
    )
    await ganiyari.give_consent(story["story_id"], "same_illness")
    (story,) = await ganiyari.read("story_feed")
    assert story["body"]
    assert (bool(story["for_group"]), bool(story["for_same_illness"])) == (False, True)


async def test_words_that_a_leader_retells_do_not_show(ganiyari):
    await ganiyari.story(retell=True)
    (story,) = await ganiyari.read("story_feed")
    assert (story["body"], bool(story["told_by_leader"])) == (None, True)


@pytest.mark.parametrize(("people", "shown"), [(4, None), (5, 5)])
async def test_how_many_a_story_helped_shows_from_five_people_on(ganiyari, people, shown):
    story_id = await ganiyari.story()
    for account_id in range(people):
        await ganiyari.add(StoryHelped(story_id=story_id, account_id=account_id, at=NOW))
    (story,) = await ganiyari.read("story_feed")
    assert story["helped"] == shown


async def test_a_story_without_a_name_has_none_and_leads_to_nobody(ganiyari):
    await ganiyari.story(name_choice="none")
    (story,) = await ganiyari.read("story_feed")
    assert story["body"]
    assert story["shown_name"] is None
    assert not {"patient_id", "account_id", "patient", "file_id"} & story.keys()


async def test_a_withdrawn_story_shows_no_words_even_before_its_state_says_so(ganiyari):
    await ganiyari.story(withdrawn_at=NOW)
    (story,) = await ganiyari.read("story_feed")
    assert story["body"] is None


async def test_a_message_is_read_without_its_words(ganiyari):
    alert_id = await ganiyari.alert()
    await ganiyari.message(alert_id=alert_id, status="failed", last_code="403 blocked")
    (message,) = await ganiyari.read("delivery_feed")
    assert (message["clinic"], message["alert_code"]) == ("Ganiyari", f"G{alert_id}")
    assert (message["status"], message["last_code"]) == ("failed", "403 blocked")
    assert (message["destination"], message["destination_id"]) == ("account", None)
    assert not {"params", "text", "body"} & message.keys()


async def test_only_a_reply_hides_to_whom_it_went(ganiyari):
    """Its template says what the person did, such as to report a message or to raise a need."""
    for klass in OutboxClass:
        await ganiyari.message(klass=klass.value, patient_id=ganiyari.patient_id)
    for message in await ganiyari.read("delivery_feed"):
        hidden = message["kind"] == OutboxClass.REPLY
        assert (message["destination_id"] is None) == hidden
        assert (message["patient_id"] is None) == hidden


async def test_a_message_with_a_story_names_no_teller(ganiyari):
    """Who told it may have chosen to be nobody."""
    patient = ganiyari.patient_id
    await ganiyari.message(klass="story", story_id=1, patient_id=patient)
    await ganiyari.message(klass="story", dest_kind="group", dest_id=1, patient_id=patient)
    for message in await ganiyari.read("delivery_feed"):
        assert message["patient_id"] is None


async def test_the_clinic_of_a_message_is_found_by_whom_it_goes_to(ganiyari):
    await ganiyari.message(dest_kind="group", dest_id=ganiyari.group_id)
    await ganiyari.run(
        "UPDATE staff SET account_id = :account", account=(await ganiyari.join("Meena"))[1]
    )
    await ganiyari.message(dest_id=999)
    rows = await ganiyari.read("delivery_feed", "delivery_id")
    assert [row["clinic"] for row in rows] == ["Ganiyari", None]


@pytest.mark.parametrize(("came", "shown"), [(4, None), (5, 5)])
async def test_the_last_meeting_shows_how_many_came_from_five_on(ganiyari, came, shown):
    for days, state in ((40, "held"), (10, "held"), (5, "called_off")):
        meeting = await ganiyari.add(
            Meeting(
                group_id=ganiyari.group_id, starts_at=noon(ago(days)), state=state, created_at=NOW
            )
        )
        for n in range(came if days == 10 else 7):
            patient_id, account_id = await ganiyari.join(f"Person {days} {n}")
            await ganiyari.add(
                Attendance(
                    meeting_id=meeting.id,
                    patient_id=patient_id,
                    mark=1,
                    present=True,
                    account_id=account_id,
                    marked_at=NOW,
                )
            )
    (group,) = await ganiyari.read("group_feed")
    assert str(group["last_meeting_on"]) == str(ago(10))
    assert group["last_meeting_came"] == shown
