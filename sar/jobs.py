"""Work for later, deferred inside our own transaction and run by the worker (procrastinate)."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Protocol

import orjson
from procrastinate import Blueprint, JobContext, RetryStrategy
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock

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


def task(name: str) -> Callable[[DeferredWork], DeferredWork]:
    """Register `async def work(db, *, now, **args)` under a stable name."""

    def register(work: DeferredWork) -> DeferredWork:
        _works[name] = work
        return work

    return register


async def defer(db: AsyncSession, name: str, args: dict[str, Any], *, at: datetime) -> None:
    """Have `name` run once the domain's clock has reached `at`; nothing if we roll back."""
    job = {"work": name, "args": args, "at": at.isoformat()}
    await db.execute(
        text(
            "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(:queue, :task, 0, NULL, NULL,"
            " CAST(:args AS jsonb), CAST(:scheduled_at AS timestamptz))"
            "::procrastinate_job_to_defer_v1])"
        ),
        {
            "queue": QUEUE,
            "task": f"{NAMESPACE}:{TASK}",
            "args": orjson.dumps(job).decode(),
            "scheduled_at": _real(at),
        },
    )


def _real(at: datetime) -> datetime:
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
    """For how many seconds the oldest job has been due and is not done; 0: none is."""
    found = await db.execute(
        text(
            "SELECT extract(epoch FROM now() - min(scheduled_at)) FROM procrastinate_jobs"
            " WHERE status IN ('todo', 'doing') AND scheduled_at <= now()"
        )
    )
    return float(found.scalar() or 0.0)


@blueprint.task(
    name=TASK,
    queue=QUEUE,
    pass_context=True,
    retry=RetryStrategy(max_attempts=8, exponential_wait=3),
)
async def run(context: JobContext, *, work: str, args: dict[str, Any], at: str) -> None:
    """Run one piece of work in one transaction of the system role."""
    sessions: SystemSessions = context.additional_context["sessions"]
    due_at = datetime.fromisoformat(at)
    async with sessions() as db, db.begin():
        await perform(db, work, args, due_at=due_at)


async def perform(db: AsyncSession, work: str, args: dict[str, Any], *, due_at: datetime) -> None:
    """Do the work now, or defer it again when the clock has not come to `due_at` yet."""
    now = clock.now()
    if now < due_at:
        await defer(db, work, args, at=due_at)
    else:
        await _works[work](db, now=now, **args)
