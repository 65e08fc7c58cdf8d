"""What the bot waits for survives a restart, and a question of another version ends politely."""

import logging
from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.handlers.routes import ROUTES
from bot.services.dialogs import (
    DIALOGS,
    Dialog,
    restored_dialog,
    stored_dialog,
)
from db.models import DeadLetter, OpenDialog, PillCount
from db.session import begin
from tests.village import Village

st.register_type_strategy(Fraction, st.fractions(0, 999, max_denominator=4))


@pytest.mark.parametrize("flow", sorted(set(DIALOGS) - {"unreadable"}))
@given(data=st.data())
def test_a_dialogue_comes_back_as_it_was_stored(flow, data):
    dialog = data.draw(st.builds(DIALOGS[flow]))
    assert restored_dialog(stored_dialog(dialog)) == dialog


def test_two_dialogues_cannot_share_a_name():
    with pytest.raises(ValueError, match="two dialogues are called count"):

        @dataclass(frozen=True)
        class Other(Dialog, flow="count"):
            pass


def test_every_dialogue_that_takes_words_has_a_route():
    assert set(ROUTES.dialogs) <= set(DIALOGS.values())
    assert set(ROUTES.edits) <= set(ROUTES.dialogs)


OTHER_VERSIONS = {
    "a flow that is gone": ("medicine_diary", 1, {"patient": 1}),
    "a later version": ("count", 2, {"patient": 1, "treatment": 1}),
    "a field is missing": ("count", 1, {"patient": 1}),
    "a field has another type": ("count", 1, {"patient": 1, "treatment": "Metformin"}),
    "a step that is gone": ("count", 1, {"patient": 1, "treatment": 1, "step": "blister"}),
}


@pytest.mark.parametrize("name", OTHER_VERSIONS)
async def test_a_question_of_another_version_ends_politely(
    village: Village, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin")
    await sukhmati.says("/goli")
    flow, version, data = OTHER_VERSIONS[name]
    async with begin(village.sessions) as session:
        (dialog,) = await session.scalars(select(OpenDialog))
        dialog.flow, dialog.version, dialog.data = flow, version, data
    assert await sukhmati.presses("1") == sukhmati.word(
        "That button is old. Please use the keys below."
    )
    with caplog.at_level(logging.WARNING):
        heard = await sukhmati.says("24")
    assert heard == sukhmati.word("That was too long ago. Please ask me again.")
    assert f"dialogue {flow}" in caplog.text
    assert await village.rows(select(OpenDialog)) == []
    assert await village.rows(select(DeadLetter)) == []
    assert await village.rows(select(PillCount)) == []


async def test_an_answer_is_waited_for_over_a_night_without_network(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin")
    await sukhmati.says("/goli")
    village.clock.advance(hours=47)
    await sukhmati.says("24")
    assert [count.remaining for count in await village.rows(select(PillCount))] == [Fraction(24)]
