"""The way in for vessels that no register has: one statement for many, bounded in number; vessels
that were not heard for long are deleted."""

from collections.abc import Collection, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Delete, and_, delete, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from uuid_utils.compat import uuid7

from sar.assets.heard_vessels import (
    ONCE_KEPT,
    TRACKED_AFTER,
    VESSELS_AT_MOST,
    VesselParticulars,
    VesselPosition,
)
from sar.assets.models import HeardVessel, HeardVesselPoint
from sar.assets.plausible import Known, KnownFix
from sar.assets.suspicion import is_out_of_reach
from sar.assets.track_memory import (
    NOTHING_KNOWN,
    TrackMemory,
    packed_memory,
    unpacked_memory,
)
from sar.assets.vessel_trust import JudgedVessel, KnownVessel, judged_vessels
from sar.geo.position import LatLon
from sar.stints import Stints


async def keep_vessels(
    db: AsyncSession,
    party: str,
    feed: str,
    positions: Sequence[VesselPosition],
    particulars: Collection[VesselParticulars],
    *,
    most: int = VESSELS_AT_MOST,
) -> int:
    """Keep what a feed of the party has heard of vessels that are none of the party's own assets,
    one position and one message of particulars at most of each; returns the number of vessels for
    which there is no room.

    Positions are judged as assets' are (`vessel_trust`): a conflicting one does not take the place
    of the last one that is believed, a suspect one is marked.
    """
    whose = {"party": party, "feed": feed}
    heard_at = {one.mmsi: one.at for one in positions}
    heard_at |= {one.mmsi: max(one.at, heard_at.get(one.mmsi, one.at)) for one in particulars}
    unknown = await _unknown(db, whose, sorted(heard_at))
    dropped = len(unknown) - await _add(db, whose, unknown, heard_at, most)
    if positions:
        await _judge_and_move(db, whose, positions)
    if particulars:
        told = sorted(particulars, key=attrgetter("mmsi"))
        await db.execute(_TELL, {**whose, **_columns_of(told, _PARTICULARS)})
    return dropped


def silent_vessels(before: datetime, *, once_before: datetime, limit: int) -> Delete:
    """Deletes vessels last heard before an instant, and, sooner, those heard at one instant alone;
    their tracks go with them."""
    heard, first = col(HeardVessel.heard_at), col(HeardVessel.first_at)
    silent = (
        select(col(HeardVessel.id))
        .where(or_(heard < before, and_(heard < once_before, heard == first)))
        .order_by(heard)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("silent")
    )
    return delete(HeardVessel).where(col(HeardVessel.id) == silent.c.id)


def old_vessel_track(before: datetime, *, limit: int) -> Delete:
    """Deletes points of vessels' tracks that came before."""
    point = (col(HeardVesselPoint.vessel_id), col(HeardVesselPoint.at))
    old = select(*point).where(point[1] < before).limit(limit).subquery()
    return delete(HeardVesselPoint).where(point[0] == old.c.vessel_id, point[1] == old.c.at)


def once_before(now: datetime) -> datetime:
    """The instant before which a number was heard that is not kept, if it was never heard again."""
    return now - ONCE_KEPT


_JUDGED_AT_ONCE: Final = 50
_JUDGED: Final = {
    "id": "id",
    "at": "position.at",
    "lon": "position.place.lon",
    "lat": "position.place.lat",
    "course": "position.course_deg",
    "speed": "position.speed_kn",
    "uncertainty": "position.uncertainty_nm",
    "status": "position.status",
    "believed": "believed",
    "doubt": "doubt",
    "away": "judged.away_nm",
    "since": "doubted_since",
}
_PARTICULARS: Final = {
    name: name
    for name in (
        "mmsi",
        "at",
        "name",
        "callsign",
        "imo",
        "ship_type",
        "length_m",
        "beam_m",
        "draught_m",
    )
}


async def _judge_and_move(
    db: AsyncSession, whose: dict[str, str], positions: Sequence[VesselPosition]
) -> None:
    """Holds the vessels' rows until the commit, by number, so that no other batch judges by what
    this one replaces."""
    rows = await db.execute(_KNOWN, {**whose, "mmsi": [one.mmsi for one in positions]})
    vessels = {row.mmsi: _known(row) for row in rows}
    stints, judged = Stints(rests=0.0), list[JudgedVessel]()
    for first in range(0, len(positions), _JUDGED_AT_ONCE):
        judged += judged_vessels(positions[first : first + _JUDGED_AT_ONCE], vessels)
        await stints.rest()  # a coast that is looked at for the first time takes long
    if not judged:
        return
    await db.execute(_MOVE, {"tracked_after": TRACKED_AFTER, **_columns_of(judged, _JUDGED)})
    before = {one.id: one.known for one in vessels.values()}
    changed = {
        one.id: packed_memory(one.judged.memory)
        for one in judged
        if one.judged.memory is not _memory_of(before[one.id])
    }
    if changed:
        given = {"id": list(changed), "memory": list(changed.values())}
        await db.execute(_REMEMBER, given)


