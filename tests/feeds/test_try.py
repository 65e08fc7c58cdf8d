from sqlalchemy import text
import pytest

@pytest.mark.parametrize("n", range(20))
async def test_it(sessions, clock, n):
    async with sessions() as s:
        assert (await s.execute(text("select count(*) from alert"))).scalar() == 0
    clock.advance(days=1)

async def test_s(sqlite_sessions):
    async with sqlite_sessions() as s:
        await s.execute(text("select 1"))
def test_sync(database_url):
    assert database_url
