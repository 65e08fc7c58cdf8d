"""Groups: who receives what, who joins and leaves, and the upgrade to a supergroup."""

import pytest
import telegram
from telegram.error import BadRequest, ChatMigrated

from bot.simulator.clock import SimulatedClock
from bot.simulator.errors import SimulatorError
from tests.simulator.conftest import OTHER_TOKEN, Village


def texts_received(village: Village) -> list[str]:
    updates = [u["message"] for u in village.gothiya.updates.pending if "message" in u]
    return [message["text"] for message in updates if "text" in message]


async def test_a_private_minded_bot_hears_commands_and_replies_only(
    api: telegram.Bot, village: Village
) -> None:
    asked = await api.send_message(village.group.id, "कितनी?")
    own = village.group.chat.messages[asked.message_id]
    village.sukhmati.says(village.group, "ऐसे ही")
    village.sukhmati.says(village.group, "/goli 2")
    village.sukhmati.says(village.group, "/goli@other_bot 2")
    village.sukhmati.says(village.group, "दो", reply_to=own)
    assert texts_received(village) == ["/goli 2", "दो"]
    village.lata.makes_admin(village.gothiya, village.group)
    village.sukhmati.says(village.group, "अब सुनो")
    village.lata.demotes(village.gothiya, village.group)
    village.sukhmati.says(village.group, "अब नहीं")
    assert texts_received(village)[2:] == ["अब सुनो"]


async def test_bots_do_not_hear_bots(village: Village) -> None:
    simulator = village.telegram
    other = simulator.bot(OTHER_TOKEN, "other_bot", privacy=False)
    village.group.add(other)
    before = len(village.gothiya.updates.pending)
    async with telegram.Bot(OTHER_TOKEN, request=simulator.request()) as noisy:
        await noisy.send_message(village.group.id, "/goli")
    assert len(village.gothiya.updates.pending) == before


async def test_a_group_that_grows_moves_to_another_id(api: telegram.Bot, village: Village) -> None:
    group = village.telegram.group("छोटा", owner=village.lata).add(village.gothiya)
    await api.get_updates(offset=village.gothiya.updates.next_id)
    old = group.upgrade()
    messages = [update.message for update in await api.get_updates()]
    moves = [(m.chat.id, m.migrate_to_chat_id, m.migrate_from_chat_id) for m in messages if m]
    assert moves == [(old, group.id, None), (group.id, None, old)]
    with pytest.raises(ChatMigrated) as moved:
        await api.send_message(old, "x")
    assert moved.value.new_chat_id == group.id
    assert (await api.send_message(group.id, "x")).chat.type == "supergroup"


async def test_a_join_request_opens_the_door_to_a_message_for_five_minutes(
    api: telegram.Bot, village: Village, clock: SimulatedClock
) -> None:
    village.lata.makes_admin(village.gothiya, village.group)
    link = await api.create_chat_invite_link(village.group.id, creates_join_request=True)
    village.stranger.joins(link.invite_link)
    request = (await api.get_updates())[-1].chat_join_request
    assert request is not None
    assert request.user_chat_id == village.stranger.id
    assert await api.send_message(request.user_chat_id, "नमस्ते, आप कौन?")
    clock.advance(minutes=6)
    with pytest.raises(telegram.error.Forbidden):
        await api.send_message(request.user_chat_id, "?")
    assert await request.approve()
    with pytest.raises(BadRequest, match=r"(?i)USER_ALREADY_PARTICIPANT"):
        await request.approve()
    village.stranger.says(village.group, "आ गया")


async def test_a_used_up_link_lets_nobody_in(api: telegram.Bot, village: Village) -> None:
    village.lata.makes_admin(village.gothiya, village.group)
    link = await api.create_chat_invite_link(village.group.id, member_limit=1)
    village.stranger.joins(link.invite_link)
    with pytest.raises(SimulatorError, match="no longer valid"):
        village.telegram.person("Dusra").joins(link.invite_link)


async def test_a_muted_person_cannot_write_until_the_time_is_over(
    api: telegram.Bot, village: Village, clock: SimulatedClock
) -> None:
    village.lata.makes_admin(village.gothiya, village.group)
    quiet = telegram.ChatPermissions.no_permissions()
    until = int(clock.now().timestamp()) + 3600
    await api.restrict_chat_member(village.group.id, village.sukhmati.id, quiet, until_date=until)
    with pytest.raises(SimulatorError, match="may not send text"):
        village.sukhmati.says(village.group, "सुनो")
    clock.advance(hours=2)
    village.sukhmati.says(village.group, "सुनो")


async def test_a_removed_person_cannot_come_back_by_themselves(
    api: telegram.Bot, village: Village
) -> None:
    village.lata.makes_admin(village.gothiya, village.group)
    village.sukhmati.says(village.group, "गाली")
    await api.ban_chat_member(village.group.id, village.sukhmati.id)
    assert "गाली" in [message.text for message in village.group.messages]  # nobody else loses it
    with pytest.raises(SimulatorError, match="cannot join"):
        village.sukhmati.joins(village.group.link)
    await api.unban_chat_member(village.group.id, village.sukhmati.id)
    village.sukhmati.joins(village.group.link)


async def test_an_anonymous_admin_speaks_as_the_group(village: Village) -> None:
    village.gothiya.privacy = False
    village.lata.says(village.group, "सब आएँ", anonymously=True)
    message = village.gothiya.updates.pending[-1]["message"]
    assert (message["from"]["id"], message["sender_chat"]["id"]) == (1087968824, village.group.id)


async def test_a_startgroup_link_brings_the_bot_with_its_payload(village: Village) -> None:
    group = village.telegram.group("नया", owner=village.lata)
    url = "https://t.me/gothiya_bot?startgroup=abc&admin=delete_messages+pin_messages"
    village.lata.follows(url, group)
    assert "/start@gothiya_bot abc" in texts_received(village)
    assert group.chat.may(village.gothiya, "can_delete_messages")
    assert not group.chat.may(village.gothiya, "can_restrict_members")
