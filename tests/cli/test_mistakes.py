"""Whatever an operator types wrong is answered in one line that says what to type instead."""

import importlib
from dataclasses import replace

import pytest

from bot.cli import COMMANDS, main
from tests.cli.conftest import Operator

TOKEN = "4242:practice-practice-practice-practice"


def test_without_a_command_every_command_is_named(operator: Operator) -> None:
    answer = operator()
    assert answer.code == 0
    assert all(name in answer.out for name in COMMANDS)


@pytest.mark.parametrize("name", ["clinic", "staff", "group", "patient"])
def test_a_command_of_several_names_them(operator: Operator, name: str) -> None:
    answer = operator(name, "--help")
    assert answer.code == 0
    assert f"gothiya {name} add --help" in answer.out


@pytest.mark.parametrize("words", [["run"], ["demo"], ["doctor"], ["explain"], ["clinic", "add"]])
def test_every_command_has_its_help(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main([*words, "--help"])
    assert done.value.code == 0
    assert f"usage: gothiya {' '.join(words)}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["demmo"], "gothiya demo"),
        (["frobnicate"], "explain"),
        (["clinic"], "add, card, list"),
        (["clinic", "ad"], "gothiya clinic add"),
        (["clinic", "add"], "--phone"),
        (["clinic", "add", "X", "--fone", "1"], "--phone"),
        (["clinic", "add", "X", "--phone", "call me"], "07752-000000"),
        (["clinic", "add", "X", "--phone", "104", "--opens", "25"], "--opens 9"),
        (["clinic", "add", "X", "--phone", "104", "--opens", "nine"], "--opens"),
        (["clinic", "add", "X", "--phone", "104", "--opens", "18"], "--closes 17"),
        (["clinic", "add", "Sehat", "Kendra", "--phone", "104"], "in quotes"),
        (["staff", "add", "Sehat", "Anita", "--role", "nurse"], "clinic add"),
        (["staff", "add", "Sehat", "Anita", "--role", "nurs"], "--role nurse"),
        (["staff", "add", "Sehat", "Anita"], "--role"),
        (["group", "add", "Sehat", "G", "--language", "en"], "hi or hne"),
        (["group", "add", "Sehat", "G", "--programme", "sickel_cell"], "sickle_cell"),
        (["group", "leader", "7", "GAN200000"], "group list"),
        (["patient", "medicine", "GAN200000", "M", "--dose", "lots"], "--dose 1-0-1"),
        (["patient", "medicine", "GAN200000", "M", "--dose", "1/0"], "--dose 1-0-1"),
        (["patient", "medicine", "GAN200000", "M", "--dose", "-1"], "--dose"),
        (["patient", "medicine", "P1", "M", "--dose", "1", "--strip", "x"], "--strip 10"),
        (["patient", "medicine", "P1", "M", "--dose", "1", "--dispensed", "0.3"], "--dispensed 60"),
        (["patient", "medicine", "P1", "M", "--dose", "1", "--on", "monday"], "write it like 20"),
        (["patient", "medicine", "P1", "M", "--dose", "1", "--on", "2999-01-01"], "still to come"),
        (["patient", "medicine", "P1", "M", "--dose", "1"], "patient list"),
        (["explain", "--strip", "ten", "12"], "--strip 10"),
        (["explain", "--strip", "-3", "12"], "--strip"),
        (["demo", "--port", "99999"], "--port 8480"),
        (["demo", "--port", "eighty"], "--port"),
        (["demo", "--keep", "/nowhere/at/all.db"], "no folder"),
    ],
)
def test_a_mistake_gets_one_line(operator: Operator, words: list[str], hint: str) -> None:
    answer = operator(*words)
    assert answer.code == 2
    assert answer.out == ""
    assert len(answer.err.splitlines()) == 1
    assert answer.err.startswith("gothiya: ")
    assert hint in answer.err


@pytest.mark.parametrize(
    ("setting", "value", "hint"),
    [
        ("GOTHIYA_TOKN", "x", "GOTHIYA_TOKEN"),
        ("GOTHIYA_TOKEN", "changeme", "GOTHIYA_TOKEN"),
        ("GOTHIYA_LISTEN", "8443", "host:port"),
        ("GOTHIYA_SEND_RATE", "fast", "29.8"),
        ("GOTHIYA_RULES", "nowhere.toml", "nowhere.toml cannot be read"),
        ("GOTHIYA_DATABASE_URL", "mysql://x", "sqlite+aiosqlite:///"),
        ("GOTHIYA_DATABASE_URL", "sqlite+nothing:///x.db", "sqlite+aiosqlite:///"),
        ("GOTHIYA_DATABASE_URL", "sqlite:////nowhere/at/all.db", "no such folder"),
    ],
)
def test_a_wrong_setting_gets_one_line(
    operator: Operator, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, hint: str
) -> None:
    monkeypatch.setenv("GOTHIYA_TOKEN", TOKEN)
    monkeypatch.setenv(setting, value)
    answer = operator("run")
    assert answer.code == 78
    assert len(answer.err.splitlines()) == 1
    assert hint in answer.err


def test_without_a_token_it_says_who_gives_one(operator: Operator) -> None:
    answer = operator("run")
    assert answer.code == 78
    assert "@BotFather" in answer.err


def test_a_database_that_does_not_answer_is_not_a_wrong_setting(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOTHIYA_DATABASE_URL", "postgresql://127.0.0.1:9/x")
    answer = operator("clinic", "list")
    assert answer.code == 75
    assert len(answer.err.splitlines()) == 1
    assert "GOTHIYA_DATABASE_URL" in answer.err


def test_a_webhook_needs_https(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOTHIYA_TOKEN", TOKEN)
    monkeypatch.delenv("GOTHIYA_API_URL", raising=False)
    answer = operator("run", "--webhook", "http://bot.example.org")
    assert answer.code == 2
    assert "https://" in answer.err


def test_an_error_of_the_program_is_told_without_its_text(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text may quote what a person wrote."""

    async def fails(*_: object) -> int:
        raise ValueError("गोपनीय")

    command = replace(importlib.import_module("bot.cli.clinic").VERBS["list"], run=fails)
    monkeypatch.setitem(importlib.import_module("bot.cli.clinic").VERBS, "list", command)
    answer = operator("clinic", "list")
    assert answer.code == 70
    assert "ValueError in fails" in answer.err
    assert "गोपनीय" not in answer.err
    assert len(answer.err.splitlines()) == 1
