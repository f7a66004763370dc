"""Distances, courses and grid cells on the WGS 84 ellipsoid."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import Geod

from sar.geo.position import LatLon
from sar.geo.units import M_PER_NM, NM_PER_DEGREE

WGS84: Final = Geod(ellps="WGS84")

CELL: Final = 0.25
"""The side of displaced cells, for a precision of 1: half a diagonal and `AWAY` together are less,
so that a place that is told lies within the precision."""

AWAY: Final = 0.8
"""The length of displacements, for a precision of 1. It is more than half, so that what is told of
a course comes no closer when the cells average out, however long it is; and its mean part along a
course is still half, for who knows the line of it by the berth that it begins at."""

NEAR: Final = 1.1
"""The distance of displaced places from a berth at which the berth is told instead, for a precision
of 1: what lies there is displaced by less, whatever the direction."""

_MOST_BANDS: Final = 100_000
"""The cells of so many bands are counted at once and kept: those of half a mile, displaced."""


@dataclass(frozen=True, slots=True)
class Leg:
    """The geodesic from one position to another; the course is the initial one, true."""

    distance_nm: float
    course_deg: float


def distance_nm(a: LatLon, b: LatLon) -> float:
    """Length of the geodesic."""
    _, _, distance_m = WGS84.inv(a.lon, a.lat, b.lon, b.lat)
    return float(distance_m) / M_PER_NM


def length_nm(path: Sequence[LatLon]) -> float:
    """The sum of the geodesics from position to position."""
    lons, lats = [p.lon for p in path], [p.lat for p in path]
    _, _, legs_m = WGS84.inv(lons[:-1], lats[:-1], lons[1:], lats[1:])
    return float(sum(legs_m)) / M_PER_NM


def inverse(a: LatLon, b: LatLon) -> Leg:
    """The leg from a to b; 0 ≤ course < 360, and 0 between equal positions."""
    course_deg, _, distance_m = WGS84.inv(a.lon, a.lat, b.lon, b.lat)
    if distance_m == 0.0:
        return Leg(0.0, 0.0)
    return Leg(float(distance_m) / M_PER_NM, _course(float(course_deg)))


def _course(degrees: float) -> float:
    course = degrees % 360.0
    return 0.0 if course == 360.0 else course  # -1e-20 % 360 rounds up to 360


def direct(start: LatLon, course_deg: float, distance_nm: float) -> LatLon:
    """The end of the geodesic from start."""
    lon, lat, _ = WGS84.fwd(start.lon, start.lat, course_deg, distance_nm * M_PER_NM)
    return LatLon(lat=float(lat), lon=float(lon))


def distances_nm(lons: ArrayLike, lats: ArrayLike, to: LatLon) -> NDArray[np.float64]:
    """Geodesic lengths from many positions to one."""
    lons = np.ascontiguousarray(lons, dtype=np.float64)
    lats = np.ascontiguousarray(lats, dtype=np.float64)
    _, _, distances_m = WGS84.inv(
        lons, lats, np.full(lons.shape, to.lon), np.full(lats.shape, to.lat)
    )
    return np.asarray(distances_m, dtype=np.float64) / M_PER_NM


def snap(p: LatLon, precision_nm: float) -> LatLon:
    """The centre of the global grid cell p lies in; 0 means as precise as known.

    Cells are at most `precision_nm` high and wide, everywhere on earth, so that the result
    lies within the precision of p. Every position of a cell gives exactly the same result,
    which is all that a reader of it can learn. The poles are centres of round cells, and
    no cell straddles the antimeridian.
    """
    if not (math.isfinite(precision_nm) and precision_nm >= 0.0):
        raise ValueError(f"precision {precision_nm} nm is not a distance")
    if precision_nm == 0.0:
        return p
    bands = math.ceil(180.0 * NM_PER_DEGREE / precision_nm)
    band = math.floor((p.lat + 90.0) * bands / 180.0 + 0.5)
    if band in (0, bands):
        return LatLon(lat=-90.0 if band == 0 else 90.0, lon=0.0)
    lat = band * 180.0 / bands - 90.0
    cells = _cells_around(lat, 180.0 / bands, precision_nm)
    cell = math.floor((p.lon + 180.0) * cells / 360.0) % cells
    return LatLon(lat=lat, lon=(cell + 0.5) * 360.0 / cells - 180.0)


def snap_all(
    lons: NDArray[np.float64], lats: NDArray[np.float64], precision_nm: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """`snap` for many positions, to the last bit: longitudes and latitudes; NaN stays NaN."""
    if not (math.isfinite(precision_nm) and precision_nm >= 0.0):
        raise ValueError(f"precision {precision_nm} nm is not a distance")
    if precision_nm == 0.0:
        return lons, lats
    bands = math.ceil(180.0 * NM_PER_DEGREE / precision_nm)
    band = np.floor((lats + 90.0) * bands / 180.0 + 0.5)
    cells = _cells_of(band, bands, precision_nm)
    cell = np.floor((lons + 180.0) * cells / 360.0) % cells
    return _centres(band, bands, cell, cells, nowhere=np.isnan(lons))


def displaced_cell(
    p: LatLon, precision_nm: float, secret: int, berth: LatLon | None = None
) -> LatLon:
    """The centre of the cell that p lies in once it is displaced; within the precision of p.

    Cells average out over a long course; the displacement does not. Its direction follows from a
    secret number of 31 bits, and is another for each precision: the difference of two cells of
    one place would tell it else. It is reckoned in cells, so that none leads beyond a pole.

    A berth is told instead of displaced places near it; p lies within twice the precision then.
    Everything that is told so follows from the displaced place: whoever knows that p lay at the
    berth learns nothing of the displacement, nor from when another place is told.
    """
    if precision_nm == 0.0:
        return p
    size_nm = CELL * precision_nm
    north, east = _AWAY_IN_CELLS[direction_deg(precision_nm, secret)].tolist()
    bands = math.ceil(180.0 * NM_PER_DEGREE / size_nm)
    along = (p.lat + 90.0) * bands / 180.0 + 0.5 + north
    band = min(max(math.floor(along), 0), bands)
    cells = _cells_in(band, bands, size_nm)
    across = (p.lon + 180.0) * cells / 360.0 + east
    if berth is not None:
        up = along - ((berth.lat + 90.0) * bands / 180.0 + 0.5)
        aside = across - (berth.lon + 180.0) * cells / 360.0
        aside -= cells * math.floor(aside / cells + 0.5)
        if up * up + aside * aside <= _NEAR_IN_CELLS * _NEAR_IN_CELLS:
            return berth
    if band in (0, bands):
        return LatLon(lat=-90.0 if band == 0 else 90.0, lon=0.0)
    lat = band * 180.0 / bands - 90.0
    return LatLon(lat=lat, lon=(math.floor(across) % cells + 0.5) * 360.0 / cells - 180.0)


def displaced_cells(
    lons: NDArray[np.float64],
    lats: NDArray[np.float64],
    precision_nm: float,
    secrets: NDArray[np.int64],
    berths: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """`displaced_cell` for many positions, to the last bit; NaN stays NaN. `berths`: longitudes and
    latitudes, NaN where there is none."""
    if precision_nm == 0.0:
        return lons, lats
    size_nm = CELL * precision_nm
    north, east = _AWAY_IN_CELLS[_directions_deg(precision_nm, secrets)].T
    bands = math.ceil(180.0 * NM_PER_DEGREE / size_nm)
    along = (lats + 90.0) * bands / 180.0 + 0.5 + north
    band = np.clip(np.floor(along), 0.0, bands)
    cells = _cells_of(band, bands, size_nm)
    across = (lons + 180.0) * cells / 360.0 + east
    told = _centres(band, bands, np.floor(across) % cells, cells, nowhere=np.isnan(lons))
    up = along - ((berths[1] + 90.0) * bands / 180.0 + 0.5)
    aside = across - (berths[0] + 180.0) * cells / 360.0
    aside -= cells * np.floor(aside / cells + 0.5)
    near = up * up + aside * aside <= _NEAR_IN_CELLS * _NEAR_IN_CELLS
    return np.where(near, berths[0], told[0]), np.where(near, berths[1], told[1])


def _centres(
    band: NDArray[np.float64],
    bands: int,
    cell: NDArray[np.float64],
    cells: NDArray[np.float64],
    *,
    nowhere: NDArray[np.bool_],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitudes and latitudes of the centres of cells, of the poles in the outermost bands."""
    polar = (band == 0) | (band == bands)
    lons = np.where(polar, 0.0, (cell + 0.5) * 360.0 / cells - 180.0)
    lats = np.where(polar, np.where(band == 0, -90.0, 90.0), band * 180.0 / bands - 90.0)
    lons[nowhere] = lats[nowhere] = np.nan
    return lons, lats


