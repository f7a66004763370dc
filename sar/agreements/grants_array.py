"""Grants over a whole fleet: the array form of `terms.asset_grant`.

Assets that no term can tell apart (same owner, same type, in the same zones) have the same grant:
the readable rule is evaluated once for each such group, and its result goes to all of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon

from sar.agreements.clauses import (
    NO_VEIL,
    AssetFacts,
    OccasionPlain,
    TermPlain,
    Veil,
    effective,
    has_occasion,
    zone_veils,
)
from sar.agreements.spared_cases import shares
from sar.agreements.terms import AssetGrant, asset_grant
from sar.agreements.words import ClauseKind, Kind
from sar.geo.areas import contains_all
from sar.geo.position import LatLon

_CLOSE_DEG: Final = 1e-6

Index = NDArray[np.int32]
Places = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Longitudes and latitudes; NaN: nowhere."""


@dataclass(frozen=True, slots=True)
class FleetIndex:
    """The owners and types that the columns of a fleet index; of each type the narrowest kind by
    which a clause may name it."""

    owners: Sequence[str]
    types: Sequence[tuple[Kind | ClauseKind, str]]


@dataclass(frozen=True, slots=True)
class FleetFacts:
    """Facts about many assets that terms ask for, by column; `owner` and `type` are indexes.

    `lon` and `lat` are the latest fix, else the base, else NaN; `earlier` the places disclosed so,
    by veil, for the rows of `Promises.late_rows`.
    """

    owner: Index
    type: Index
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    earlier: Mapping[Veil, Places] = field(default_factory=dict)
    by_owner: tuple[Index, Index] | None = None
    """The result of `in_order_of` the owners, if cached."""

    def of(self, rows: NDArray[np.intp]) -> "FleetFacts":
        """A selection of the assets, in that order."""
        earlier = {veil: (lon[rows], lat[rows]) for veil, (lon, lat) in self.earlier.items()}
        return FleetFacts(
            self.owner[rows], self.type[rows], self.lon[rows], self.lat[rows], earlier
        )

    def rows_of(self, owners: Iterable[int]) -> Iterator[Index]:
        """The rows of each owner."""
        rows, first = self.by_owner or in_order_of(self.owner)
        for owner in owners:
            yield rows[first[owner] : first[owner + 1]] if owner + 1 < len(first) else rows[:0]


def in_order_of(owner: Index) -> tuple[Index, Index]:
    """The rows in the order of their owners, and the first index of each owner; a last entry ends
    the last."""
    count = np.bincount(owner, minlength=1)
    # Numbers of sixteen bits sort much faster.
    few = owner.astype(np.int16) if len(count) < np.iinfo(np.int16).max else owner
    first = np.concatenate(([0], np.cumsum(count)))
    return np.argsort(few, kind="stable").astype(np.int32), first.astype(np.int32)


@dataclass(frozen=True, slots=True)
class GrantColumns:
    """The index of each asset's grant in `grants`."""

    grant: Index
    grants: tuple[AssetGrant, ...]


