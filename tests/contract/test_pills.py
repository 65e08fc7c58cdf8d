"""Counts, shares and refills as the clinic's programs see them."""

from datetime import timedelta
from fractions import Fraction

import pytest

from db.models import Membership
from tests.contract.people import NOW, TODAY, ago, noon


async def test_every_count_is_read_and_the_corrected_ones_say_so(ganiyari):
    await ganiyari.count(62, ago(3), replaced_at=NOW, source="caregiver")
    await ganiyari.count(26, ago(3))
    corrected, standing = await ganiyari.read("pill_count_feed", "count_id")
    assert (corrected["remaining"], corrected["source"]) == (62, "caregiver")
    assert (bool(corrected["corrected"]), bool(standing["corrected"])) == (True, False)
    assert (standing["patient"], standing["medicine"]) == ("Sukhmati", "Metformin")


async def test_the_share_is_that_between_the_last_two_counts(ganiyari):
    await ganiyari.dose(2, ago(60))
    await ganiyari.fill(60, ago(60))
    await ganiyari.count(26, ago(40), source="leader")
    await ganiyari.fill(60, ago(36))
    await ganiyari.count(58, ago(20))
    (row,) = await ganiyari.read("adherence_feed")
    assert (row["taken"], row["expected"]) == (28, 40)
    assert float(row["fraction"]) == pytest.approx(0.7)
    assert (row["band"], row["no_fraction_because"]) == ("50_to_79", None)
    assert (row["counts_used"], row["source"], row["confidence"]) == (2, "self", "medium")
    assert str(row["since_on"]) == str(ago(40))


async def test_a_first_count_is_held_against_the_fill_that_started_the_treatment(ganiyari):
    await ganiyari.dose(2, ago(20))
    await ganiyari.fill(60, ago(20))
    await ganiyari.count(26, TODAY)
    (row,) = await ganiyari.read("adherence_feed")
    assert (row["taken"], float(row["fraction"])) == (34, pytest.approx(0.85))
    assert (row["counts_used"], row["days_left"]) == (1, 13)
    assert str(row["run_out_on"]) == str(TODAY + timedelta(days=13))


async def test_doubtful_and_replaced_counts_are_left_out(ganiyari):
    await ganiyari.dose(1, ago(30))
    await ganiyari.fill(60, ago(30))
    await ganiyari.count(40, ago(10))
    await ganiyari.count(900, ago(5), doubtful=True)
    await ganiyari.count(1, ago(4), replaced_at=NOW)
    (row,) = await ganiyari.read("adherence_feed")
    assert (row["remaining"], row["taken"], row["counts_used"]) == (40, 20, 1)


async def test_a_fill_made_after_the_count_of_its_day_is_not_in_that_count(ganiyari):
    await ganiyari.dose(1, ago(30))
    await ganiyari.fill(60, ago(30))
    await ganiyari.count(40, ago(10))
    await ganiyari.fill(30, ago(10), at=noon(ago(10)) + timedelta(hours=1))
    (row,) = await ganiyari.read("adherence_feed")
    assert (row["taken"], row["days_left"]) == (20, 60)


async def test_where_there_is_no_share_the_reason_is_given(ganiyari):
    (row,) = await ganiyari.read("adherence_feed")
    assert (row["no_fraction_because"], row["band"]) == ("no_interval", "unknown")
    assert (row["counts_used"], row["days_left"], row["run_out_on"]) == (0, None, None)
    await ganiyari.dose(1, ago(30))
    await ganiyari.fill(30, ago(30))
    await ganiyari.count(27, ago(26))
    await ganiyari.count(24, ago(23))
    assert (await ganiyari.read("adherence_feed"))[0]["no_fraction_because"] == "too_short"
    await ganiyari.count(200, ago(2))
    (row,) = await ganiyari.read("adherence_feed")
    assert (row["fraction"], row["no_fraction_because"]) == (None, "more_than_possible")
    await ganiyari.run("UPDATE medicine SET countable = false")
    (row,) = await ganiyari.read("adherence_feed")
    assert (row["no_fraction_because"], row["days_left"]) == ("not_countable", None)


async def test_pills_that_ran_out_have_the_day_on_which_they_did(ganiyari):
    await ganiyari.dose(Fraction(1, 2), ago(90))
    await ganiyari.fill(10, ago(60))
    (row,) = await ganiyari.read("adherence_feed")
    assert (row["days_left"], str(row["run_out_on"])) == (0, str(ago(40)))
    await ganiyari.fill(15, ago(20))
    (row,) = await ganiyari.read("adherence_feed")
    assert (row["days_left"], str(row["run_out_on"])) == (10, str(TODAY + timedelta(days=10)))


async def test_who_runs_out_when_is_read_for_each_group(ganiyari):
    await ganiyari.dose(2, ago(10))
    await ganiyari.fill(30, ago(10))
    (row,) = await ganiyari.read("refill_feed")
    assert (row["group_title"], row["patient"]) == ("Ganiyari sangwari", "Sukhmati")
    assert (row["medicine"], row["days_left"]) == ("Metformin", 5)
    assert row["next_meeting_on"] is None
    await ganiyari.run("UPDATE membership SET left_at = joined_at")
    (row,) = await ganiyari.read("refill_feed")
    assert row["group_id"] is None
    await ganiyari.run("UPDATE treatment SET stopped_on = CURRENT_DATE")
    assert await ganiyari.read("refill_feed") == []


async def test_two_phones_of_one_patient_are_one_line_of_a_group(ganiyari):
    await ganiyari.dose(2, ago(10))
    await ganiyari.fill(30, ago(10))
    _, daughter = await ganiyari.join("Sukhmati's daughter")
    await ganiyari.run(
        "UPDATE holder SET patient_id = :patient WHERE account_id = :account",
        patient=ganiyari.patient_id,
        account=daughter,
    )
    assert len(await ganiyari.read("refill_feed")) == 1
    await ganiyari.add(
        Membership(
            group_id=ganiyari.group_id,
            account_id=ganiyari.account_id,
            role="member",
            joined_at=NOW,
            left_at=NOW,
        )
    )
    assert len(await ganiyari.read("refill_feed")) == 1
