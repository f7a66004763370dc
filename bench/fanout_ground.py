"""Twenty parties that watch one another's units, and a process that makes them move and writes on
the record: what fan-out is measured on."""

import asyncio
import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text
from uuid_utils.compat import uuid7

from bench.many_sockets import Wanted
from sar import clock, installation
from sar.agreements.words import Visibility
from sar.assets import fix_ingest
from sar.assets.plausible import NewFix
from sar.database_roles import DatabaseRole
from sar.db import make_engine, make_sessions
from sar.geo.position import LatLon
from sar.parties import service
from sar.parties.models import Centre, Party
from sar.parties.roles import Role
from sar.record import service as record
from sar.record.entries import LogWritten
from tests.features.agreements.test_grants_are_equal import write_world
from tests.running import Server
from tests.world import START

PARTIES: Final = tuple(f"F{n:02}" for n in range(20))
OWNER: Final = "ITA"
ASSETS: Final = 1_000
MOVED: Final = 100
"""So many of them move, where nothing else is said."""
WEST, SOUTH, WIDE, HIGH = 5.0, 31.0, 16.0, 9.0
VIEWS: Final = (
    (WEST, SOUTH, WEST + WIDE, SOUTH + HIGH),
    (WEST, SOUTH, WEST + WIDE / 2, SOUTH + HIGH),
    (WEST + WIDE / 2, SOUTH, WEST + WIDE, SOUTH + HIGH),
    (WEST, SOUTH, WEST + WIDE, SOUTH + HIGH / 2),
    (WEST, SOUTH + HIGH / 2, WEST + WIDE, SOUTH + HIGH),
)
"""West, south, east, north: the whole and its halves."""
MOVED_EVERY_S: Final = 0.25
JOIN_S: Final = 10.0
BEGINS_S: Final = 30.0
WORDS: Final = "Search continues in area B2; nothing seen, visibility 6 nm, wind 240 at 15 kn. "

_ASSETS = text("""
INSERT INTO asset (id, party_code, centre_id, kind, narrow, type_code, name, base, base_name,
                   base_shared, at_sea, readiness, readiness_reason, overrides, quantity, note,
                   sensors, created_at, updated_at, version)
SELECT gen_random_uuid(), :owner, :centre, 'aircraft', 'helicopter', 'H1', 'Rescue ' || n,
       ST_SetSRID(ST_MakePoint(:west + :wide * n / :assets,
                               :south + :high * (n * 37 % 100) / 100.0), 4326)::geography,
       'Base', true, false, 'available', '', '{}', 1, '', '{}', :now, :now, 1
FROM generate_series(0, :assets - 1) AS n
RETURNING id, ST_Y(base::geometry), ST_X(base::geometry)
""")


@dataclass(frozen=True)
class Shared:
    """The parties' keys, and the units of another that all of them see, with their places."""

    keys: dict[str, str]
    units: list[tuple[UUID, float, float]]

    def sockets(
        self,
        number: int,
        *,
        parties: int = len(PARTIES),
        views: int = len(VIEWS),
        **more: Any,
    ) -> list[Wanted]:
        """So many, spread over the first so many parties and views; of each kind the first keeps
        what it is told."""
        groups = [(party, view) for party in PARTIES[:parties] for view in range(views)]
        chosen = itertools.islice(itertools.cycle(groups), number)
        return [
            Wanted(
                self.keys[party],
                f"{party}-{view}",
                start_in(VIEWS[view]),
                **{"keeps": n < len(groups), **more},
            )
            for n, (party, view) in enumerate(chosen)
        ]


def start_in(box: tuple[float, float, float, float]) -> dict[str, Any]:
    """The message that starts a socket which watches the box."""
    return {"type": "start", "since": None, "positions": {"bbox": list(box)}}


