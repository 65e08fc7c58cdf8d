"""What people do: it works, or is refused, as in Telegram's app."""

from datetime import timedelta

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from bot.simulator import samples
from bot.simulator.errors import SimulatorError
from tests.simulator.conftest import Village


def test_nobody_types_to_a_bot_before_pressing_start(village: Village) -> None:
    with pytest.raises(SimulatorError, match="has not pressed Start"):
        village.sukhmati.says(village.gothiya, "नमस्ते")
    village.sukhmati.follows("https://t.me/gothiya_bot?start=a_b-9")
    village.sukhmati.says(village.gothiya, "नमस्ते")
    texts = [message.text for message in village.sukhmati.sees(village.gothiya)]
    assert texts == ["/start a_b-9", "नमस्ते"]


def test_a_payload_that_no_link_can_carry_is_refused(village: Village) -> None:
    for payload in ("é", "a b", "x" * 65):
        with pytest.raises(SimulatorError, match="payload"):
            village.sukhmati.starts(village.gothiya, payload)


async def test_reply_keys_are_typed_for_the_person(api: telegram.Bot, village: Village) -> None:
    person = village.sukhmati
    person.starts(village.gothiya)
    keys = [[KeyboardButton("💊 गोली"), KeyboardButton("☎ नंबर दें", request_contact=True)]]
    await api.send_message(
        person.id, "चुनें", reply_markup=ReplyKeyboardMarkup(keys, one_time_keyboard=True)
    )
    assert person.keyboard(village.gothiya) == ["💊 गोली", "☎ नंबर दें"]
    shared = person.presses_reply_key("नंबर")
    assert shared.content["contact"]["user_id"] == person.id
    with pytest.raises(SimulatorError, match="no key"):
        person.presses_reply_key("गोली")


async def test_edits_show_in_place_and_deleted_messages_are_gone(
    api: telegram.Bot, village: Village
) -> None:
    sent = await api.send_message(village.group.id, "एक")
    seen = village.sukhmati.last(village.group)
    await sent.edit_text("दो")
    assert seen.text == "दो"
    await sent.delete()
    assert seen not in village.sukhmati.sees(village.group)


async def test_the_newest_button_of_that_name_is_pressed(
    api: telegram.Bot, village: Village
) -> None:
    village.sukhmati.starts(village.gothiya)
    for chat, data in ((village.group.id, "old"), (village.sukhmati.id, "new")):
        keys = InlineKeyboardMarkup([[InlineKeyboardButton("हाँ", callback_data=data)]])
        await api.send_message(chat, "?", reply_markup=keys)
    newest = village.sukhmati.presses("हाँ")
    older = village.sukhmati.presses("हाँ", where=village.group)
    assert newest is not None
    assert older is not None
    assert (newest.data, older.data) == ("new", "old")
    with pytest.raises(SimulatorError, match="sees no button"):
        village.sukhmati.presses("नहीं")


async def test_a_button_under_a_deleted_message_is_inaccessible(
    api: telegram.Bot, village: Village
) -> None:
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("हाँ", callback_data="k")]])
    sent = await api.send_message(village.group.id, "?", reply_markup=keys)
    seen = village.sukhmati.last(village.group)
    await sent.delete()
    village.sukhmati.presses("हाँ", on=seen)
    query = (await api.get_updates())[-1].callback_query
    assert query is not None
    assert query.message is not None
    assert not query.message.is_accessible


async def test_an_edit_by_a_person_is_an_edited_message(
    api: telegram.Bot, village: Village
) -> None:
    village.sukhmati.starts(village.gothiya)
    village.sukhmati.edits(village.sukhmati.says(village.gothiya, "2"), "3")
    update = (await api.get_updates())[-1]
    assert update.edited_message is not None
    assert update.edited_message.text == "3"


async def test_voice_photo_sticker_and_forward_reach_the_bot(
    api: telegram.Bot, village: Village
) -> None:
    person = village.sukhmati
    person.starts(village.gothiya)
    person.sends_voice(village.gothiya, 4)
    person.sends_photo(village.gothiya, "पैर")
    person.sends_sticker(village.gothiya)
    person.forwards(village.lata.says(village.group, "सुनो"), village.gothiya)
    voice, photo, sticker, forward = [u.message for u in (await api.get_updates())[-4:]]
    assert voice and photo and sticker and forward  # noqa: PT018
    assert voice.voice is not None
    assert voice.voice.duration == timedelta(seconds=4)
    assert (photo.caption, bool(photo.photo)) == ("पैर", True)
    assert sticker.sticker is not None
    assert isinstance(forward.forward_origin, telegram.MessageOriginUser)
    assert forward.forward_origin.sender_user.id == village.lata.id


def test_the_samples_are_what_they_say() -> None:
    assert samples.photo().startswith(b"\x89PNG\r\n\x1a\n")
    assert samples.voice(2).count(b"OggS") == 4


async def test_a_reaction_reaches_an_admin_bot_that_asked(
    api: telegram.Bot, village: Village
) -> None:
    await api.get_updates(allowed_updates=["message_reaction"])
    story = village.lata.says(village.group, "मेरी कहानी")
    village.sukhmati.reacts(story, "👏")
    village.lata.makes_admin(village.gothiya, village.group)
    village.sukhmati.reacts(story, "")
    after = village.gothiya.updates.pending[-1]["message_reaction"]
    assert (len(after["old_reaction"]), len(after["new_reaction"])) == (1, 0)


def test_a_cleared_world_is_empty_and_ready_for_new_people(village: Village) -> None:
    village.telegram.clear()
    assert village.telegram.people == []
    asha = village.telegram.person("Asha")
    asha.starts(village.gothiya)
    assert len(village.gothiya.updates.pending) == 1


async def test_the_practice_listens_on_this_computer_only(village: Village) -> None:
    with pytest.raises(ValueError, match="loopback only"):
        await village.telegram.serve("0.0.0.0")
