"""The way by water of a ship that is on it already: what is left of a way that was kept.

A way about a scene takes a distance field, which takes seconds far out. A ship that keeps to the
way it was given needs none: its position is projected onto that way.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Final

from sar.geo.geodesy import distance_nm, inverse, length_nm
from sar.geo.position import LatLon
from sar.geo.sea.land import over_land_nm
from sar.geo.sea.passages import passages
from sar.geo.sea.sea_route import SeaWay
from sar.geo.units import NM_PER_DEGREE

ON_IT_NM: Final = 2.0
"""A ship no farther from its way than this is on it (house figure)."""
SAME_END_NM: Final = 4.0
"""The last leg is turned to a scene that has drifted no farther than this, as everywhere; farther
only over open water."""


@dataclass(frozen=True, slots=True)
class KeptWay:
    """A way by water as it was worked out: its corners from the ship to the scene."""

    corners: tuple[LatLon, ...]
    through: tuple[str, ...] = ()

    @classmethod
    def of(cls, corners: tuple[LatLon, ...], through: tuple[str, ...]) -> "KeptWay | None":
        """The way, if it has a leg and no canal is on it: in a canal a ship waits by the hour, and
        how much of that is left no position tells."""
        waits = any(passages()[code].transit > timedelta() for code in through)
        return None if len(corners) < 2 or waits else cls(corners, through)

    def left(self, place: LatLon, end: LatLon) -> SeaWay | None:
        """The way that is left from `place` to its end, whose last leg may be turned to the scene
        at `end`; None: the ship is off it, or land lies before that end."""
        leg = _leg_at(self.corners, place)
        if leg is None:
            return None
        path = (place, *self.corners[leg + 1 :])
        drifted_nm, last_nm = distance_nm(path[-1], end), distance_nm(path[-2], end)
        if drifted_nm > SAME_END_NM and over_land_nm(path[-2], end, last_nm) > 0.0:
            return None
        nm = length_nm(path)
        # In a strait it went through before it is not again; the names are only told.
        return SeaWay(nm, nm, path, self.through)


def _leg_at(corners: Sequence[LatLon], place: LatLon) -> int | None:
    """The number of the leg that the place is on, the nearest and of these the last; None: it is
    on none."""
    near = [
        (off_nm, -at)
        for at, (a, b) in enumerate(pairwise(corners))
        if (off_nm := _off_nm(a, b, place)) <= ON_IT_NM
    ]
    return -min((round(off_nm, 1), at) for off_nm, at in near)[1] if near else None


def _off_nm(a: LatLon, b: LatLon, place: LatLon) -> float:
    """From the place to the nearest point of the leg, on the sphere."""
    leg, to = inverse(a, b), inverse(a, place)
    if leg.distance_nm == 0.0:
        return to.distance_nm
    far, turn = (
        math.radians(to.distance_nm / NM_PER_DEGREE),
        math.radians(to.course_deg - leg.course_deg),
    )
    across = math.asin(math.sin(far) * math.sin(turn))
    along_nm = (
        math.degrees(math.atan2(math.sin(far) * math.cos(turn), math.cos(far))) * NM_PER_DEGREE
    )
    if along_nm <= 0.0:
        return to.distance_nm
    if along_nm >= leg.distance_nm:
        return distance_nm(b, place)
    return abs(math.degrees(across)) * NM_PER_DEGREE