async def lay_out(server: Server) -> Shared:
    """Write the parties, the units and the agreement by which all see them."""
    keys: dict[str, str] = {}
    async with server.db() as db:
        for code in PARTIES:
            party = Party(code=code, name=code, listed=False, treaties=[], created_at=START)
            db.add(party)
            await db.flush()
            centre = Centre(
                party_code=code,
                code=f"RCC-{code}",
                name=f"RCC {code}",
                position=LatLon(35.0, 14.0),
                languages=["en"],
                contacts=[],
            )
            db.add(centre)
            await db.flush()
            keys[code] = await service.insert_key(
                db, id_=uuid7(), centre=centre, label="watches", roles=[Role.OBSERVER]
            )
        given = {
            "owner": OWNER,
            "centre": server.world.centres[OWNER],
            "assets": ASSETS,
            "west": WEST,
            "south": SOUTH,
            "wide": WIDE,
            "high": HIGH,
            "now": START,
        }
        units = [(id_, lat, lon) for id_, lat, lon in await db.execute(_ASSETS, given)]
        await write_world(db, [_agreement()], [])
        await db.commit()
    await server.set_clock(at=START, paused=False)
    return Shared(keys, units)


def _agreement() -> dict[str, Any]:
    version = {
        **dict.fromkeys(("valid_until", "suspended_at", "ended_at")),
        "valid_from": START - timedelta(days=1),
        "signed_at": START,
        "prevails_over": [],
        "terms": [{"visibility": Visibility.POSITION}],
    }
    return {"reference": "AG-FAN", "parties": [OWNER, *PARTIES], "versions": [version]}


@dataclass(frozen=True)
class Traffic:
    """The making of news: to whom entries are told, one each so many seconds (None: no entries),
    and the units that move."""

    url: str
    units: list[tuple[UUID, float, float]]
    parties: tuple[str, ...] = PARTIES
    entry_every_s: float | None = 0.0

    async def make(self, begun: Event, over: Event) -> "Made":
        """Until it is over; `begun` once the first positions are committed."""
        return Made(*await asyncio.gather(self._write_entries(over), self._move(begun, over)))

    async def _write_entries(self, over: Event) -> int:
        if self.entry_every_s is None:
            return 0
        engine = make_engine(self.url, DatabaseRole.APP, pool_size=1)
        count = 0
        async with make_sessions(engine)() as db:
            while not over.is_set():
                fact = LogWritten(id=uuid7(), about="ITA-2026-0042", text=f"{count} {WORDS}")
                now = clock.real_now()
                await record.write(db, fact, by=record.PLATFORM, told=self.parties, now=now)
                await db.commit()
                count += 1
                await asyncio.sleep(self.entry_every_s)
        await engine.dispose()
        return count

    async def _move(self, begun: Event, over: Event) -> int:
        """All units, by a hundredth of a mile each time."""
        engine = make_engine(self.url, DatabaseRole.SYSTEM, pool_size=1)
        count = steps = 0
        async with make_sessions(engine)() as db:
            await installation.adopt(db)
            while not over.is_set():
                began_s = time.monotonic()
                now = clock.now()
                steps += 1
                fixes = [
                    NewFix(asset_id=id_, at=now, point=LatLon(lat + 0.0002 * steps, lon))
                    for id_, lat, lon in self.units
                ]
                await fix_ingest.ingest(db, fixes, now=now)
                await db.commit()
                count += len(fixes)
                begun.set()
                await asyncio.sleep(max(0.0, MOVED_EVERY_S - (time.monotonic() - began_s)))
        await engine.dispose()
        return count


@dataclass
class Made:
    """The entries and positions that were made; known at the end."""

    entries: int = 0
    fixes: int = 0


def _produce(traffic: Traffic, begun: Event, over: Event, told: Any) -> None:
    told.put(asyncio.run(traffic.make(begun, over)))


@contextmanager
def made(traffic: Traffic) -> Iterator[Made]:
    """The traffic, from a process of its own, from when it has begun until the end."""
    context = get_context("spawn")
    begun, over, told = context.Event(), context.Event(), context.SimpleQueue()
    process = context.Process(target=_produce, args=(traffic, begun, over, told), daemon=True)
    process.start()
    known = Made()
    try:
        if not begun.wait(BEGINS_S):
            raise TimeoutError("nothing was written")
        yield known
    finally:
        over.set()
        process.join(JOIN_S)
        if not told.empty():
            found: Made = told.get()
            known.entries, known.fixes = found.entries, found.fixes
        process.kill()
        process.join()
