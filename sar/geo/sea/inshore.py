"""Places at sea that may be in a port or internal waters: close to a coast, or shut in by it.

Baselines are not known here. Waters in which land lies in most directions, no farther than a bay's
closing line is long (24 nm, UNCLOS 10), are taken for a bay, harbour or inlet; so are those closer
to a coast than it is known (Natural Earth 1:10m). Both measures are the house's, and say "may".
"""

from functools import lru_cache
from typing import Final

import numpy as np

from sar.geo.geodesy import WGS84
from sar.geo.position import LatLon
from sar.geo.sea.land import are_on_land, has_coast_within
from sar.geo.units import M_PER_NM

CLOSE_NM: Final = 0.5
CLOSING_NM: Final = 24.0
SHUT: Final = 0.6
"""In a half circle of land just half of the directions are shut; deeper inside it is more."""

_DIRECTIONS: Final = 16
_STEP_NM: Final = 1.5


@lru_cache(maxsize=1_024)
def is_inshore(p: LatLon) -> bool:
    """Whether the place may lie in a port or internal waters, or on land."""
    return has_coast_within(p, CLOSE_NM) or _shut_in(p) >= SHUT


def _shut_in(p: LatLon) -> float:
    """The share of directions in which land lies within the length of a closing line."""
    courses = np.linspace(0.0, 360.0, _DIRECTIONS, endpoint=False)
    steps = np.arange(_STEP_NM, CLOSING_NM + _STEP_NM / 2.0, _STEP_NM)
    course, nm = (grid.ravel() for grid in np.meshgrid(courses, steps, indexing="ij"))
    lons, lats, _ = WGS84.fwd(
        np.full(course.shape, p.lon), np.full(course.shape, p.lat), course, nm * M_PER_NM
    )
    return float(are_on_land(lons, lats).reshape(_DIRECTIONS, -1).any(axis=1).mean())
