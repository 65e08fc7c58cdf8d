"""PTB's own Bot can use every group of methods, in process and over HTTP."""

import asyncio
from datetime import timedelta

import telegram
import telegram.ext
from telegram import (
    BotCommand,
    ChatPermissions,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    ReactionTypeEmoji,
)
from telegram.constants import ChatMemberStatus

from bot.simulator import samples
from tests.simulator.conftest import TOKEN, Village

Context = telegram.ext.ContextTypes.DEFAULT_TYPE


async def test_the_bot_learns_who_it_is(client: telegram.Bot) -> None:
    me = await client.get_me()
    assert (me.username, me.first_name, me.is_bot) == ("gothiya_bot", "गोठिया", True)
    assert not me.can_read_all_group_messages


async def test_a_sentence_with_html_arrives_with_its_entities(
    client: telegram.Bot, village: Village
) -> None:
    village.sukhmati.starts(village.gothiya, "abc")
    sent = await client.send_message(village.sukhmati.id, "🙏 <b>नमस्ते</b>", parse_mode="HTML")
    assert sent.text == "🙏 नमस्ते"
    assert sent.parse_entity(sent.entities[0]) == "नमस्ते"
    assert village.sukhmati.last(village.gothiya).text == "🙏 नमस्ते"


async def test_files_go_up_and_come_down_again(client: telegram.Bot, village: Village) -> None:
    chat, picture = village.group.id, samples.photo()
    photo = await client.send_photo(chat, picture, caption="बाड़ी")
    assert (photo.photo[0].width, photo.photo[0].height) == (160, 120)
    file = await client.get_file(photo.photo[0].file_id)
    assert bytes(await file.download_as_bytearray()) == picture
    again = await client.send_photo(chat, photo.photo[0].file_id)
    assert again.photo[0].file_unique_id == photo.photo[0].file_unique_id
    voice = await client.send_voice(chat, samples.voice(2), duration=2)
    assert voice.voice is not None
    assert voice.voice.duration == timedelta(seconds=2)
    report = await client.send_document(chat, InputFile(b"a;b\n", filename="week.csv"))
    assert report.document is not None
    assert report.document.file_name == "week.csv"
    assert (await client.send_audio(chat, b"mp3")).audio
    assert (await client.send_video(chat, b"mp4")).video
    assert (await client.send_video_note(chat, b"mp4")).video_note


async def test_contacts_polls_and_typing_are_sent(client: telegram.Bot, village: Village) -> None:
    chat = village.group.id
    card = await client.send_contact(chat, "+919812345678", "Anita")
    assert card.contact is not None
    assert card.contact.first_name == "Anita"
    poll = await client.send_poll(chat, "कब मिलें?", ["सोमवार", "मंगलवार"])
    assert poll.poll is not None
    assert [option.text for option in poll.poll.options] == ["सोमवार", "मंगलवार"]
    assert await client.send_chat_action(chat, "typing")


async def test_messages_are_copied_forwarded_edited_and_deleted(
    client: telegram.Bot, village: Village
) -> None:
    chat = village.group.id
    first = await client.send_message(chat, "one")
    copied = await client.copy_message(chat, chat, first.message_id)
    forwarded = await client.forward_message(chat, chat, first.message_id)
    assert forwarded.forward_origin is not None
    edited = await client.edit_message_text("two", chat, first.message_id)
    assert isinstance(edited, telegram.Message)
    assert edited.edit_date
    photo = await client.send_photo(chat, samples.photo(), caption="a")
    await client.edit_message_caption(chat, photo.message_id, caption="b")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("OK", callback_data="k")]])
    await client.edit_message_reply_markup(chat, photo.message_id, reply_markup=keyboard)
    assert village.sukhmati.last(village.group).text == "b"
    assert village.sukhmati.last(village.group).labels == ["OK"]
    assert await client.delete_message(chat, copied.message_id)
    assert await client.delete_messages(chat, [forwarded.message_id, photo.message_id])
    assert village.sukhmati.last(village.group).text == "two"