_AWAY_IN_CELLS: Final = np.array(
    [
        (AWAY / CELL * math.cos(math.radians(deg)), AWAY / CELL * math.sin(math.radians(deg)))
        for deg in range(360)
    ]
)
"""The displacement to the north and to the east, by its direction."""

_NEAR_IN_CELLS: Final = NEAR / CELL


def direction_deg(precision_nm: float, secret: int) -> int:
    """A direction that tells nothing of those of other precisions."""
    mixed = secret ^ math.floor(min(precision_nm, 21_600.0) * 1_000.0)
    for shift, factor in _MIXED_BY:
        mixed = ((mixed ^ (mixed >> shift)) * factor) & _31_BITS
    return (mixed ^ (mixed >> 15)) % 360


def _directions_deg(precision_nm: float, secrets: NDArray[np.int64]) -> NDArray[np.int64]:
    """`direction_deg` of many."""
    mixed = secrets ^ math.floor(min(precision_nm, 21_600.0) * 1_000.0)
    for shift, factor in _MIXED_BY:
        mixed = ((mixed ^ (mixed >> shift)) * factor) & _31_BITS
    directions: NDArray[np.int64] = (mixed ^ (mixed >> 15)) % 360
    return directions


_31_BITS: Final = 2**31 - 1

_MIXED_BY: Final = ((16, 0x7FEB352D), (15, 0x46CA68B), (16, 0x2C1B3C6D))
"""Shifts and odd factors, less than 31 bits long: every bit comes to bear on every other."""


