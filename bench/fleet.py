"""Duration of one question over the whole fleet, beside the best single query on PostGIS."""

import asyncio
import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import numpy as np
from sqlalchemy import (
    Float,
    Text,
    case,
    column,
    func,
    or_,
    select,
    text,
    type_coerce,
    values,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bench.ground import Figure, ground
from sar.agreements.clauses import Setting
from sar.agreements.load import load_terms
from sar.agreements.words import Kind, Situation, Visibility
from sar.app import freeze_garbage
from sar.assets import fix_ingest
from sar.assets.access import granted
from sar.assets.catalogue import asset_types
from sar.assets.fleet import from_tables
from sar.assets.fleet.following import FleetFollower, following
from sar.assets.models import Asset, Fix
from sar.assets.plausible import NewFix
from sar.database_roles import DatabaseRole
from sar.db import make_engine, make_sessions
from sar.errors import Unavailable
from sar.geo.columns import PointColumn
from sar.geo.position import LatLon
from sar.geo.sea import field_cache
from sar.geo.sea.land import on_land
from sar.geo.sea.stop_ways import ON_DEMAND
from sar.matching import service, warmup
from sar.matching.findings import UNLISTED
from sar.matching.question import Question, Scene, Want
from sar.matching.words import NeedUnit
from tests.features.agreements.test_grants_are_equal import area, write_world
from tests.world import START

PARTIES: Final = tuple(f"P{n:02}" for n in range(60))
TYPES: Final = tuple(sorted(asset_types()))[:40]
AGREEMENTS: Final = 200
ASKER: Final = PARTIES[0]
QUESTIONS: Final = 40
SHIPS: Final = 2_000
"""Ships of opportunity."""
MOVED: Final = 100
"""Assets that have moved before each question."""
WIND_KN: Final = 30.0
PATIENCE_S: Final = 60
"""The query is given up after so long, and counts as that long."""
PAGE: Final = 50
WANT: Final = Want(unit=NeedUnit.PERSONS, quantity=50)

_PARTY = text("""
INSERT INTO party (code, name, listed, treaties, watch_acts, limits_complete, created_at)
SELECT code, code, false, '[]', true, false, :now FROM unnest(CAST(:codes AS text[])) AS code
""")
_CENTRE = text("""
INSERT INTO centre (id, party_code, code, name, position, time_zone, languages, contacts,
                    webhook_secrets, version)
SELECT gen_random_uuid(), code, 'RCC-' || code, code,
       ST_SetSRID(ST_MakePoint(0, 0), 4326)::geography, 'UTC', '{}', '[]', '[]', 1
FROM unnest(CAST(:codes AS text[])) AS code
""")
_ASSETS = text("""
WITH types AS (
    SELECT row_number() OVER () - 1 AS n, t.* FROM unnest(
        CAST(:types AS text[]), CAST(:kinds AS text[]), CAST(:narrow AS text[])
    ) AS t (code, kind, narrow)
), centres AS (
    SELECT row_number() OVER () - 1 AS n, id, party_code FROM centre WHERE code LIKE 'RCC-P%'
)
INSERT INTO asset (id, party_code, centre_id, kind, narrow, type_code, name, base, base_name,
                   base_shared, at_sea, readiness, readiness_reason, overrides, quantity, note,
                   sensors, created_at, updated_at, version)
SELECT gen_random_uuid(), c.party_code, c.id, t.kind, t.narrow, t.code, 'Unit ' || g,
       ST_SetSRID(ST_MakePoint(360 * random() - 180, 140 * random() - 70), 4326)::geography,
       'Base', random() < 0.8, random() < 0.2,
       (ARRAY['available', 'available', 'available', 'limited', 'maintenance'])[1 + g % 5],
       '', CASE WHEN random() < 0.01 THEN jsonb_build_object('capacity_normal', g % 20)
                ELSE '{}' END, 1, '', '{}', :now, :now, 1
FROM generate_series(1, :assets) AS g
JOIN types t ON t.n = (g * 7) % (SELECT count(*) FROM types)
JOIN centres c ON c.n = (g * 13) % (SELECT count(*) FROM centres)
""")
_SHIPS = text("""
INSERT INTO ship (id, name, type_code, at, point, uncertainty_nm, source, delivered_by, reported_by,
                  implausible, doubts, mark, version)
SELECT gen_random_uuid(), 'Star ' || g, (CAST(:codes AS text[]))[1 + g % cardinality(:codes)],
       CAST(:now AS timestamptz) - interval '1 minute' * (g % 600),
       ST_SetSRID(ST_MakePoint(360 * random() - 180, 140 * random() - 70), 4326)::geography,
       0.1, 'AIS', :party, :party, false, '[]', 1, 1
FROM generate_series(1, :ships) AS g
""")
_FIXES = text("""
INSERT INTO fix (asset_id, at, point, uncertainty_nm, source, implausible, mark)
SELECT id, CAST(:now AS timestamptz) - interval '1 minute',
       ST_SetSRID(ST_MakePoint(360 * random() - 180, 140 * random() - 70), 4326)::geography,
       0.1, 'AIS', false, 1
FROM asset WHERE random() < 0.7
""")


def measure() -> Iterator[Figure]:
    """A worldwide fleet of 60 parties, 40 types and 200 agreements: 100,000, then a million."""
    for assets in (100_000, 1_000_000):
        with ground(f"fleet_{assets}") as prepared:
            yield from asyncio.run(_run(prepared.database_url, assets))


async def _run(url: str, assets: int) -> list[Figure]:
    system = make_engine(url, DatabaseRole.SYSTEM)
    sessions = make_sessions(system)
    async with sessions() as db:
        await populate(db, assets)
        await db.commit()
    small = assets <= 100_000
    figures: list[Figure] = []
    async with following(url, loaded=freeze_garbage) as follower:
        ours_ms, windy_ms = await _ours(sessions, follower)
        p95_ms = statistics.quantiles(ours_ms, n=20)[-1]
        context = (
            f"{assets:,} assets, {len(PARTIES)} parties, {AGREEMENTS} agreements, page of {PAGE},"
            f" {SHIPS:,} ships of opportunity, ways by water and law of the way, in process,"
            f" {QUESTIONS} places at sea, each warmed as open cases are, {MOVED} fixes before each"
        )
        name = "100k" if small else "1m"
        figures.append(Figure(f"match_{name}_p95_ms", round(p95_ms, 1), "ms", context))
        figures.append(
            Figure(f"match_{name}_p50_ms", round(statistics.median(ours_ms), 1), "ms", context)
        )
        ratio = statistics.median(windy_ms) / statistics.median(ours_ms)
        told = (
            f"the same questions at the same places with wind of {WIND_KN:.0f} kn, beside those "
            f"without, each first by turns: median {statistics.median(windy_ms):.1f} ms, p95 "
            f"{statistics.quantiles(windy_ms, n=20)[-1]:.1f} ms"
        )
        figures.append(Figure(f"match_{name}_wind_ratio", round(ratio, 2), "×", told))
        if small:
            sql_ms = await _by_sql(sessions)
            ratio = statistics.median(sql_ms) / statistics.median(ours_ms)
            told = f"best single query {statistics.median(sql_ms):.0f} ms, median of {len(sql_ms)}"
            figures.append(Figure("match_100k_vs_sql_ratio", round(ratio, 1), "×", told))
            figures.append(await _freshness(sessions, follower))
        async with follower.at(0, 0) as fleet:
            kept = fleet.size_bytes + follower.access_cache.size_bytes
            each = kept / len(fleet["in_register"].nonzero()[0])
        told = f"{assets:,} assets, figures of 1 % overridden, with how one party sees them"
        figures.append(Figure(f"fleet_{name}_bytes_per_asset", round(each, 1), "B", told))
    await system.dispose()
    return figures


async def populate(db: AsyncSession, assets: int) -> None:
    """The worldwide fleet, with the agreements about it."""
    kinds = [asset_types()[code].kind.value for code in TYPES]
    narrow = [asset_types()[code].narrow.value for code in TYPES]
    named = {"codes": list(PARTIES), "now": START}
    await db.execute(_PARTY, named)
    await db.execute(_CENTRE, named)
    await db.execute(
        _ASSETS,
        {"types": list(TYPES), "kinds": kinds, "narrow": narrow, "assets": assets, "now": START},
    )
    await db.execute(_FIXES, {"now": START})
    hailed = [one.code for one in asset_types().values() if one.opportunity]
    await db.execute(_SHIPS, {"codes": hailed, "now": START, "party": ASKER, "ships": SHIPS})
    await write_world(db, list(_agreements()), [])
    await db.execute(text("ANALYZE"))


def _agreements() -> Iterator[dict[str, Any]]:
    rng = random.Random(1)
    usual = dict.fromkeys(("valid_until", "suspended_at", "ended_at"))
    for n in range(AGREEMENTS):
        parties = rng.sample(PARTIES, rng.choice((2, 2, 3, 6)))
        if n < 20 and ASKER not in parties:
            parties[0] = ASKER
        west, south = rng.uniform(-170, 150), rng.uniform(-60, 50)
        terms = [
            {"visibility": rng.choice(list(Visibility)), "may_request": True},
            {
                "visibility": Visibility.POSITION,
                "position_precision_nm": rng.choice((0.0, 5.0)),
                "zone": area((west, south, west + 15, south + 12)),
            },
            {"visibility": Visibility.READINESS, "kinds": [Kind.VESSEL.value]},
        ]
        version = {"valid_from": START - timedelta(days=1), "signed_at": START, "prevails_over": []}
        yield {
            "reference": f"AG-{n:03}",
            "parties": parties,
            "versions": [{**usual, **version, "terms": terms}],
        }


def places(count: int = QUESTIONS) -> list[LatLon]:
    """At sea, the same ones in every run."""
    rng = np.random.default_rng(7)
    found: list[LatLon] = []
    while len(found) < count:
        place = LatLon(float(rng.uniform(-60, 60)), float(rng.uniform(-180, 180)))
        if not on_land(place):
            found.append(place)
    return found


async def _ours(sessions: Any, follower: FleetFollower) -> tuple[list[float], list[float]]:
    """The times in ms of the questions without wind, and with it."""
    asked = Question(
        asker=ASKER,
        want=WANT,
        scene=Scene(),
        setting=Setting(Situation.MARITIME),
        directory=UNLISTED,
        now=START,
    )
    await _read(follower)
    async with follower.at(0, 0) as fleet:
        vessels = warmup.afloat(fleet)
    took_ms: dict[bool, list[float]] = {False: [], True: []}
    for n, place in enumerate([places()[0], *places()]):
        for piece in warmup.about(place, vessels):
            piece()
        await _move(sessions, follower, n)
        for windy in (False, True) if n % 2 else (True, False):
            scene = Scene(place=place)
            if windy:
                scene = replace(scene, wind_from_deg=9.0 * n, wind_kn=WIND_KN)
            async with sessions() as db:
                started = time.perf_counter()
                terms = tuple(await load_terms(db, now=START, parties=[ASKER]))
                question = replace(asked, scene=scene, terms=terms)
                sea, reached = field_cache.scene_fields(place), await from_tables.reached(db)
                await service.first(
                    follower, question, reached, sea=sea, stop_ways=ON_DEMAND, limit=PAGE
                )
                if n:
                    took_ms[windy].append(1e3 * (time.perf_counter() - started))
    return took_ms[False], took_ms[True]


async def _move(sessions: Any, follower: FleetFollower, n: int) -> None:
    """Moves some assets, and waits until the fleet has their fixes."""
    rng = np.random.default_rng(n)
    async with sessions() as db:
        asked = text("SELECT asset_id FROM fix ORDER BY asset_id OFFSET :n LIMIT :moved")
        ids = (await db.execute(asked, {"n": n * MOVED, "moved": MOVED})).scalars().all()
        lats, lons = rng.uniform(-60, 60, len(ids)), rng.uniform(-180, 180, len(ids))
        points = [LatLon(lat, lon) for lat, lon in zip(lats.tolist(), lons.tolist(), strict=True)]
        fixes = [
            NewFix(asset_id=id_, at=START, point=at) for id_, at in zip(ids, points, strict=True)
        ]
        await fix_ingest.ingest(db, fixes, now=START)
        await db.commit()
        reached = await from_tables.reached(db)
    async with follower.at(*reached):
        pass


async def _read(follower: FleetFollower) -> None:
    """Waits until the fleet has been loaded for the first time."""
    for _ in range(600):
        try:
            async with follower.at(0, 0):
                return
        except Unavailable:
            await asyncio.sleep(0.5)
    raise AssertionError("the fleet was not read within five minutes")


async def _by_sql(sessions: Any) -> list[float]:
    """Grants come from the access modules' own statement, compiled first and cached: compiling it
    is not counted."""
    fits = [
        (code, one.figures.response_kn, float(one.notice.day_minutes))
        for code, one in asset_types().items()
        if code in TYPES and one.figures.capacity_normal and one.figures.response_kn
    ]
    codes, speeds, notices = (list(column) for column in zip(*fits, strict=True))
    rows = select(granted(now=START, viewers=[ASKER]))
    types = values(
        column("type_code", Text), column("kn", Float), column("notice", Float), name="types"
    ).data(list(zip(codes, speeds, notices, strict=True)))
    grants = rows.cte("seen_grants").prefix_with("MATERIALIZED")
    owner, base = col(Asset.party_code), col(Asset.base)
    shared = case((col(Asset.base_shared), base))
    place = case(
        (owner == ASKER, func.coalesce(col(Fix.point), base)),
        (grants.c.level == Visibility.POSITION.value, func.coalesce(col(Fix.point), shared)),
        else_=shared,
    )
    took_ms = []
    async with sessions() as db:
        await db.execute(text(f"SET LOCAL statement_timeout = '{PATIENCE_S}s'"))
        for datum in [places()[0], *places()[:5]]:
            away_m = func.ST_Distance(place, type_coerce(datum, PointColumn()))
            minutes = types.c.notice + away_m / 1852.0 / types.c.kn * 60.0
            query = (
                select(col(Asset.id), minutes.label("minutes"))
                .join(types, types.c.type_code == col(Asset.type_code))
                .outerjoin(grants, grants.c.asset_id == col(Asset.id))
                .outerjoin(Fix, col(Fix.asset_id) == col(Asset.id))
                .where(
                    col(Asset.retired_at).is_(None),
                    col(Asset.readiness).in_(["available", "limited"]),
                    or_(owner == ASKER, grants.c.level.is_not(None)),
                    place.is_not(None),
                )
                .order_by("minutes", col(Asset.id))
                .limit(PAGE)
            )
            started = time.perf_counter()
            try:
                found = (await db.execute(query)).all()
            except DBAPIError:  # its plan is not the same in every run
                return [1e3 * PATIENCE_S]
            took_ms.append(1e3 * (time.perf_counter() - started))
            if len(found) != PAGE:
                raise AssertionError("the query found too little to be compared")
    return took_ms[1:]


async def _freshness(sessions: Any, follower: FleetFollower) -> Figure:
    """The time from the commit of a fix to a fleet that has it."""
    async with sessions() as db:
        older = text(
            "SELECT asset_id, ST_Y(point::geometry), ST_X(point::geometry) FROM fix"
            " WHERE at < :now AND NOT implausible LIMIT 60"
        )
        rows: list[tuple[UUID, float, float]] = [
            (id_, lat, lon) for id_, lat, lon in await db.execute(older, {"now": START})
        ]
    took_ms = []
    for asset_id, lat, lon in rows:
        near = LatLon(lat + 0.001, lon)  # farther than it can have gone it would not be believed
        async with sessions() as db:
            fix = NewFix(asset_id=asset_id, at=START, point=near)
            await fix_ingest.ingest(db, [fix], now=START)
            await db.commit()
            started = time.perf_counter()
            number, mark = await from_tables.reached(db)
            async with follower.at(number, mark) as fleet:
                took_ms.append(1e3 * (time.perf_counter() - started))
                row = int(fleet.rows([asset_id])[0])
                if abs(float(fleet["lat"][row]) - near.lat) > 1e-6:
                    raise AssertionError("the fleet does not have the fix")
    return Figure(
        "match_freshness_ms",
        round(statistics.quantiles(took_ms, n=100)[-1], 1),
        "ms",
        f"fix committed until the fleet has it, p99 of {len(took_ms)}, 100,000 assets",
    )