def _known(row: Any) -> KnownVessel:
    """A vessel as its positions are judged by. The doubted ones that agree with one another are
    read as their first instant and their last place."""
    known = doubted = None
    if row.doubted_at is not None and is_out_of_reach(row.doubted_for):
        last = LatLon(row.doubted_lat, row.doubted_lon)
        doubted = (
            KnownFix(row.doubted_since, last, row.uncertainty_nm),
            KnownFix(row.doubted_at, last, row.uncertainty_nm),
        )
    if row.at is not None:
        sound = KnownFix(row.at, LatLon(row.lat, row.lon), row.uncertainty_nm)
        memory = NOTHING_KNOWN if row.memory is None else unpacked_memory(row.memory)
        known = Known(sound, doubted, memory)
    last_at = max((at for at in (row.at, row.doubted_at) if at is not None), default=None)
    return KnownVessel(row.id, known, last_at, row.ship_type)


def _memory_of(known: Known | None) -> TrackMemory:
    return NOTHING_KNOWN if known is None else known.memory


def _columns_of(rows: Collection[Any], columns: dict[str, str]) -> dict[str, list[Any]]:
    """The rows by column, in the order in which they are given."""
    read = {name: attrgetter(path) for name, path in columns.items()}
    return {name: [value(row) for row in rows] for name, value in read.items()}


async def _unknown(db: AsyncSession, whose: dict[str, str], numbers: list[str]) -> list[str]:
    """The numbers that no row has, and no asset in the party's register."""
    found = await db.scalars(_UNKNOWN, {**whose, "mmsi": numbers})
    return list(found)


async def _add(
    db: AsyncSession,
    whose: dict[str, str],
    numbers: list[str],
    heard_at: dict[str, datetime],
    most: int,
) -> int:
    """Add rows for the numbers, as far as there is room; returns how many."""
    if not numbers:
        return 0
    room = max(0, most - await db.scalar(_STANDING, whose))
    new = numbers[:room]
    if new:
        given = {"id": [uuid7() for _ in new], "mmsi": new, "at": [heard_at[one] for one in new]}
        await db.execute(_ADD, {**whose, **given})
    return len(new)


_UNKNOWN: Final = text("""
    SELECT heard.mmsi FROM unnest(CAST(:mmsi AS text[])) AS heard(mmsi)
    WHERE NOT EXISTS (
        SELECT FROM heard_vessel
        WHERE party_code = :party AND feed = :feed AND heard_vessel.mmsi = heard.mmsi
    ) AND NOT EXISTS (
        SELECT FROM asset
        WHERE party_code = :party AND asset.mmsi = heard.mmsi AND retired_at IS NULL
    )
    ORDER BY heard.mmsi
""")

_STANDING: Final = text("""
    SELECT count(*) FROM heard_vessel WHERE party_code = :party AND feed = :feed
""")

_ADD: Final = text("""
    INSERT INTO heard_vessel (id, party_code, feed, mmsi, first_at, heard_at, uncertainty_nm)
    SELECT new.id, :party, :feed, new.mmsi, new.at, new.at, 0.1
    FROM unnest(CAST(:id AS uuid[]), CAST(:mmsi AS text[]), CAST(:at AS timestamptz[]))
        AS new(id, mmsi, at)
    ON CONFLICT (party_code, feed, mmsi) DO NOTHING
""")


_KNOWN: Final = text("""
    SELECT vessel.mmsi, vessel.id, vessel.at, ST_X(vessel.point::geometry) AS lon,
        ST_Y(vessel.point::geometry) AS lat, vessel.uncertainty_nm, vessel.ship_type,
        vessel.doubted_since, vessel.doubted_at, vessel.doubted_for,
        ST_X(vessel.doubted_point::geometry) AS doubted_lon,
        ST_Y(vessel.doubted_point::geometry) AS doubted_lat, kept.memory
    FROM heard_vessel AS vessel
    LEFT JOIN heard_vessel_memory AS kept ON kept.vessel_id = vessel.id
    WHERE vessel.party_code = :party AND vessel.feed = :feed
        AND vessel.mmsi = ANY(CAST(:mmsi AS text[]))
    ORDER BY vessel.mmsi
    FOR UPDATE OF vessel
""")

