"""Chart sheets: small grids about fixed places of the earth, on which a way costs the same from
whichever end it is asked for."""

import math
from functools import cache, lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sar.geo.arrays import Floats
from sar.geo.position import LatLon
from sar.geo.sea.compiled import compiled
from sar.geo.sea.draught import Draught
from sar.geo.sea.grid import Grid, waters
from sar.geo.sea.land import has_coast_within, vectors
from sar.geo.sea.marching import INSHORE, SHOAL
from sar.geo.sea.passage_index import passages_about
from sar.geo.sea.passages import Passage
from sar.geo.sea.raster import paint
from sar.geo.sea.shoals import has_shoals_within
from sar.geo.sea.sight import Vector
from sar.geo.units import NM_PER_RADIAN

CELL_NM: Final = 0.5
_RADIUS_NM: Final = 42.0
_CORNER_NM: Final = 44.0
"""No place of a sheet lies farther from its centre."""

_BANDS: Final = 180
_COLUMNS: Final = 360
"""Of a band at the equator; numbers of sheets leave room for as many in each."""

_OFFING: Final = 6
"""Cells: what costs a mile and a half for a mile."""
_WIDE_OFFING: Final = 10
_OFF_WIDE: Final = 1.2
"""Deep ships keep farther off at that price; fitted to the tuning half."""
_CLOSE: Final = 2
"""Cells; to a deep ship so little room is as a shoal."""
_ASHORE: Final = 25.0
"""The cost of a mile over land, which only a cell sees that is coarser or finer than a sheet's."""
_BY_END: Final = 1.1
"""The cost of a mile inshore near the ends of a way: one leaves a port and makes for it."""
_END_REACH: Final = math.cos(8.0 / NM_PER_RADIAN)

_FAIRWAY: Final = 1.0
"""Cells to either side of the line of an open passage that cost a mile for a mile."""
_ON_LINE: Final = 255

_OPEN: Final = -1
_UNKNOWN: Final = -2
_FAR_NM: Final = (300.0, 120.0, 60.0)
"""Of open water it is told once how far off the next coast is at least."""

_CELL: Final = CELL_NM / NM_PER_RADIAN
_LEAST_STEP: Final = 0.4 * _CELL
_SHORTER: Final = 0.99
"""Cells are smaller at the rim of a sheet."""


class Sheets(NamedTuple):
    """Some sheets, and the ends of a way over them.

    `of` gives the sheet of each place of the earth by its number, `_OPEN` where it is open water,
    with `free` radians in which nothing comes near, or `_UNKNOWN`, which counts as land.
    """

    rooms: NDArray[np.uint8]
    frames: Floats
    of: NDArray[np.int16]
    free: NDArray[np.float32]
    prices: Floats
    half_width: float
    ends: Floats


@compiled
def _columns_of(band: int) -> int:
    """The number of sheets in a band of a degree of latitude."""
    return max(1, round(_COLUMNS * math.cos(math.radians(band + 0.5 - 90.0))))


@compiled
def _sheet_at(a: float, b: float, c: float) -> int:
    """The number of the sheet that a unit vector lies in."""
    degrees = math.degrees(math.asin(max(-1.0, min(1.0, c)))) + 90.0
    band = min(_BANDS - 1, int(degrees))
    count = _columns_of(band)
    column = int((math.degrees(math.atan2(b, a)) + 180.0) / 360.0 * count) % count
    return band * _COLUMNS + column


@compiled
def _sheets_at(along: Floats) -> NDArray[np.int64]:
    """The same of many."""
    found = np.empty(len(along), np.int64)
    for k in range(len(along)):
        found[k] = _sheet_at(along[k, 0], along[k, 1], along[k, 2])
    return found


@compiled
def _edges(number: int) -> tuple[float, float, float, float, float, float]:
    """The least and greatest height of a sheet over the equator's plane, and in that plane the
    normals of its western and eastern meridian, both to its inside."""
    band, column = number // _COLUMNS, number % _COLUMNS
    low, high = math.sin(math.radians(band - 90.0)), math.sin(math.radians(band - 89.0))
    wide = 2.0 * math.pi / _columns_of(band)
    if wide > 3.0:
        return low, high, 0.0, 0.0, 0.0, 0.0
    west, east = column * wide - math.pi, (column + 1) * wide - math.pi
    return low, high, -math.sin(west), math.cos(west), math.sin(east), -math.cos(east)


@compiled
def _is_by_end(ends: Floats, a: float, b: float, c: float) -> bool:
    for k in range(len(ends)):
        if ends[k, 0] * a + ends[k, 1] * b + ends[k, 2] * c > _END_REACH:
            return True
    return False


