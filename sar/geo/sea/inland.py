"""The parts of the earth with no sea near, by cells, for very many places at once."""

import math
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sar.geo.arrays import Floats, Ints
from sar.geo.position import LatLon
from sar.geo.sea.compiled import compiled
from sar.geo.sea.land import Coast, coast, on_land
from sar.geo.sea.passages import passages
from sar.geo.units import NM_PER_DEGREE

_CELLS_PER_DEG: Final = 4
_ROWS: Final = 180 * _CELLS_PER_DEG
_COLUMNS: Final = 360 * _CELLS_PER_DEG

_UNSEEN: Final = 0
_NEAR: Final = -1


def are_inland(lons: Floats, lats: Floats, nm: float) -> NDArray[np.bool_]:
    """Whether places are on land with no coast and no canal within so many miles; of those close
    to that not all are told, as `land.is_deep_inland` looks closer at one."""
    rows = np.minimum(((lats + 90.0) * _CELLS_PER_DEG).astype(np.intp), _ROWS - 1)
    columns = ((lons + 180.0) * _CELLS_PER_DEG).astype(np.intp) % _COLUMNS
    return _inland(nm)[rows, columns]


@cache
def _inland(nm: float) -> NDArray[np.bool_]:
    """By row from the south and column from the west; 1 MB, made in 40 ms."""
    cells = np.full((_ROWS, _COLUMNS), _UNSEEN, dtype=np.int32)
    _mark_near(cells, coast(), nm / NM_PER_DEGREE)
    for passage in passages().values():
        lons = np.unwrap([p.lon for p in passage.line], period=360.0)
        lats = np.array([p.lat for p in passage.line])
        ends = np.zeros(len(lons), dtype=np.bool_)
        _mark_near(cells, Coast(lons, lats, ends), nm / NM_PER_DEGREE)
    middles = (_flood(cells) + 0.5) / _CELLS_PER_DEG - (90.0, 180.0)
    on = [on_land(LatLon(lat=lat, lon=lon)) for lat, lon in middles.tolist()]
    return np.array([False, *on, False])[cells]


@compiled
def _mark_near(cells: Ints, shore: Coast, degrees: float) -> None:
    """Marks every cell that an edge is as close to as so many degrees of latitude, and others."""
    for k in range(len(shore.lons) - 1):
        if shore.ring_ends[k]:
            continue
        south = min(shore.lats[k], shore.lats[k + 1]) - degrees
        north = max(shore.lats[k], shore.lats[k + 1]) + degrees
        farthest = min(max(abs(south), abs(north)), 89.0)
        wide = degrees / math.cos(math.radians(farthest))
        west = min(shore.lons[k], shore.lons[k + 1]) - wide
        east = max(shore.lons[k], shore.lons[k + 1]) + wide
        if east - west >= 360.0 or max(abs(south), abs(north)) >= 89.0:
            west, east = -180.0, 179.999
        low = max(0, math.floor((south + 90.0) * _CELLS_PER_DEG))
        high = min(_ROWS - 1, math.floor((north + 90.0) * _CELLS_PER_DEG))
        left = math.floor((west + 180.0) * _CELLS_PER_DEG)
        right = math.floor((east + 180.0) * _CELLS_PER_DEG)
        for row in range(low, high + 1):
            for column in range(left, right + 1):
                cells[row, column % _COLUMNS] = _NEAR


@compiled
def _flood(cells: Ints) -> NDArray[np.int64]:
    """Numbers from 1 the parts in which the other cells hang together, and gives the row and column
    of the first cell of each."""
    seeds = np.empty((cells.size, 2), np.int64)
    waiting = np.empty(cells.size, np.int64)
    count = 0
    for start in range(cells.size):
        if cells[start // _COLUMNS, start % _COLUMNS] != _UNSEEN:
            continue
        seeds[count] = start // _COLUMNS, start % _COLUMNS
        count += 1
        cells[start // _COLUMNS, start % _COLUMNS] = count
        waiting[0], left = start, 1
        while left:
            left -= 1
            row, column = waiting[left] // _COLUMNS, waiting[left] % _COLUMNS
            for d in range(4):
                to_row = row + (1 if d == 0 else -1 if d == 1 else 0)
                to_column = (column + (1 if d == 2 else -1 if d == 3 else 0)) % _COLUMNS
                if 0 <= to_row < _ROWS and cells[to_row, to_column] == _UNSEEN:
                    cells[to_row, to_column] = count
                    waiting[left] = to_row * _COLUMNS + to_column
                    left += 1
    return seeds[:count].copy()
