"""A job that others overtake is done again at once, and then nobody overtakes it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from sar import installation, jobs
from sar.db import LAST_ATTEMPT, make_engine, make_sessions
from tests.conftest import ExerciseTime
from tests.world import START, World

pytestmark = pytest.mark.anyio

OVERTAKEN = text("""
    DO $$ BEGIN RAISE EXCEPTION 'overtaken' USING ERRCODE = 'serialization_failure'; END $$
""")


@asynccontextmanager
async def worked(url: str, work: jobs.DeferredWork) -> AsyncIterator[Any]:
    """Runs a piece of work as the worker does."""
    engine = make_engine(url)
    context: Any = SimpleNamespace(
        additional_context={"sessions": make_sessions(engine), "adopt_clock": installation.adopt}
    )
    jobs.task("tests.overtaken")(work)
    try:
        yield lambda: jobs.run(context, work="tests.overtaken", args={}, at=START.isoformat())
    finally:
        del jobs._works["tests.overtaken"]
        await engine.dispose()


@pytest.mark.parametrize("times", [0, 1, 2])
async def test_the_second_attempt_holds_the_record(
    seeded: tuple[str, World], time: ExerciseTime, times: int
) -> None:
    attempts: list[bool] = []

    async def work(db: AsyncSession, **_: Any) -> None:
        attempts.append(db.info[LAST_ATTEMPT])
        if len(attempts) <= times:
            await db.execute(OVERTAKEN)

    async with worked(seeded[0], work) as run:
        if times < 2:
            await run()
        else:
            with pytest.raises(DBAPIError):
                await run()
    assert attempts == [False, True][: times + 1]