class Promises:
    """The terms that grant a viewer anything at an instant, ready to be applied to fleets.

    Valid as long as neither the terms nor the viewer's occasions change and no term begins or ends
    by time.
    """

    def __init__(
        self,
        terms: Iterable[TermPlain],
        index: FleetIndex,
        *,
        viewer: str,
        occasions: Iterable[OccasionPlain],
        now: datetime,
    ) -> None:
        self._viewer = viewer
        self._index = index
        self._now = now
        self._occasions = tuple(occasions)
        granting = [
            term
            for term in terms
            if term.visibility is not None
            and viewer in term.parties
            and effective(term, now)
            and has_occasion(term, self._occasions)
        ]
        self._of = {
            owner: [
                term
                for term in granting
                if term.grants(owner, viewer) and shares(term, owner, viewer, now)
            ]
            for owner in index.owners
        }
        self._zoned = {
            at: [(term.zone, term) for term in self._of[owner] if term.zone is not None]
            for at, owner in enumerate(index.owners)
        }
        self._known: dict[tuple[int, bytes], int] = {}
        self._indexes: dict[AssetGrant, int] = {}
        groups = range(len(index.owners) * len(index.types))
        self._unzoned = np.array(
            [self._grant_index(group, b"", None) for group in groups], dtype=np.int32
        )

    def late_rows(self, fleet: FleetFacts) -> dict[Veil, NDArray[np.intp]]:
        """By veil the assets whose zone terms ask for a place disclosed so."""
        owners: dict[Veil, list[int]] = {}
        for owner, zoned in self._zoned.items():
            for veil in zone_veils(term for _, term in zoned):
                owners.setdefault(veil, []).append(owner)
        return {veil: np.flatnonzero(np.isin(fleet.owner, some)) for veil, some in owners.items()}

    def grants_for(self, fleet: FleetFacts) -> GrantColumns:
        """The viewer's grant of each asset."""
        group = fleet.owner * np.int32(len(self._index.types)) + fleet.type
        result = self._unzoned[group]
        for row, inside in self._in_zones(fleet):
            result[row] = self._grant_index(int(group[row]), inside, (fleet, row))
        return GrantColumns(result, tuple(self._indexes))

    def _in_zones(self, fleet: FleetFacts) -> Iterator[tuple[int, bytes]]:
        """The assets in some zone of their owner's terms, with a byte for each zone."""
        owners = {owner: zoned for owner, zoned in self._zoned.items() if zoned}
        for rows, zoned in zip(fleet.rows_of(owners), owners.values(), strict=True):
            if not len(rows):
                continue
            inside = np.zeros((len(rows), len(zoned)), dtype=bool)
            for at, (zone, term) in enumerate(zoned):
                inside[:, at] = _covered(zone, term, fleet, rows)
            for at in np.flatnonzero(inside.any(axis=1)).tolist():
                yield int(rows[at]), inside[at].tobytes()

    def _grant_index(self, group: int, inside: bytes, of: tuple[FleetFacts, int] | None) -> int:
        """The index of the grant of a group in these zones; the rule is evaluated once."""
        if (group, inside) not in self._known:
            owner, (kind, code) = self._group(group)
            grant = asset_grant(
                self._of[owner],
                owner=owner,
                viewer=self._viewer,
                asset=AssetFacts(kind, code) if of is None else _facts(kind, code, *of),
                occasions=self._occasions,
                now=self._now,
            )
            self._known[group, inside] = self._indexes.setdefault(grant, len(self._indexes))
        return self._known[group, inside]

    def _group(self, group: int) -> tuple[str, tuple[Kind | ClauseKind, str]]:
        owner, type_ = divmod(group, len(self._index.types))
        return self._index.owners[owner], self._index.types[type_]


def _covered(
    zone: MultiPolygon, term: TermPlain, fleet: FleetFacts, rows: Index
) -> NDArray[np.bool_]:
    """`clauses.covers` for many assets."""
    veiled = term.veil != NO_VEIL
    lons, lats = fleet.earlier[term.veil] if veiled else (fleet.lon, fleet.lat)
    result = np.zeros(len(rows), dtype=bool)
    _, south, _, north = zone.bounds
    theirs = lats[rows]
    near = np.flatnonzero((theirs >= south - _CLOSE_DEG) & (theirs <= north + _CLOSE_DEG))
    if len(near):
        result[near] = contains_all(zone, lons[rows[near]], theirs[near])
    return result


def _facts(kind: Kind | ClauseKind, code: str, fleet: FleetFacts, row: int) -> AssetFacts:
    earlier = {veil: _at(*places, row) for veil, places in fleet.earlier.items()}
    return AssetFacts(kind, code, _at(fleet.lon, fleet.lat, row), earlier)


def _at(lons: NDArray[np.float64], lats: NDArray[np.float64], row: int) -> LatLon | None:
    lon, lat = float(lons[row]), float(lats[row])
    return None if np.isnan(lon) else LatLon(lat=lat, lon=lon)
