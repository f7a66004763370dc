"""Entries a second on the record, each in a transaction of its own, beside the same rows by the
bare driver."""

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from typing import Any, Final

import psycopg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from bench.ground import Figure, ground, sync_ms
from sar import clock
from sar.database_roles import DatabaseRole, conninfo
from sar.db import make_engine, make_sessions
from sar.record import access_barrier
from sar.record import service as record
from sar.record.entries import PhaseChanged
from sar.record.service import Actor, Picture

WRITERS = 8
SECONDS = 4.0
ROUNDS = 3
"""Each is measured so often, in turn: the machine may be busy with something else."""

ROMA = Actor(party="ITA", centre="MRCC-ROMA", who="watch.roma")
LOCK = 5999166691937046354
"""The record's own."""

Write = Callable[[int], Awaitable[None]]


def measure() -> Iterator[Figure]:
    """Eight writers, told to two parties, each entry with one change of an incident."""
    with ground("record") as prepared:
        ours, locked, unlocked = asyncio.run(_run(prepared.database_url))
    context = (
        f"{WRITERS} writers in one process, best of {ROUNDS} rounds of {SECONDS:.0f} s, one entry "
        f"a transaction to two parties with one change, synchronous_commit on, one fdatasync took "
        f"{sync_ms()} ms"
    )
    yield Figure("record_commits_per_s", round(ours), "1/s", context)
    bare = (
        "the same rows and bytes written by bare psycopg over as many connections, in a pipeline, "
        "known beforehand, as durable, neither composed, chained nor notified"
    )
    yield Figure(
        "record_commits_vs_bare",
        round(ours / locked, 2),
        "×",
        f"{bare}, under the record's lock: {locked:.0f} a second; without it {unlocked:.0f}",
    )
    yield Figure("record_commits_vs_unlocked", round(ours / unlocked, 2), "×", bare)


async def _run(url: str) -> tuple[float, float, float]:
    """Entries a second by the platform, by the bare driver under the lock, and without it."""
    rows = await _rows_of_one(url)
    best = [0.0, 0.0, 0.0]
    for _ in range(ROUNDS):
        for place, rate in enumerate(
            [
                await _ours(url),
                await _bare(url, rows, lock=True),
                await _bare(url, rows, lock=False),
            ]
        ):
            best[place] = max(best[place], rate)
    return best[0], best[1], best[2]


async def _ours(url: str) -> float:
    engine = make_engine(url, pool_size=WRITERS)
    sessions = make_sessions(engine)

    def writer(db: AsyncSession) -> Write:
        async def write(n: int) -> None:
            await _write(db, n)
            await db.commit()

        return write

    async with AsyncExitStack() as stack:
        opened = [await stack.enter_async_context(sessions()) for _ in range(WRITERS)]
        rate = await _rate([writer(db) for db in opened])
    await engine.dispose()
    return rate


async def _rate(writers: Sequence[Write]) -> float:
    """Entries a second, when every writer writes one after the other; the first second is left
    out."""
    counter = itertools.count(1)

    async def write_until(deadline: float, write: Write) -> int:
        done = 0
        while time.perf_counter() < deadline:
            await write(next(counter))
            done += 1
        return done

    async def all_until(deadline: float) -> int:
        return sum(await asyncio.gather(*(write_until(deadline, write) for write in writers)))

    await all_until(time.perf_counter() + 1)
    started = time.perf_counter()
    done = await all_until(started + SECONDS)
    return done / (time.perf_counter() - started)


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


TABLES: Final = ("record_entry", "record_slot", "record_reader", "record_head")
_ENTRY: Final = "INSERT INTO bare_record_entry VALUES (%s, %s, %s, %s, %s, %s)"
_SLOTS: Final = (
    "INSERT INTO bare_record_slot SELECT %s, * FROM unnest(%s::int[], %s::bytea[], %s::text[])"
)
_HEADS: Final = "UPDATE bare_record_head SET party_number = %s WHERE party_code = ANY(%s)"
_READERS: Final = (
    "INSERT INTO bare_record_reader SELECT party, %s, %s, slot, false, '\\x'::bytea"
    " FROM unnest(%s::text[], %s::int[]) AS r(party, slot)"
)


async def _rows_of_one(url: str) -> dict[str, Any]:
    """Write one entry and read its rows back: what the bare driver is given. Makes its tables."""
    engine = make_engine(url)
    async with make_sessions(engine)() as db:
        await _write(db, 0)
        await db.commit()
        entry = (await db.execute(text("SELECT * FROM record_entry"))).one()
        slots = (await db.execute(text("SELECT * FROM record_slot ORDER BY slot"))).all()
        readers = (await db.execute(text("SELECT * FROM record_reader ORDER BY slot"))).all()
    await engine.dispose()
    owner = make_engine(url, DatabaseRole.OWNER)
    async with owner.begin() as made:
        for table in TABLES:
            await made.execute(text(f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING ALL)"))
            await made.execute(text(f"GRANT ALL ON bare_{table} TO {DatabaseRole.APP}"))
    await owner.dispose()
    return {
        "entry": (entry.at, entry.type, list(entry.parts), entry.hash, entry.hash),
        "slots": [list(column) for column in zip(*(row[1:] for row in slots), strict=True)],
        "reads": [row.slot for row in readers],
    }


async def _bare(url: str, rows: dict[str, Any], *, lock: bool) -> float:
    """As fast as the driver can: statements prepared, in one pipeline, nothing worked out.

    Without the lock every writer has its own parties, or their heads would be locked as well.
    """
    async with await psycopg.AsyncConnection.connect(conninfo(url, DatabaseRole.OWNER)) as db:
        for table in TABLES:
            await db.execute(f"TRUNCATE bare_{table}")
        for party in (f"{place}{code}" for place in range(WRITERS) for code in ("ITA", "MLT")):
            await db.execute("INSERT INTO bare_record_head VALUES (%s, 0, '')", [party])
    opened = [
        await psycopg.AsyncConnection.connect(conninfo(url, DatabaseRole.APP), prepare_threshold=0)
        for _ in range(WRITERS)
    ]

    def writer(place: int, db: psycopg.AsyncConnection) -> Write:
        own = 0 if lock else place
        parties = [f"{own}ITA", f"{own}MLT"]

        async def write(n: int) -> None:
            async with db.pipeline(), db.transaction():
                if lock:
                    await db.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
                await db.execute(_ENTRY, [n, *rows["entry"]])
                await db.execute(_SLOTS, [n, *rows["slots"]])
                await db.execute(_HEADS, [n, parties])
                await db.execute(_READERS, [n, n, parties, rows["reads"]])

        return write

    rate = await _rate([writer(place, db) for place, db in enumerate(opened)])
    for db in opened:
        await db.close()
    return rate
