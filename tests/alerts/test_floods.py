"""Who writes without end fills neither an alert nor the cards of those who look after it."""

from sqlalchemy import func, select

from bot.services.alerts.raising import EVIDENCE_KEPT, capped_evidence
from db.models import Alert, DeadLetter, Outbox
from tests.village import Village

CRY = "छाती मा अब्बड़ पीरा होवत हे "


async def test_two_hundred_long_cries_at_once_are_one_alert_and_one_edit_for_each_reader(
    village: Village,
) -> None:
    readers = [await village.staff(name) for name in ("Anita", "Meena")]
    sukhmati = await village.member("Sukhmati")
    await sukhmati.says(CRY)
    edits = select(func.count()).where(Outbox.method == "edit")
    before = (await village.rows(edits))[0]
    for number in range(200):
        sukhmati.person.says(village.bot, f"{number} {CRY}" + "हाय " * 900)
    await village.settle()
    (alert,) = await village.rows(select(Alert))
    assert alert.occurrences == 201
    assert len(alert.evidence) <= 2 * EVIDENCE_KEPT + 100
    batches = 2
    assert (await village.rows(edits))[0] - before <= batches * len(readers)
    assert await village.rows(select(DeadLetter.update_id)) == []


def test_the_beginning_and_the_end_of_what_was_said_stay() -> None:
    said = "first\n" + "\n".join("x" * 100 for _ in range(500)) + "\nlast"
    capped = capped_evidence(said)
    assert capped.startswith("first\n")
    assert capped.endswith("\nlast")
    assert capped_evidence(capped) == capped
    assert capped_evidence(capped + "\nmore").endswith("last\nmore")


async def test_sixty_commands_of_one_member_cost_the_group_one_answer(village: Village) -> None:
    group = await village.group("संगवारी")
    sukhmati = await village.member("Sukhmati", group=group)

    def by_the_bot() -> int:
        return sum(message.from_bot for message in group.chat.messages)

    before = by_the_bot()
    for _ in range(60):
        sukhmati.person.says(group.chat, "/madat")
    await village.settle()
    assert by_the_bot() - before == 1
    await village.later(minutes=1)
    before = by_the_bot()
    await sukhmati.says("/madat", group.chat)
    assert by_the_bot() - before == 1
