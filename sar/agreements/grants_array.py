"""The rule of agreements over a whole fleet: the array form of `terms.asset_grant`.

Assets that no term can tell apart (same owner, same type, in the same zones) are granted alike,
so the readable rule is asked once for each such sort, and its answer goes to all of that sort.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon

from sar.agreements.clauses import TermPlain, effective, has_occasion, zone_delays
from sar.agreements.terms import AssetFacts, AssetGrant, OccasionPlain, asset_grant
from sar.agreements.words import Kind
from sar.geo.areas import contains_all
from sar.geo.geodesy import snap_all
from sar.geo.position import LatLon
from sar.geo.units import NM_PER_DEGREE

_CLOSE_DEG: Final = 1e-6

Index = NDArray[np.int32]
Places = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Longitudes and latitudes; NaN: nowhere."""


@dataclass(frozen=True, slots=True)
class FleetIndex:
    """The owners and types that the columns of a fleet point into."""

    owners: Sequence[str]
    types: Sequence[tuple[Kind, str]]


@dataclass(frozen=True, slots=True)
class FleetFacts:
    """What terms ask about many assets, by column; `owner` and `type` are places in the words.

    `lon` and `lat` are the latest fix, else the base, else NaN; `earlier` the same by minutes of
    delay, for the rows that `Promises.late_rows` names.
    """

    owner: Index
    type: Index
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    earlier: Mapping[int, Places] = field(default_factory=dict)
    by_owner: tuple[Index, Index] | None = None
    """`in_order_of` the owners, where that is kept."""

    def of(self, rows: NDArray[np.intp]) -> "FleetFacts":
        """Some of the assets, in that order."""
        earlier = {delay: (lon[rows], lat[rows]) for delay, (lon, lat) in self.earlier.items()}
        return FleetFacts(
            self.owner[rows], self.type[rows], self.lon[rows], self.lat[rows], earlier
        )

    def rows_of(self, owners: Iterable[int]) -> Iterator[Index]:
        """The assets of each."""
        rows, first = self.by_owner or in_order_of(self.owner)
        for owner in owners:
            yield rows[first[owner] : first[owner + 1]] if owner + 1 < len(first) else rows[:0]


def in_order_of(owner: Index) -> tuple[Index, Index]:
    """The rows by owner, and by owner where its first stands; one more ends the last."""
    count = np.bincount(owner, minlength=1)
    # Numbers of sixteen bits are sorted much faster.
    few = owner.astype(np.int16) if len(count) < np.iinfo(np.int16).max else owner
    first = np.concatenate(([0], np.cumsum(count)))
    return np.argsort(few, kind="stable").astype(np.int32), first.astype(np.int32)


@dataclass(frozen=True, slots=True)
class GrantColumns:
    """For each asset the place of its grant in `grants`."""

    grant: Index
    grants: tuple[AssetGrant, ...]


