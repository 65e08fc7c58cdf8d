"""With a token, commands print real links and `doctor` checks with Telegram."""

import pytest

from tests.cli.conftest import TOKEN, Operator


@pytest.fixture
def online(settled: Operator, served: str, monkeypatch: pytest.MonkeyPatch) -> Operator:
    """The operator, with a token and a Telegram that knows it."""
    monkeypatch.setenv("GOTHIYA_API_URL", served)
    monkeypatch.setenv("GOTHIYA_TOKEN", TOKEN)
    return settled


def test_a_nurse_gets_a_link(online: Operator) -> None:
    answer = online("staff", "add", "Sehat Kendra", "Anita", "--role", "nurse")
    assert "https://t.me/gothiya_bot?start=i_" in answer.out


def test_a_group_gets_a_link_that_asks_for_the_rights(online: Operator) -> None:
    peer = online("group", "add", "Sehat Kendra", "संगवारी")
    assert "https://t.me/gothiya_bot?startgroup=i_" in peer.out
    assert "&admin=delete_messages+pin_messages" in peer.out
    staff = online("group", "add", "Sehat Kendra", "क्लिनिक", "--staff")
    assert "&admin=" not in staff.out


def test_the_doctor_names_who_has_not_opened_the_bot(online: Operator) -> None:
    online("staff", "add", "Sehat Kendra", "Anita", "--role", "nurse")
    answer = online("doctor")
    assert answer.code == 1
    assert "ok       token: it is @gothiya_bot's" in answer.lines
    assert "ok       privacy mode: is off: the bot hears the groups" in answer.lines
    assert "ok       clock: is right" in answer.lines
    (mended,) = [line for line in answer.lines if "Anita" in line]
    assert mended.startswith("to mend")
    assert "has not opened the bot" in mended


def test_the_doctor_says_when_telegram_refuses_the_token(
    online: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOTHIYA_TOKEN", "4343:nobody-nobody-nobody-nobody-nobody")
    answer = online("doctor")
    assert answer.code == 1
    assert "to mend  token: Telegram refuses it: put the one @BotFather shows now" in answer.lines


def test_the_doctor_on_an_empty_machine_says_what_comes_first(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOTHIYA_DATABASE_URL", "sqlite:///new.db")
    answer = operator("doctor")
    assert answer.code == 1
    assert any(line.startswith("warning  database: is empty") for line in answer.lines)
    assert any("GOTHIYA_TOKEN is missing" in line for line in answer.lines)
