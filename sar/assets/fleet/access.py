"""A party's access to the whole fleet: the array form of `assets.access` and of
`redaction.seen_of`."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from sar.agreements.grants_array import FleetFacts, GrantColumns, Places, Promises
from sar.agreements.terms import AssetGrant
from sar.agreements.words import Visibility
from sar.assets.fleet.columns import Fleet
from sar.assets.fleet.past import PastFixes, PastKey
from sar.assets.redaction import AssetAccess, seen_of, shown_fix
from sar.assets.seen import Granted, SeenAsset
from sar.geo.arrays import Mask
from sar.geo.geodesy import snap, snap_all


@dataclass(slots=True)
class FleetAccess:
    """Columns by row of the fleet; rows that are not `seen` must not be read further.

    `lon`, `lat` are the place that times may rest on (the visible fix, else the shared base), NaN
    without one. `delayed` rows show an earlier fix, which the columns do not hold: `place_delayed`
    fills it in.
    """

    viewer: str
    seen: Mask
    own: Mask
    knows_readiness: Mask
    from_fix: Mask
    delayed: Mask
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    grants: GrantColumns
    deployed: Mapping[int, UUID]
    """By row: the incident through which its position is shared."""
    readers: int = 0
    """The number of questions that read it: it must not change meanwhile."""

    @property
    def size_bytes(self) -> int:
        """The memory of its columns."""
        columns = [self.grants.grant, *(getattr(self, name) for name in _COLUMNS)]
        return sum(int(column.nbytes) for column in columns)

    def snapshot(self) -> "FleetAccess":
        """A copy to be read while the fleet changes."""
        columns = {name: getattr(self, name).copy() for name in _COLUMNS}
        grants = replace(self.grants, grant=self.grants.grant.copy())
        return replace(self, **columns, grants=grants, readers=0)

    def refresh(self, rows: NDArray[np.intp], now: "FleetAccess") -> None:
        """Replaces these rows."""
        for name in _COLUMNS:
            getattr(self, name)[rows] = getattr(now, name)
        self.grants.grant[rows] = now.grants.grant
        self.grants = replace(self.grants, grants=now.grants.grants)


_COLUMNS: Final = ("seen", "own", "knows_readiness", "from_fix", "delayed", "lon", "lat")


def access_of(
    fleet: Fleet,
    grants: GrantColumns,
    *,
    viewer: str,
    deployed: Mapping[int, UUID] | None = None,
    rows: NDArray[np.intp] | None = None,
) -> FleetAccess:
    """The viewer's access to every asset, or to some rows, under its grants; a deployment shares a
    position exactly and at once."""

    def column(name: str) -> NDArray[Any]:
        return fleet[name] if rows is None else fleet[name][rows]

    shared = np.zeros(fleet.length, dtype=bool)
    shared[list(deployed or ())] = True
    shared = shared if rows is None else shared[rows]
    registered = column("in_register")
    own = registered & (column("owner") == _index(fleet.index.owners, viewer))
    rank, precision_nm, delay = _by_grant(grants.grants)
    level = np.where(own | shared, Visibility.POSITION.rank, rank[grants.grant])
    exact = own | shared
    seen = registered & (level >= Visibility.EXISTENCE.rank)
    at_position = seen & (level >= Visibility.POSITION.rank)
    delayed = at_position & ~exact & (delay[grants.grant] > 0)
    from_fix = at_position & ~delayed & column("fixed")
    based = seen & (own | column("base_shared"))
    lon = np.where(from_fix, column("lon"), np.where(based, column("base_lon"), np.nan))
    lat = np.where(from_fix, column("lat"), np.where(based, column("base_lat"), np.nan))
    lon[delayed] = lat[delayed] = np.nan
    cells = np.where(from_fix & ~exact, precision_nm[grants.grant], 0.0)
    for size in {grant.precision_nm for grant in grants.grants} - {0.0}:
        some = np.flatnonzero(cells == size)
        lon[some], lat[some] = snap_all(lon[some], lat[some], size)
    return FleetAccess(
        viewer=viewer,
        seen=seen,
        own=own,
        knows_readiness=seen & (level >= Visibility.READINESS.rank),
        from_fix=from_fix,
        delayed=delayed,
        lon=lon,
        lat=lat,
        grants=grants,
        deployed=deployed or {},
    )


def earlier_wanted(fleet: Fleet, promises: Promises) -> list[PastKey]:
    """Assets whose earlier places are needed by zone terms with a delay."""
    return [
        (id_, delay)
        for delay, rows in promises.late_rows(fleet.facts).items()
        for id_ in fleet.ids(rows.tolist())
    ]


def facts(fleet: Fleet, promises: Promises, past: PastFixes) -> FleetFacts:
    """The facts that terms ask for, with the earlier places that zone terms need."""
    now = fleet.facts
    earlier: dict[int, Places] = {}
    for delay, rows in promises.late_rows(now).items():
        lons, lats = fleet["base_lon"].copy(), fleet["base_lat"].copy()
        for row, id_ in zip(rows.tolist(), fleet.ids(rows.tolist()), strict=True):
            if fix := past.fix(id_, delay):
                lons[row], lats[row] = fix.point.lon, fix.point.lat
        earlier[delay] = lons, lats
    return replace(now, earlier=earlier)


def delays(fleet: Fleet, found: FleetAccess) -> list[tuple[int, UUID, AssetGrant]]:
    """The delayed rows, each with its asset and the grant."""
    rows = found.delayed.nonzero()[0].tolist()
    grants = found.grants.grants
    return [
        (row, id_, grants[found.grants.grant[row]])
        for row, id_ in zip(rows, fleet.ids(rows), strict=True)
    ]


def place_delayed(
    fleet: Fleet, found: FleetAccess, late: Iterable[tuple[int, UUID, AssetGrant]], past: PastFixes
) -> None:
    """Fills in the places of the delayed rows."""
    for row, asset_id, grant in late:
        fix = past.fix(asset_id, grant.delay_minutes)
        place = snap(fix.point, grant.precision_nm) if fix else None
        if place is None and fleet["base_shared"][row]:
            place = fleet.base(row)
        found.from_fix[row] = fix is not None
        found.lon[row], found.lat[row] = (place.lon, place.lat) if place else (np.nan, np.nan)


def seen_asset(fleet: Fleet, found: FleetAccess, row: int, past: PastFixes) -> SeenAsset:
    """One asset of the fleet as `visible.seen_assets` returns it, without the name of its base."""
    asset = fleet.asset(row)
    access = asset_access(found, row, asset.id)
    fix = None
    if found.delayed[row]:
        fix = past.fix(asset.id, access.delay_minutes)
    elif found.from_fix[row]:
        fix = fleet.fix(row)
    return seen_of(asset, access, asset.windows, None if fix is None else shown_fix(fix, access))


def asset_access(found: FleetAccess, row: int, asset_id: UUID) -> AssetAccess:
    """The viewer's access to the asset of this row."""
    incident_id = found.deployed.get(row)
    return AssetAccess(
        asset_id,
        found.viewer,
        own=bool(found.own[row]),
        term=_granted(found.grants.grants[found.grants.grant[row]]),
        deployed=None
        if incident_id is None
        else Granted(Visibility.POSITION, incident_id=incident_id),
    )


def _granted(grant: AssetGrant) -> Granted | None:
    if grant.winner is None or grant.level is Visibility.NONE:
        return None
    return Granted(
        level=grant.level,
        precision_nm=grant.precision_nm,
        delay_minutes=grant.delay_minutes,
        agreement=grant.winner.agreement,
        version=grant.winner.version,
        article=grant.winner.article,
        term_id=grant.winner.term_id,
    )


def _by_grant(
    grants: Collection[AssetGrant],
) -> tuple[NDArray[np.int8], NDArray[np.float64], NDArray[np.int32]]:
    return (
        np.array([grant.level.rank for grant in grants], dtype=np.int8),
        np.array([grant.precision_nm for grant in grants]),
        np.array([grant.delay_minutes for grant in grants], dtype=np.int32),
    )


def _index(words: Collection[str], word: str) -> int:
    return {known: place for place, known in enumerate(words)}.get(word, -1)
