"""Where the aircraft of one party can land."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from sar.geo.bounds import least_nm, rough_nm
from sar.geo.geodesy import distances_nm
from sar.geo.position import LatLon


class Landings:
    """Only those bases that bounds leave in question are measured exactly."""

    def __init__(self, lons: NDArray[np.float64], lats: NDArray[np.float64]) -> None:
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
        least = rough_nm(self._lons, self._lats, to)
        some_nm = self._nm(np.argmin(least, keepdims=True), to)
        return float(self._nm(np.flatnonzero(least <= some_nm), to).min())

    def over(
        self, start: LatLon, scene: LatLon, *, limit_nm: float, first_nm: float
    ) -> tuple[float, LatLon] | None:
        """The shortest way over a base that is no further from the start than `first_nm`, and no
        further from the scene than `limit_nm`; None: over none."""
        close = self._about(scene, limit_nm)
        if not len(close):
            return None
        to_base_nm, rest_nm = self._nm(close, start), self._nm(close, scene)
        reached = (to_base_nm > 0.0) & (to_base_nm <= first_nm) & (rest_nm <= limit_nm)
        if not reached.any():
            return None
        over_nm = np.where(reached, to_base_nm + rest_nm, np.inf)
        best = int(np.argmin(over_nm))
        base = close[best]
        place = LatLon(lat=float(self._lats[base]), lon=float(self._lons[base]))
        return float(over_nm[best]), place

    def _within(self, scene: LatLon, nm: float) -> NDArray[np.intp]:
        """Those that may be so close to the scene, from south to north and west to east."""
        close = np.flatnonzero(rough_nm(self._lons, self._lats, scene) <= nm)
        close = close[least_nm(self._lons[close], self._lats[close], scene) <= nm]
        return close[np.lexsort((self._lons[close], self._lats[close]))]

    def _nm(self, which: NDArray[np.intp], to: LatLon) -> NDArray[np.float64]:
        return distances_nm(self._lons[which], self._lats[which], to)


NOWHERE: Final = Landings.at(())

Bases = Callable[[str, bool], Landings]
"""Where aircraft of a party land, by whether helicopters."""
