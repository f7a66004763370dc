"""Where the aircraft of one party can land."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from sar.geo.bounds import least_nm, least_of_vectors_nm
from sar.geo.geodesy import distance_nm, distances_nm
from sar.geo.position import LatLon
from sar.geo.sea.compiled import compiled
from sar.geo.sea.land import vectors

Floats = NDArray[np.float64]


class Landings:
    """Only those bases that bounds leave in question are measured exactly."""

    def __init__(self, lons: Floats, lats: Floats) -> None:
        self._lons, self._lats = lons, lats
        self._about = lru_cache(maxsize=64)(self._within)
        self.nearest_nm = lru_cache(maxsize=64)(self._nearest_nm)
        """The distance of the nearest; infinite without any."""

    @classmethod
    def at(cls, places: Iterable[LatLon]) -> Self:
        """At these places."""
        known = list(places)
        return cls(np.array([p.lon for p in known]), np.array([p.lat for p in known]))

    def _nearest_nm(self, to: LatLon) -> float:
        if not len(self._lons):
            return float("inf")
        least = least_nm(self._lons, self._lats, to)
        some_nm = self._nm(np.argmin(least, keepdims=True), to)
        return float(self._nm(np.flatnonzero(least <= some_nm), to).min())

    def over(
        self, start: LatLon, scene: LatLon, *, limit_nm: float, first_nm: float
    ) -> tuple[float, LatLon] | None:
        """The shortest way over a base that is no further from the start than `first_nm`, and no
        further from the scene than `limit_nm`; None: over none. Of bases that make equal ways the
        first from south to north and west to east."""
        close, rest_nm, at = self._about(scene, limit_nm)
        if not len(close):
            return None
        least = _least_over(at, rest_nm, vectors(start.lon, start.lat), first_nm)
        best: tuple[float, int, LatLon] | None = None
        for k in np.argsort(least).tolist():
            if least[k] > (np.inf if best is None else best[0]) or least[k] == np.inf:
                break
            base = close[k]
            place = LatLon(lat=float(self._lats[base]), lon=float(self._lons[base]))
            to_base_nm = distance_nm(place, start)
            way = to_base_nm + float(rest_nm[k]), k, place
            if 0.0 < to_base_nm <= first_nm and (best is None or way[:2] < best[:2]):
                best = way
        return None if best is None else (best[0], best[2])

    def _within(self, scene: LatLon, nm: float) -> tuple[NDArray[np.intp], Floats, Floats]:
        """Those that are so close to the scene, from south to north and west to east, how far it
        is from there, and where they are as `land.vectors`."""
        close = np.flatnonzero(least_nm(self._lons, self._lats, scene) <= nm)
        close = close[np.lexsort((self._lons[close], self._lats[close]))]
        rest_nm = self._nm(close, scene)
        close, rest_nm = close[rest_nm <= nm], rest_nm[rest_nm <= nm]
        return close, rest_nm, vectors(self._lons[close], self._lats[close])

    def _nm(self, which: NDArray[np.intp], to: LatLon) -> Floats:
        return distances_nm(self._lons[which], self._lats[which], to)


@compiled
def _least_over(at: Floats, rest_nm: Floats, start: Floats, first_nm: float) -> Floats:
    """The least way over each of some bases; infinite where it is too far to the base."""
    found = np.empty(len(at))
    for k in range(len(at)):
        nm = least_of_vectors_nm(at[k], start)
        found[k] = nm + rest_nm[k] if nm <= first_nm else np.inf
    return found


NOWHERE: Final = Landings.at(())

Bases = Callable[[str, bool], Landings]
"""Where aircraft of a party land, by whether helicopters."""
