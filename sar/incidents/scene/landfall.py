"""Time to the coast of a craft, by its course and speed or by its drift (pure).

Off Cutro (2023) a boat under way was six hours from a lee shore, and nobody said so. The time is
the earliest that is likely: the nearest land ahead, within some degrees of the course to either
side, less the error of the position, at the speed that was told. It is told as *about*, in quarters
of an hour, with the position that it rests on. All are house figures.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from sar.geo.geodesy import direct
from sar.geo.position import LatLon
from sar.geo.sea.land import are_on_land

WARNED_BEFORE: Final = timedelta(hours=2)
LONGEST: Final = timedelta(hours=24)
FARTHEST_NM: Final = 150.0
"""Farther ahead nobody knows the course that it will hold."""
TO_EITHER_SIDE_DEG: Final = (0.0, -15.0, 15.0)
STEP_NM: Final = 1.0
LEAST_KN: Final = 0.3
"""Slower than this it lies where it is."""
ROUNDED_TO: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Movement:
    """A craft under way, or adrift, from the newest position that is known."""

    place: LatLon
    at: datetime
    error_nm: float
    course_deg: float
    speed_kn: float


@dataclass(frozen=True, slots=True)
class Landfall:
    """The time, about, that it may reach land, and when that is to be said: two hours before."""

    about_at: datetime
    warn_at: datetime


def landfall(moves: Movement) -> Landfall | None:
    """The earliest likely; None: no land lies near ahead, or it makes no way."""
    if moves.speed_kn < LEAST_KN:
        return None
    ahead_nm = nearest_ahead_nm(moves)
    if ahead_nm is None:
        return None
    hours = max(0.0, ahead_nm - moves.error_nm) / moves.speed_kn
    about_at = rounded(moves.at + timedelta(hours=hours))
    return Landfall(about_at, about_at - WARNED_BEFORE)


def nearest_ahead_nm(moves: Movement) -> float | None:
    """The way to the nearest land ahead, in steps; None: none near, or it is on land already."""
    reach_nm = min(FARTHEST_NM, moves.speed_kn * LONGEST / timedelta(hours=1))
    steps = [STEP_NM * number for number in range(math.floor(reach_nm / STEP_NM) + 1)]
    found = []
    for side_deg in TO_EITHER_SIDE_DEG:
        course_deg = (moves.course_deg + side_deg) % 360.0
        way = [direct(moves.place, course_deg, nm) for nm in steps]
        ashore = are_on_land(np.array([p.lon for p in way]), np.array([p.lat for p in way]))
        if ashore[0]:
            return None
        if ashore.any():
            found.append(steps[int(np.argmax(ashore))])
    return min(found, default=None)


def rounded(at: datetime) -> datetime:
    """The quarter of an hour before: no figure looks exact, and none is too late."""
    past = timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    return at - past
