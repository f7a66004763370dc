"""The way of one candidate to a place: by water, by air over a base, or straight."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from sar.agreements.words import Kind
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.draught import Draught
from sar.geo.sea.passages import passages
from sar.matching.candidate import Candidate, radius_nm
from sar.matching.landings import NOWHERE, Landings

REFUEL_MINUTES: Final = 30.0
"""On the ground at a base on the way (house figure)."""


class SeaWay(Protocol):
    """A way by water; `nm` None: there is none (`is_none`), or it is not known and `bound_nm` is
    the least."""

    @property
    def nm(self) -> float | None: ...
    @property
    def is_none(self) -> bool: ...
    @property
    def bound_nm(self) -> float: ...
    @property
    def path(self) -> tuple[LatLon, ...]: ...
    @property
    def passages(self) -> tuple[str, ...]: ...
    @property
    def note(self) -> str: ...


class SeaWays(Protocol):
    """The ways by water to one place, where the datum is now, of boats and of deep ships."""

    def way(self, p: LatLon, draught: Draught) -> SeaWay: ...
    def has_none(
        self, lons: NDArray[np.float64], lats: NDArray[np.float64], draught: Draught
    ) -> NDArray[np.bool_]: ...


@dataclass(frozen=True, slots=True)
class Route:
    """The corners of a way, and what must be said of it; `via` is where it refuels.

    `through` are the codes of the straits and canals on it. `is_least`: it is no shorter, and
    nobody knows where it goes.
    """

    corners: tuple[LatLon, ...]
    length_nm: float
    by_water: bool = False
    via: LatLon | None = None
    through: tuple[str, ...] = ()
    note: str = ""
    is_least: bool = False

    @property
    def stops_minutes(self) -> float:
        """What it takes beyond the miles: on the ground to refuel, and in canals."""
        stops = REFUEL_MINUTES if self.via else 0.0
        if not self.through:
            return stops
        in_canals = sum((passages()[code].transit for code in self.through), timedelta())
        return in_canals / timedelta(minutes=1) + stops

    @property
    def on_fuel_nm(self) -> float:
        """What is gone at its end since it last took fuel."""
        return self.length_nm if self.via is None else distance_nm(self.via, self.corners[-1])


def by_water(candidate: Candidate, sea: SeaWays | None) -> SeaWay | None:
    """A vessel's way by water to where `sea` leads; None: it goes otherwise, or nobody knows."""
    if candidate.kind is not Kind.VESSEL or sea is None or candidate.place is None:
        return None
    return sea.way(candidate.place, candidate.asset_type.draught)


def routed(
    candidate: Candidate,
    to: LatLon,
    *,
    way: SeaWay | None,
    bases: Landings = NOWHERE,
    spent_nm: float = 0.0,
) -> Route | str:
    """The way to a place close to where `way` leads; a sentence when there is none.

    Aircraft fly the geodesic, by way of a base of their own party when it is too far otherwise.
    Vessels go by water, along the great circle without `way`; what else goes by itself goes
    straight. `spent_nm` is what it has flown already since it last took fuel.
    """
    place = candidate.place
    if place is None:
        return "Its place is not known."
    direct = Route((place, to), distance_nm(place, to))
    if candidate.returns:
        return _over_base(candidate, direct, bases, spent_nm=spent_nm)
    if way is None or candidate.kind is not Kind.VESSEL:
        return direct
    if way.is_none:
        return way.note
    if way.nm is None:
        least_nm = max(direct.length_nm, way.bound_nm - distance_nm(way.path[-1], to))
        return Route(direct.corners, least_nm, note=way.note, is_least=True)
    return _turned_to(way, to)


def _turned_to(way: SeaWay, to: LatLon) -> Route:
    """The way with its last leg to where the datum has drifted."""
    nm = way.nm or 0.0
    if len(way.path) < 2:
        return Route((*way.path, to), nm, by_water=True, through=way.passages, note=way.note)
    *before, last = way.path
    length_nm = nm - distance_nm(before[-1], last) + distance_nm(before[-1], to)
    return Route(
        (*before, to),
        max(0.0, length_nm),
        by_water=True,
        through=way.passages,
        note=way.note,
    )


def _over_base(candidate: Candidate, direct: Route, bases: Landings, *, spent_nm: float) -> Route:
    """The direct flight where it reaches; else over the base that makes the shortest way."""
    limit = radius_nm(candidate)
    if limit is None or direct.length_nm <= limit - spent_nm / 2.0:
        return direct
    return over_base(direct, bases, limit_nm=limit, spent_nm=spent_nm) or direct


def over_base(
    direct: Route, bases: Landings, *, limit_nm: float, spent_nm: float = 0.0
) -> Route | None:
    """The shortest flight over a base that its fuel takes it to, and from which it goes on to the
    end of the way and could come back; None: over none."""
    start, end = direct.corners
    found = bases.over(start, end, limit_nm=limit_nm, first_nm=2.0 * limit_nm - spent_nm)
    if found is None:
        return None
    length_nm, base = found
    return Route((start, base, end), length_nm, via=base)
