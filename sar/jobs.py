"""Work for later, deferred inside our own transaction and run by the worker (procrastinate)."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from typing import Any, Final, Protocol

import orjson
from procrastinate import BaseRetryStrategy, Blueprint, JobContext, RetryDecision
from procrastinate.jobs import Job
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.db import LAST_ATTEMPT, is_overtaken

blueprint = Blueprint()
QUEUE = "sar"
NAMESPACE = "sar"
TASK = "run"

DeferredWork = Callable[..., Awaitable[None]]
_works: dict[str, DeferredWork] = {}

FAR_FUTURE_YEAR = 9000


class SystemSessions(Protocol):
    """Makes a session of the system role."""

    def __call__(self) -> AsyncSession: ...


AdoptClock = Callable[[AsyncSession], Awaitable[object]]
"""Lets this process's clock follow the installation's."""


def task(name: str) -> Callable[[DeferredWork], DeferredWork]:
    """Register `async def work(db, *, now, **args)` under a stable name."""

    def register(work: DeferredWork) -> DeferredWork:
        _works[name] = work
        return work

    return register


async def defer(db: AsyncSession, name: str, args: dict[str, Any], *, at: datetime) -> None:
    """Have `name` run once the domain's clock has reached `at`; nothing if we roll back."""
    await db.execute(
        text(
            "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(:queue, :task, 0, NULL, NULL,"
            " CAST(:args AS jsonb), CAST(:scheduled_at AS timestamptz))"
            "::procrastinate_job_to_defer_v1])"
        ),
        _job(name, args, at),
    )


async def defer_once(
    db: AsyncSession, name: str, args: dict[str, Any], *, at: datetime, once: str
) -> None:
    """As `defer`, unless a job `once` named so waits already: that one is done no later than `at`,
    and not before we commit. Other jobs that are due come first."""
    about = {"priority": BEHIND, "once": f"{name} {once}"}
    await db.execute(_DEFER_ONCE, _job(name, args, at) | about)


BEHIND: Final = -1
"""The priority of jobs that wait for all others that are due: alarms about silence are 0."""

_DEFER_ONCE: Final = text("""
    INSERT INTO procrastinate_jobs AS job
        (queue_name, task_name, priority, queueing_lock, args, scheduled_at)
    VALUES (:queue, :task, :priority, :once, CAST(:args AS jsonb),
            CAST(:scheduled_at AS timestamptz))
    ON CONFLICT (queueing_lock) WHERE status = 'todo' DO UPDATE SET
        args = CASE WHEN excluded.scheduled_at < job.scheduled_at
                    THEN excluded.args ELSE job.args END,
        scheduled_at = least(job.scheduled_at, excluded.scheduled_at)
""")
"""The waiting job is locked until the commit, so that no worker takes it before."""


def _job(name: str, args: dict[str, Any], at: datetime) -> dict[str, Any]:
    job = {"work": name, "args": args, "at": at.isoformat()}
    return {
        "queue": QUEUE,
        "task": f"{NAMESPACE}:{TASK}",
        "args": orjson.dumps(job).decode(),
        "scheduled_at": _real(at),
    }


def _real(at: datetime) -> datetime:
    """At once for what is due already, also while an exercise's clock stands still."""
    if at <= clock.now():
        return clock.real_now()
    real = clock.to_real(at)
    return real if real.year < FAR_FUTURE_YEAR else real.replace(year=FAR_FUTURE_YEAR)


async def reschedule(db: AsyncSession) -> None:
    """Move every waiting job to the real instant that a changed exercise clock gives it."""
    waiting = await db.execute(
        text("SELECT id, args->>'at' FROM procrastinate_jobs WHERE status = 'todo' FOR UPDATE")
    )
    moves = [{"id": id_, "real": _real(datetime.fromisoformat(at))} for id_, at in waiting if at]
    if moves:
        await db.execute(
            text("UPDATE procrastinate_jobs SET scheduled_at = :real WHERE id = :id"), moves
        )


