"""The land of the earth: Natural Earth 1:10m, as corners on a sphere (see NOTICE)."""

import math
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from sar.geo.position import LatLon
from sar.geo.sea.compiled import compiled
from sar.geo.units import NM_PER_DEGREE

FILE: Final = Path(__file__).parent / "land.npz"


class Coast(NamedTuple):
    """Closed rings, one after another; corner k+1 follows corner k, and `ring_ends` close them.

    Longitudes run on over the antimeridian, so that neighbours are never a turn apart. Water
    and land change sides at every edge, whichever ring it belongs to. Lakes are not cut out;
    the Caspian is.
    """

    lons: NDArray[np.float64]
    lats: NDArray[np.float64]
    ring_ends: NDArray[np.bool_]

    def part(self, blocks: NDArray[np.intp]) -> "Coast":
        """Some blocks of edges, each closed by the corner that it ends at."""
        corners = (blocks[:, None] * _BLOCK + np.arange(_BLOCK + 1)).reshape(-1)
        corners = np.minimum(corners, len(self.lons) - 1)
        ends = self.ring_ends[corners]
        ends[_BLOCK :: _BLOCK + 1] = True
        return Coast(self.lons[corners], self.lats[corners], ends)


class _Blocks(NamedTuple):
    """Edges by _BLOCK, each block within a cap, below a latitude, and between two longitudes."""

    middles: NDArray[np.float64]
    reach: NDArray[np.float64]
    """In radians."""
    north: NDArray[np.float64]
    west: NDArray[np.float64]
    width: NDArray[np.float64]


_STEP_NM: Final = 0.2
_BLOCK: Final = 128
_CLOSE: Final = 1e-6
_ROUNDING: Final = 1e-7
"""In radians; more than a latitude by its sine is wrong, also at a pole."""


@cache
def _blocks() -> _Blocks:
    land = coast()
    starts = np.arange(0, len(land.lons), _BLOCK)
    whole = land.part(np.arange(len(starts)))
    vectors_of = vectors(whole.lons, whole.lats).reshape(len(starts), _BLOCK + 1, 3)
    lons, lats = whole.lons.reshape(len(starts), -1), whole.lats.reshape(len(starts), -1)
    middles = vectors_of.mean(axis=1)
    middles /= np.maximum(np.linalg.norm(middles, axis=1, keepdims=True), _CLOSE)
    least = np.einsum("ijk,ik->ij", vectors_of, middles).min(axis=1)
    reach = np.arccos(np.clip(least, -1.0, 1.0))
    return _Blocks(middles, reach, lats.max(axis=1), lons.min(axis=1), np.ptp(lons, axis=1))


def coast_about(vector: NDArray[np.float64], reach: float) -> Coast:
    """All edges that come within so many radians of a unit vector, and others."""
    return coast().part(_blocks_about(vector, reach))


def _blocks_about(vector: NDArray[np.float64], reach: float) -> NDArray[np.intp]:
    known = _blocks()
    away = np.arccos(np.clip(known.middles @ vector, -1.0, 1.0))
    wide = known.reach > math.pi / 2.0 - _CLOSE
    return np.flatnonzero(wide | (away <= reach + known.reach + _CLOSE))


@cache
def coast() -> Coast:
    """Read once in a process; about 7 MB."""
    with np.load(FILE) as packed:
        corners, starts = packed["corners"], packed["starts"]
        west, south, lon_scale, lat_scale = packed["transform"]
        lons = _running(starts[:, 0], packed["lon_steps"], corners) * lon_scale + west
        lats = _running(starts[:, 1], packed["lat_steps"], corners) * lat_scale + south
    ring_ends = np.zeros(len(lons), dtype=np.bool_)
    ring_ends[np.cumsum(corners + 1) - 1] = True
    return Coast(lons, lats, ring_ends)


