"""`gothiya report`: sums are printed; each patient's figures go only into a file for staff."""

import csv
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.schedule import local_day
from tests.cli.conftest import Operator

TODAY = local_day(datetime.now(UTC))


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def treated(operator: Operator, number: int, *, dispensed: int, on: str, **more: str) -> None:
    name, clinic_number = more.get("name", f"Person {number}"), f"GAN{number}"
    add = ("patient", "add", "Sehat Kendra", name, "--number", clinic_number)
    assert operator(*add, "--programme", more.get("programme", "diabetes")).code == 0
    gave = ("--dose", "1", "--dispensed", str(dispensed), "--on", on)
    assert operator("patient", "medicine", clinic_number, "Metformin", *gave).code == 0


def test_of_five_people_sums_are_printed_and_of_four_none(settled: Operator) -> None:
    for number in range(5):
        treated(settled, number, dispensed=40 + 10 * number, on=ago(59))
    treated(settled, 9, dispensed=30, on=ago(59), programme="epilepsy")
    answer = settled("report", "Sehat Kendra")
    assert answer.code == 0
    (diabetes,) = [line for line in answer.lines if line.startswith("diabetes")]
    assert diabetes.split() == ["diabetes", "5", "0", "1", "80%", "1.00"]
    (epilepsy,) = [line for line in answer.lines if line.startswith("epilepsy")]
    assert epilepsy.split() == ["epilepsy", *["<5"] * 5]
    assert "Person" not in answer.out


def test_a_time_that_is_past_is_reported_as_it_was(settled: Operator) -> None:
    for number in range(5):
        treated(settled, number, dispensed=10, on=ago(59))
    answer = settled("report", "Sehat Kendra", "--from", ago(59), "--to", ago(50))
    (line,) = [line for line in answer.lines if line.startswith("diabetes")]
    assert line.split() == ["diabetes", "5", "0", "1", "100%", "1.00"]


def test_the_file_holds_each_patient_and_only_its_owner_may_read_it(
    settled: Operator, tmp_path: Path
) -> None:
    treated(settled, 1, dispensed=30, on=ago(59), name="=सुखमती")
    file = tmp_path / "report.csv"
    file.write_text("old")
    file.chmod(0o644)
    answer = settled("report", "Sehat Kendra", "--csv", str(file))
    assert "staff alone" in answer.out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with file.open(encoding="utf-8-sig", newline="") as opened:
        (row,) = csv.DictReader(opened)
    assert (row["clinic_number"], row["patient"]) == ("GAN1", "'=सुखमती")
    assert (row["days_left"], row["run_out_on"], row["pdc"]) == ("0", ago(29), "0.50")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["Sehat Kendr"], "did you mean 'Sehat Kendra'"),
        (["Sehat Kendra", "--from", "soon"], "is no date"),
        (["Sehat Kendra", "--to", "2999-01-01"], "still to come"),
        (["Sehat Kendra", "--from", ago(1), "--to", ago(9)], "is no time"),
        (["Sehat Kendra", "--csv", "no/such/folder.csv"], "cannot be written"),
    ],
)
def test_what_is_asked_wrongly_is_said_in_a_line(
    settled: Operator, words: list[str], says: str
) -> None:
    answer = settled("report", *words)
    assert answer.code == 2
    assert says in answer.err


def test_a_clinic_without_patients_is_told_how_to_begin(settled: Operator) -> None:
    assert "gothiya patient add" in settled("report", "Sehat Kendra").out
