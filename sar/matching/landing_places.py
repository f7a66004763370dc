"""Landing places of the aircraft of one party."""

from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from sar.geo.arrays import Floats
from sar.geo.bounds import chord2, chord2_of_nm, least_nm, least_of_vectors_nm
from sar.geo.geodesy import distance_nm, distances_nm
from sar.geo.position import LatLon
from sar.geo.sea.compiled import compiled
from sar.geo.sea.land import vector, vectors


class Landings:
    """Bases left in question by bounds are measured exactly."""

    def __init__(self, lons: Floats, lats: Floats) -> None:
        self._lons, self._lats = lons, lats
        self.nearest = lru_cache(maxsize=64)(self._nearest)
        """The nearest to a place; None: there is none."""

    @classmethod
    def at(cls, places: Iterable[LatLon]) -> Self:
        """Landing places at these points."""
        known = list(places)
        return cls(np.array([p.lon for p in known]), np.array([p.lat for p in known]))

    def _nearest(self, to: LatLon) -> LatLon | None:
        if not len(self._lons):
            return None
        least = least_nm(self._lons, self._lats, to)
        some_nm = self._nm(np.argmin(least, keepdims=True), to)
        which = np.flatnonzero(least <= some_nm)
        found = which[np.argmin(self._nm(which, to))]
        return LatLon(lat=float(self._lats[found]), lon=float(self._lons[found]))

    def over(
        self, start: LatLon, scene: LatLon, *, limit_nm: float, first_nm: float
    ) -> tuple[float, LatLon] | None:
        """The shortest way over a base no farther from the start than `first_nm`, and no farther
        from the scene than `limit_nm`; None: over none.

        Among equal ways the first base from south to north and west to east.
        """
        best: tuple[float, float, float] | None = None
        least = _least_over_each(
            self._at,
            vector(start.lon, start.lat),
            vector(scene.lon, scene.lat),
            float(first_nm),
            float(limit_nm),
        )
        for k in np.argsort(least).tolist():
            if least[k] > (np.inf if best is None else best[0]) or least[k] == np.inf:
                break
            base = LatLon(lat=float(self._lats[k]), lon=float(self._lons[k]))
            to_base_nm, rest_nm = distance_nm(base, start), distance_nm(base, scene)
            if 0.0 < to_base_nm <= first_nm and rest_nm <= limit_nm:
                way = to_base_nm + rest_nm, base.lat, base.lon
                best = way if best is None else min(best, way)
        return None if best is None else (best[0], LatLon(*best[1:]))

    @cached_property
    def _at(self) -> Floats:
        return vectors(self._lons, self._lats)

    def _nm(self, which: NDArray[np.intp], to: LatLon) -> Floats:
        return distances_nm(self._lons[which], self._lats[which], to)


@compiled
def _least_over_each(
    at: Floats, start: Floats, scene: Floats, first_nm: float, limit_nm: float
) -> Floats:
    """Lower bound of the way over each of some bases; infinite where either leg is too long."""
    first2, limit2 = chord2_of_nm(first_nm), chord2_of_nm(limit_nm)
    found = np.full(len(at), np.inf)
    for k in range(len(at)):
        if chord2(at[k], start) <= first2 and chord2(at[k], scene) <= limit2:
            found[k] = least_of_vectors_nm(at[k], start) + least_of_vectors_nm(at[k], scene)
    return found


NOWHERE: Final = Landings.at(())

Bases = Callable[[str, bool], Landings]
"""The landing places of a party's aircraft, for helicopters or for others."""
