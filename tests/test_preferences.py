"""Preferences: language, digits, and the menus of commands that follow them."""

import json

from sqlalchemy import select

from bot.i18n import translator
from bot.services.outbox import To, enqueue
from bot.simulator.page.state import page_state
from bot.texts import about
from bot.texts.pill_counts.question import postponed
from db.enums import Language, OutboxClass
from db.models import Account, Audit, Group
from db.session import begin
from tests.village import Village, Villager


def menu_in(village: Village, scope: dict[str, object]) -> list[str]:
    """The menu of commands that Telegram shows in this scope."""
    held = village.bot.commands.get((json.dumps(scope, sort_keys=True), ""), [])
    return [each["description"] for each in held]


def own_chat(villager: Villager) -> dict[str, object]:
    return {"type": "chat", "chat_id": villager.person.id}


def on_the_phone_of(villager: Villager) -> list[str]:
    """The menu of the private chat, as the practice page shows it."""
    (phone,) = (
        phone
        for phone in page_state(villager.village.telegram.world)["phones"]
        if phone["id"] == villager.person.id
    )
    (chat,) = (chat for chat in phone["chats"] if chat["private"])
    return [each["description"] for each in chat["commands"]]


async def test_a_message_that_waits_is_said_in_the_language_chosen_meanwhile(
    village: Village,
) -> None:
    sukhmati = await village.member("Sukhmati")
    async with begin(village.sessions) as session:
        later = village.clock().replace(hour=12)
        enqueue(
            session,
            OutboxClass.REPLY,
            To.account(sukhmati.account_id),
            postponed(),
            now=village.clock(),
            not_before=later,
        )
    await sukhmati.says("/bhasha")
    await sukhmati.presses("set_language:hne")
    await village.later(hours=9)
    sukhmati.language = Language.CHHATTISGARHI
    assert sukhmati.last == sukhmati.word("All right, I will ask tomorrow.")


