"""Messages on their way, when all goes well and when they are not wanted any more."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.charts.paper import sheet
from bot.delivery.pacing import Pace
from bot.services.outbox import To
from db.enums import GroupState, OutboxClass, OutboxStatus, StoryState
from db.models import Alert, Consent, Outbox, Patient, Story, StoryConsent
from db.session import begin
from tests.delivery.conftest import Office, Reader


async def test_a_message_goes_out_and_is_forgotten(office: Office) -> None:
    sukhmati = await office.person()
    row_id = await office.write(sukhmati, "नमस्ते <b>दीदी</b>")
    await office.courier.drain()

    assert sukhmati.texts == ["नमस्ते दीदी"]
    row = await office.row(row_id)
    assert (row.status, row.params, row.claim_token, row.tries) == ("sent", None, None, 1)
    assert row.sent_chat_id == sukhmati.person.id
    assert row.sent_message_id == sukhmati.person.inbox(office.practice_bot)[-1].id
    assert await office.attempts(row_id) == ["sent"]


async def test_a_person_reads_in_the_language_they_chose_and_hindi_before(office: Office) -> None:
    mangli = await office.person("Mangli", language="hne")
    newcomer = await office.person("Newcomer", language=None)
    await office.write(mangli, "card", template="card")
    await office.write(newcomer, "card", template="card")
    await office.courier.drain()
    assert mangli.texts == ["card (hne)"]
    assert newcomer.texts == ["card (hi)"]


async def test_messages_to_one_person_keep_their_order(office: Office) -> None:
    sukhmati = await office.person()
    for number in range(12):
        await office.write(sukhmati, str(number))
    await office.courier.drain()
    assert sukhmati.texts == [str(number) for number in range(12)]


async def test_contacts_and_keyboards_arrive(office: Office) -> None:
    sukhmati = await office.person()
    await office.write(sukhmati, template="call")
    await office.write(sukhmati, template="keys")
    await office.courier.drain()
    assert [c.method for c in office.telegram.calls] == ["sendContact", "sendMessage"]
    assert sukhmati.person.inbox(office.practice_bot)[-1].protected


async def test_a_drawing_arrives_as_a_photo_with_its_words(office: Office) -> None:
    sukhmati = await office.person()
    await office.write(sukhmati, sheet(40), template="drawn")
    await office.courier.drain()
    (message,) = sukhmati.person.inbox(office.practice_bot)
    assert (message.kind, message.text) == ("photo", "twelve days")


async def test_words_go_alone_where_the_drawing_is_broken(office: Office) -> None:
    sukhmati = await office.person()
    row_id = await office.write(sukhmati, "<svg", template="drawn")
    await office.courier.drain()
    assert sukhmati.texts == ["twelve days"]
    assert (await office.row(row_id)).status == "sent"


async def test_what_is_not_due_yet_waits(office: Office) -> None:
    sukhmati = await office.person()
    await office.write(sukhmati, not_before=office.clock() + timedelta(minutes=5))
    await office.courier.drain()
    assert sukhmati.texts == []
    await office.later(minutes=5)
    assert sukhmati.texts == ["hello"]


async def test_a_stale_message_is_dropped(office: Office) -> None:
    sukhmati = await office.person()
    row_id = await office.write(sukhmati, klass=OutboxClass.REMINDER)
    await office.later(hours=3)
    assert sukhmati.texts == []
    row = await office.row(row_id)
    assert (row.status, row.params) == ("expired", None)


async def an_alert(office: Office, **details: Any) -> Alert:
    alert = Alert(
        dedup_key="a", clinic_id=office.clinic_id, kind="help", severity="emergency",
        status="triggered", evidence="x", occurrences=1, episode=1, step=0, loop=0, nags=0,
        next_action_at=office.clock(), raised_at=office.clock(), version=1,
    )  # fmt: skip
    for name, value in details.items():
        setattr(alert, name, value)
    await office.add(alert)
    return alert


@pytest.mark.parametrize("change", [{"episode": 2}, {"status": "snoozed"}])
async def test_a_page_is_not_sent_once_somebody_has_the_alert(
    office: Office, change: dict[str, Any]
) -> None:
    anita = await office.person("Anita")
    alert = await an_alert(office, **change)
    page = {"alert_id": alert.id, "klass": OutboxClass.EMERGENCY}
    gone = await office.write(anita, "page", episode=1, **page)
    await office.write(anita, "news of it", **page)
    await office.courier.drain()
    assert anita.texts == ["news of it"]
    assert (await office.row(gone)).last_code == "alert"


async def test_a_page_for_an_alert_that_waits_is_sent(office: Office) -> None:
    anita = await office.person("Anita")
    alert = await an_alert(office)
    await office.write(anita, "page", episode=1, alert_id=alert.id)
    await office.courier.drain()
    assert anita.texts == ["page"]


@pytest.mark.parametrize("reason", ["no consent", "withdrawn", "left"])
async def test_nothing_is_asked_of_a_patient_who_does_not_consent(
    office: Office, reason: str
) -> None:
    sukhmati = await office.person()
    now = office.clock()
    patient = Patient(clinic_id=office.clinic_id, name="Sukhmati", created_at=now)
    if reason == "left":
        patient.left_on = now.date()
    await office.add(patient)
    if reason != "no consent":
        await office.add(consent_of(sukhmati, patient, withdrawn=reason == "withdrawn"))
    row_id = await office.write(sukhmati, klass=OutboxClass.REMINDER, patient_id=patient.id)
    await office.courier.drain()
    assert sukhmati.texts == []
    assert (await office.row(row_id)).last_code == "consent"


async def test_a_patient_who_consents_is_reminded(office: Office) -> None:
    sukhmati = await office.person()
    patient = Patient(clinic_id=office.clinic_id, name="Sukhmati", created_at=office.clock())
    await office.add(patient)
    await office.add(consent_of(sukhmati, patient, withdrawn=True))
    await office.add(consent_of(sukhmati, patient, withdrawn=False))
    await office.write(sukhmati, klass=OutboxClass.REMINDER, patient_id=patient.id)
    await office.courier.drain()
    assert sukhmati.texts == ["hello"]


def consent_of(reader: Reader, patient: Patient, *, withdrawn: bool) -> Consent:
    now = reader.office.clock()
    return Consent(
        account_id=reader.account_id, patient_id=patient.id, scope="care", version=1,
        language="hi", given_at=now, withdrawn_at=now if withdrawn else None,
    )  # fmt: skip


async def a_story(office: Office, teller: Reader, group_id: int, state: StoryState) -> Story:
    now = office.clock()
    patient = Patient(clinic_id=office.clinic_id, name="Sukhmati", created_at=now)
    await office.add(patient)
    story = Story(
        account_id=teller.account_id, patient_id=patient.id, group_id=group_id, kind="text",
        name_choice="none", audience="group", consented_at=now, consent_version=1,
        language="hi", state=state, version=1, created_at=now,
    )  # fmt: skip
    await office.add(story)
    return story


async def tells(office: Office, reader: Reader, story: Story, **more: Any) -> int:
    more = {"klass": OutboxClass.STORY, "story_layer": "group", **more}
    return await office.write(reader, "story", story_id=story.id, **more)


async def yes_to(office: Office, story: Story, layer: str, **other: Any) -> None:
    now = office.clock()
    row = {"version": 2, "language": "hi", "given_at": now, "holds_until": now + timedelta(days=9)}
    await office.add(StoryConsent(story_id=story.id, layer=layer, **{**row, **other}))


async def test_a_withdrawn_story_is_not_shared_but_the_card_about_it_is_sent(
    office: Office,
) -> None:
    sukhmati = await office.person()
    _chat, group_id = await office.group()
    story = await a_story(office, sukhmati, group_id, StoryState.WITHDRAWN)
    await yes_to(office, story, "group")
    row_id = await tells(office, sukhmati, story)
    await office.write(sukhmati, "withdrawn", story_id=story.id)
    await office.courier.drain()
    assert sukhmati.texts == ["withdrawn"]
    assert (await office.row(row_id)).last_code == "story"


async def test_a_story_is_told_where_the_yes_to_that_layer_holds_at_that_moment(
    office: Office,
) -> None:
    sukhmati = await office.person()
    _chat, group_id = await office.group()
    story = await a_story(office, sukhmati, group_id, StoryState.APPROVED)
    await yes_to(office, story, "group")
    now = office.clock()
    await yes_to(office, story, "outside", ended_at=now)
    await yes_to(office, story, "same_illness", holds_until=now)
    for layer in ("group", "outside", "same_illness"):
        await tells(office, sukhmati, story, story_layer=layer)
    await office.courier.drain()
    assert sukhmati.texts == ["story"]


async def test_what_follows_a_message_waits_for_it_and_does_not_come_alone(office: Office) -> None:
    sukhmati = await office.person()
    first = await office.write(sukhmati, "first", klass=OutboxClass.STORY)
    await office.write(sukhmati, "second", target_outbox_id=first)
    gone = await office.write(sukhmati, "stale", klass=OutboxClass.REMINDER)
    left = await office.write(sukhmati, "third", target_outbox_id=gone)
    async with begin(office.sessions) as session:
        dropped = update(Outbox).where(Outbox.id == gone).values(expires_at=office.clock())
        await session.execute(dropped)
    await office.courier.drain()
    assert sukhmati.texts == ["first"]
    office.clock.advance(seconds=3)
    await office.courier.drain()
    assert sukhmati.texts == ["first", "second"]
    assert (await office.row(left)).status == OutboxStatus.CANCELLED


async def test_of_several_edits_of_one_message_only_the_newest_is_made(office: Office) -> None:
    anita = await office.person("Anita")
    card = await office.write(anita, "card")
    await office.courier.drain()
    edits = [
        await office.write(anita, text, method="edit", target_outbox_id=card)
        for text in ("taken", "noted", "closed")
    ]
    await office.courier.drain()
    assert anita.texts == ["closed"]
    assert len(office.telegram.calls_of("editMessageText")) == 1
    rows = [await office.row(edit) for edit in edits]
    assert [r.last_code for r in rows] == ["superseded", "superseded", None]


async def test_an_edit_of_what_was_never_sent_is_dropped(office: Office) -> None:
    anita = await office.person("Anita")
    card = await office.write(anita, "card", not_before=office.clock() + timedelta(hours=1))
    edit = await office.write(anita, "edited", method="edit", target_outbox_id=card)
    await office.courier.drain()
    assert (await office.row(edit)).status == "cancelled"


async def test_an_edit_of_what_may_have_been_sent_waits_for_it(office: Office) -> None:
    anita = await office.person("Anita")
    office.telegram.faults.add(kind="timeout_before", method="sendMessage")
    card = await office.write(anita, "card", klass=OutboxClass.ALERT)
    await office.courier.drain()
    await office.write(anita, "taken", method="edit", target_outbox_id=card)
    for _ in range(3):
        await office.later(seconds=2)
    assert anita.texts == ["taken"]


async def test_a_message_is_deleted(office: Office) -> None:
    anita = await office.person("Anita")
    card = await office.write(anita, "card")
    await office.courier.drain()
    await office.write(anita, method="delete", target_outbox_id=card)
    await office.courier.drain()
    assert anita.texts == []
    assert set(await office.statuses()) == {"sent"}


async def test_a_group_without_a_chat_or_that_the_bot_left_gets_nothing(office: Office) -> None:
    _chat, group_id = await office.group()
    group = await office.group_row(group_id)
    async with office.sessions() as session:
        group = await session.merge(group)
        group.state = GroupState.LEFT
        await session.commit()
    row_id = await office.write(To.group(group_id))
    nowhere = await office.write(To.account(999_999))
    await office.courier.drain()
    assert (await office.row(row_id)).last_code == "left"
    assert (await office.row(nowhere)).last_code == "no_chat"


async def test_the_urgent_goes_first(office: Office) -> None:
    readers = await office.people(6)
    for reader, klass in zip(readers, reversed(OutboxClass), strict=True):
        await office.write(reader, klass.value, klass=klass)
    office.courier = office.another(pace=Pace())
    await office.courier.drain()
    assert office.sends() == [klass.value for klass in OutboxClass]
