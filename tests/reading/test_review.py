"""The lists as a clinician reviews them, and what became of the alarms."""

from bot.domain.reading.danger import rules
from bot.domain.reading.review import HEAD, Closed, Precision, precision, review_table
from db.enums import AlertOutcome, ReadingLevel


def test_every_rule_is_a_row_with_a_severity_a_clinician_knows() -> None:
    table = review_table()
    assert {len(row) for row in table} == {len(HEAD)}
    assert sum(row[0] == "words" for row in table) == len(rules())
    assert {row[2] for row in table} <= {level.value for level in ReadingLevel}


def test_a_row_shows_what_may_be_typed_in_three_spellings() -> None:
    hindi, chhattisgarhi, roman = next(row[4:7] for row in review_table() if row[1] == "snakebite")
    assert hindi.startswith("सांप, ")
    assert "चाब" in chhattisgarhi
    assert " + kat, " in roman


def test_a_cut_off_names_its_source() -> None:
    readings = [row for row in review_table() if row[0] == "reading"]
    assert any("sugar from 15 to below 54" in row[4] and "ADA" in row[8] for row in readings)
    assert all(row[8] for row in readings)


def test_a_phrase_that_cried_wolf_comes_first() -> None:
    chest, fit = "सीने में दर्द है", "दौरा आया है"
    alerts = [
        Closed((chest,), frozenset(("chest_pain",)), AlertOutcome.HELPED),
        Closed((chest, "जल्दी आओ"), frozenset(("chest_pain",)), AlertOutcome.REFERRED),
        Closed((chest,), frozenset(("chest_pain",)), AlertOutcome.NO_ANSWER),
        Closed((fit,), frozenset(("seizure",)), AlertOutcome.FALSE_ALARM),
    ]
    first, second = precision(alerts)
    assert first == Precision("seizure", "दौरा आया", 1, 0, 1)
    assert second == Precision("chest_pain", "सीने दर्द", 3, 2, 0)
    assert (first.share, second.share) == (0.0, 1.0)


def test_a_question_that_was_answered_with_no_is_counted_beside_the_alarms() -> None:
    asked = Closed(("sine me dard nahi",), frozenset(("chest_pain",)), None)
    helped = Closed(("sine me dard hai",), frozenset(("chest_pain",)), AlertOutcome.HELPED)
    (row,) = precision([asked, helped])
    assert row == Precision("chest_pain", "sine dard", 1, 1, 0, denied=1)
    assert row.share == 1.0


def test_a_sign_that_the_lists_no_longer_find_keeps_its_name() -> None:
    alert = Closed(("जय जोहार",), frozenset(("seizure",)), AlertOutcome.NO_ANSWER)
    (row,) = precision([alert])
    assert (row.sign, row.phrase, row.share) == ("seizure", "", None)
