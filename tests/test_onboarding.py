"""Onboarding: language, notice, consent, one question at a time; nothing stored before consent."""

import pytest
from sqlalchemy import func, select

from bot.simulator.people.person import Person
from db.enums import GroupState
from db.models import Account, Consent, Group, Holder, Membership, Patient
from tests.village import Village, Villager


async def test_a_newcomer_is_welcomed_in_the_groups_language_and_joins(village: Village) -> None:
    group = await village.group("संगवारी", language="hne")
    ramesh = village.stranger("Ramesh")
    group.chat.add(ramesh.person)
    await village.settle()
    assert "Ramesh" in group.texts()[-1]

    ramesh.language = ramesh.language.CHHATTISGARHI
    await ramesh.presses("👉 Start here", where=group.chat)
    assert "कोन भाखा मा" in ramesh.last
    assert "Ganiyari" in await ramesh.presses("set_language:hne")
    await ramesh.presses("✅ Yes, all right")
    await ramesh.presses("🙋 I do")
    assert "Ramesh" in await ramesh.presses("Ramesh")

    assert await village.rows(select(Patient.name)) == ["Ramesh"]
    assert await village.rows(select(Consent.language)) == ["hne"]
    assert await village.rows(select(Membership.group_id)) == [group.id]


async def test_both_updates_of_one_join_give_one_welcome(village: Village) -> None:
    group = await village.group("संगवारी")
    ramesh = village.stranger("Ramesh")
    group.chat.add(ramesh.person)
    await village.settle()
    assert sum("Ramesh" in text for text in group.texts()) == 1


async def test_who_says_no_leaves_nothing_behind(village: Village) -> None:
    ramesh = await _at_the_notice(village)
    assert "/start" in await ramesh.presses("❌ No")
    for table in (Patient, Consent, Holder, Membership):
        assert await village.rows(select(func.count()).select_from(table)) == [0]


async def test_before_a_yes_only_what_is_needed_to_ask_is_stored(village: Village) -> None:
    await _at_the_notice(village)
    assert await village.rows(select(Patient)) == []
    assert len(await village.rows(select(Account))) == 1


async def test_a_caregiver_gives_the_name_of_the_one_who_takes_the_pills(village: Village) -> None:
    ramesh = await _at_the_notice(village)
    await ramesh.presses("✅ Yes, all right")
    await ramesh.presses("👪 Somebody at home")
    assert ramesh.word("What is that person's name?") in ramesh.last
    await ramesh.says("Phulbai")
    assert await village.rows(select(Patient.name)) == ["Phulbai"]
    assert await village.rows(select(Holder.role)) == ["caregiver"]


@pytest.mark.parametrize("nonsense", ["12345", "🙏🙏", "/", "x" * 5000])
async def test_what_is_no_name_is_asked_again(village: Village, nonsense: str) -> None:
    ramesh = await _at_the_notice(village)
    await ramesh.presses("✅ Yes, all right")
    await ramesh.presses("🙋 I do")
    await ramesh.says(nonsense[:4000])
    assert await village.rows(select(Patient)) == []


async def test_a_sticker_while_joining_repeats_the_question(village: Village) -> None:
    ramesh = await _at_the_notice(village)
    heard = await ramesh.does(lambda p: p.sends_sticker(village.bot))
    assert ramesh.word("Is that all right with you?") in heard


async def test_a_button_pressed_twice_joins_once(village: Village) -> None:
    ramesh = await _at_the_notice(village)
    await ramesh.presses("✅ Yes, all right")
    await ramesh.presses("🙋 I do")
    name = next(m for m in reversed(ramesh.inbox) if m.buttons)

    def twice(person: Person) -> None:
        person.presses("Ramesh", on=name)
        person.presses("Ramesh", on=name)

    await ramesh.does(twice)
    assert await village.rows(select(Patient.name)) == ["Ramesh"]


async def test_language_is_changed_by_one_tap_from_anywhere(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says("/bhasha")
    sukhmati.language = sukhmati.language.CHHATTISGARHI
    heard = await sukhmati.presses("set_language:hne")
    assert heard == sukhmati.word("All right. From now on I speak this language.")
    assert await village.rows(select(Account.language)) == ["hne"]


async def test_stopping_is_as_easy_as_joining(village: Village) -> None:
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says("/band")
    assert "108" in await sukhmati.presses("✋ Yes, stop")
    assert await village.rows(select(Consent.withdrawn_at)) == [village.clock()]
    assert await village.rows(select(Patient.next_count_at)) == [None]


async def test_leaving_a_group_ends_the_membership(village: Village) -> None:
    group = await village.group("संगवारी")
    sukhmati = await village.member("Sukhmati", group=group)
    await sukhmati.does(lambda p: p.leaves(group.chat))
    assert await village.rows(select(Membership.left_at)) == [village.clock()]


async def test_a_removed_bot_is_told_to_the_staff(village: Village) -> None:
    anita = await village.staff("Anita")
    group = await village.group("संगवारी")
    group.owner.removes(village.bot, group.chat)
    await village.settle()
    assert "संगवारी" in anita.last
    assert await village.rows(select(Group.state)) == [GroupState.LEFT]


async def _at_the_notice(village: Village) -> Villager:
    ramesh = village.stranger("Ramesh")
    await ramesh.starts()
    await ramesh.presses("set_language:hi")
    return ramesh