async def test_a_pressed_button_comes_in_and_its_answer_goes_back(
    client: telegram.Bot, village: Village
) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("✅ ले ली", callback_data="took:1")]])
    await client.send_message(village.group.id, "गोली?", reply_markup=keyboard)
    query = village.sukhmati.presses("ले ली")
    assert query is not None
    update = (await client.get_updates())[-1]
    assert update.callback_query is not None
    assert (update.callback_query.data, update.callback_query.from_user.id) == (
        "took:1",
        village.sukhmati.id,
    )
    await client.answer_callback_query(update.callback_query.id, "लिख लिया")
    assert query.answer == "लिख लिया"


async def test_chats_and_members_can_be_looked_up(client: telegram.Bot, village: Village) -> None:
    chat = village.group.id
    assert (await client.get_chat(chat)).title == "पाटन समूह"
    assert await client.get_chat_member_count(chat) == 3
    admins = await client.get_chat_administrators(chat)
    assert [admin.user.id for admin in admins] == [village.lata.id]
    seen = [
        (await client.get_chat_member(chat, person.id)).status
        for person in (village.lata, village.sukhmati, village.stranger)
    ]
    assert seen == [ChatMemberStatus.OWNER, ChatMemberStatus.MEMBER, ChatMemberStatus.LEFT]


async def test_an_admin_bot_moderates(client: telegram.Bot, village: Village) -> None:
    village.lata.makes_admin(village.gothiya, village.group)
    chat, person = village.group.id, village.sukhmati
    assert await client.restrict_chat_member(chat, person.id, ChatPermissions.no_permissions())
    assert (await client.get_chat_member(chat, person.id)).status == ChatMemberStatus.RESTRICTED
    assert await client.restrict_chat_member(chat, person.id, ChatPermissions.all_permissions())
    assert await client.ban_chat_member(chat, person.id)
    assert (await client.get_chat_member(chat, person.id)).status == ChatMemberStatus.BANNED
    assert await client.unban_chat_member(chat, person.id, only_if_banned=True)
    pinned = await client.send_message(chat, "नियम")
    assert await client.pin_chat_message(chat, pinned.message_id)
    assert (await client.get_chat(chat)).pinned_message
    assert await client.unpin_chat_message(chat, pinned.message_id)
    link = await client.create_chat_invite_link(chat, creates_join_request=True)
    assert link.creates_join_request
    assert (await client.export_chat_invite_link(chat)).startswith("https://t.me/+")
    assert await client.leave_chat(chat)


async def test_the_bot_describes_itself(client: telegram.Bot, village: Village) -> None:
    await client.set_my_commands([BotCommand("goli", "गोली लिखें")], language_code="hi")
    assert (await client.get_my_commands(language_code="hi"))[0].command == "goli"
    await client.delete_my_commands(language_code="hi")
    assert await client.get_my_commands(language_code="hi") == ()
    assert await client.set_my_description("d")
    assert (await client.get_my_description()).description == "d"
    assert await client.set_my_short_description("s")
    assert await client.set_my_name("गोठ")
    assert village.gothiya.first_name == "गोठ"
    assert await client.set_chat_menu_button()


async def test_the_bot_reacts_to_a_message(client: telegram.Bot, village: Village) -> None:
    story = village.sukhmati.says(village.group, "/story मैं ठीक हूँ")
    assert await client.set_message_reaction(village.group.id, story.id, [ReactionTypeEmoji("🙏")])
    assert story.reactions[village.gothiya.id][0]["emoji"] == "🙏"


async def test_an_unchanged_ptb_application_polls_and_stops_cleanly(village: Village) -> None:
    root = await village.telegram.serve()
    built = telegram.ext.Application.builder().token(TOKEN).base_url(f"{root}/bot").build()

    async def start(update: telegram.Update, context: Context) -> None:
        assert update.message is not None
        await update.message.reply_text(f"नमस्ते {' '.join(context.args or [])}")

    built.add_handler(telegram.ext.CommandHandler("start", start))
    async with built:
        assert built.updater is not None
        await built.start()
        await built.updater.start_polling(drop_pending_updates=True)
        village.sukhmati.starts(village.gothiya, "abc")
        for _ in range(100):
            if village.sukhmati.inbox(village.gothiya):
                break
            await asyncio.sleep(0.02)
        await built.updater.stop()
        await built.stop()
    assert [message.text for message in village.sukhmati.inbox(village.gothiya)] == ["नमस्ते abc"]
    assert village.gothiya.updates.pending == []
