"""Unusable input gets one specific answer or none, and stores nothing."""

import pytest
from sqlalchemy import func, select

from bot.simulator.people.person import Person
from db.models import Alert, PillCount, Story
from tests.village import Village, Villager


@pytest.fixture
async def sukhmati(village: Village) -> Villager:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin")
    return sukhmati


NONSENSE = ["asdf ghjk", "?", "🙏🙏🙏", "/", "/nosuchcommand", "<b>bold", "x" * 4096]


@pytest.mark.parametrize("nonsense", NONSENSE)
async def test_nonsense_in_private_gets_one_short_answer(
    village: Village, sukhmati: Villager, nonsense: str
) -> None:
    before = len(sukhmati.inbox)
    await sukhmati.says(nonsense)
    answers = [m for m in sukhmati.inbox[before:] if m.from_bot]
    assert len(answers) == 1
    assert len(answers[0].text) < 120
    assert await _stored(village) == [0, 0, 0]


@pytest.mark.parametrize("nonsense", NONSENSE)
async def test_nonsense_while_counting_asks_again_and_the_count_still_works(
    village: Village, sukhmati: Villager, nonsense: str
) -> None:
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says(nonsense)
    assert await _stored(village) == [0, 0, 0]
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("24")
    assert await village.rows(select(PillCount.remaining)) == [24]


async def test_a_sticker_while_counting_asks_again(sukhmati: Villager) -> None:
    await sukhmati.taps("💊 Count pills")
    heard = await sukhmati.does(lambda p: p.sends_sticker(sukhmati.village.bot))
    assert sukhmati.word("I could not read a number in that.") in heard


async def test_an_edited_count_changes_nothing_by_itself(
    village: Village, sukhmati: Villager
) -> None:
    await sukhmati.taps("💊 Count pills")
    await sukhmati.says("24")
    said = next(m for m in reversed(sukhmati.person.sees(village.bot)) if not m.from_bot)
    await sukhmati.does(lambda p: p.edits(said, "42"))
    assert await village.rows(select(PillCount.remaining)) == [24]


async def test_a_strangers_press_on_somebodys_pad_stores_nothing(
    village: Village, sukhmati: Villager
) -> None:
    await sukhmati.taps("💊 Count pills")
    pad = sukhmati.inbox[-1]
    stranger = await village.member("Phulo")
    await stranger.does(lambda p: _press_as(p, pad))
    assert await village.rows(select(PillCount)) == []


async def test_a_button_pressed_twice_counts_once(village: Village, sukhmati: Villager) -> None:
    await sukhmati.taps("💊 Count pills")
    await sukhmati.presses("2")
    pad = sukhmati.inbox[-1]

    def twice(person: Person) -> None:
        person.presses("✅", on=pad)
        person.presses("✅", on=pad)

    await sukhmati.does(twice)
    assert await village.rows(select(PillCount.remaining)) == [2]


async def test_a_forwarded_command_is_not_obeyed(village: Village, sukhmati: Villager) -> None:
    friend = await village.member("Phulo")
    await friend.says("/band")
    command = next(m for m in reversed(friend.person.sees(village.bot)) if not m.from_bot)
    heard = await sukhmati.does(lambda p: p.forwards(command, village.bot))
    assert sukhmati.word("✋ Yes, stop") not in heard


async def test_a_command_in_the_group_is_answered_with_a_door_to_private(
    village: Village,
) -> None:
    group = await village.group("संगवारी")
    sukhmati = await village.member("Sukhmati", group=group)
    await sukhmati.says("/goli", group.chat)
    assert "24" not in group.texts()[-1]
    assert group.chat.messages[-1].buttons[0].url.startswith("https://t.me/gothiya_bot?start=g_")


async def test_a_command_for_another_bot_is_not_ours(village: Village) -> None:
    group = await village.group("संगवारी")
    sukhmati = await village.member("Sukhmati", group=group)
    standing = len(group.chat.messages)
    await sukhmati.says("/goli@other_bot", group.chat)
    assert len(group.chat.messages) == standing + 1


async def test_ordinary_talk_in_the_group_is_left_alone(village: Village) -> None:
    group = await village.group("संगवारी")
    sukhmati = await village.member("Sukhmati", group=group)
    for talk in ("राम राम", "कल बइठक हे का?", "24", "मंत्री का दौरा है", "🙏"):
        standing = len(group.chat.messages)
        await sukhmati.says(talk, group.chat)
        assert len(group.chat.messages) == standing + 1, talk


async def test_an_old_invitation_is_refused_kindly(village: Village) -> None:
    ramesh = village.stranger("Ramesh")
    heard = await ramesh.starts("i_unknown")
    assert heard == ramesh.word("This link is used up or too old. Ask the clinic for a new one.")


async def _stored(village: Village) -> list[int]:
    return [
        (await village.rows(select(func.count()).select_from(table)))[0]
        for table in (PillCount, Alert, Story)
    ]


def _press_as(person: Person, pad: object) -> None:
    person.presses("count_pad:1:none", on=pad)  # type: ignore[arg-type]
