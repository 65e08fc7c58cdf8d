"""`gothiya patient forget`: shows what would be erased, and erases it with --apply."""

import asyncio
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import select

from bot.cli.output import now
from bot.domain.schedule import local_day
from bot.services.privacy.consent import give_consent
from db.enums import CountSource, HolderRole, Language
from db.models import Account, Audit, Consent, Outbox, Patient, PillCount, Treatment
from db.session import UnitOfWork, begin, make_engine, make_sessions
from tests.cli.conftest import Operator

FORGET = ("patient", "forget", "GAN200011")


@pytest.fixture
def counted(settled: Operator) -> Operator:
    """A patient of the clinic's who has joined and counted."""
    settled("patient", "add", "Sehat Kendra", "सुखमती", "--number", "GAN200011", "--phone", "104")
    take = ("--strip", "10", "--dose", "1", "--dispensed", "60")
    settled("patient", "medicine", "GAN200011", "Metformin", *take)
    return settled


async def _joins_and_counts(session: UnitOfWork) -> None:
    account = Account(telegram_id=4711, language="hi", created_at=now())
    session.add(account)
    await session.flush()
    [patient] = await session.scalars(select(Patient))
    role, hindi = HolderRole.SELF, Language.HINDI
    await give_consent(session, account.id, patient, role, language=hindi, now=now())
    [treatment] = await session.scalars(select(Treatment.id))
    for source in (CountSource.CLINIC, CountSource.SELF):
        session.add(
            PillCount(
                treatment_id=treatment,
                account_id=account.id,
                counted_at=now(),
                counted_on=local_day(now()),
                remaining=Fraction(24),
                source=source,
                replaced_at=now() if source is CountSource.CLINIC else None,
            )
        )


def on(url: str, work: Any) -> list[Any]:
    async def run() -> list[Any]:
        engine = make_engine(url)
        async with begin(make_sessions(engine)) as session:
            if callable(work):
                await work(session)
                found = []
            else:
                found = list(await session.scalars(work))
        await engine.dispose()
        return found

    return asyncio.run(run())


def test_without_apply_it_says_what_it_would_do_and_does_nothing(
    counted: Operator, database_url: str
) -> None:
    on(database_url, _joins_and_counts)
    looked = counted(*FORGET)
    assert looked.code == 0
    (row,) = [line.split() for line in looked.lines if line.startswith("counts")]
    assert row == ["counts", "1", "0"]
    assert "withdraws their consent" in looked.out
    assert "--apply" in looked.out
    assert len(on(database_url, select(PillCount))) == 2
    assert on(database_url, select(Patient.erased_at)) == [None]


def test_applied_it_ends_consent_erases_and_tells_their_phone(
    counted: Operator, database_url: str
) -> None:
    on(database_url, _joins_and_counts)
    assert "erased" in counted(*FORGET, "--apply").out
    [count] = on(database_url, select(PillCount))
    assert (count.source, count.replaced_at) == (CountSource.CLINIC, None)
    [patient] = on(database_url, select(Patient))
    assert (patient.name, patient.clinic_number, patient.phone) == ("सुखमती", "GAN200011", "104")
    assert on(database_url, select(Consent).where(Consent.withdrawn_at.is_(None))) == []
    assert on(database_url, select(Outbox.template)) == ["privacy.erased"]
    erasures = select(Audit.actor_kind).where(Audit.action == "erase")
    assert on(database_url, erasures) == ["operator", "operator"]


def test_applied_twice_it_changes_nothing_more(counted: Operator, database_url: str) -> None:
    on(database_url, _joins_and_counts)
    counted(*FORGET, "--apply")
    again = counted(*FORGET, "--apply")
    assert again.code == 0
    assert len(on(database_url, select(PillCount))) == 1
    assert len(on(database_url, select(Outbox))) == 1


def test_of_somebody_who_died_the_family_is_sent_nothing(
    counted: Operator, database_url: str
) -> None:
    on(database_url, _joins_and_counts)
    counted("patient", "left", "GAN200011", "--because", "died")
    assert counted(*FORGET, "--apply").code == 0
    assert on(database_url, select(Outbox)) == []


def test_a_name_that_fits_nobody_is_a_mistake(counted: Operator) -> None:
    answer = counted("patient", "forget", "GAN200012", "--apply")
    assert answer.code == 2
    assert "did you mean 'GAN200011'?" in answer.err
