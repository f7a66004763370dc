"""Positions of vessels far from any water that is known (pure)."""

import math
from functools import cache, lru_cache
from typing import Final

from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.lake_ways import lake_at
from sar.geo.sea.land import is_deep_inland
from sar.geo.sea.passages import passages

INLAND_NM: Final = 2.0
"""The coast that is known is some hundred metres off in places, and ports lie behind it (house
figure)."""
AT_BASE_NM: Final = 10.0
"""A boat on a river is based there: so near its base no land is doubted (house figure)."""
_CANAL_NM: Final = 9.0
"""The line of a canal is drawn by few points."""
_CELLS_PER_DEG: Final = 100
_PLACES_KEPT: Final = 100_000


def is_ashore(place: LatLon, base: LatLon | None = None) -> bool:
    """Whether a vessel's place is on land by two miles and more, and neither on a lake or canal
    that is known, nor near its base. No river is known: a vessel on one counts as ashore."""
    row, column = math.floor(place.lat * _CELLS_PER_DEG), math.floor(place.lon * _CELLS_PER_DEG)
    if not _is_inland_cell(row, column):
        return False
    return base is None or distance_nm(place, base) > AT_BASE_NM


@lru_cache(maxsize=_PLACES_KEPT)
def _is_inland_cell(row: int, column: int) -> bool:
    """The middle of a cell of half a mile; cached, as a coast takes longer than all other rules."""
    middle = LatLon(
        min((row + 0.5) / _CELLS_PER_DEG, 90.0), min((column + 0.5) / _CELLS_PER_DEG, 180.0)
    )
    if not is_deep_inland(middle, INLAND_NM) or lake_at(middle) is not None:
        return False
    return all(distance_nm(middle, one) > _CANAL_NM for one in _canal_points())


@cache
def _canal_points() -> tuple[LatLon, ...]:
    return tuple(point for one in passages().values() for point in one.line)
