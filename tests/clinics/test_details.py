"""Names of patients go into the staff chat only where the clinic wants details there."""

import pytest

from bot.services.privacy.consent import give_consent
from db.enums import GroupKind, HolderRole
from db.models import Clinic, Patient
from db.session import begin
from tests.village import PeerGroup, Village, Villager


@pytest.fixture
async def room(village: Village) -> PeerGroup:
    return await village.group("दवाखाना", kind=GroupKind.STAFF)


async def wants_details(village: Village) -> None:
    async with begin(village.sessions) as session:
        (await session.get_one(Clinic, village.clinic_id)).details_in_chat = True


async def speaks_their_name(village: Village) -> None:
    phulo = village.stranger("🌸🌸", language="hne")
    await phulo.starts()
    await phulo.presses("set_language:hne")
    await phulo.presses("✅ Yes, all right")
    await phulo.presses("👪 Somebody at home")
    await phulo.does(lambda p: p.sends_voice(village.bot))


async def test_a_spoken_name_is_heard_by_staff_in_private(
    village: Village, room: PeerGroup
) -> None:
    anita, before = await village.staff("Anita"), len(room.chat.messages)
    await speaks_their_name(village)
    assert len(room.chat.messages) == before
    assert "✏️ Write the name" in anita.buttons


async def test_in_the_staff_chat_where_the_clinic_chose_that(
    village: Village, room: PeerGroup
) -> None:
    anita, before = await village.staff("Anita"), len(room.chat.messages)
    await wants_details(village)
    await speaks_their_name(village)
    assert len(room.chat.messages) == before + 1
    assert "✏️ Write the name" not in anita.buttons


async def test_a_caregiver_lets_no_leader_in_for_who_has_a_phone(village: Village) -> None:
    group = await village.group("संगवारी")
    await village.member("Phool", group=group, leader=True)
    sukhmati = await village.member("Sukhmati", group=group, language="en")
    kunti = await _caregiver(village, sukhmati)
    await kunti.taps("⚙️ More")
    refusal = await kunti.does(
        lambda p: p._query(kunti.inbox[-1], f"leader_help:{sukhmati.patient_id}:yes")
    )
    assert "Sukhmati says yes to this on their own phone." in refusal
    await sukhmati.says("/menu")
    allowed = await sukhmati.does(
        lambda p: p._query(sukhmati.inbox[-1], f"leader_help:{sukhmati.patient_id}:yes")
    )
    assert "own phone" not in allowed


async def _caregiver(village: Village, patient: Villager) -> Villager:
    kunti = await village.member("Kunti", language="en")
    async with begin(village.sessions) as session:
        row = await session.get_one(Patient, patient.patient_id)
        await give_consent(
            session,
            kunti.account_id,
            row,
            HolderRole.CAREGIVER,
            language=kunti.language,
            now=village.clock(),
        )
    return kunti


async def test_an_album_is_answered_once(village: Village) -> None:
    sukhmati = await village.member("Sukhmati", language="en")

    def sends_ten(person: object) -> None:
        for _ in range(10):
            sukhmati.person.sends_photo(village.bot)
        for update in village.bot.updates.pending:
            update["message"]["media_group_id"] = "13579"

    before = len(sukhmati.inbox)
    await sukhmati.does(sends_ten)
    assert len(sukhmati.inbox) == before + 1
