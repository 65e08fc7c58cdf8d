"""The role of a clinic's own programs: it reads and commands that clinic, and nothing else."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.simulator.clock import SimulatedClock
from db.clinic_role import make_clinic_role, role_name
from db.migrate import migrate
from db.models import Clinic
from db.session import Sessions, begin, make_engine
from tests.alerts.conftest import Ganiyari
from tests.postgres import Postgres

Says = Callable[..., Awaitable[list[Any]]]
"""Runs statements in one transaction; returns the rows of the last."""


@pytest.fixture
def database_url(postgresql_url: str) -> str:
    return postgresql_url


@pytest.fixture
async def ganiyari(sessions: Sessions, clock: SimulatedClock) -> Ganiyari:
    clinic = Ganiyari(sessions, clock)
    await clinic.settle_in()
    return clinic


@pytest.fixture
async def other_alert(ganiyari: Ganiyari) -> int:
    """An alert of another clinic, of which the first may know nothing."""
    mine = (await ganiyari.calls_for_help()).alert
    async with begin(ganiyari.sessions) as session:
        kota = Clinic(name="Kota", phone="1", created_at=ganiyari.clock())
        session.add(kota)
        await session.flush()
        copied = (
            "INSERT INTO alert (dedup_key, clinic_id, kind, severity, status, evidence, signs,"
            " said_in_group, occurrences, episode, step, loop, nags, next_action_at, raised_at,"
            " version) SELECT 'other', :clinic, kind, severity, status, 'Zqsecret', signs,"
            " said_in_group, occurrences, episode, step, loop, nags, next_action_at, raised_at,"
            " version FROM alert WHERE id = :alert RETURNING id"
        )
        values = {"clinic": kota.id, "alert": mine.id}
        return int(await session.scalar(text(copied), values) or 0)


@pytest.fixture
async def program(
    engine: AsyncEngine, ganiyari: Ganiyari, other_alert: int, postgres: Postgres
) -> AsyncIterator[Says]:
    """What the clinic's program does, signed in as its role."""
    clinic = ganiyari.clinic
    async with engine.begin() as connection:
        assert await connection.run_sync(make_clinic_role, clinic, "a password")
    database = (await _rows(engine, "SELECT current_database()"))[0][0]
    theirs = make_engine(postgres.url(database).replace("//postgres@", f"//{role_name(clinic)}@"))

    async def says(*statements: str) -> list[Any]:
        return await _rows(theirs, *statements)

    yield says
    await theirs.dispose()
    async with engine.begin() as connection:
        name = role_name(clinic)
        await connection.execute(text(f"DROP SCHEMA IF EXISTS {name} CASCADE"))
        await connection.execute(text(f"DROP OWNED BY {name}"))
        await connection.execute(text(f"DROP ROLE IF EXISTS {name}"))


async def _rows(engine: AsyncEngine, *statements: str) -> list[Any]:
    async with engine.begin() as connection:
        for statement in statements:
            result = await connection.exec_driver_sql(statement)
        return list(result.all()) if result.returns_rows else []


async def test_every_view_shows_this_clinic_alone(program: Says) -> None:
    views = await program(
        "SELECT table_name FROM information_schema.views WHERE table_name LIKE '%feed'"
    )
    names = sorted({row[0] for row in views})
    assert len(names) == 9
    for name in names:
        clinics = {row[0] for row in await program(f"SELECT DISTINCT clinic FROM {name}")}
        assert clinics <= {"Ganiyari"}
    assert len(await program("SELECT alert_id FROM alert_feed")) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM public.alert_feed",
        "SELECT * FROM public.alert",
        "SELECT * FROM public.alert_command",
        "INSERT INTO public.alert_command (alert_id, action, actor) VALUES (1, 'ack', 'Anita')",
        "UPDATE alert_command SET status = 'new'",
        "DELETE FROM alert_command",
        "UPDATE alert_feed SET severity = 'routine'",
        "INSERT INTO alert_command (alert_id, action, actor, status)"
        " VALUES (1, 'ack', 'Anita', 'applied')",
        "CREATE TABLE public.mine (id int)",
        "CREATE VIEW other AS SELECT * FROM public.alert",
        "SET ROLE postgres",
    ],
)
async def test_nothing_else_is_within_reach(program: Says, statement: str) -> None:
    with pytest.raises(DBAPIError):
        await program(statement)


async def test_only_alerts_of_this_clinic_are_commanded(program: Says, other_alert: int) -> None:
    (mine,) = await program("SELECT alert_id FROM alert_feed")
    insert = "INSERT INTO alert_command (alert_id, action, actor) VALUES ({}, 'ack', 'Anita')"
    await program(insert.format(mine[0]))
    assert len(await program("SELECT id FROM alert_command")) == 1
    with pytest.raises(DBAPIError):
        await program(insert.format(other_alert))


async def test_a_function_of_the_callers_sees_no_row_of_others(program: Says) -> None:
    """A cheap function that raises what it is given is kept behind the barrier."""
    found = "SELECT 1 FROM alert_feed WHERE evidence LIKE '%Zq%' OR 1 / length(evidence) > 2"
    assert await program(found) == []
    leaks = (
        "CREATE FUNCTION pg_temp.leak(words text) RETURNS boolean COST 0.0000001 LANGUAGE plpgsql"
        " AS $$ BEGIN IF words LIKE '%Zqsecret%' THEN RAISE EXCEPTION 'seen'; END IF;"
        " RETURN true; END $$"
    )
    seen = await program(leaks, "SELECT 1 FROM alert_feed WHERE pg_temp.leak(evidence)")
    assert len(seen) == 1, "it was asked about the clinic's own alert alone"


async def test_made_again_it_keeps_its_password_and_survives_a_migration(
    engine: AsyncEngine, ganiyari: Ganiyari, program: Says
) -> None:
    async with engine.begin() as connection:
        assert not await connection.run_sync(make_clinic_role, ganiyari.clinic, "another")
    assert len(await program("SELECT alert_id FROM alert_feed")) == 1
    await migrate(engine, "-1")
    await migrate(engine)
    assert len(await program("SELECT alert_id FROM alert_feed")) == 1
