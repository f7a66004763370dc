"""The time of the snapshot of a party that sees 20,000 assets, in both shapes and beside the bare
SQL that builds the same JSON, and its bytes under each coding."""

import asyncio
import gzip
import statistics
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

import brotli
import httpx
import orjson
import psycopg
import zstandard
from fastapi import FastAPI
from sqlalchemy import text

from bench.ground import Figure, ground
from sar.app import create_app
from sar.assets.catalogue import type_of
from sar.assets.presenting import notice_view
from sar.client.tables import by_row
from sar.database_roles import DatabaseRole, conninfo
from sar.db import make_engine, make_sessions
from tests.given.agreements import agreement, concluded, term
from tests.world import START, World

ASSETS = 20_000
TIMES = 5

_ASSETS = text("""
INSERT INTO asset (id, party_code, centre_id, kind, narrow, type_code, name, base, base_name,
                   base_shared, at_sea, readiness, readiness_reason, overrides, quantity, note,
                   sensors, created_at, updated_at, version)
SELECT gen_random_uuid(), 'MLT', :centre, 'aircraft', 'helicopter', 'H1', 'Rescue ' || n,
       ST_SetSRID(ST_MakePoint(10 + n % 100 / 10.0, 33 + n % 77 / 10.0), 4326)::geography,
       'Luqa', true, false, 'available', '', '{}', 1, '', '{}', :now, :now, 1
FROM generate_series(1, :assets) AS n
""")
_FIXES = text("""
INSERT INTO fix (asset_id, at, point, course_deg, speed_kn, uncertainty_nm, source, implausible,
                 mark)
SELECT id, :now, ST_SetSRID(ST_MakePoint(10 + 10 * random(), 33 + 7 * random()), 4326)::geography,
       round((360 * random())::numeric, 1), round((20 * random())::numeric, 1), 0.1, 'AIS', false, 1
FROM asset
""")


_BARE = """
SELECT json_build_object(
    'asset', (SELECT json_agg(json_build_object(
        'id', asset.id, 'party', party_code, 'centre_id', centre_id, 'kind', kind,
        'type', type_code, 'name', name, 'level', visibility, 'own', false,
        'granted_by', json_build_object(
            'agreement', reference, 'version', version.number, 'article', article,
            'term_id', term.id, 'incident_id', NULL),
        'base_name', base_name, 'base', json_build_object(
            'type', 'Point', 'coordinates',
            json_build_array(ST_X(base::geometry), ST_Y(base::geometry))),
        'readiness', readiness, 'readiness_until', readiness_until, 'at_sea', at_sea,
        'notice', %(notice)s::json, 'overrides', overrides, 'quantity', quantity,
        'bound', json_build_array(), 'version', NULL, 'readiness_reason', NULL,
        'base_shared', NULL, 'mmsi', NULL, 'imo', NULL, 'icao24', NULL, 'callsign', NULL,
        'notice_day_minutes', NULL, 'notice_night_minutes', NULL,
        'notice_at_sea_minutes', NULL, 'note', NULL, 'verified_at', NULL,
        'created_at', NULL, 'updated_at', NULL, 'retired_at', NULL) ORDER BY asset.id)
      FROM asset
      JOIN term_pair ON grantor = party_code AND grantee = %(party)s
      JOIN term ON term.id = term_id
      JOIN version ON version.id = version_id
      JOIN agreement ON agreement.id = agreement_id),
    'positions', (SELECT json_agg(json_build_object(
        'thing', 'asset', 'id', asset_id, 'at', to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'point', json_build_object(
            'type', 'Point', 'coordinates',
            json_build_array(ST_X(point::geometry), ST_Y(point::geometry))),
        'course_deg', course_deg, 'speed_kn', speed_kn, 'uncertainty_nm', uncertainty_nm,
        'precision_nm', position_precision_nm, 'delay_minutes', position_delay_minutes,
        'source', source, 'delivered_by', NULL, 'implausible', implausible,
        'doubted_at', doubted_at) ORDER BY asset_id)
      FROM fix
      JOIN asset ON asset.id = asset_id
      JOIN term_pair ON grantor = party_code AND grantee = %(party)s
      JOIN term ON term.id = term_id)
)::text
"""
"""The same assets and positions as the database alone writes them, by no rule but a join."""

READ_AGAIN: Final = {
    "zstd": zstandard.decompress,
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}


@dataclass
class _Timed:
    """One answer: its duration, the processor time of this process, its bytes."""

    took_ms: float
    processor_ms: float
    raw: bytes


Taken = dict[tuple[str, str], list[_Timed]]
"""By shape and coding, in the order taken."""


def measure() -> list[Figure]:
    """All are another party's, which shows their positions: the dearest way to see them."""
    with ground("snapshot") as prepared:
        return asyncio.run(_run(prepared.database_url, prepared.world))