def rings_within(
    west: float, south: float, east: float, north: float, *, tolerance_deg: float
) -> list[NDArray[np.float64]]:
    """The coast in a box, as closed rings of longitude and latitude cut at its edges, thinned out
    by a tolerance: to be drawn. Longitudes run on beyond 180 degrees with the box; land and water
    change sides at every ring."""
    land, rings = coast(), _rings()
    found: list[NDArray[np.float64]] = []
    for turn in (-360.0, 0.0, 360.0):
        meets = (rings.south <= north) & (rings.north >= south)
        meets &= (rings.west + turn <= east) & (rings.east + turn >= west)
        for at in np.flatnonzero(meets):
            part = slice(rings.starts[at], rings.stops[at])
            ring = shapely.polygons(np.column_stack([land.lons[part] + turn, land.lats[part]]))
            cut = shapely.clip_by_rect(ring, west, south, east, north)
            thin = shapely.simplify(cut, tolerance_deg, preserve_topology=False)
            found += [shapely.get_coordinates(one) for one in _rings_of(thin)]
    return [ring for ring in found if len(ring)]


def _rings_of(areas: BaseGeometry | NDArray[Any]) -> NDArray[Any]:
    """The rings of an area, or of several: `get_rings` alone passes over several."""
    return shapely.get_rings(shapely.get_parts(areas))


class _Rings(NamedTuple):
    """The rings of the coast: where each begins and stops, and its box."""

    starts: NDArray[np.intp]
    stops: NDArray[np.intp]
    west: NDArray[np.float64]
    south: NDArray[np.float64]
    east: NDArray[np.float64]
    north: NDArray[np.float64]


@cache
def _rings() -> _Rings:
    land = coast()
    stops = np.flatnonzero(land.ring_ends) + 1
    starts = np.concatenate(([0], stops[:-1]))
    least = np.minimum.reduceat
    most = np.maximum.reduceat
    return _Rings(
        starts,
        stops,
        west=least(land.lons, starts),
        south=least(land.lats, starts),
        east=most(land.lons, starts),
        north=most(land.lats, starts),
    )


def _running(
    starts: NDArray[np.int32], steps: NDArray[np.int16], corners: NDArray[np.int32]
) -> NDArray[np.float64]:
    """Each ring's first corner and what follows by steps, its last equal to its first."""
    parts = np.split(steps.astype(np.int64), np.cumsum(corners)[:-1])
    rings = [
        np.concatenate(([0], np.cumsum(part))) + start
        for start, part in zip(starts, parts, strict=True)
    ]
    return np.concatenate(rings).astype(np.float64)


def vectors(lons: ArrayLike, lats: ArrayLike) -> NDArray[np.float64]:
    """Unit vectors, on a sphere that takes latitudes as they are."""
    lon, lat = np.radians(lons), np.radians(lats)
    return np.stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)), axis=-1)


@compiled
def unit_vector(lon: float, lat: float) -> tuple[float, float, float]:
    """One of `vectors`, as three numbers."""
    lon, lat = math.radians(lon), math.radians(lat)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


@compiled
def vector(lon: float, lat: float) -> NDArray[np.float64]:
    """One of `vectors`."""
    return np.array(unit_vector(lon, lat))


def is_deep_inland(p: LatLon, nm: float) -> bool:
    """Whether p is on land and no coast comes within so many miles; some others are not found."""
    at, reach = vector(p.lon, p.lat), math.radians(nm / NM_PER_DEGREE)
    return _no_coast_within(reach, at, coast(), _blocks(), _reaching(reach)) and on_land(p)


@cache
def _reaching(reach: float) -> NDArray[np.float64]:
    """By block the cosine of the angle to its middle beyond which nothing of it is within reach."""
    known = _blocks()
    cosines = np.cos(np.minimum(reach + known.reach + _CLOSE, math.pi))
    cosines[known.reach > math.pi / 2.0 - _CLOSE] = -2.0
    return cosines


def has_coast_within(p: LatLon, nm: float) -> bool:
    """Whether some coast may come within so many miles."""
    reach = math.radians(nm / NM_PER_DEGREE)
    return not _no_coast_within(reach, vector(p.lon, p.lat), coast(), _blocks(), _reaching(reach))


def on_land(p: LatLon) -> bool:
    """Whether an odd number of coasts lies between p and the north pole, which is water."""
    return bool(are_on_land(np.array([p.lon]), np.array([p.lat]))[0])


