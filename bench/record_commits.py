"""How many entries a second can be put on the record, each in a transaction of its own."""

import asyncio
import time

from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from bench.ground import Figure, ground, sync_ms
from sar import clock
from sar.db import make_engine, make_sessions
from sar.record import access_barrier
from sar.record import service as record
from sar.record.entries import PhaseChanged
from sar.record.service import Actor, Picture

WRITERS = 8
SECONDS = 8.0

ROMA = Actor(party="ITA", centre="MRCC-ROMA", who="watch.roma")


def measure() -> list[Figure]:
    """Eight writers, told to two parties, each entry with one change of an incident."""
    with ground("record") as prepared:
        commits, seconds = asyncio.run(_run(prepared.database_url))
    context = (
        f"{WRITERS} writers in one process, {SECONDS:.0f} s, one entry a transaction to two "
        f"parties with one change, synchronous_commit on, one fdatasync took {sync_ms()} ms"
    )
    return [Figure("record_commits_per_s", round(commits / seconds), "1/s", context)]


async def _run(url: str) -> tuple[int, float]:
    engine = make_engine(url, pool_size=WRITERS)
    sessions = make_sessions(engine)

    async def write_until(deadline: float) -> int:
        done = 0
        async with sessions() as db:
            while time.perf_counter() < deadline:
                await _write(db, done)
                await db.commit()
                done += 1
        return done

    await asyncio.gather(*(write_until(time.perf_counter() + 1) for _ in range(WRITERS)))
    started = time.perf_counter()
    done = await asyncio.gather(*(write_until(started + SECONDS) for _ in range(WRITERS)))
    seconds = time.perf_counter() - started
    await engine.dispose()
    return sum(done), seconds


async def _write(db: AsyncSession, n: int) -> None:
    await access_barrier.note(db)
    id_ = uuid7()
    before: Picture = {("incident", str(id_)): {"id": str(id_), "phase": "alert", "version": n}}
    after: Picture = {("incident", str(id_)): {"id": str(id_), "phase": "distress", "version": n}}
    await record.write(
        db,
        PhaseChanged(
            id=id_, about="ITA-2026-0042", was="alert", phase="distress", reason="No answer."
        ),
        by=ROMA,
        told=["MLT"],
        before={"ITA": before, "MLT": before},
        after={"ITA": after, "MLT": after},
        now=clock.real_now(),
    )
