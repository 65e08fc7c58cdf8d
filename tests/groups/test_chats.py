"""Groups: who comes and goes, topics, an upgrade to a supergroup, members who hide their name."""

from sqlalchemy import select, text

from bot.services.outbox import To, enqueue
from bot.texts.moderation.rules import no_text
from db.enums import OutboxClass
from db.models import Group, Membership, Outbox
from db.session import begin
from tests.moderation.steps import closed_group
from tests.village import Village


async def test_who_leaves_is_no_member_and_who_comes_back_is_one(village: Village) -> None:
    group, _ = await closed_group(village)
    sukhmati = await village.member("Sukhmati", group=group)
    here = select(Membership).where(
        Membership.account_id == sukhmati.account_id, Membership.left_at.is_(None)
    )
    group.owner.removes(sukhmati.person, group.chat)
    await village.settle()
    assert not await village.rows(here)
    group.chat.add(sukhmati.person)
    await village.settle()
    assert len(await village.rows(here)) == 1
    await sukhmati.does(lambda p: p.leaves(group.chat))
    assert not await village.rows(here)


async def test_a_welcome_comes_once_and_goes_after_a_while(village: Village) -> None:
    group, _ = await closed_group(village)
    ram = village.stranger("Ramlal")
    group.chat.add(ram.person)
    await village.settle()
    assert sum("Ramlal" in said for said in group.texts()) == 1
    await village.later(hours=7)
    await village.later(hours=1)
    assert not any("Ramlal" in said for said in group.texts())


async def test_an_answer_stays_in_its_topic_and_survives_its_end(village: Village) -> None:
    group, phool = await closed_group(village)
    chat = group.chat.chat
    chat.topics.add(77)
    await phool.does(lambda p: p.says(group.chat, "/menu", topic=77))
    assert group.chat.messages[-1].thread == 77
    await village.later(minutes=1)
    phool.person.says(group.chat, "/menu", topic=77)
    chat.topics.clear()
    await village.settle()
    assert group.chat.messages[-1].from_bot
    assert group.chat.messages[-1].thread == 0


async def test_an_upgrade_in_the_middle_loses_no_member_and_no_mute(village: Village) -> None:
    group = await village.group("संगवारी", supergroup=False)
    budhram = await village.member("Budhram", group=group)
    async with begin(village.sessions) as session:
        row = await session.get_one(Group, group.id)
        until_date = int(village.clock().timestamp()) + 90000
        enqueue(
            session,
            OutboxClass.MODERATION,
            To.group(row.id),
            no_text(),
            {"telegram_id": budhram.person.id, "until": until_date},
            method="mute",
            now=village.clock(),
        )
    group.chat.upgrade()
    await village.settle()
    await village.later(minutes=2)
    assert not group.chat.chat.may(budhram.person.user, "can_send_messages")
    states = await village.rows(select(Outbox.status).where(Outbox.method == "mute"))
    assert states == ["sent"]


async def test_who_hides_their_name_is_asked_to_show_it(village: Village) -> None:
    group, _ = await closed_group(village)
    said = group.owner.says(group.chat, "नमस्ते")
    group.owner.says(group.chat, "/hatao", reply_to=said, anonymously=True)
    await village.settle()
    assert said.text in group.texts()
    assert not await village.rows(text("SELECT id FROM moderation_case"))
