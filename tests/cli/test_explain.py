"""`gothiya explain`: the contract that clinicians, bug reports and other programs rely on."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main
from tests.cli.conftest import Operator

ROOT = Path(__file__).parents[2]
KEYS = ["text", "count", "level", "signs", "wish", "flags"]


def explained(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    assert main(["explain", *words]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_shape_is_exactly_the_promised_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "2 पत्ता 3 गोली"]) == 0
    assert capsys.readouterr().out == (
        '{"text": "2 पत्ता 3 गोली", "count": {"pills": 23, "sure": true}, "level": "none",'
        ' "signs": [], "wish": null, "flags": []}\n'
    )


def test_the_strip_is_ten_unless_told(capsys: pytest.CaptureFixture[str]) -> None:
    (fifteen,) = explained(capsys, "--strip", "15", "2 पत्ता 3 गोली")
    assert fifteen["count"] == {"pills": 33, "sure": True}


def test_bare_words_are_one_message_and_quoted_ones_one_each(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert [e["text"] for e in explained(capsys, "24", "goli")] == ["24 goli"]
    texts = [e["text"] for e in explained(capsys, "24 goli", "सीने में दर्द")]
    assert texts == ["24 goli", "सीने में दर्द"]


def test_every_line_of_stdin_gets_one_object(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "\ufeff24\r\n\nसीने में दर्द\n".encode() + b"\xff\xfe goli\nlast without an end"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    found = explained(capsys)
    texts = [each["text"] for each in found]
    assert texts == ["24", "", "सीने में दर्द", "\ufffd\ufffd goli", "last without an end"]
    assert all(list(each) == KEYS for each in found)


def test_a_reader_who_has_enough_is_no_error() -> None:
    lines = "12 गोली\n".encode() * 5000
    explaining = subprocess.Popen(
        [sys.executable, "-m", "bot", "explain"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    with explaining:
        assert explaining.stdin
        assert explaining.stdout
        assert explaining.stderr
        explaining.stdin.write(lines[:100])
        explaining.stdin.flush()
        assert b'"pills": 12' in explaining.stdout.readline()
        explaining.stdout.close()
        try:
            explaining.stdin.write(lines)
            explaining.stdin.close()
        except BrokenPipeError:
            pass
        assert explaining.stderr.read() == b""
        assert explaining.wait(20) == 0


def test_a_reader_who_reads_nothing_is_no_error_in_any_command() -> None:
    read, write = os.pipe()
    os.close(read)
    asked = [sys.executable, "-m", "bot", "--help"]
    listing = subprocess.run(asked, stdout=write, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    os.close(write)
    assert (listing.returncode, listing.stderr) == (0, b"")


def test_the_table_is_csv_with_a_head(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--table"]) == 0
    head, *rows = csv.reader(io.StringIO(capsys.readouterr().out))
    assert head[:3] == ["kind", "sign", "severity"]
    assert ["emergency"] in [row[2:3] for row in rows if row[1] == "snakebite"]


def test_nobody_has_closed_an_alert_yet(settled: Operator) -> None:
    answer = settled("explain", "--report")
    assert (answer.code, answer.out) == (0, "No alert that words raised has been closed yet.\n")


def test_one_question_at_a_time(operator: Operator) -> None:
    answer = operator("explain", "--table", "24 goli")
    assert answer.code == 2
    assert "ask one" in answer.err
