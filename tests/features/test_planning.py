"""How statements are planned."""

import pytest
from sqlalchemy import text

from sar.db import make_engine

pytestmark = pytest.mark.anyio


async def test_no_statement_is_ever_planned_for_any_parameters(seeded: tuple[str, object]) -> None:
    engine = make_engine(seeded[0])
    async with engine.connect() as db:
        for n in range(10):
            await db.execute(text("SELECT count(*) FROM asset WHERE quantity = :n"), {"n": n})
        kept = await db.execute(text("SELECT count(*) FROM pg_prepared_statements"))
        assert kept.scalar() == 0
        assert (await db.execute(text("SHOW jit"))).scalar() == "off"
    await engine.dispose()