def _cells_of(band: NDArray[np.float64], bands: int, precision_nm: float) -> NDArray[np.float64]:
    """The cells of each band."""
    if bands <= _MOST_BANDS:
        known = np.nan_to_num(band, nan=0.0).astype(np.int64)
        return _cells_by_band(bands, precision_nm)[known]
    told, each = np.unique(band, return_inverse=True)
    cells = [_cells_in(one, bands, precision_nm) for one in told.tolist()]
    return np.array(cells, dtype=np.float64)[each.ravel()]


@lru_cache(maxsize=16)
def _cells_by_band(bands: int, precision_nm: float) -> NDArray[np.float64]:
    return np.array([_cells_in(band, bands, precision_nm) for band in range(bands + 1)], float)


def _cells_in(band: float, bands: int, precision_nm: float) -> int:
    """One round the pole and where there is no band."""
    if not 0 < band < bands:
        return 1
    return _cells_around(band * 180.0 / bands - 90.0, 180.0 / bands, precision_nm)


def _cells_around(lat: float, height_deg: float, precision_nm: float) -> int:
    """The number of cells that a band needs, none wider than the precision at its widest edge."""
    widest_lat = max(0.0, abs(lat) - height_deg / 2.0)
    around_nm = 360.0 * NM_PER_DEGREE * math.cos(math.radians(widest_lat))
    return max(1, math.ceil(around_nm / precision_nm))


def coarse_cell(p: LatLon, degrees: float = 0.5) -> LatLon:
    """The centre of the cell of about that many degrees of latitude in height and in width.

    Near the poles a cell spans more longitude, so that it never becomes finer on the ground.
    """
    return snap(p, degrees * NM_PER_DEGREE)