async def oldest_s(db: AsyncSession) -> float:
    """The seconds for which the oldest job has been due and is not done; 0: none is.

    One that failed and is tried again later counts from its first try, and so does one that is not
    tried again any more.
    """
    return float((await db.execute(_OLDEST)).scalar() or 0.0)


_OLDEST = text("""
    SELECT extract(epoch FROM now() - min(least(job.scheduled_at, tried.first_at)))
    FROM procrastinate_jobs job
    LEFT JOIN LATERAL (
        SELECT min(event.at) AS first_at FROM procrastinate_events event
        WHERE event.job_id = job.id AND event.type = 'started'
    ) tried ON job.attempts > 0
    WHERE job.status = 'failed'
        OR job.status IN ('todo', 'doing') AND (job.scheduled_at <= now() OR job.attempts > 0)
""")


class _Again(BaseRetryStrategy):
    """Every fault is tried again for days: what waits here are alarms about silences."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:  # noqa: ARG002 the signature is procrastinate's
        if job.attempts >= MOST_ATTEMPTS:
            return None
        return RetryDecision(retry_in={"seconds": min(3 ** (job.attempts + 1), LONGEST_WAIT_S)})


MOST_ATTEMPTS: Final = 1_000
LONGEST_WAIT_S: Final = 300

SNAPSHOTS: Final = "snapshots"
"""In `info` of a work's session: opens another that reads the database as of one instant."""


@blueprint.task(name=TASK, queue=QUEUE, pass_context=True, retry=_Again())
async def run(
    context: JobContext, *, work: str, args: dict[str, Any], at: str, done: bool = False
) -> None:
    """Run one piece of work in one transaction of the system role, which also notes that the job is
    `done`: one whose worker was killed before the queue had noted it is not done again."""
    if done:
        return
    sessions: SystemSessions = context.additional_context["sessions"]
    adopt_clock: AdoptClock = context.additional_context["adopt_clock"]
    due_at = datetime.fromisoformat(at)
    if context.job.queueing_lock is not None:
        # Another may wait meanwhile: this one could not wait beside it, to be tried again.
        async with sessions() as db, db.begin():
            await db.execute(_FREE_NAME, {"id": context.job.id})
    if clock.now() < due_at:
        # It was set forward, which moved this job, and this process has not heard of it yet.
        async with sessions() as db:
            await adopt_clock(db)
    piece = partial(perform, work=work, args=args, due_at=due_at)
    try:
        await _attempt(sessions, context.job, piece, last=False)
    except DBAPIError as error:
        if not is_overtaken(error):
            raise
        await _attempt(sessions, context.job, piece, last=True)


_FREE_NAME = text("UPDATE procrastinate_jobs SET queueing_lock = NULL WHERE id = :id")

_NOTE_DONE = text("""
    UPDATE procrastinate_jobs SET args = args || '{"done": true}'
    WHERE id = :id AND args -> 'done' IS NULL
    RETURNING id
""")


async def _attempt(
    sessions: SystemSessions,
    job: Job,
    piece: Callable[[AsyncSession], Awaitable[None]],
    *,
    last: bool,
) -> None:
    async with sessions() as db, db.begin():
        if (await db.execute(_NOTE_DONE, {"id": job.id})).scalar() is None:
            return  # another worker, which was taken for dead, has done it meanwhile
        db.info[LAST_ATTEMPT] = last
        db.info[SNAPSHOTS] = partial(_snapshot, sessions)
        await piece(db)


@asynccontextmanager
async def _snapshot(sessions: SystemSessions) -> AsyncIterator[AsyncSession]:
    async with sessions() as db:
        await db.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield db


async def perform(db: AsyncSession, work: str, args: dict[str, Any], *, due_at: datetime) -> None:
    """Do the work now, or defer it again when the clock has not come to `due_at` yet."""
    now = clock.now()
    if now < due_at:
        await defer(db, work, args, at=due_at)
    else:
        await _works[work](db, now=now, **args)
