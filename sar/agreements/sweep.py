"""The rule of agreements over a whole fleet: the array form of `terms.asset_grant`.

Assets that no term can tell apart (same owner, same type, in the same zones) are granted alike,
so the readable rule is asked once for each such sort, and its answer goes to all of that sort.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from sar.agreements.clauses import TermPlain, effective, has_occasion
from sar.agreements.terms import AssetFacts, AssetGrant, OccasionPlain, asset_grant
from sar.agreements.words import Kind
from sar.geo.areas import contains_all
from sar.geo.position import LatLon

Index = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Words:
    """The owners and types that the columns of a fleet point into."""

    owners: Sequence[str]
    types: Sequence[tuple[Kind, str]]


@dataclass(frozen=True, slots=True)
class FleetFacts:
    """What terms ask about many assets, by column; `owner` and `type` are places in the words.

    `lon` and `lat` are the latest fix, else the base, else NaN.
    """

    owner: Index
    type: Index
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Swept:
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
        words: Words,
        *,
        viewer: str,
        occasions: Iterable[OccasionPlain],
        now: datetime,
    ) -> None:
        self._viewer = viewer
        self._words = words
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
        self._zones = {
            place: [term.zone for term in self._of[owner] if term.zone is not None]
            for place, owner in enumerate(words.owners)
        }
        self._known: dict[tuple[int, bytes], int] = {}
        self._places: dict[AssetGrant, int] = {}
        sorts = range(len(words.owners) * len(words.types))
        self._unzoned = np.array([self._placed(sort, b"", None) for sort in sorts], dtype=np.int32)

    def sweep(self, fleet: FleetFacts) -> Swept:
        """How much of each asset the viewer sees."""
        sort = fleet.owner * np.int32(len(self._words.types)) + fleet.type
        result = self._unzoned[sort]
        for row, inside in self._in_zones(fleet):
            location = LatLon(lat=float(fleet.lat[row]), lon=float(fleet.lon[row]))
            result[row] = self._placed(int(sort[row]), inside, location)
        return Swept(result, tuple(self._places))

    def _in_zones(self, fleet: FleetFacts) -> Iterator[tuple[int, bytes]]:
        """The assets in some zone of their owner's terms, with the zones they lie in."""
        for owner, zones in self._zones.items():
            if not zones:
                continue
            rows = np.flatnonzero(fleet.owner == owner)
            lon, lat = fleet.lon[rows], fleet.lat[rows]
            inside = np.column_stack([contains_all(zone, lon, lat) for zone in zones])
            for at in np.flatnonzero(inside.any(axis=1)):
                yield int(rows[at]), inside[at].tobytes()

    def _placed(self, sort: int, inside: bytes, location: LatLon | None) -> int:
        """The place of what is granted of a sort in these zones; the rule is asked once."""
        if (sort, inside) not in self._known:
            owner, (kind, code) = self._sort(sort)
            grant = asset_grant(
                self._of[owner],
                owner=owner,
                viewer=self._viewer,
                asset=AssetFacts(kind, code, location),
                occasions=self._occasions,
                now=self._now,
            )
            self._known[sort, inside] = self._places.setdefault(grant, len(self._places))
        return self._known[sort, inside]

    def _sort(self, sort: int) -> tuple[str, tuple[Kind, str]]:
        owner, place = divmod(sort, len(self._words.types))
        return self._words.owners[owner], self._words.types[place]
