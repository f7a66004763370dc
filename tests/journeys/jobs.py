"""Counts of the jobs in a server's queue."""

from sqlalchemy import text

from tests.running import Server

_JOBS = text(
    "SELECT status::text AS state, count(*) AS number FROM procrastinate_jobs"
    " WHERE queue_name = 'sar' AND (:all OR status <> 'todo' OR scheduled_at <= now()) GROUP BY 1"
)


async def jobs_by_state(server: Server, *, due_alone: bool = False) -> dict[str, int]:
    """Counts by state; `due_alone`: without those that wait for their time."""
    async with server.db() as db:
        found = await db.execute(_JOBS, {"all": not due_alone})
        return {row.state: row.number for row in found}