class Promises:
    """What a viewer has been promised at an instant, ready to be swept over fleets.

    Good as long as neither the terms nor the viewer's occasions change and no term begins or
    ends by time.
    """

    def __init__(
        self,
        terms: Iterable[TermPlain],
        words: FleetIndex,
        *,
        viewer: str,
        occasions: Iterable[OccasionPlain],
        now: datetime,
    ) -> None:
        self._viewer = viewer
        self._index = words
        self._now = now
        self._occasions = tuple(occasions)
        told = [
            term
            for term in terms
            if term.visibility is not None
            and viewer in term.parties
            and effective(term, now)
            and has_occasion(term, self._occasions)
        ]
        self._of = {
            owner: [term for term in told if term.grants(owner, viewer)] for owner in words.owners
        }
        self._zoned = {
            place: [(term.zone, term) for term in self._of[owner] if term.zone is not None]
            for place, owner in enumerate(words.owners)
        }
        self._known: dict[tuple[int, bytes], int] = {}
        self._places: dict[AssetGrant, int] = {}
        sorts = range(len(words.owners) * len(words.types))
        self._unzoned = np.array([self._placed(sort, b"", None) for sort in sorts], dtype=np.int32)

    def late_rows(self, fleet: FleetFacts) -> dict[int, NDArray[np.intp]]:
        """By minutes of delay the assets whose zones ask where they were that long ago."""
        owners: dict[int, list[int]] = {}
        for owner, zoned in self._zoned.items():
            for delay in zone_delays(term for _, term in zoned):
                owners.setdefault(delay, []).append(owner)
        return {delay: np.flatnonzero(np.isin(fleet.owner, told)) for delay, told in owners.items()}

    def grants_for(self, fleet: FleetFacts) -> GrantColumns:
        """How much of each asset the viewer sees."""
        sort = fleet.owner * np.int32(len(self._index.types)) + fleet.type
        result = self._unzoned[sort]
        for row, inside in self._in_zones(fleet):
            result[row] = self._placed(int(sort[row]), inside, (fleet, row))
        return GrantColumns(result, tuple(self._places))

    def _in_zones(self, fleet: FleetFacts) -> Iterator[tuple[int, bytes]]:
        """The assets in some zone of their owner's terms, with the zones they lie in."""
        told = {owner: zoned for owner, zoned in self._zoned.items() if zoned}
        for rows, zoned in zip(fleet.rows_of(told), told.values(), strict=True):
            if not len(rows):
                continue
            inside = np.zeros((len(rows), len(zoned)), dtype=bool)
            for at, (zone, term) in enumerate(zoned):
                inside[:, at] = _covered(zone, term, fleet, rows)
            for at in np.flatnonzero(inside.any(axis=1)).tolist():
                yield int(rows[at]), inside[at].tobytes()

    def _placed(self, sort: int, inside: bytes, of: tuple[FleetFacts, int] | None) -> int:
        """The place of what is granted of a sort in these zones; the rule is asked once."""
        if (sort, inside) not in self._known:
            owner, (kind, code) = self._sort(sort)
            grant = asset_grant(
                self._of[owner],
                owner=owner,
                viewer=self._viewer,
                asset=AssetFacts(kind, code) if of is None else _facts(kind, code, *of),
                occasions=self._occasions,
                now=self._now,
            )
            self._known[sort, inside] = self._places.setdefault(grant, len(self._places))
        return self._known[sort, inside]

    def _sort(self, sort: int) -> tuple[str, tuple[Kind, str]]:
        owner, place = divmod(sort, len(self._index.types))
        return self._index.owners[owner], self._index.types[place]


def _covered(
    zone: MultiPolygon, term: TermPlain, fleet: FleetFacts, rows: Index
) -> NDArray[np.bool_]:
    """`clauses.covers` for many assets."""
    lons, lats = fleet.earlier[term.delay_minutes] if term.delay_minutes else (fleet.lon, fleet.lat)
    result = np.zeros(len(rows), dtype=bool)
    _, south, _, north = zone.bounds
    # A cell is no higher than the precision: others lie north or south of the zone.
    beyond_deg = term.precision_nm / NM_PER_DEGREE + _CLOSE_DEG
    theirs = lats[rows]
    near = np.flatnonzero((theirs >= south - beyond_deg) & (theirs <= north + beyond_deg))
    if not len(near):
        return result
    placed = snap_all(lons[rows[near]], theirs[near], term.precision_nm)
    result[near] = contains_all(zone, *placed)
    return result


def _facts(kind: Kind, code: str, fleet: FleetFacts, row: int) -> AssetFacts:
    earlier = {delay: _at(*places, row) for delay, places in fleet.earlier.items()}
    return AssetFacts(kind, code, _at(fleet.lon, fleet.lat, row), earlier)


def _at(lons: NDArray[np.float64], lats: NDArray[np.float64], row: int) -> LatLon | None:
    lon, lat = float(lons[row]), float(lats[row])
    return None if np.isnan(lon) else LatLon(lat=lat, lon=lon)
