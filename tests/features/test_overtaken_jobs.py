"""A job that others overtake is done again at once, and then nobody overtakes it; one that is done
is not done again, whatever befell its worker."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from sar import installation, jobs
from sar.database_roles import DatabaseRole
from sar.db import LAST_ATTEMPT, make_engine, make_sessions
from tests.conftest import ExerciseTime
from tests.world import START, World

pytestmark = pytest.mark.anyio

OVERTAKEN = text("""
    DO $$ BEGIN RAISE EXCEPTION 'overtaken' USING ERRCODE = 'serialization_failure'; END $$
""")


WORK = "tests.overtaken"
MINE = "FROM procrastinate_jobs WHERE args->>'work' = 'tests.overtaken'"


@asynccontextmanager
async def worked(url: str, work: jobs.DeferredWork) -> AsyncIterator[Any]:
    """Runs a piece of work as the worker does, with what its job holds by then."""
    engine = make_engine(url, DatabaseRole.SYSTEM)
    sessions = make_sessions(engine)

    async def run() -> None:
        async with sessions() as db:
            job = (await db.execute(text(f"SELECT id, args, queueing_lock {MINE}"))).one()
        context: Any = SimpleNamespace(
            job=job, additional_context={"sessions": sessions, "adopt_clock": installation.adopt}
        )
        await jobs.run(context, **job.args)

    jobs.task(WORK)(work)
    try:
        async with sessions() as db, db.begin():
            await jobs.defer(db, WORK, {}, at=START)
        yield run
    finally:
        del jobs._works[WORK]
        async with sessions() as db, db.begin():
            await db.execute(text(f"DELETE {MINE}"))
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


async def test_what_is_done_is_not_done_again(
    seeded: tuple[str, World], time: ExerciseTime
) -> None:
    done: list[str] = []

    async def work(_db: AsyncSession, **_: Any) -> None:
        done.append("once")

    async with worked(seeded[0], work) as run:
        await run()
        await run()
    assert done == ["once"]


async def test_what_failed_is_done_again(seeded: tuple[str, World], time: ExerciseTime) -> None:
    tried: list[str] = []

    async def work(_db: AsyncSession, **_: Any) -> None:
        tried.append("once")
        if len(tried) == 1:
            raise LookupError

    async with worked(seeded[0], work) as run:
        with pytest.raises(LookupError):
            await run()
        await run()
        await run()
    assert tried == ["once", "once"]


async def test_a_worker_that_was_taken_for_dead_does_it_no_second_time(
    seeded: tuple[str, World], time: ExerciseTime
) -> None:
    begun, may_end, done = asyncio.Event(), asyncio.Event(), []

    async def work(_db: AsyncSession, **_: Any) -> None:
        begun.set()
        await may_end.wait()
        done.append("once")

    async with worked(seeded[0], work) as run, asyncio.TaskGroup() as both:
        both.create_task(run())
        await begun.wait()
        both.create_task(run())
        await asyncio.sleep(0.2)  # it waits for the first
        may_end.set()
    assert done == ["once"]


async def test_one_that_failed_waits_again_beside_another_of_its_name(
    seeded: tuple[str, World], time: ExerciseTime
) -> None:
    async def work(_db: AsyncSession, **_: Any) -> None:
        raise LookupError

    async with worked(seeded[0], work) as run:
        engine = make_engine(seeded[0], DatabaseRole.SYSTEM)
        async with make_sessions(engine)() as db:
            await db.execute(text(f"DELETE {MINE}"))
            await jobs.defer_once(db, WORK, {}, at=START, once="one")
            await db.commit()
            with pytest.raises(LookupError):
                await run()
            taken = (await db.execute(text(f"SELECT id {MINE}"))).scalar_one()
            await db.execute(
                text("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = :id"), {"id": taken}
            )
            await jobs.defer_once(db, WORK, {}, at=START, once="one")
            await db.execute(
                text("SELECT procrastinate_retry_job_v2(:id, now(), NULL, NULL, NULL)"),
                {"id": taken},
            )
            waiting = await db.execute(text(f"SELECT status::text {MINE}"))
            assert list(waiting.scalars()) == ["todo", "todo"]
            await db.commit()
        await engine.dispose()