def are_on_land(lons: NDArray[np.float64], lats: NDArray[np.float64]) -> NDArray[np.bool_]:
    """The same of many places at once."""
    return np.asarray(_on_land(lons, lats, coast(), _blocks()))


def over_land_nm(a: LatLon, b: LatLon, within_nm: float) -> float:
    """The part over land of the way from a straight to b, so far from a at most; to a step."""
    ends = vectors([a.lon, b.lon], [a.lat, b.lat])
    apart_nm = math.degrees(math.acos(min(1.0, float(ends[0] @ ends[1])))) * NM_PER_DEGREE
    part = min(1.0, within_nm / max(apart_nm, _STEP_NM))
    steps = max(1, math.ceil(part * apart_nm / _STEP_NM))
    shares = (np.arange(steps) + 0.5) / steps * part
    x, y, z = (ends[0] + shares[:, None] * (ends[1] - ends[0])).T
    lons, lats = np.degrees(np.arctan2(y, x)), np.degrees(np.arctan2(z, np.hypot(x, y)))
    ashore = np.count_nonzero(_on_land(lons, lats, coast(), _blocks()))
    return ashore / steps * part * apart_nm


@compiled
def _no_coast_within(
    reach: float,
    at: NDArray[np.float64],
    land: Coast,
    blocks: _Blocks,
    cosines: NDArray[np.float64],
) -> bool:
    """Whether no edge of the blocks that come as close as their cosines say comes closer than
    that, which is than its ends, less half its length."""
    lat = math.asin(max(-1.0, min(1.0, at[2])))
    for block in range(len(cosines)):
        cosine = 0.0
        for d in range(3):
            cosine += at[d] * blocks.middles[block, d]
        if cosine < cosines[block]:
            continue
        for k in range(block * _BLOCK, min((block + 1) * _BLOCK, len(land.lons) - 1)):
            if land.ring_ends[k]:
                continue
            # By latitudes alone, which take no vectors: most edges lie too far north or south.
            a, b = math.radians(land.lats[k]) - lat, math.radians(land.lats[k + 1]) - lat
            least = min(abs(a), abs(b))
            longest = abs(b - a) + math.radians(abs(land.lons[k + 1] - land.lons[k]))
            if least - least**3 / 24.0 - longest / 2.0 > reach + _ROUNDING:
                continue
            ax, ay, az = unit_vector(land.lons[k], land.lats[k])
            bx, by, bz = unit_vector(land.lons[k + 1], land.lats[k + 1])
            one = (ax - at[0]) ** 2 + (ay - at[1]) ** 2 + (az - at[2]) ** 2
            other = (bx - at[0]) ** 2 + (by - at[1]) ** 2 + (bz - at[2]) ** 2
            length = (bx - ax) ** 2 + (by - ay) ** 2 + (bz - az) ** 2
            if math.sqrt(min(one, other)) - math.sqrt(length) / 2.0 <= reach:
                return False
    return True


@compiled
def _on_land(
    lons: NDArray[np.float64], lats: NDArray[np.float64], land: Coast, blocks: _Blocks
) -> NDArray[np.bool_]:
    found = np.zeros(len(lons), np.bool_)
    for p in range(len(lons)):
        for block in range(len(blocks.north)):
            if blocks.north[block] <= lats[p]:
                continue
            east = _from(lons[p] - blocks.west[block] + _CLOSE, 0.0)
            if east > blocks.width[block] + 2.0 * _CLOSE:
                continue
            for k in range(block * _BLOCK, min((block + 1) * _BLOCK, len(land.lons) - 1)):
                before = _from(land.lons[k] - lons[p], -180.0)
                after = before + (land.lons[k + 1] - land.lons[k])
                if land.ring_ends[k] or (before < 0.0) == (after < 0.0):
                    continue
                share = before / (before - after)
                if land.lats[k] + share * (land.lats[k + 1] - land.lats[k]) > lats[p]:
                    found[p] = not found[p]
    return found


@compiled
def _from(degrees: float, least: float) -> float:
    """The same angle within a turn from the least; faster than a remainder."""
    while degrees < least:
        degrees += 360.0
    while degrees >= least + 360.0:
        degrees -= 360.0
    return degrees
