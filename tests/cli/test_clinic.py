"""Hours, holidays, escalation, rota, first aid and own sentences are entered at the terminal."""

import pytest

from tests.cli.conftest import Operator

CLINIC = "Sehat Kendra"


def test_hours_and_closed_days_are_set_and_shown(settled: Operator) -> None:
    answer = settled("clinic", "hours", CLINIC, "8-14", "--closed", "sat,sun")
    assert "open 8-14, closed sat,sun" in answer.out
    assert "open 8-14, closed sat,sun" in settled("clinic", "hours", CLINIC).out
    assert "closed no weekday" in settled("clinic", "hours", CLINIC, "--closed", "none").out


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("17-9",), "cannot close"),
        (("9",), "like 9-17"),
        (("9-25",), "0 to 24"),
        (("--closed", "sunny"), "no weekday"),
        (("--closed", "mon-sun"), "works on some day"),
    ],
)
def test_hours_that_cannot_be_are_refused(settled: Operator, words, hint: str) -> None:
    answer = settled("clinic", "hours", CLINIC, *words)
    assert answer.code == 2
    assert hint in answer.err


def test_a_holiday_is_added_once_and_taken_away(settled: Operator) -> None:
    for _ in range(2):
        answer = settled("clinic", "holiday", CLINIC, "2099-10-28", "Diwali")
    assert answer.out.count("2099-10-28") == 1
    assert "Diwali" in answer.out
    assert "no holiday" in settled("clinic", "holiday", CLINIC, "2099-10-28", "--remove").out
    assert settled("clinic", "holiday", CLINIC, "2099-10-28", "--remove").code == 2
    assert settled("clinic", "holiday", CLINIC, "28.10.2099").code == 2


def test_a_ladder_is_replaced_shown_and_reset(settled: Operator) -> None:
    answer = settled("clinic", "ladder", CLINIC, "emergency", "doctor:3", "leader:7")
    assert [line.split() for line in answer.lines[1:]] == [
        ["emergency", "1", "doctor", "3"],
        ["emergency", "2", "leader", "7"],
    ]
    everything = settled("clinic", "ladder", CLINIC)
    assert "same_day" in everything.out
    reset = settled("clinic", "ladder", CLINIC, "emergency", "--reset")
    assert [line.split()[2:] for line in reset.lines[1:]] == [
        ["nurse", "10"],
        ["doctor", "10"],
        ["leader", "10"],
    ]


@pytest.mark.parametrize("wrong", ["nurs:10", "nurse", "nurse:0", "nurse:x"])
def test_a_rung_that_makes_no_sense_changes_nothing(settled: Operator, wrong: str) -> None:
    assert settled("clinic", "ladder", CLINIC, "emergency", wrong).code == 2
    assert settled("clinic", "ladder", CLINIC, "urgent", "nurse:10").code == 2
    assert "doctor" in settled("clinic", "ladder", CLINIC, "emergency").out


def test_first_aid_needs_both_languages_and_a_name(settled: Operator) -> None:
    said = ("--hi", "बैठ जाइए", "--hne", "बइठ जावव")
    assert "nothing is said" in settled("clinic", "firstaid", CLINIC).out
    assert "--by" in settled("clinic", "firstaid", CLINIC, "chest_pain", *said).err
    assert "both languages" in settled("clinic", "firstaid", CLINIC, "chest_pain", *said[:2]).err
    assert "did you mean" in settled("clinic", "firstaid", CLINIC, "chest_pian", *said).err
    answer = settled(
        "clinic", "firstaid", CLINIC, "chest_pain", *said, "--by", "Dr. Rao", "--on", "2026-11-20"
    )
    assert answer.out.count("Dr. Rao") == 2
    assert "2026-11-20" in answer.out
    again = settled("clinic", "firstaid", CLINIC, "chest_pain", *said, "--by", "Dr. Das")
    assert "Dr. Rao" not in again.out
    assert "nothing is said" in settled(
        "clinic", "firstaid", CLINIC, "chest_pain", "--remove"
    ).out  # fmt: skip


def test_own_words_may_only_hold_what_the_bot_can_fill_in(settled: Operator) -> None:
    wrong = ("--hi", "{nom} को पता है", "--hne", "{name} जान गे हें")
    assert "{nom} is not known" in settled("clinic", "words", CLINIC, "taken", *wrong).err
    broken = ("--hi", "{name को", "--hne", "x")
    assert "brace" in settled("clinic", "words", CLINIC, "taken", *broken).err
    right = ("--hi", "{name} को पता है", "--hne", "{name} जान गे हें")
    assert "जान गे हें" in settled("clinic", "words", CLINIC, "taken", *right).out
    assert "is none of" in settled("clinic", "words", CLINIC, "bye", *right).err
    assert "standard sentences" in settled("clinic", "words", CLINIC, "taken", "--reset").out


def test_the_staff_chat_reads_names_only_when_told_so(settled: Operator) -> None:
    assert "who it is" in settled("clinic", "chat", CLINIC, "--details", "yes").out
    assert "nobody's name" in settled("clinic", "chat", CLINIC, "--details", "no").out


def test_a_rota_is_entered_and_shown(settled: Operator) -> None:
    settled("staff", "add", CLINIC, "Anita", "--role", "nurse")
    answer = settled("staff", "oncall", CLINIC, "Anita", "mon-fri:9-17", "sat:20-8")
    assert "Mon 9-17" in answer.out
    assert "Sat 20-8" in answer.out
    assert "Sun off" in answer.out
    assert "Sun 0-24" in settled("staff", "oncall", CLINIC, "Anita", "always").out
    never = settled("staff", "oncall", CLINIC, "Anita", "never")
    assert "Mon off" in never.out
    assert "Mon off" in settled("staff", "oncall", CLINIC).out
    for wrong in ("monday", "mon:x-y", "mon:9", "2026-99-01:off"):
        assert settled("staff", "oncall", CLINIC, "Anita", wrong).code == 2


def test_the_list_of_signs_is_the_readers_own(settled: Operator) -> None:
    answer = settled("clinic", "firstaid", CLINIC, "nothing_like_it", "--hi", "क", "--hne", "क")
    assert "explain --table" in answer.err
