"""The way in for vessels that no register has: one statement for many, bounded in number; vessels
that were not heard for long are deleted."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Delete, and_, delete, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from uuid_utils.compat import uuid7

from sar.assets.heard_vessels import (
    FASTEST_KN,
    ONCE_KEPT,
    TRACKED_AFTER,
    VESSELS_AT_MOST,
    WRITTEN_AFTER,
    VesselParticulars,
    VesselPosition,
)
from sar.assets.models import HeardVessel, HeardVesselPoint
from sar.assets.plausible import BELIEVED_AFTER, SLACK_NM, SPEED_MARGIN
from sar.geo.units import M_PER_NM


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

    A position out of reach of the last one that is believed does not take its place, until those
    that agree with it have gone on for as long as an asset's do (`plausible.judge`).
    """
    whose = {"party": party, "feed": feed}
    heard_at = {one.mmsi: one.at for one in positions}
    heard_at |= {one.mmsi: max(one.at, heard_at.get(one.mmsi, one.at)) for one in particulars}
    unknown = await _unknown(db, whose, sorted(heard_at))
    dropped = len(unknown) - await _add(db, whose, unknown, heard_at, most)
    if positions:
        await db.execute(_MOVE, {**whose, **_JUDGED, **_columns_of(positions, _POSITION)})
    if particulars:
        await db.execute(_TELL, {**whose, **_columns_of(particulars, _PARTICULARS)})
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


_POSITION: Final = {
    "mmsi": "mmsi",
    "at": "at",
    "lon": "place.lon",
    "lat": "place.lat",
    "course": "course_deg",
    "speed": "speed_kn",
    "uncertainty": "uncertainty_nm",
    "status": "status",
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


def _columns_of(rows: Collection[Any], columns: dict[str, str]) -> dict[str, list[Any]]:
    """The rows by column, in the order of their numbers."""
    ordered = sorted(rows, key=lambda one: one.mmsi)
    return {name: [_of(row, path) for row in ordered] for name, path in columns.items()}


def _of(row: Any, path: str) -> Any:
    for name in path.split("."):
        row = getattr(row, name)
    return row


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


def _within_reach(place: str, at: str) -> str:
    """SQL of whether a vessel could have come to `heard.place` from a place since an instant."""
    hours = f"extract(epoch FROM heard.at - {at}) / 3600.0"
    allowed = f"(:per_hour * {hours} + heard.uncertainty + vessel.uncertainty_nm + :slack)"
    return f"ST_Distance({place}, heard.place, false) <= :m_per_nm * {allowed}"


_JUDGED: Final = {
    "per_hour": SPEED_MARGIN * FASTEST_KN,
    "slack": SLACK_NM,
    "m_per_nm": M_PER_NM,
    "apart": WRITTEN_AFTER,
    "tracked_after": TRACKED_AFTER,
    "believed_after": BELIEVED_AFTER,
}

_MOVE: Final = text(f"""
    WITH heard AS (
        SELECT mmsi, at, course, speed, uncertainty, status,
            ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography AS place
        FROM unnest(
            CAST(:mmsi AS text[]), CAST(:at AS timestamptz[]), CAST(:lon AS float8[]),
            CAST(:lat AS float8[]), CAST(:course AS float8[]), CAST(:speed AS float8[]),
            CAST(:uncertainty AS float8[]), CAST(:status AS text[])
        ) AS given(mmsi, at, lon, lat, course, speed, uncertainty, status)
    ), compared AS (
        SELECT heard.*, vessel.id, vessel.doubted_since,
            vessel.at IS NULL OR {_within_reach("vessel.point", "vessel.at")} AS fits,
            vessel.doubted_at IS NOT NULL
                AND {_within_reach("vessel.doubted_point", "vessel.doubted_at")} AS agrees
        FROM heard_vessel AS vessel JOIN heard ON vessel.mmsi = heard.mmsi
        WHERE vessel.party_code = :party AND vessel.feed = :feed
            AND (vessel.at IS NULL
                OR heard.at >= greatest(vessel.at, vessel.doubted_at) + :apart)
    ), judged AS (
        SELECT *, fits OR (agrees AND at >= doubted_since + :believed_after) AS believed
        FROM compared ORDER BY mmsi
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
            doubted_since = CASE WHEN judged.believed THEN NULL
                WHEN judged.agrees THEN vessel.doubted_since ELSE judged.at END,
            doubted_at = CASE WHEN NOT judged.believed THEN judged.at END,
            doubted_point = CASE WHEN NOT judged.believed THEN judged.place END,
            tracked_at = CASE WHEN judged.believed AND judged.at
                >= coalesce(vessel.tracked_at + :tracked_after, '-infinity')
                THEN judged.at ELSE vessel.tracked_at END
        FROM judged
        WHERE vessel.id = judged.id
        RETURNING vessel.id, vessel.at, vessel.point, vessel.course_deg, vessel.speed_kn,
            vessel.tracked_at = judged.at AS is_tracked
    )
    INSERT INTO heard_vessel_point (vessel_id, at, point, course_deg, speed_kn)
    SELECT id, at, point, course_deg, speed_kn FROM moved WHERE is_tracked
    ON CONFLICT DO NOTHING
""")  # noqa: S608 of constants alone

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