@compiled
def leg_cost(sheets: Sheets, one: Vector, other: Vector, limit: float) -> tuple[float, float]:
    """The cost of the great circle between two unit vectors, or the limit where that is no more;
    and how much of it is over land. In radians."""
    a, b, c = one
    d, e, f = other
    dot = a * d + b * e + c * f
    u, v, w = d - dot * a, e - dot * b, f - dot * c
    norm = math.sqrt(u * u + v * v + w * w)
    if norm < 1e-12:
        return 0.0, 0.0
    u, v, w = u / norm, v / norm, w / norm
    length = math.atan2(norm, dot)
    least = length / max(1.0, math.ceil(length / _LEAST_STEP))
    n, scale = sheets.rooms.shape[1], sheets.rooms.shape[1] / (2.0 * sheets.half_width)
    sheet, frame, open_water = _UNKNOWN, sheets.frames[0], 0.0
    low, high, ww, wn, ew, en = 1.0, -1.0, 0.0, 0.0, 0.0, 0.0
    cost, ashore, at = 0.0, 0.0, 0.0
    while at < length - 1e-12:
        if cost + length - at >= limit:
            return limit, ashore
        middle = at + 0.5 * least
        cos, sin = math.cos(middle), math.sin(middle)
        x, y, z = a * cos + u * sin, b * cos + v * sin, c * cos + w * sin
        if not (low <= z < high and x * ww + y * wn >= 0.0 and x * ew + y * en > 0.0):
            number = _sheet_at(x, y, z)
            low, high, ww, wn, ew, en = _edges(number)
            sheet, open_water = sheets.of[number], sheets.free[number]
            frame = sheets.frames[max(sheet, 0)]
        price, room, free = _ASHORE, 0, 0.0
        if sheet == _OPEN:
            price, room, free = 1.0, 1, open_water
        elif sheet >= 0:
            height = frame[2, 0] * x + frame[2, 1] * y + frame[2, 2] * z
            across = (frame[0, 0] * x + frame[0, 1] * y + frame[0, 2] * z) / height
            along = (frame[1, 0] * x + frame[1, 1] * y + frame[1, 2] * z) / height
            i = min(max(int((across + sheets.half_width) * scale), 0), n - 1)
            j = min(max(int((along + sheets.half_width) * scale), 0), n - 1)
            room = int(sheets.rooms[sheet, j, i])
            price = sheets.prices[room]
            if _WIDE_OFFING < room < _ON_LINE:
                free = (room - _WIDE_OFFING - 1.0) * _CELL * _SHORTER
            elif price > _BY_END and room > 0 and _is_by_end(sheets.ends, x, y, z):
                price = _BY_END
        step = min(max(least, least * math.floor((free + 0.5 * least) / least)), length - at)
        cost += price * step
        if room == 0:
            ashore += step
        at += step
    return cost, ashore


def sheets_of(
    along: Floats, ends: Floats, passages: tuple[Passage, ...], draught: Draught
) -> Sheets:
    """The sheets that unit vectors lie on."""
    of = np.full(_BANDS * _COLUMNS, _UNKNOWN, np.int16)
    free = np.zeros(_BANDS * _COLUMNS, np.float32)
    rooms, frames = [_no_rooms()], [np.zeros((3, 3))]
    for number in np.unique(_sheets_at(along)).tolist():
        found = _sheet(number, passages, draught)
        if isinstance(found, float):
            of[number], free[number] = _OPEN, found
            continue
        of[number] = len(rooms)
        rooms.append(found[0])
        frames.append(found[1])
    half_width = math.tan(_RADIUS_NM / NM_PER_RADIAN)
    return Sheets(np.stack(rooms), np.stack(frames), of, free, _prices(draught), half_width, ends)


@cache
def _no_rooms() -> NDArray[np.uint8]:
    """Stands first, so that there is always a sheet."""
    n = Grid.about(LatLon(0.0, 0.0), radius_nm=_RADIUS_NM, cell_nm=CELL_NM).cells_across
    return np.zeros((n, n), np.uint8)


@cache
def _prices(draught: Draught) -> Floats:
    """The cost of a mile by the room of a cell."""
    prices = np.ones(_ON_LINE + 1)
    prices[1 : _OFFING + 1] = INSHORE
    if draught is Draught.DEEP:
        prices[_OFFING + 1 : _WIDE_OFFING + 1] = _OFF_WIDE
        prices[1 : _CLOSE + 1] = SHOAL
    prices[0] = _ASHORE
    return prices


@lru_cache(maxsize=1_024)
def _sheet(
    number: int, passages: tuple[Passage, ...], draught: Draught
) -> tuple[NDArray[np.uint8], Floats] | float:
    """The rooms of a sheet and its frame, 28 kB and some two milliseconds; of open water, how far
    it is open in radians."""
    band, column = divmod(number, _COLUMNS)
    centre = LatLon(band + 0.5 - 90.0, (column + 0.5) * 360.0 / _columns_of(band) - 180.0)
    near = passages_about(passages, centre, _CORNER_NM)
    open_nm = 0.0 if near else _open_nm(centre, draught)
    if open_nm > 0.0:
        return (open_nm - _CORNER_NM - _WIDE_OFFING * CELL_NM) / NM_PER_RADIAN
    grid = Grid.about(centre, radius_nm=_RADIUS_NM, cell_nm=CELL_NM)
    rooms = np.minimum(waters(grid, near, draught)[0][0], _ON_LINE - 1)
    for passage in near:
        if passage.is_open:
            points = vectors(*passage.points(0.4 * CELL_NM)) @ grid.frame.T
            paint(rooms, 0, grid.half_width, points, _ON_LINE, _FAIRWAY)
    return rooms, grid.frame


def _open_nm(centre: LatLon, draught: Draught) -> float:
    """The first of `_FAR_NM` within which there is nothing to keep off; 0 if within none."""
    for far_nm in _FAR_NM:
        if has_coast_within(centre, far_nm):
            continue
        if draught is Draught.SHALLOW or not has_shoals_within(centre, far_nm):
            return far_nm
    return 0.0
