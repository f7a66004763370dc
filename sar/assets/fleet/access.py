"""A party's access to the whole fleet: the array form of `assets.access` and of
`redaction.seen_of`."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from sar.agreements.grants_array import GrantColumns
from sar.agreements.terms import AssetGrant
from sar.agreements.words import Visibility
from sar.assets.fleet.columns import Fleet, micros
from sar.assets.fleet.earlier import types
from sar.assets.fleet.past import PastFixes, PastKey
from sar.assets.holding import Held, held, span_s
from sar.assets.redaction import AssetAccess, seen_of, shown_fix
from sar.assets.seen import Granted, SeenAsset
from sar.geo.arrays import Mask
from sar.geo.geodesy import displaced_cell, displaced_cells


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
    told_until: NDArray[np.int64]
    """By row: the instant until which the place of a delayed row holds, once it is filled in."""
    late: dict[int, PastKey] = field(default_factory=dict)
    """The delayed rows that are filled in."""
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
        return replace(self, **columns, grants=grants, late=dict(self.late), readers=0)

    def refresh(self, rows: NDArray[np.intp], now: "FleetAccess") -> None:
        """Replaces these rows."""
        for name in _COLUMNS:
            getattr(self, name)[rows] = getattr(now, name)
        for row in rows.tolist():
            self.late.pop(row, None)
        self.grants.grant[rows] = now.grants.grant
        self.grants = replace(self.grants, grants=now.grants.grants)


_COLUMNS: Final = (
    "seen", "own", "knows_readiness", "from_fix", "delayed", "lon", "lat", "told_until",
)  # fmt: skip


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
    late = (delay[:, None] > 0) | (_spans(grants.grants, fleet) > 0)
    delayed = at_position & ~exact & late[grants.grant, column("type")]
    from_fix = at_position & ~delayed & column("fixed")
    based = seen & (own | column("base_shared"))
    lon = np.where(from_fix, column("lon"), np.where(based, column("base_lon"), np.nan))
    lat = np.where(from_fix, column("lat"), np.where(based, column("base_lat"), np.nan))
    lon[delayed] = lat[delayed] = np.nan
    cells = np.where(from_fix & ~exact, precision_nm[grants.grant], 0.0)
    for size in {grant.precision_nm for grant in grants.grants} - {0.0}:
        some = np.flatnonzero(cells == size)
        secrets = column("secret")[some].astype(np.int64)
        berths = column("berth_lon")[some], column("berth_lat")[some]
        lon[some], lat[some] = displaced_cells(lon[some], lat[some], size, secrets, berths)
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
        told_until=np.zeros(len(seen), dtype=np.int64),
    )


DelayedRow = tuple[int, UUID, AssetGrant, Held]
"""A row with its asset, the grant, and the age at which positions are told."""


def delays(fleet: Fleet, found: FleetAccess, *, now: datetime) -> list[DelayedRow]:
    """The delayed rows that are not filled in, or whose place is no longer the one to show."""
    rows = np.flatnonzero(found.delayed & (found.told_until <= micros(now)))
    at = found.grants.grant[rows].tolist()
    grants = [found.grants.grants[place] for place in at]
    told = zip(rows.tolist(), fleet.ids(rows.tolist()), grants, types(fleet, rows), strict=True)
    return [
        (row, id_, grant, held(grant.precision_nm, grant.delay_minutes, code))
        for row, id_, grant, code in told
    ]


def place_delayed(
    fleet: Fleet, found: FleetAccess, late: Iterable[DelayedRow], past: PastFixes
) -> None:
    """Fills in the places of the delayed rows."""
    for row, asset_id, grant, age in late:
        fix, found.told_until[row] = past.known(asset_id, age)
        found.late[row] = asset_id, age
        place = fleet.base(row) if fleet["base_shared"][row] else None
        if fix is not None:
            place = displaced_cell(fix.point, grant.precision_nm, fix.secret, fix.berth)
        found.from_fix[row] = fix is not None
        found.lon[row], found.lat[row] = (place.lon, place.lat) if place else (np.nan, np.nan)


def seen_asset(fleet: Fleet, found: FleetAccess, row: int, past: PastFixes) -> SeenAsset:
    """One asset of the fleet as `visible.seen_assets` returns it, without the name of its base."""
    asset = fleet.asset(row)
    access = asset_access(found, row, asset.id)
    fix = None
    if found.delayed[row]:
        fix = past.fix(asset.id, access.held(asset.type_code))
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


def _spans(grants: Collection[AssetGrant], fleet: Fleet) -> NDArray[np.int64]:
    """The spans by grant and type."""
    codes = [code for _, code in fleet.index.types]
    spans = [[span_s(grant.precision_nm, code) for code in codes] for grant in grants]
    return np.array(spans, dtype=np.int64).reshape(len(grants), len(codes))


def _index(words: Collection[str], word: str) -> int:
    return {known: place for place, known in enumerate(words)}.get(word, -1)
