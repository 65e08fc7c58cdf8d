"""A clinic is set up from the command line, and every command may be repeated."""

import pytest

from tests.cli.conftest import Operator

MEDICINE = ("patient", "medicine", "GAN200011", "Metformin 500", "--strip", "10", "--dose", "1/2")


def test_a_clinic_added_twice_is_one_clinic_with_the_newest_phone(settled: Operator) -> None:
    again = settled("clinic", "add", "Sehat Kendra", "--phone", "07752-000001")
    assert "was there" in again.out
    listed = settled("clinic", "list")
    assert listed.out.count("Sehat Kendra") == 1
    assert "07752-000001" in listed.out


def test_changing_the_phone_keeps_the_hours(settled: Operator) -> None:
    settled("clinic", "add", "Sehat Kendra", "--phone", "104", "--opens", "8", "--closes", "14")
    settled("clinic", "add", "Sehat Kendra", "--phone", "105")
    assert "8-14" in settled("clinic", "list").out


def test_a_real_clinic_does_not_become_a_practice_one(settled: Operator) -> None:
    answer = settled("clinic", "add", "Sehat Kendra", "--phone", "104", "--practice")
    assert answer.code == 2
    assert "another name" in answer.err


def test_staff_get_a_word_to_send_when_there_is_no_telegram(settled: Operator) -> None:
    answer = settled("staff", "add", "Sehat Kendra", "Anita", "--role", "nurse")
    assert answer.code == 0
    assert "/start i_" in answer.out
    assert "has not opened the link" in settled("staff", "list").out


def test_staff_added_twice_get_a_new_link_and_no_second_place(settled: Operator) -> None:
    first = settled("staff", "add", "Sehat Kendra", "Anita", "--role", "nurse")
    second = settled("staff", "add", "Sehat Kendra", "Anita", "--role", "doctor")
    assert first.out != second.out
    (row,) = [line for line in settled("staff", "list").lines if "Anita" in line]
    assert "doctor" in row


def test_who_leaves_the_staff_is_listed_no_more(settled: Operator) -> None:
    settled("staff", "add", "Sehat Kendra", "Anita", "--role", "nurse")
    assert settled("staff", "leave", "Sehat Kendra", "Anita").code == 0
    assert "Anita" not in settled("staff", "list").out
    assert settled("staff", "leave", "Sehat Kendra", "Anita").code == 2


def test_a_clinic_named_almost_right_is_suggested(settled: Operator) -> None:
    answer = settled("staff", "add", "Sehat Kendr", "Anita", "--role", "nurse")
    assert answer.code == 2
    assert "did you mean 'Sehat Kendra'?" in answer.err


def test_a_group_says_how_the_bot_comes_in_and_what_it_needs(settled: Operator) -> None:
    add = ("group", "add", "Sehat Kendra", "संगवारी – कोटा", "--language", "hne")
    answer = settled(*add, "--programme", "sickle_cell")
    assert "i_" in answer.out
    assert "administrator" in answer.out
    settled(*add)
    (row,) = [line for line in settled("group", "list").lines if "कोटा" in line]
    assert "hne" in row
    assert "sickle_cell" in row
    assert "not added yet" in row


def test_the_chat_of_the_staff_has_no_leader(settled: Operator) -> None:
    settled("group", "add", "Sehat Kendra", "क्लिनिक", "--staff")
    answer = settled("group", "leader", "क्लिनिक", "GAN200011")
    assert answer.code == 2
    assert "only a peer group has leaders" in answer.err


def test_a_patient_is_one_by_clinic_number(settled: Operator) -> None:
    add = ("patient", "add", "Sehat Kendra")
    assert "/start i_" in settled(*add, "सुखमती", "--number", "gan200011").out
    settled(*add, "सुखमती बाई", "--number", "GAN200011", "--village", "गनियारी")
    (row,) = [line for line in settled("patient", "list").lines if "GAN200011" in line]
    assert "सुखमती बाई" in row
    assert "गनियारी" in row


def test_pills_dispensed_are_counted_once_though_said_twice(settled: Operator) -> None:
    settled("patient", "add", "Sehat Kendra", "सुखमती", "--number", "GAN200011")
    handed = ("--dispensed", "60", "--on", "2026-01-05")
    assert "recorded" in settled(*MEDICINE, *handed).out
    assert "not counted twice" in settled(*MEDICINE, *handed).out


def test_two_patients_of_one_name_are_told_apart_by_number(settled: Operator) -> None:
    for _ in range(2):
        settled("patient", "add", "Sehat Kendra", "सुखमती")
    unsure = settled("patient", "medicine", "सुखमती", "Metformin", "--dose", "1")
    assert unsure.code == 2
    assert "patient list" in unsure.err
    number = settled("patient", "list").lines[1].split()[0]
    assert settled("patient", "medicine", number, "Metformin", "--dose", "1").code == 0


def test_a_patient_who_left_is_listed_no_more_and_a_mistake_is_undone(settled: Operator) -> None:
    settled("patient", "add", "Sehat Kendra", "सुखमती", "--number", "GAN200011")
    wrong = settled("patient", "left", "GAN200011", "--because", "asleep")
    assert wrong.code == 2
    assert "moved, transferred, died" in wrong.err
    assert settled("patient", "left", "GAN200011", "--because", "died").code == 0
    assert "GAN200011" not in settled("patient", "list").out
    assert settled("patient", "left", "GAN200011", "--because", "died").code == 2
    assert "again" in settled("patient", "left", "GAN200011", "--undo").out
    assert "GAN200011" in settled("patient", "list").out


def test_only_who_has_joined_can_lead(settled: Operator) -> None:
    settled("group", "add", "Sehat Kendra", "संगवारी")
    settled("patient", "add", "Sehat Kendra", "सुखमती", "--number", "GAN200011")
    answer = settled("group", "leader", "संगवारी", "GAN200011")
    assert answer.code == 2
    assert "join first" in answer.err


@pytest.mark.parametrize("what", ["clinic", "staff", "group", "patient"])
def test_an_empty_list_says_how_to_begin(operator: Operator, what: str) -> None:
    answer = operator(what, "list")
    assert answer.code == 0
    assert f"gothiya {what} add" in answer.out
