"""Messages that are sent, and messages that are no longer wanted."""

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
from tests.delivery.conftest import Delivery, Reader


async def test_a_message_goes_out_and_is_forgotten(delivery: Delivery) -> None:
    sukhmati = await delivery.person()
    row_id = await delivery.write(sukhmati, "नमस्ते <b>दीदी</b>")
    await delivery.relay.drain()

    assert sukhmati.texts == ["नमस्ते दीदी"]
    row = await delivery.row(row_id)
    assert (row.status, row.params, row.claim_token, row.tries) == ("sent", None, None, 1)
    assert row.sent_chat_id == sukhmati.person.id
    assert row.sent_message_id == sukhmati.person.inbox(delivery.simulated_bot)[-1].id
    assert await delivery.attempts(row_id) == ["sent"]


async def test_a_person_reads_in_the_language_they_chose_and_hindi_before(
    delivery: Delivery,
) -> None:
    mangli = await delivery.person("Mangli", language="hne")
    newcomer = await delivery.person("Newcomer", language=None)
    await delivery.write(mangli, "card", template="card")
    await delivery.write(newcomer, "card", template="card")
    await delivery.relay.drain()
    assert mangli.texts == ["card (hne)"]
    assert newcomer.texts == ["card (hi)"]


async def test_messages_to_one_person_keep_their_order(delivery: Delivery) -> None:
    sukhmati = await delivery.person()
    for number in range(12):
        await delivery.write(sukhmati, str(number))
    await delivery.relay.drain()
    assert sukhmati.texts == [str(number) for number in range(12)]


async def test_contacts_and_keyboards_arrive(delivery: Delivery) -> None:
    sukhmati = await delivery.person()
    await delivery.write(sukhmati, template="call")
    await delivery.write(sukhmati, template="keys")
    await delivery.relay.drain()
    assert [c.method for c in delivery.telegram.calls] == ["sendContact", "sendMessage"]
    assert sukhmati.person.inbox(delivery.simulated_bot)[-1].protected


async def test_a_drawing_arrives_as_a_photo_with_its_words(delivery: Delivery) -> None:
    sukhmati = await delivery.person()
    await delivery.write(sukhmati, sheet(40), template="drawn")
    await delivery.relay.drain()
    (message,) = sukhmati.person.inbox(delivery.simulated_bot)
    assert (message.kind, message.text) == ("photo", "twelve days")


async def test_words_go_alone_where_the_drawing_is_broken(delivery: Delivery) -> None:
    sukhmati = await delivery.person()
    row_id = await delivery.write(sukhmati, "<svg", template="drawn")
    await delivery.relay.drain()
    assert sukhmati.texts == ["twelve days"]
    assert (await delivery.row(row_id)).status == "sent"


async def test_what_is_not_due_yet_waits(delivery: Delivery) -> None:
    sukhmati = await delivery.person()
    await delivery.write(sukhmati, not_before=delivery.clock() + timedelta(minutes=5))
    await delivery.relay.drain()
    assert sukhmati.texts == []
    await delivery.later(minutes=5)
    assert sukhmati.texts == ["hello"]


async def test_a_stale_message_is_dropped(delivery: Delivery) -> None:
    sukhmati = await delivery.person()
    row_id = await delivery.write(sukhmati, klass=OutboxClass.REMINDER)
    await delivery.later(hours=3)
    assert sukhmati.texts == []
    row = await delivery.row(row_id)
    assert (row.status, row.params) == ("expired", None)


async def add_alert(delivery: Delivery, **details: Any) -> Alert:
    alert = Alert(
        dedup_key="a", clinic_id=delivery.clinic_id, kind="help", severity="emergency",
        status="triggered", evidence="x", occurrences=1, episode=1, step=0, loop=0, nags=0,
        next_action_at=delivery.clock(), raised_at=delivery.clock(), version=1,
    )  # fmt: skip
    for name, value in details.items():
        setattr(alert, name, value)
    await delivery.add(alert)
    return alert


@pytest.mark.parametrize("change", [{"episode": 2}, {"status": "snoozed"}])
async def test_a_page_is_not_sent_once_somebody_has_the_alert(
    delivery: Delivery, change: dict[str, Any]
) -> None:
    anita = await delivery.person("Anita")
    alert = await add_alert(delivery, **change)
    page = {"alert_id": alert.id, "klass": OutboxClass.EMERGENCY}
    gone = await delivery.write(anita, "page", episode=1, **page)
    await delivery.write(anita, "news of it", **page)
    await delivery.relay.drain()
    assert anita.texts == ["news of it"]
    assert (await delivery.row(gone)).last_code == "alert"


