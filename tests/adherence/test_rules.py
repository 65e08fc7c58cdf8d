"""The alerts that counts and dates raise by the rules, in the running program as time passes."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.domain.adherence import use_rules
from bot.services.treatments import Prescription
from db.enums import Pattern, Programme
from db.models import Alert
from tests.village import Village, Villager


async def alerts(village: Village) -> list[tuple[str, str]]:
    found = await village.rows(select(Alert).order_by(Alert.id))
    return [(alert.kind, alert.severity) for alert in found]


async def count_later(village: Village, who: Villager, left: str, *, after_days: int = 28) -> str:
    await village.later(days=after_days)
    await who.taps("💊 Count pills")
    return await who.says(left)


async def member_with_tablets(
    village: Village, programme: Programme, *, dispensed: int = 300, dose: int = 2
) -> Villager:
    person = await village.member("Bisahu", programme=programme)
    await village.medicine(person, "Tablet", dispensed=dispensed, dose=dose)
    return person


async def test_two_counts_below_half_are_told_and_one_is_not(village: Village) -> None:
    anita = await village.staff("Anita")
    bisahu = await member_with_tablets(village, Programme.DIABETES)
    told = bisahu.word("I told the clinic. Somebody will ask how to help.")
    assert told not in await count_later(village, bisahu, "290")
    assert await alerts(village) == []
    assert told in await count_later(village, bisahu, "280")
    assert await alerts(village) == [("missed_doses", "routine")]
    assert "missed doses" in anita.last
    await count_later(village, bisahu, "270")
    (alert,) = await village.rows(select(Alert))
    assert alert.occurrences == 2


async def test_a_good_count_between_two_bad_ones_tells_nothing(village: Village) -> None:
    bisahu = await member_with_tablets(village, Programme.DIABETES)
    for left in ("290", "236", "226"):
        await count_later(village, bisahu, left)
    assert await alerts(village) == []


async def test_two_counts_within_a_week_prove_nothing(village: Village) -> None:
    bisahu = await member_with_tablets(village, Programme.DIABETES)
    for left in ("300", "299", "299"):
        await count_later(village, bisahu, left, after_days=2)
    assert await alerts(village) == []


@pytest.mark.parametrize(("left", "told"), [("245", []), ("248", [("missed_doses", "same_day")])])
async def test_two_days_without_a_fit_drug_are_told_at_once(
    village: Village, left: str, told: list[tuple[str, str]]
) -> None:
    bisahu = await member_with_tablets(village, Programme.EPILEPSY)
    await count_later(village, bisahu, left)
    assert await alerts(village) == told


@pytest.mark.parametrize(
    ("programme", "severity"),
    [(Programme.DIABETES, "same_day"), (Programme.SICKLE_CELL, "routine")],
)
async def test_too_many_gone_twice_asks_for_a_count_together(
    village: Village, programme: Programme, severity: str
) -> None:
    bisahu = await member_with_tablets(village, programme)
    await count_later(village, bisahu, "220")
    assert await alerts(village) == []
    await count_later(village, bisahu, "140")
    assert await alerts(village) == [("recount", severity)]


async def test_of_a_corrected_count_the_right_number_decides(village: Village) -> None:
    bisahu = await member_with_tablets(village, Programme.DIABETES)
    await count_later(village, bisahu, "290")
    await village.later(days=28)
    await bisahu.taps("💊 Count pills")
    await bisahu.says("230")
    assert await alerts(village) == []
    await bisahu.presses("✏️ Correct")
    await bisahu.says("280")
    assert await alerts(village) == [("missed_doses", "routine")]


async def test_the_next_end_of_a_supply_is_told_again(village: Village) -> None:
    bisahu = await member_with_tablets(village, Programme.DIABETES, dispensed=30, dose=1)
    await village.later(days=25)
    assert await alerts(village) == [("running_out", "routine")]
    await village.medicine(bisahu, "Tablet", dispensed=30)
    await village.later(days=29)
    (alert,) = await village.rows(select(Alert))
    assert alert.occurrences == 1
    await village.later(days=1)
    (alert,) = await village.rows(select(Alert))
    assert alert.occurrences == 2


async def test_an_injection_a_week_late_becomes_urgent_and_one_given_ends_it(
    village: Village,
) -> None:
    dulari = await village.member("Dulari", programme=Programme.RHEUMATIC_HEART)
    every = Prescription(Fraction(1), Pattern.EVERY_DAYS, every=21)

    async def given() -> None:
        await village.medicine(
            dulari, "Penicillin", prescribed=every, countable=False, dispensed=1, strip=None
        )

    await given()
    await village.later(days=20)
    await given()
    await village.later(days=24)
    assert await alerts(village) == []
    await village.later(days=1)
    assert await alerts(village) == [("injection_due", "routine")]
    await village.later(days=4)
    assert await alerts(village) == [("injection_due", "same_day")]


@pytest.fixture
def rules_of_a_doctor(tmp_path: Path) -> Iterator[None]:
    file = tmp_path / "rules.toml"
    file.write_text(
        '[[rule]]\nalert = "running_out"\nseverity = "same_day"\ndays_left = 10\n'
        '[[rule]]\nalert = "missed_doses"\nseverity = "same_day"\ncounts = 1\nbelow_percent = 90\n'
    )
    use_rules(file)
    yield
    use_rules(None)


@pytest.mark.usefixtures("rules_of_a_doctor")
async def test_a_doctor_changes_the_rules_and_the_program_follows(village: Village) -> None:
    bisahu = await member_with_tablets(village, Programme.DIABETES, dispensed=60)
    await village.later(days=20)
    assert await alerts(village) == [("running_out", "same_day")]
    await bisahu.taps("💊 Count pills")
    await bisahu.says("30")
    assert await alerts(village) == [("running_out", "same_day"), ("missed_doses", "same_day")]
