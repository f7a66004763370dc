"""Bounds of distances over many positions at once: fast, and never on the wrong side."""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sar.geo.position import LatLon
from sar.geo.sea.compiled import compiled
from sar.geo.units import M_PER_NM

_LEAST_RADIUS_M: Final = 6_335_439.0
"""The least radius of curvature of WGS 84: along the meridian, on the equator (6,335,439.33 m)."""

RADIUS_NM: Final = _LEAST_RADIUS_M / M_PER_NM
"""The radius of the smallest sphere."""

MOST_OF_LEAST: Final = 1.011
"""No geodesic is longer than its bound by more: the ratio to the greatest radius of curvature."""

_SLACK_NM: Final = 1e-6
"""More than rounding can make of it."""

_ASIDE_NM: Final = 1e-3


def least_nm(
    lons: NDArray[np.float64], lats: NDArray[np.float64], to: LatLon
) -> NDArray[np.float64]:
    """No geodesic is shorter, none longer by more than 1.1 %; NaN from nowhere."""
    return _least_to(lons, lats, to.lon, to.lat)


@compiled
def _least_to(
    lons: NDArray[np.float64], lats: NDArray[np.float64], to_lon: float, to_lat: float
) -> NDArray[np.float64]:
    found = np.empty(len(lons))
    for k in range(len(lons)):
        found[k] = _least(lons[k], lats[k], to_lon, to_lat)
    return found


@compiled
def least_between_nm(
    lons: NDArray[np.float64],
    lats: NDArray[np.float64],
    lons_to: NDArray[np.float64],
    lats_to: NDArray[np.float64],
) -> NDArray[np.float64]:
    """`least_nm` of pairs."""
    found = np.empty(len(lons))
    for k in range(len(lons)):
        found[k] = _least(lons[k], lats[k], lons_to[k], lats_to[k])
    return found


@compiled
def _least(lon: float, lat: float, lon_to: float, lat_to: float) -> float:
    """Along any line the ellipsoid's radii of curvature, M of the meridian and N of the parallel,
    are nowhere less than its least one; so the line is no shorter than on a sphere of that
    radius with the same latitudes and longitudes.
    """
    lat, lat_to = math.radians(lat), math.radians(lat_to)
    half_lat = math.sin((lat - lat_to) / 2.0)
    half_lon = math.sin(math.radians(lon - lon_to) / 2.0)
    half_chord = half_lat**2 + math.cos(lat) * math.cos(lat_to) * half_lon**2
    angle = 2.0 * math.asin(math.sqrt(1.0 if half_chord > 1.0 else half_chord))
    bound: float = angle * RADIUS_NM - _SLACK_NM
    return 0.0 if bound < 0.0 else bound


@compiled
def chord2(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """The square of the chord between two of `land.vectors`, for compiled loops."""
    across: float = (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2
    return across


@compiled
def chord2_of(nm: NDArray[np.float64]) -> NDArray[np.float64]:
    """`chord2_of_nm` of many."""
    found = np.empty(len(nm))
    for k in range(len(nm)):
        found[k] = chord2_of_nm(nm[k])
    return found


@compiled
def chord2_of_nm(nm: float) -> float:
    """The square of the chord of so many miles, and a little more: of what is farther away even
    `least_nm` is more."""
    angle = (nm + _ASIDE_NM) / RADIUS_NM
    return 4.0 * math.sin(angle / 2.0) ** 2 if angle < math.pi else math.inf


@compiled
def least_of_vectors_nm(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """`least_nm` between two of `land.vectors`, for compiled loops."""
    angle = 2.0 * math.asin(min(1.0, 0.5 * math.sqrt(chord2(one, other))))
    return max(angle * RADIUS_NM - _SLACK_NM, 0.0)


def rough_nm(
    lons: NDArray[np.float64], lats: NDArray[np.float64], to: LatLon
) -> NDArray[np.float64]:
    """Less than `least_nm`, in a tenth of the time: by the latitudes, and by how far it is at
    least to any place so many whole degrees of longitude away."""
    return _rough(lons, lats, to.lon, to.lat, across(to))


def across(to: LatLon) -> NDArray[np.float64]:
    """Table for `rough_one_nm`: by whole degrees of longitude the least angle to a meridian."""
    degrees = np.radians(np.arange(182.0))
    to_lat = math.radians(abs(to.lat))
    # To a meridian up to a quarter of the way round it is least at right angles, else by the pole.
    least: NDArray[np.float64] = np.arcsin(
        math.cos(to_lat) * np.sin(np.minimum(degrees, math.pi / 2.0))
    )
    least[91:] = math.pi / 2.0 - to_lat
    return least


@compiled
def rough_one_nm(
    lon: float, lat: float, to_lon: float, to_lat: float, across: NDArray[np.float64]
) -> float:
    """`rough_nm` of one place, for compiled loops; NaN from nowhere.

    Without branches that chance decides: over many places these would take most of the time.
    """
    around = 180.0 - abs(abs(lon - to_lon) - 180.0)
    meridian = across[int(around if around >= 0.0 else 0.0)]
    parallel = math.radians(abs(lat - to_lat))
    angle: float = 0.5 * (meridian + parallel + abs(meridian - parallel))  # the greater one
    nm = angle * RADIUS_NM - _SLACK_NM
    return 0.0 if nm < 0.0 else nm


@compiled
def _rough(
    lons: NDArray[np.float64],
    lats: NDArray[np.float64],
    to_lon: float,
    to_lat: float,
    across: NDArray[np.float64],
) -> NDArray[np.float64]:
    found = np.empty(len(lons))
    for k in range(len(lons)):
        found[k] = rough_one_nm(lons[k], lats[k], to_lon, to_lat, across)
    return found