async def test_a_page_for_an_alert_that_waits_is_sent(delivery: Delivery) -> None:
    anita = await delivery.person("Anita")
    alert = await add_alert(delivery)
    await delivery.write(anita, "page", episode=1, alert_id=alert.id)
    await delivery.relay.drain()
    assert anita.texts == ["page"]


@pytest.mark.parametrize("reason", ["no consent", "withdrawn", "left"])
async def test_nothing_is_asked_of_a_patient_who_does_not_consent(
    delivery: Delivery, reason: str
) -> None:
    sukhmati = await delivery.person()
    now = delivery.clock()
    patient = Patient(clinic_id=delivery.clinic_id, name="Sukhmati", created_at=now)
    if reason == "left":
        patient.left_on = now.date()
    await delivery.add(patient)
    if reason != "no consent":
        await delivery.add(consent_of(sukhmati, patient, withdrawn=reason == "withdrawn"))
    row_id = await delivery.write(sukhmati, klass=OutboxClass.REMINDER, patient_id=patient.id)
    await delivery.relay.drain()
    assert sukhmati.texts == []
    assert (await delivery.row(row_id)).last_code == "consent"


async def test_a_patient_who_consents_is_reminded(delivery: Delivery) -> None:
    sukhmati = await delivery.person()
    patient = Patient(clinic_id=delivery.clinic_id, name="Sukhmati", created_at=delivery.clock())
    await delivery.add(patient)
    await delivery.add(consent_of(sukhmati, patient, withdrawn=True))
    await delivery.add(consent_of(sukhmati, patient, withdrawn=False))
    await delivery.write(sukhmati, klass=OutboxClass.REMINDER, patient_id=patient.id)
    await delivery.relay.drain()
    assert sukhmati.texts == ["hello"]


def consent_of(reader: Reader, patient: Patient, *, withdrawn: bool) -> Consent:
    now = reader.delivery.clock()
    return Consent(
        account_id=reader.account_id, patient_id=patient.id, scope="care", version=1,
        language="hi", given_at=now, withdrawn_at=now if withdrawn else None,
    )  # fmt: skip


async def add_story(delivery: Delivery, teller: Reader, group_id: int, state: StoryState) -> Story:
    now = delivery.clock()
    patient = Patient(clinic_id=delivery.clinic_id, name="Sukhmati", created_at=now)
    await delivery.add(patient)
    story = Story(
        account_id=teller.account_id, patient_id=patient.id, group_id=group_id, kind="text",
        name_choice="none", audience="group", consented_at=now, consent_version=1,
        language="hi", state=state, version=1, created_at=now,
    )  # fmt: skip
    await delivery.add(story)
    return story


async def write_story(delivery: Delivery, reader: Reader, story: Story, **more: Any) -> int:
    more = {"klass": OutboxClass.STORY, "story_layer": "group", **more}
    return await delivery.write(reader, "story", story_id=story.id, **more)


async def add_story_consent(delivery: Delivery, story: Story, layer: str, **other: Any) -> None:
    now = delivery.clock()
    row = {"version": 2, "language": "hi", "given_at": now, "holds_until": now + timedelta(days=9)}
    await delivery.add(StoryConsent(story_id=story.id, layer=layer, **{**row, **other}))


async def test_a_withdrawn_story_is_not_shared_but_the_card_about_it_is_sent(
    delivery: Delivery,
) -> None:
    sukhmati = await delivery.person()
    _chat, group_id = await delivery.group()
    story = await add_story(delivery, sukhmati, group_id, StoryState.WITHDRAWN)
    await add_story_consent(delivery, story, "group")
    row_id = await write_story(delivery, sukhmati, story)
    await delivery.write(sukhmati, "withdrawn", story_id=story.id)
    await delivery.relay.drain()
    assert sukhmati.texts == ["withdrawn"]
    assert (await delivery.row(row_id)).last_code == "story"