async def test_old_buttons_and_keys_of_the_other_language_still_work(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin")
    await sukhmati.taps("💊 Count pills")
    question = sukhmati.inbox[-1]
    await sukhmati.says("/bhasha")
    await sukhmati.presses("set_language:hne")
    await sukhmati.does(lambda p: p.presses("2", on=question))
    assert "बांचे हे" in question.text
    hindi_key = translator(Language.HINDI)("⚙️ More")
    heard = await sukhmati.says(hindi_key)
    assert heard == translator(Language.CHHATTISGARHI)("What would you like to change?")


async def test_digits_are_changed_by_one_tap_and_hold_everywhere(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await village.medicine(sukhmati, "Metformin 500", dispensed=60, dose=2)
    await sukhmati.taps("⚙️ More")
    await sukhmati.presses("🗣 Language and voice")
    assert "१२" in await sukhmati.presses("🔢 Write १२३")
    await sukhmati.taps("💊 Count pills")
    assert "Metformin 500" in sukhmati.last
    assert "२" in sukhmati.buttons
    heard = await sukhmati.says("26")
    assert "२६" in heard
    assert "१३ दिन" in heard
    assert "108" in await sukhmati.says("छाती में बहुत दर्द है, साँस नहीं आ रही")
    await sukhmati.taps("⚙️ More")
    await sukhmati.presses("🗣 Language and voice")
    assert "12" in await sukhmati.presses("🔢 Write 1️⃣2️⃣3️⃣")


async def test_a_forged_choice_of_digits_or_voice_changes_nothing(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says("/menu")
    for forged in (
        "set_digits:roman",
        "set_digits",
        "set_voice:loud",
        "set_voice:on:off",
        "set_language:en",
    ):
        await sukhmati.does(lambda p, data=forged: p._query(sukhmati.inbox[-1], data))
    [account] = await village.rows(select(Account))
    assert (account.digits, account.voice, account.language) == ("latin", False, "hi")


async def test_the_leader_changes_the_language_of_the_group_in_the_group(village: Village) -> None:
    group = await village.group("संगवारी")
    leader = await village.member("Ramesh", group=group, leader=True)
    member = await village.member("Sukhmati", group=group)
    await member.says("/bhasha", group.chat)
    assert "👥" not in group.texts()[-1]
    assert await village.rows(select(Group.language)) == ["hi"]

    await leader.says("/bhasha", group.chat)
    heard = len(member.inbox)
    await member.presses(f"set_group_language:{group.id}:hne", where=group.chat)
    assert await village.rows(select(Group.language)) == ["hi"]
    assert len(member.inbox) == heard, "in the group a toast is enough"
    assert await village.rows(select(Audit.detail).where(Audit.action == "refused")) == [
        "set_group_language"
    ]
    await leader.presses(f"set_group_language:{group.id}:hne", where=group.chat)
    assert await village.rows(select(Group.language)) == ["hne"]
    chosen = translator(Language.CHHATTISGARHI)
    assert group.texts()[-1] == chosen("All right. From now on I speak this language in the group.")


async def test_the_leader_changes_it_in_private_and_nobody_else_can(village: Village) -> None:
    group = await village.group("संगवारी")
    other = await village.group("सहेली")
    leader = await village.member("Ramesh", group=group, leader=True)
    await leader.taps("⚙️ More")
    await leader.presses("👥 My group")
    assert "संगवारी" in await leader.presses("🗣 Its language")
    await leader.presses(f"set_group_language:{group.id}:hne")
    for forged in (
        f"set_group_language:{other.id}:hne",
        "set_group_language:x:hne",
        "set_group_language:999:hi",
    ):
        await leader.does(lambda p, data=forged: p._query(leader.inbox[-1], data))
    languages = {g.id: g.language for g in await village.rows(select(Group))}
    assert languages == {group.id: "hne", other.id: "hi"}


def group_menu(language: Language) -> list[str]:
    return [words for _, words in about.command_menu(about.GROUP_COMMANDS, language)]


async def test_a_group_shows_its_menu_in_its_own_language(village: Village) -> None:
    group = await village.group("संगवारी", language="hne")
    leader = await village.member("Ramesh", group=group, leader=True)
    await village.later(seconds=10)
    chat = {"type": "chat", "chat_id": group.chat.id}
    assert menu_in(village, chat) == group_menu(Language.CHHATTISGARHI)
    await leader.taps("⚙️ More")
    await leader.presses("👥 My group")
    await leader.presses("🗣 Its language")
    await leader.presses(f"set_group_language:{group.id}:hi")
    await village.later(seconds=20)
    assert menu_in(village, chat) == []
    assert menu_in(village, {"type": "all_group_chats"}) == group_menu(Language.HINDI)


async def test_telegram_is_told_the_menus_once_and_of_each_change(village: Village) -> None:
    anita = await village.staff("Anita")
    async with begin(village.sessions) as session:
        account = await session.get_one(Account, anita.account_id)
        account.menu_due = True
    sukhmati = await village.member("Sukhmati")
    await village.later(seconds=10)
    hindi = translator(Language.HINDI)
    assert hindi("💊 Count pills") in menu_in(village, {"type": "all_private_chats"})
    assert menu_in(village, {"type": "all_group_chats"}) == group_menu(Language.HINDI)
    assert "📌 Open alerts" in menu_in(village, own_chat(anita))
    assert village.bot.descriptions[""] == about.long_description(Language.HINDI)

    await sukhmati.says("/bhasha")
    await sukhmati.presses("set_language:hne")
    told = len(village.telegram.calls_of("setMyCommands"))
    await village.later(seconds=10)
    assert translator(Language.CHHATTISGARHI)("💊 Count pills") in menu_in(
        village, own_chat(sukhmati)
    )
    assert len(village.telegram.calls_of("setMyCommands")) == told + 1

    assert translator(Language.CHHATTISGARHI)("💊 Count pills") in on_the_phone_of(sukhmati)
    assert "📌 Open alerts" in on_the_phone_of(anita)

    await sukhmati.says("/bhasha")
    await sukhmati.presses("set_language:hi")
    await village.later(seconds=10)
    assert menu_in(village, own_chat(sukhmati)) == []


async def test_every_command_of_the_menus_is_one_that_is_heard() -> None:
    from bot.handlers.routes import ROUTES

    offered = {
        name
        for menu in (about.MEMBER_COMMANDS, about.STAFF_COMMANDS, about.GROUP_COMMANDS)
        for name, _ in menu
    }
    assert offered <= ROUTES.commands.keys()
