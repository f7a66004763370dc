"""Landing places of the aircraft of one party: its bases, and what is open to it beside them. Of
vessels the places where they take fuel."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import inf
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from sar.assets.fuel_points import FuelPointPlain
from sar.geo.arrays import Floats
from sar.geo.bounds import chord2, chord2_of_nm, least_nm, least_of_vectors_nm
from sar.geo.geodesy import distances_nm
from sar.geo.position import LatLon
from sar.geo.sea.compiled import compiled
from sar.geo.sea.land import vector, vectors
from sar.matching.wind import Wind, fuel_nm
from sar.matching.wind_bounds import STILL, WindOver, at_most_kn_nm

_MOST_TRIED: Final = 32
"""So many places are measured exactly, those with the least bounds first (house figure): further
ones are hardly ever open where all of these are not."""


@dataclass(frozen=True, slots=True)
class Site:
    """A landing place: a base of the aircraft's own party, or what an owner opens beside these."""

    place: LatLon
    owner: str | None = None
    """None: a base of its own party."""
    point: FuelPointPlain | None = None
    """None: a base."""


class Landings:
    """Bases left in question by bounds are measured exactly. The last places are the `beside`
    ones, which are open by their own rules."""

    def __init__(self, lons: Floats, lats: Floats, beside: Sequence[Site] = ()) -> None:
        self._lons, self._lats, self._beside = lons, lats, beside
        self.nearest = lru_cache(maxsize=64)(self._nearest)
        """The nearest to a place; None: there is none."""
        self.nearest_in_wind = lru_cache(maxsize=64)(self._nearest_in_wind)
        """The one to which an aircraft of that airspeed takes the least fuel from a place."""
        self.away_nm = lru_cache(maxsize=8)(self._away_nm)
        """Lower bounds of the distances to a place."""

    @classmethod
    def at(cls, places: Iterable[LatLon]) -> Self:
        """Landing places at these points."""
        known = list(places)
        return cls(np.array([p.lon for p in known]), np.array([p.lat for p in known]))

    def __len__(self) -> int:
        return len(self._lons)

    @property
    def is_own(self) -> bool:
        """Whether all are bases of the party."""
        return not self._beside

    def beside(
        self, others: Iterable[tuple[str, "Landings"]], points: Iterable[FuelPointPlain]
    ) -> "Landings":
        """These, and the bases of other parties and fuel points after them."""
        sites = [Site(place, owner) for owner, theirs in others for place in theirs.places()]
        sites += [Site(one.place, one.party, one) for one in points]
        if not sites:
            return self
        lons = np.append(self._lons, [one.place.lon for one in sites])
        lats = np.append(self._lats, [one.place.lat for one in sites])
        return Landings(lons, lats, sites)

    def besides(self) -> list[LatLon]:
        """The places that are open beside the bases of the party."""
        return [one.place for one in self._beside]

    def places(self) -> list[LatLon]:
        """Each place once, from south to north and west to east."""
        every = set(zip(self._lats.tolist(), self._lons.tolist(), strict=True))
        return [LatLon(*one) for one in sorted(every)]

    def within(self, to: LatLon, nm: float) -> list[LatLon]:
        """Each place once that may be within so many miles of that one."""
        which = np.flatnonzero(self.away_nm(to) <= nm)
        found = set(zip(self._lats[which].tolist(), self._lons[which].tolist(), strict=True))
        return [LatLon(*one) for one in sorted(found)]

    def sites_within(self, to: LatLon, nm: float) -> list[Site]:
        """Each site that may be within so many miles of a place."""
        which = np.flatnonzero(self.away_nm(to) <= nm)
        return list(dict.fromkeys(map(self._site, which.tolist())))

    def _nearest(self, to: LatLon) -> LatLon | None:
        if not len(self._lons):
            return None
        least = self.away_nm(to)
        some_nm = self._nm(np.argmin(least, keepdims=True), to)
        which = np.flatnonzero(least <= some_nm)
        found = which[np.argmin(self._nm(which, to))]
        return LatLon(lat=float(self._lats[found]), lon=float(self._lons[found]))

    def _nearest_in_wind(self, to: LatLon, air_kn: float, wind: Wind) -> LatLon | None:
        found = self.cheapest(self.away_nm(to), lambda one: fuel_nm(to, one.place, air_kn, wind))
        return None if found is None else found[1].place

    def _away_nm(self, to: LatLon) -> Floats:
        return least_nm(self._lons, self._lats, to)

    def over_minutes(
        self,
        start: LatLon,
        scene: LatLon,
        *,
        limit_nm: float,
        first_nm: float,
        kn: float,
        wind: WindOver = STILL,
    ) -> Floats:
        """Lower bounds of the minutes under way over each place that is no farther from the start
        than `first_nm`, and no farther from the scene than `limit_nm`, at no more than `kn` with
        all of the wind behind; infinite over others."""
        return _least_over_each(
            self._at,
            vector(start.lon, start.lat),
            vector(scene.lon, scene.lat),
            float(first_nm),
            float(limit_nm),
            float(kn),
            wind,
        )

    def cheapest(
        self, least: Floats, cost: Callable[[Site], float], *, below: float = inf
    ) -> tuple[float, Site] | None:
        """The site of the least cost, with that; None: none costs less than `below`. No cost is
        less than the `least` of its place.

        Among equal ones the first from south to north and west to east.
        """
        which = np.flatnonzero(least < below)
        in_order = which[np.lexsort((self._lons[which], self._lats[which], least[which]))]
        best: tuple[float, float, float] | None = None
        found: Site | None = None
        tried: set[Site] = set()
        for k in in_order.tolist():
            if (best is not None and least[k] > best[0]) or len(tried) >= _MOST_TRIED:
                break
            site = self._site(k)
            if site in tried:
                continue
            tried.add(site)
            costs = cost(site)
            key = costs, site.place.lat, site.place.lon
            if costs < below and (best is None or key < best):
                best, found = key, site
        return None if best is None or found is None else (best[0], found)

    def _site(self, k: int) -> Site:
        first = len(self._lons) - len(self._beside)
        if k >= first:
            return self._beside[k - first]
        return Site(LatLon(lat=float(self._lats[k]), lon=float(self._lons[k])))

    @cached_property
    def _at(self) -> Floats:
        return vectors(self._lons, self._lats)

    def _nm(self, which: NDArray[np.intp], to: LatLon) -> Floats:
        return distances_nm(self._lons[which], self._lats[which], to)


@compiled
def _least_over_each(
    at: Floats,
    start: Floats,
    scene: Floats,
    first_nm: float,
    limit_nm: float,
    kn: float,
    wind: WindOver,
) -> Floats:
    """Lower bound of the minutes over each of some bases; infinite where either leg is too long."""
    first2, limit2 = chord2_of_nm(first_nm), chord2_of_nm(limit_nm)
    found = np.full(len(at), np.inf)
    for k in range(len(at)):
        if chord2(at[k], start) <= first2 and chord2(at[k], scene) <= limit2:
            first_nm = at_most_kn_nm(least_of_vectors_nm(at[k], start), start, at[k], kn, wind)
            last_nm = at_most_kn_nm(least_of_vectors_nm(at[k], scene), at[k], scene, kn, wind)
            found[k] = (first_nm + last_nm) / kn * 60.0
    return found


NOWHERE: Final = Landings.at(())

Bases = Callable[[str, bool], Landings]
"""The landing places of a party's aircraft, for helicopters or for others."""