_MOVE: Final = text("""
    WITH judged AS (
        SELECT given.*, ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography AS place
        FROM unnest(
            CAST(:id AS uuid[]), CAST(:at AS timestamptz[]), CAST(:lon AS float8[]),
            CAST(:lat AS float8[]), CAST(:course AS float8[]), CAST(:speed AS float8[]),
            CAST(:uncertainty AS float8[]), CAST(:status AS text[]), CAST(:believed AS boolean[]),
            CAST(:doubt AS text[]), CAST(:away AS float8[]), CAST(:since AS timestamptz[])
        ) AS given(
            id, at, lon, lat, course, speed, uncertainty, status, believed, doubt, away, since
        )
    ), moved AS (
        UPDATE heard_vessel AS vessel SET
            heard_at = greatest(vessel.heard_at, judged.at),
            at = CASE WHEN judged.believed THEN judged.at ELSE vessel.at END,
            point = CASE WHEN judged.believed THEN judged.place ELSE vessel.point END,
            course_deg = CASE WHEN judged.believed THEN judged.course ELSE vessel.course_deg END,
            speed_kn = CASE WHEN judged.believed THEN judged.speed ELSE vessel.speed_kn END,
            uncertainty_nm = CASE WHEN judged.believed THEN judged.uncertainty
                ELSE vessel.uncertainty_nm END,
            status = CASE WHEN judged.believed THEN judged.status ELSE vessel.status END,
            doubt = CASE WHEN judged.believed THEN judged.doubt ELSE vessel.doubt END,
            doubted_since = judged.since,
            doubted_at = CASE WHEN NOT judged.believed THEN judged.at END,
            doubted_point = CASE WHEN NOT judged.believed THEN judged.place END,
            doubted_for = CASE WHEN NOT judged.believed THEN judged.doubt END,
            doubted_nm = judged.away,
            tracked_at = CASE WHEN judged.believed AND judged.at
                >= coalesce(vessel.tracked_at + :tracked_after, '-infinity')
                THEN judged.at ELSE vessel.tracked_at END
        FROM judged
        WHERE vessel.id = judged.id
        RETURNING vessel.id, vessel.at, vessel.point, vessel.course_deg, vessel.speed_kn,
            vessel.doubt, vessel.tracked_at = judged.at AS is_tracked
    )
    INSERT INTO heard_vessel_point (vessel_id, at, point, course_deg, speed_kn, doubt)
    SELECT id, at, point, course_deg, speed_kn, doubt FROM moved WHERE is_tracked
    ON CONFLICT DO NOTHING
""")

_REMEMBER: Final = text("""
    INSERT INTO heard_vessel_memory (vessel_id, memory)
    SELECT id, memory
    FROM unnest(CAST(:id AS uuid[]), CAST(:memory AS bytea[])) AS given(id, memory)
    ON CONFLICT (vessel_id) DO UPDATE SET memory = excluded.memory
""")

_TELL: Final = text("""
    UPDATE heard_vessel AS vessel SET
        heard_at = greatest(vessel.heard_at, told.at),
        told_at = greatest(vessel.told_at, told.at),
        name = coalesce(told.name, vessel.name),
        callsign = coalesce(told.callsign, vessel.callsign),
        imo = coalesce(told.imo, vessel.imo),
        ship_type = coalesce(told.ship_type, vessel.ship_type),
        length_m = coalesce(told.length_m, vessel.length_m),
        beam_m = coalesce(told.beam_m, vessel.beam_m),
        draught_m = coalesce(told.draught_m, vessel.draught_m)
    FROM unnest(
        CAST(:mmsi AS text[]), CAST(:at AS timestamptz[]), CAST(:name AS text[]),
        CAST(:callsign AS text[]), CAST(:imo AS text[]), CAST(:ship_type AS int[]),
        CAST(:length_m AS int[]), CAST(:beam_m AS int[]), CAST(:draught_m AS float8[])
    ) AS told(mmsi, at, name, callsign, imo, ship_type, length_m, beam_m, draught_m)
    WHERE vessel.party_code = :party AND vessel.feed = :feed AND vessel.mmsi = told.mmsi
""")
