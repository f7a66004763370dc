"""The most that a wind adds to the airspeed of aircraft on their direct ways, over very many."""

import math
from typing import Final, NamedTuple

import numpy as np

from sar.geo.arrays import Floats
from sar.geo.sea.compiled import compiled
from sar.matching.least_time import least_flown
from sar.matching.wind import LEAST_PART

_POLAR: Final = math.cos(math.radians(80.0))
"""Nearer to a pole courses turn too fast."""

_FAR: Final = 2.0 * math.cos(math.radians(25.0))
"""The sum of two unit vectors 50 degrees apart: on longer ways courses turn too far."""

_SLACK: Final = 0.006
"""The angle, in radians, by which the course of a geodesic may differ from that on the sphere."""


class WindOver(NamedTuple):
    """The wind of the scene: toward the east and the north, and its speed. It blows with everybody
    where its direction is not told, or there is none: 0."""

    east_kn: float
    north_kn: float
    kn: float

    @classmethod
    def of(cls, kn: float | None, from_deg: float | None) -> "WindOver":
        """The wind that changes times: one whose direction is known."""
        if not kn or from_deg is None:
            return STILL
        from_rad = math.radians(from_deg)
        return cls(-math.sin(from_rad) * kn, -math.cos(from_rad) * kn, kn)


STILL: Final = WindOver(0.0, 0.0, 0.0)
"""No wind that changes times."""


@compiled
def directly_kn(one: Floats, other: Floats, kn: float, wind: WindOver) -> float:
    """The most that an aircraft makes over ground on the direct way between two of `land.vectors`,
    if on no course it makes more than `kn`, with all of the wind behind it.

    Toward a place it never makes good more than its airspeed and the part of the wind that blows
    there. At the middle of the way, where its course is taken, the chord has that course.
    """
    if wind.kn == 0.0:
        return kn
    middle_x, middle_y, middle_z = one[0] + other[0], one[1] + other[1], one[2] + other[2]
    along_x, along_y, along_z = other[0] - one[0], other[1] - one[1], other[2] - one[2]
    middle = math.sqrt(middle_x**2 + middle_y**2 + middle_z**2)
    along = math.sqrt(along_x**2 + along_y**2 + along_z**2)
    level = math.sqrt(middle_x**2 + middle_y**2)
    if along < 1e-7 or middle < _FAR or level < _POLAR * middle:
        return kn
    east = (middle_x * along_y - middle_y * along_x) / (level * along)
    north = along_z * middle / (level * along)
    helps_kn = wind.east_kn * east + wind.north_kn * north + _SLACK * wind.kn
    air_kn = kn - wind.kn
    made: float = min(kn, max(air_kn + helps_kn, LEAST_PART * air_kn))
    return made


@compiled
def at_most_kn_nm(nm: float, one: Floats, other: Floats, kn: float, wind: WindOver) -> float:
    """The miles that it makes at `kn` while it flies so many straight from one to the other."""
    return nm * kn / directly_kn(one, other, kn, wind)


@compiled
def fuel_at_least_nm(nm: float, one: Floats, other: Floats, kn: float, wind: WindOver) -> float:
    """The least miles through the air that so many over ground count for its fuel: no fewer than
    these, whatever the wind helps."""
    return nm * max(1.0, (kn - wind.kn) / directly_kn(one, other, kn, wind))


@compiled
def least_straight(
    at: Floats,
    scene_at: Floats,
    away_nm: Floats,
    off_minutes: Floats,
    kn: Floats,
    nearing_kn: float,
    wind: WindOver,
) -> Floats:
    """Lower bound of the minutes of each aircraft that flies straight to the scene."""
    found = np.empty(len(at))
    for k in range(len(at)):
        straight_kn = directly_kn(at[k], scene_at, kn[k], wind)
        found[k] = least_flown(away_nm[k], off_minutes[k], kn[k], straight_kn, nearing_kn)
    return found
