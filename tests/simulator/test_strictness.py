"""What Telegram refuses, the simulator refuses in the same words."""

import json
from typing import Any

import aiohttp
import pytest
import telegram
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.simulator import samples
from bot.simulator.clock import SimulatedClock
from bot.simulator.dispatch import dispatch_call
from bot.simulator.facade import SimulatedTelegram
from bot.simulator.limits import Limits
from tests.simulator.conftest import TOKEN, Village


def keyboard(**action: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "x", **action}]]}


GROUP_REFUSALS = [
    ("sendMessage", {"text": "  "}, "message text is empty"),
    ("sendMessage", {"text": "क" * 4097}, "message is too long"),
    ("sendMessage", {"text": "🙏" * 2049}, "message is too long"),
    ("sendMessage", {"text": "<b>x", "parse_mode": "HTML"}, "can't parse entities: Can't find end"),
    ("sendMessage", {"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
    ("sendMessage", {"text": "x", "reply_markup": keyboard(callback_data="क" * 22)}, "BUTTON_DATA"),
    ("sendMessage", {"text": "x", "reply_markup": keyboard(callback_data="")}, "BUTTON_DATA"),
    (
        "sendMessage",
        {"text": "x", "reply_markup": keyboard()},
        "can't parse inline keyboard",
    ),
    (
        "sendMessage",
        {"text": "x", "reply_markup": keyboard(url="tel:+91")},
        "inline keyboard button",
    ),
    (
        "sendMessage",
        {"text": "x", "reply_markup": keyboard(url="http://local")},
        "inline keyboard button",
    ),
    ("sendMessage", {"text": "x", "reply_markup": "{"}, "can't parse reply markup JSON object"),
    (
        "sendMessage",
        {"text": "x", "reply_markup": keyboard(url="t.me/a", callback_data="b")},
        "BUTTON_TYPE_INVALID",
    ),
    (
        "sendMessage",
        {"text": "x", "reply_parameters": {"message_id": 99}},
        "message to be replied not found",
    ),
    ("sendPhoto", {}, "there is no photo in the request"),
    ("sendPhoto", {"photo": "nonsense"}, "wrong file identifier/HTTP URL specified"),
    ("sendPoll", {"question": "?", "options": [{"text": "a"}]}, "poll must have at least 2"),
    ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
    ("editMessageText", {"text": "x", "message_id": 99}, "message to edit not found"),
    ("deleteMessage", {"message_id": 99}, "message to delete not found"),
    ("deleteMessages", {"message_ids": list(range(101))}, "too many message identifiers"),
    ("pinChatMessage", {"message_id": 1}, "not enough rights to manage pinned messages"),
    ("createChatInviteLink", {}, "not enough rights to manage chat invite link"),
    ("approveChatJoinRequest", {"user_id": 1}, "user not found"),
    ("getChatMember", {"user_id": 1}, "user not found"),
    ("setMyCommands", {"commands": [{"command": "गोली", "description": "x"}]}, "BOT_COMMAND_INV"),
    ("setMessageReaction", {"message_id": 1, "reaction": [{"type": "emoji", "emoji": "x"}]}, "REA"),
    ("getFile", {"file_id": "x"}, "invalid file_id"),
    ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old"),
    ("setWebhook", {"url": "http://example.org"}, "bad webhook: An HTTPS URL must be provided"),
]


@pytest.mark.parametrize(("method", "params", "words"), GROUP_REFUSALS)
async def test_a_bad_request_is_refused_and_changes_nothing(
    village: Village, method: str, params: dict[str, Any], words: str
) -> None:
    before = village.group.messages
    asked = {"chat_id": village.group.id, **params}
    answer = await dispatch_call(village.telegram.world, TOKEN, method, asked)
    body = json.loads(answer.body)
    assert (answer.status, body["ok"], body["error_code"]) == (400, False, 400)
    assert body["description"].startswith(f"Bad Request: {words}")
    assert village.group.messages == before


async def test_text_at_the_limit_passes(api: telegram.Bot, village: Village) -> None:
    assert await api.send_message(village.group.id, "🙏" * 2048)
    with pytest.raises(BadRequest, match=r"(?i)caption is too long"):
        await api.send_photo(village.group.id, samples.photo(), caption="क" * 1025)


async def test_an_edit_that_changes_nothing_is_refused(api: telegram.Bot, village: Village) -> None:
    sent = await api.send_message(village.group.id, "<b>एक</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        await sent.edit_text("<b>एक </b>", parse_mode="HTML")
    await sent.edit_text("एक")


async def test_only_the_bots_own_messages_can_be_edited_or_deleted(
    api: telegram.Bot, village: Village
) -> None:
    said = village.sukhmati.says(village.group, "मेरा")
    with pytest.raises(BadRequest, match=r"(?i)message can't be edited"):
        await api.edit_message_text("x", village.group.id, said.id)
    with pytest.raises(BadRequest, match=r"(?i)message can't be deleted"):
        await api.delete_message(village.group.id, said.id)
    village.lata.makes_admin(village.gothiya, village.group, {"can_delete_messages"})
    assert await api.delete_message(village.group.id, said.id)


async def test_old_own_messages_stay(
    api: telegram.Bot, village: Village, clock: SimulatedClock
) -> None:
    sent = await api.send_message(village.group.id, "पुराना")
    clock.advance(hours=49)
    with pytest.raises(BadRequest, match=r"(?i)message can't be deleted"):
        await sent.delete()


async def test_nobody_is_written_to_before_they_start_or_after_they_block(
    api: telegram.Bot, village: Village
) -> None:
    person = village.sukhmati
    with pytest.raises(Forbidden, match=r"(?i)bot can't initiate conversation with a user"):
        await api.send_message(person.id, "x")
    person.starts(village.gothiya)
    assert await api.send_message(person.id, "x")
    person.blocks(village.gothiya)
    with pytest.raises(Forbidden, match=r"(?i)bot was blocked by the user"):
        await api.send_message(person.id, "x")
    person.unblocks(village.gothiya)
    assert await api.send_message(person.id, "x")
    person.user.deactivated = True
    with pytest.raises(Forbidden, match=r"(?i)user is deactivated"):
        await api.send_message(person.id, "x")
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await api.send_message(12345, "x")


async def test_a_removed_bot_is_told_so(api: telegram.Bot, village: Village) -> None:
    village.lata.removes(village.gothiya, village.group)
    with pytest.raises(Forbidden, match=r"(?i)bot was kicked from the supergroup chat"):
        await api.send_message(village.group.id, "x")


async def test_moderation_needs_rights_and_a_supergroup(
    api: telegram.Bot, village: Village
) -> None:
    none = telegram.ChatPermissions.no_permissions()
    with pytest.raises(BadRequest, match=r"(?i)not enough rights to restrict"):
        await api.ban_chat_member(village.group.id, village.sukhmati.id)
    village.lata.makes_admin(village.gothiya, village.group)
    with pytest.raises(BadRequest, match=r"(?i)can't remove chat owner"):
        await api.ban_chat_member(village.group.id, village.lata.id)
    small = village.telegram.group("छोटा", owner=village.lata).add(village.gothiya)
    village.lata.makes_admin(village.gothiya, small)
    with pytest.raises(BadRequest, match=r"(?i)method is available only for supergroups"):
        await api.restrict_chat_member(small.id, village.sukhmati.id, none)


async def test_protected_messages_go_nowhere(api: telegram.Bot, village: Village) -> None:
    chat = village.group.id
    sent = await api.send_message(chat, "राज़", protect_content=True)
    assert sent.has_protected_content
    with pytest.raises(BadRequest, match=r"(?i)message can't be copied"):
        await api.copy_message(chat, chat, sent.message_id)
    with pytest.raises(BadRequest, match=r"(?i)message can't be forwarded"):
        await api.forward_message(chat, chat, sent.message_id)


async def test_a_late_answer_to_a_button_is_too_late(
    api: telegram.Bot, village: Village, clock: SimulatedClock
) -> None:
    await api.send_message(village.group.id, "?", reply_markup=keyboard(callback_data="k"))  # type: ignore[arg-type]
    query = village.sukhmati.presses("k")
    assert query is not None
    clock.advance(seconds=11)
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await api.answer_callback_query(query.id)


async def test_a_file_id_of_another_bot_is_worth_nothing(
    api: telegram.Bot, village: Village
) -> None:
    sent = village.sukhmati.sends_photo(village.group)
    assert sent.file is not None
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier"):
        await api.send_photo(village.group.id, sent.file.file_id(4711))


async def test_methods_are_found_in_any_case_and_unknown_ones_are_404(url: str) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{url}/bot{TOKEN}/GETME") as answer:
            assert (await answer.json())["result"]["username"] == "gothiya_bot"
        async with session.post(f"{url}/bot{TOKEN}/makeCoffee") as answer:
            body = {"ok": False, "error_code": 404, "description": "Not Found"}
            assert (answer.status, await answer.json()) == (404, body)
        async with session.post(f"{url}/bot1:short/getMe") as answer:
            assert (answer.status, (await answer.json())["description"]) == (401, "Unauthorized")


async def test_a_json_body_works_like_a_form(url: str, village: Village) -> None:
    async with aiohttp.ClientSession() as session:
        sent = {"chat_id": village.group.id, "text": "x", "reply_markup": keyboard(url="t.me/a")}
        async with session.post(f"{url}/bot{TOKEN}/sendMessage", json=sent) as answer:
            assert (await answer.json())["result"]["text"] == "x"
    assert village.lata.last(village.group).labels == ["x"]


async def test_any_token_makes_a_new_bot_where_the_demo_allows_it() -> None:
    simulator = SimulatedTelegram(limits=Limits(enforce=False))
    async with telegram.Bot("42:" + "z" * 35, request=simulator.request()) as bot:
        assert bot.id == 42
    with pytest.raises(TelegramError):
        await telegram.Bot("42:tooshort", request=simulator.request()).initialize()


async def test_a_page_on_another_name_cannot_reach_the_practice(url: str) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{url}/ctl/state", headers={"Host": "evil.example"}) as answer:
            assert answer.status == 403
        async with session.post(f"{url}/ctl/clock", data='{"seconds": 60}') as answer:
            assert answer.status == 415
