"""`gothiya patient import`: shows the changes, writes them with --apply, and never twice."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Operator

HEAD = "number,name,medicine,dose,dispensed,dispensed_on"
LINE = "GAN200011,सुखमती,Metformin 500,1-0-1,60,2025-11-05"
Import = Callable[..., Answer]


@pytest.fixture
def import_lines(settled: Operator, tmp_path: Path) -> Import:
    """`import_lines(HEAD, LINE)` shows the changes; with `apply=True` it writes them."""

    def bring(*lines: str | bytes, apply: bool = False) -> Answer:
        content = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
        (tmp_path / "list.csv").write_bytes(content)
        more = ("--apply",) if apply else ()
        return settled("patient", "import", "Sehat Kendra", "list.csv", *more)

    return bring


def table(answer: Answer) -> dict[str, tuple[int, ...]]:
    """New, changed, unchanged."""
    whats = ("patients", "medicines", "treatments", "handed out")
    rows = {w: line for w in whats for line in answer.lines if line.startswith(w)}
    return {what: tuple(map(int, line.removeprefix(what).split())) for what, line in rows.items()}


def test_the_sample_can_be_imported_and_twice_changes_nothing(
    settled: Operator, import_lines: Import
) -> None:
    sample = settled("patient", "import", "--sample").out
    looked = import_lines(sample)
    assert (looked.code, table(looked)["patients"]) == (0, (3, 0, 0))
    assert "Nothing is written yet" in looked.out
    assert "No patient yet" in settled("patient", "list").out
    assert import_lines(sample, apply=True).code == 0
    again = import_lines(sample, apply=True)
    assert {row[:2] for row in table(again).values()} == {(0, 0)}
    listed = settled("patient", "list").out
    assert "सुखमती बाई" in listed
    assert "rheumatic_heart" in listed


def test_only_what_differs_is_changed(import_lines: Import) -> None:
    import_lines(HEAD, LINE, apply=True)
    answer = import_lines(
        HEAD,
        "GAN200011,सुखमती बाई,Metformin 500,1-1-1,60,2025-12-05",
        "GAN200011,,Metformin 500,,60,2025-11-05",
        apply=True,
    )
    assert table(answer) == {
        "patients": (0, 1, 0),
        "medicines": (0, 0, 1),
        "treatments": (0, 1, 0),
        "handed out": (1, 0, 1),
    }
    assert "3 a day from 2025-12-05" in answer.out


def test_an_older_sheet_does_not_undo_a_newer_dose(settled: Operator, import_lines: Import) -> None:
    import_lines(HEAD, LINE, apply=True)
    changed = ("patient", "medicine", "GAN200011", "Metformin 500 mg", "--dose", "1")
    assert settled(*changed, "--on", "2025-12-01").code == 0
    assert table(import_lines(HEAD, LINE))["treatments"] == (0, 0, 1)


def test_a_number_put_right_in_the_sheet_takes_the_place_of_the_wrong_one(
    import_lines: Import,
) -> None:
    import_lines(HEAD, LINE.replace("60", "600"), apply=True)
    answer = import_lines(HEAD, LINE, apply=True)
    assert table(answer)["handed out"] == (0, 1, 0)
    assert "60 handed out on 2025-11-05 instead" in answer.out
    assert table(import_lines(HEAD, LINE))["handed out"] == (0, 0, 1)


def test_what_was_handed_out_at_the_terminal_is_not_counted_twice(
    settled: Operator, import_lines: Import
) -> None:
    import_lines(HEAD, "GAN200011,सुखमती,Metformin 500,1-0-1,,", apply=True)
    handed = ("--dose", "2", "--dispensed", "60", "--on", "2025-11-05")
    settled("patient", "medicine", "GAN200011", "Metformin 500 mg", *handed)
    assert table(import_lines(HEAD, LINE))["handed out"] == (0, 0, 1)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + f"{HEAD}\r\n{LINE}\r\n".encode(),
        f"{HEAD}\r\n{LINE}\r\n".replace(",", ";").encode(),
        f"{HEAD}\n{LINE}\n".replace(",", "\t").encode("utf-16"),
        f"{HEAD}\n{LINE}\n".replace("60", "६०").replace("2025-11-05", "०५/११/२०२५").encode(),
        f"{HEAD.upper()},,\n{LINE},,\n,,,,,,,\n".encode(),
        f"{HEAD}\n{LINE.replace('सुखमती', chr(34) + 'सुखमती' + chr(34))}".encode(),
    ],
    ids=["bom", "semicolons", "utf-16 tabs", "devanagari", "empty cells", "quotes"],
)
def test_what_a_spreadsheet_makes_of_it_is_read(import_lines: Import, content: bytes) -> None:
    answer = import_lines(content)
    assert (answer.code, table(answer)["handed out"]) == (0, (1, 0, 0))
    assert "60 handed out on 2025-11-05" in answer.out
    assert "Metformin 500 mg, 2 a day" in answer.out


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_written(
    settled: Operator, import_lines: Import
) -> None:
    answer = import_lines(
        "number,name,programme,phone,medicine,strip,dose,dispensed,dispensed_on",
        "GAN1,Asha,diabetis,12x,Metformin 500,10,2,60,2025-11-05",
        ",Bina,,,Metformin 500,ten,lots,-5,2099-01-01",
        "GAN3,,,,Digoxin,,,30,",
        "GAN1,Usha,,,Metformin 500,14,2,30,2025-11-05",
        apply=True,
    )
    assert answer.code == 1
    for said in (
        "line 2, programme: diabetis is not known; did you mean diabetes?",
        "line 2, phone: 12x is no phone number; write it like 07752-000001",
        "line 3, number: it is empty; write the clinic number, like GAN200011",
        "line 3, strip: ten is no strip size",
        "line 3, dose: lots is no dose; write it like 2, 1-0-1",
        "line 3, dispensed: -5 is no number of pills; write it like 60",
        "line 3, dispensed_on: 2099-01-01 is no day up to today",
        "line 4, name: GAN3 is new; write the name",
        "line 4, dose: Digoxin is new for GAN3; write the dose",
        "line 4, dispensed_on: it is empty; write the day",
        "line 5, name: line 2 says otherwise of GAN1; make them agree",
        "line 5, strip: line 2 says otherwise of Metformin 500; make them agree",
        "line 5, dispensed_on: line 2 has that day too; keep one line, with the sum",
    ):
        assert said in answer.err
    assert "Asha" not in settled("patient", "list").out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name,medcine", "there is no column number; add it"),
        ("number,name,medcine", "did you mean medicine?"),
        ("number,name,name", "this column is there twice"),
        (b"number,name\n1,\xe9t\xe9", "in Excel save it as “CSV UTF-8”"),
        (f"{HEAD}\n{LINE},9,9", "8 cells for 6 columns"),
        ("", "there is no column number; add it"),
    ],
)
def test_a_wrong_heading_says_how_to_mend_it(
    import_lines: Import, content: str | bytes, said: str
) -> None:
    answer = import_lines(content)
    assert answer.code == 1
    assert said in answer.err


def test_a_file_that_is_not_there_is_named(settled: Operator) -> None:
    answer = settled("patient", "import", "Sehat Kendra", "nowhere.csv")
    assert answer.code == 2
    assert "nowhere.csv" in answer.err
    assert settled("patient", "import").code == 2
    assert "what a patient is known by" in settled("patient", "import", "--columns").out


def test_thousands_of_lines_go_in_at_once(import_lines: Import) -> None:
    lines = [
        f"GAN{n},Patient {n},Metformin 500,2,60,2025-11-{day:02}"
        for n in range(600)
        for day in (3, 28)
    ]
    answer = import_lines(HEAD, *lines, apply=True)
    assert table(answer)["handed out"] == (1200, 0, 0)
    assert table(import_lines(HEAD, *lines))["handed out"] == (0, 0, 1200)