async def _run(url: str, world: World) -> list[Figure]:
    app = create_app(url)
    engine = make_engine(url)
    app.state.sessions = make_sessions(engine)
    clients = _Clients(app, world)
    await concluded(clients.of, agreement(term(visibility="position", may_request=True)))
    system = make_engine(url, DatabaseRole.SYSTEM)
    async with system.begin() as db:
        await db.execute(_ASSETS, {"centre": world.centres["MLT"], "now": START, "assets": ASSETS})
        await db.execute(_FIXES, {"now": START})
        await db.execute(text("ANALYZE"))
    await system.dispose()
    client = clients.of("ITA", "observer")
    taken: Taken = defaultdict(list)
    bare: list[_Timed] = []
    async with await psycopg.AsyncConnection.connect(conninfo(url, DatabaseRole.SYSTEM)) as db_bare:
        for _ in range(TIMES):
            bare.append(await _bare(db_bare))
            for shape in ("rows", "columns"):
                for coding in READ_AGAIN:
                    taken[shape, coding].append(await _snapshot(client, shape, coding))
    await clients.close()
    await engine.dispose()
    _check_alike(taken, bare[0])
    return _figures(taken, bare)


async def _bare(db: psycopg.AsyncConnection[Any]) -> _Timed:
    notice = orjson.dumps(notice_view(type_of("H1").notice).plain()).decode()
    started, processor = time.perf_counter(), time.process_time()
    found = await (await db.execute(_BARE, {"party": "ITA", "notice": notice})).fetchone()
    took_ms, processor_ms = _since(started, processor)
    assert found is not None
    return _Timed(took_ms, processor_ms, found[0].encode())


async def _snapshot(client: httpx.AsyncClient, shape: str, coding: str) -> _Timed:
    started, processor = time.perf_counter(), time.process_time()
    async with client.stream(
        "GET", "/api/snapshot", params={"format": shape}, headers={"Accept-Encoding": coding}
    ) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])
    took_ms, processor_ms = _since(started, processor)
    assert answer.headers["content-encoding"] == coding
    return _Timed(took_ms, processor_ms, raw)


def _since(started: float, processor: float) -> tuple[float, float]:
    return 1e3 * (time.perf_counter() - started), 1e3 * (time.process_time() - processor)


def _check_alike(taken: Taken, bare: _Timed) -> None:
    """Fails unless every shape and coding says what the bare SQL says."""
    wanted = orjson.loads(bare.raw)
    for (_, coding), answers in taken.items():
        found = by_row(orjson.loads(READ_AGAIN[coding](answers[-1].raw)))
        for name, views in wanted.items():
            assert len(views) == ASSETS
            assert found[name] == views, name


def _figures(taken: Taken, bare: list[_Timed]) -> list[Figure]:
    context = (
        f"{ASSETS} assets of another party with their positions, median of {TIMES}, in one "
        f"process with its caller"
    )
    bare_ms = statistics.median(one.took_ms for one in bare)
    figures = [Figure("snapshot_20k_bare_sql_ms", round(bare_ms), "ms", context)]
    for shape, name in (("rows", "snapshot_20k_rows"), ("columns", "snapshot_20k")):
        told = f"{context}, by {shape}, zstd"
        answers = taken[shape, "zstd"]
        took_ms = statistics.median(one.took_ms for one in answers)
        processor_ms = statistics.median(one.processor_ms for one in answers)
        figures += [
            Figure(f"{name}_ms", round(took_ms), "ms", told),
            Figure(f"{name}_cpu_ms", round(processor_ms), "ms", f"{told}; this process alone"),
            Figure(
                f"{name}_vs_sql",
                round(statistics.median(_ratios(answers, bare)), 2),
                "x",
                f"{told}; times of the bare SQL that builds the same JSON, turn by turn",
            ),
        ]
        for coding in READ_AGAIN:
            weight = round(len(taken[shape, coding][-1].raw) / 1e3)
            figures.append(
                Figure(f"{name}_wire_{coding}_kb", weight, "kB", f"{context}, by {shape}, {coding}")
            )
    return figures


def _ratios(answers: list[_Timed], bare: list[_Timed]) -> list[float]:
    return [one.took_ms / other.took_ms for one, other in zip(answers, bare, strict=True)]


class _Clients:
    """HTTP as the keys of the world."""

    def __init__(self, app: FastAPI, world: World) -> None:
        self._app, self._world = app, world
        self._open: list[httpx.AsyncClient] = []

    def of(self, party: str, role: str) -> httpx.AsyncClient:
        """As that party's key."""
        made = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self._app),
            base_url="http://localhost",
            headers={"Authorization": f"Bearer {self._world.keys[party, role]}"},
            timeout=120,
        )
        self._open.append(made)
        return made

    async def close(self) -> None:
        """All of them."""
        for client in self._open:
            await client.aclose()
