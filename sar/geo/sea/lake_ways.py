"""Lakes: vessels on one go along the great circle, as no coast of a lake is known well enough.

From GSHHG (see NOTICE), those of some 50 square kilometres and more, to a quarter of a mile and
without their islands. A way on one is as good as a straight line on a chart, and says so.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import shapely

from sar.geo.areas import Polyline, circle
from sar.geo.arrays import Floats, Mask
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.land import on_land
from sar.geo.sea.sea_route import ON_LAKE, SeaWay
from sar.geo.units import NM_PER_DEGREE

FILE: Final = Path(__file__).parent / "lakes.npz"

_ALONGSHORE_DEG: Final = 1.0 / NM_PER_DEGREE
"""A vessel no farther than a mile from a lake lies at its shore (house figure), less to the east
and west."""


@dataclass(frozen=True, eq=False)
class Lake:
    """One lake; it holds what lies on it or at its shore."""

    area: shapely.Polygon

    def holds(self, lons: Floats, lats: Floats) -> Mask:
        """The positions that lie on it, by a mask; none that is not known."""
        found = np.zeros(len(lons), dtype=bool)
        west, south, east, north = self.area.bounds
        near = (lons >= west - _ALONGSHORE_DEG) & (lons <= east + _ALONGSHORE_DEG)
        near &= (lats >= south - _ALONGSHORE_DEG) & (lats <= north + _ALONGSHORE_DEG)
        points = shapely.points(lons[near], lats[near])
        found[near] = shapely.dwithin(self.area, points, _ALONGSHORE_DEG)
        return found

    def has(self, p: LatLon) -> bool:
        """Whether it holds this one."""
        return bool(self.holds(np.array([p.lon]), np.array([p.lat]))[0])


@lru_cache(maxsize=256)
def lake_at(p: LatLon) -> Lake | None:
    """The lake on which a position on land lies, or at whose shore; of several the nearest."""
    if not on_land(p):
        return None
    lakes, tree = _lakes()
    point = shapely.Point(p.lon, p.lat)
    found = tree.query_nearest(point, max_distance=_ALONGSHORE_DEG, all_matches=False)
    if not len(found):
        return None
    lake = lakes[int(found[0])]
    shapely.prepare(lake.area)
    return lake


def lake_way(a: LatLon, b: LatLon) -> SeaWay:
    """The way between two positions on one lake, of any vessel."""
    nm = distance_nm(a, b)
    return SeaWay(nm, nm, (a, b), note=ON_LAKE)


def lake_lines(lake: Lake, p: LatLon, nm: float) -> tuple[Polyline, ...]:
    """The part on the lake of the circle about a position: none where the lake ends before."""
    drawn = shapely.MultiLineString(circle(p, nm)).intersection(lake.area)
    found = (one for one in shapely.get_parts(drawn) if one.geom_type == "LineString")
    return tuple(tuple((x, y) for x, y in one.coords) for one in found)


@cache
def _lakes() -> tuple[list[Lake], shapely.STRtree]:
    with np.load(FILE) as packed:
        starts, corners, unit = packed["starts"], packed["corners"], float(packed["unit"])
        steps = np.split(packed["steps"].astype(np.int64), np.cumsum(corners - 1)[:-1])
    rings = [
        np.concatenate((start[None], start + np.cumsum(part, axis=0))) * unit
        for start, part in zip(starts.astype(np.int64), steps, strict=True)
    ]
    areas = [shapely.Polygon(ring) for ring in rings]
    return [Lake(area) for area in areas], shapely.STRtree(areas)