async def test_a_story_is_told_where_the_yes_to_that_layer_holds_at_that_moment(
    delivery: Delivery,
) -> None:
    sukhmati = await delivery.person()
    _chat, group_id = await delivery.group()
    story = await add_story(delivery, sukhmati, group_id, StoryState.APPROVED)
    await add_story_consent(delivery, story, "group")
    now = delivery.clock()
    await add_story_consent(delivery, story, "outside", ended_at=now)
    await add_story_consent(delivery, story, "same_illness", holds_until=now)
    for layer in ("group", "outside", "same_illness"):
        await write_story(delivery, sukhmati, story, story_layer=layer)
    await delivery.relay.drain()
    assert sukhmati.texts == ["story"]


async def test_what_follows_a_message_waits_for_it_and_does_not_come_alone(
    delivery: Delivery,
) -> None:
    sukhmati = await delivery.person()
    first = await delivery.write(sukhmati, "first", klass=OutboxClass.STORY)
    await delivery.write(sukhmati, "second", target_outbox_id=first)
    gone = await delivery.write(sukhmati, "stale", klass=OutboxClass.REMINDER)
    left = await delivery.write(sukhmati, "third", target_outbox_id=gone)
    async with begin(delivery.sessions) as session:
        dropped = update(Outbox).where(Outbox.id == gone).values(expires_at=delivery.clock())
        await session.execute(dropped)
    await delivery.relay.drain()
    assert sukhmati.texts == ["first"]
    delivery.clock.advance(seconds=3)
    await delivery.relay.drain()
    assert sukhmati.texts == ["first", "second"]
    assert (await delivery.row(left)).status == OutboxStatus.CANCELLED


async def test_of_several_edits_of_one_message_only_the_newest_is_made(delivery: Delivery) -> None:
    anita = await delivery.person("Anita")
    card = await delivery.write(anita, "card")
    await delivery.relay.drain()
    edits = [
        await delivery.write(anita, text, method="edit", target_outbox_id=card)
        for text in ("taken", "noted", "closed")
    ]
    await delivery.relay.drain()
    assert anita.texts == ["closed"]
    assert len(delivery.telegram.calls_of("editMessageText")) == 1
    rows = [await delivery.row(edit) for edit in edits]
    assert [r.last_code for r in rows] == ["superseded", "superseded", None]


async def test_an_edit_of_what_was_never_sent_is_dropped(delivery: Delivery) -> None:
    anita = await delivery.person("Anita")
    card = await delivery.write(anita, "card", not_before=delivery.clock() + timedelta(hours=1))
    edit = await delivery.write(anita, "edited", method="edit", target_outbox_id=card)
    await delivery.relay.drain()
    assert (await delivery.row(edit)).status == "cancelled"


async def test_an_edit_of_what_may_have_been_sent_waits_for_it(delivery: Delivery) -> None:
    anita = await delivery.person("Anita")
    delivery.telegram.faults.add(kind="timeout_before", method="sendMessage")
    card = await delivery.write(anita, "card", klass=OutboxClass.ALERT)
    await delivery.relay.drain()
    await delivery.write(anita, "taken", method="edit", target_outbox_id=card)
    for _ in range(3):
        await delivery.later(seconds=2)
    assert anita.texts == ["taken"]


async def test_a_message_is_deleted(delivery: Delivery) -> None:
    anita = await delivery.person("Anita")
    card = await delivery.write(anita, "card")
    await delivery.relay.drain()
    await delivery.write(anita, method="delete", target_outbox_id=card)
    await delivery.relay.drain()
    assert anita.texts == []
    assert set(await delivery.statuses()) == {"sent"}


async def test_a_group_without_a_chat_or_that_the_bot_left_gets_nothing(delivery: Delivery) -> None:
    _chat, group_id = await delivery.group()
    group = await delivery.group_row(group_id)
    async with delivery.sessions() as session:
        group = await session.merge(group)
        group.state = GroupState.LEFT
        await session.commit()
    row_id = await delivery.write(To.group(group_id))
    nowhere = await delivery.write(To.account(999_999))
    await delivery.relay.drain()
    assert (await delivery.row(row_id)).last_code == "left"
    assert (await delivery.row(nowhere)).last_code == "no_chat"


async def test_the_urgent_goes_first(delivery: Delivery) -> None:
    readers = await delivery.people(6)
    for reader, klass in zip(readers, reversed(OutboxClass), strict=True):
        await delivery.write(reader, klass.value, klass=klass)
    delivery.relay = delivery.another_relay(pace=Pace())
    await delivery.relay.drain()
    assert delivery.sends() == [klass.value for klass in OutboxClass]
