"""What is known of a person is theirs to read: in private, in few lines, of nobody else."""

from db.models import CheckIn
from db.session import begin
from tests.privacy.test_keep_or_erase import ERASE, KEEP, counted, stops
from tests.test_caregivers import caregiver_link, joins_by
from tests.village import Village, Villager

KNOWN = "👀 What you know of me"


async def asks(who: Villager) -> str:
    await who.taps("⚙️ More")
    return await who.presses(KNOWN)


async def test_it_names_what_is_kept_and_who_sees_it(village: Village) -> None:
    sukhmati = await counted(village)
    async with begin(village.sessions) as session:
        now = village.clock()
        fine = {"asked_at": now, "answer": "fine", "answered_at": now}
        session.add(CheckIn(patient_id=sukhmati.patient_id, **fine))
    son = village.stranger("Raju")
    await joins_by(son, await caregiver_link(sukhmati))
    heard = await asks(sukhmati)
    for said in ("Sukhmati", "Metformin", "24", "Raju", "/band"):
        assert said in heard
    assert sukhmati.word("👍 How you are: you told me {n} times.").format(n=1) in heard
    assert sukhmati.word("👩‍⚕️ Only you and the clinic see this.") in heard
    assert sukhmati.word("🤝 Your leader may help you count.") not in heard
    assert sukhmati.inbox[-1].protected


async def test_of_several_it_is_about_whom_we_talk_of(village: Village) -> None:
    sukhmati = await counted(village)
    await village.child_of(sukhmati, "Raju")
    assert "Raju" in await asks(sukhmati)
    await sukhmati.says("/kaun")
    await sukhmati.presses("🙂 Sukhmati")
    heard = await asks(sukhmati)
    assert "Sukhmati" in heard
    assert "Raju" not in heard


async def test_after_stopping_it_still_tells_and_after_erasing_nothing(village: Village) -> None:
    sukhmati = await counted(village, language="hne")
    await stops(sukhmati)
    await sukhmati.presses(KEEP)
    assert "24" in await asks(sukhmati)
    await sukhmati.says("/band")
    await sukhmati.presses(ERASE)
    assert await asks(sukhmati) == sukhmati.word("👀 I keep nothing that you told me.")


async def test_a_caregiver_whose_access_ended_is_shown_nothing(village: Village) -> None:
    sukhmati = await counted(village)
    son = village.stranger("Raju")
    await joins_by(son, await caregiver_link(sukhmati))
    await sukhmati.presses("💊 Who may count for me")
    await sukhmati.presses("✖️ Raju")
    heard = await asks(son)
    assert heard == son.word("👀 I keep nothing that you told me.")


async def test_who_counts_for_somebody_with_a_phone_is_not_told_about_them(
    village: Village,
) -> None:
    sukhmati = await counted(village)
    son = village.stranger("Raju")
    await joins_by(son, await caregiver_link(sukhmati))
    heard = await asks(son)
    assert heard == son.word("👀 {name} can read that on their own phone.").format(name="Sukhmati")
