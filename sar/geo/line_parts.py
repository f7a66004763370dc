"""Polygons in which a point lies or which a box meets, and parts of a line that lie in them: loops
over the edges of polygons in the tiles that these touch.

A point on an edge lies in the polygon, as it does for the geometry library. For lines both tests,
on which side of an edge a point lies and on which side of the line an edge's end, count
nought as positive, so that a line through a corner or along an edge crosses the ring of a polygon
an even number of times or an odd one as it should. If rounding spoils that, the
line's end shows it.
"""

import math
from typing import Final, NamedTuple

import numpy as np

from sar.geo.arrays import Floats, Ints, Rows
from sar.geo.extents import TILE_DEG
from sar.geo.sea.compiled import compiled

STEP_DEG: Final = 0.001
"""Corners of rings stand on whole steps, which take half the memory of degrees."""

_COLUMNS: Final = 180
_ROWS: Final = 90
_CLOSE_DEG: Final = 1e-9
_ASIDE_DEG: Final = (3.7e-10, 7.1e-10)
"""Lines are looked at a tenth of a millimetre aside: whole degrees are edges of tiles, and often
where people say that they are."""
_ROUNDING: Final = 4e-16
"""The side of an edge on which a point lies is the sign of a difference, which is known but for
this part of its terms (Shewchuk 1997); a point, or a box, as close to an edge as that touches
it."""
_FEW: Final = 64
_MOST: Final = 4_000
"""Crossings of one line; it turns round the earth once at most."""


class Edges(NamedTuple):
    """The rings of polygons, each of which lies in one tile; those of a tile stand together."""

    corners: Ints
    """Longitude and latitude in steps, ring after ring; the last of each is its first again."""
    rings: Ints
    """By ring: its first corner; one more ends the last ring."""
    pieces: Ints
    """By polygon: its first ring; one more ends the last polygon."""
    number: Ints
    """By polygon: the number by which it is known."""
    bounds: Ints
    """By polygon: west, south, east and north, in steps."""
    first: Ints
    """By tile, in rows from the south-west: its first polygon; one more ends the last tile."""


class Span(NamedTuple):
    """A part of a line in one polygon: where on the line it begins and ends, each by the number
    of the place before and the part of the way to the next."""

    piece: int
    begins: float
    ends: float


def edges(corners: Ints, rings: Ints, pieces: Ints) -> Edges:
    """The edges of polygons, by the corners, closed rings and polygons as `Edges` has them, in any
    order of tiles; the first ring of a polygon is its outer one."""
    lows, highs = (
        extreme.reduceat(corners, rings[:-1])[pieces[:-1]] for extreme in (np.minimum, np.maximum)
    )
    column, row = (
        np.floor((lows * STEP_DEG + np.array([180.0, 90.0])) / TILE_DEG).astype(np.int64).T
    )
    tile = np.minimum(row, _ROWS - 1) * _COLUMNS + np.minimum(column, _COLUMNS - 1)
    number = np.argsort(tile, kind="stable")
    theirs, of_piece = _picked(pieces, number)
    ends, of_ring = _picked(rings, theirs)
    return Edges(
        corners[ends],
        of_ring,
        of_piece,
        number.astype(np.int32),
        np.hstack((lows, highs))[number],
        np.searchsorted(tile[number], np.arange(_COLUMNS * _ROWS + 1)).astype(np.int32),
    )


def _picked(first: Ints, parts: Rows) -> tuple[Rows, Ints]:
    """The indexes of all that these parts hold, part after part, and where each then begins;
    `first` says where they begin now, and one more where the last one ends."""
    lengths = np.diff(first)[parts]
    begins = np.concatenate(([0], np.cumsum(lengths)))
    return np.arange(begins[-1]) + np.repeat(first[parts] - begins[:-1], lengths), begins.astype(
        np.int32
    )


def spans(lons: Floats, lats: Floats, known: Edges) -> list[Span] | None:
    """The parts of a line through these places that lie in polygons, in the order of their
    numbers; None: it cannot be told. Longitudes run on where it goes over the antimeridian."""
    lons, lats = lons + _ASIDE_DEG[0], lats + _ASIDE_DEG[1]
    pieces, where = _crossings(lons, lats, *known)
    begun = pieces_at(_on_earth(lons[0]), lats[0], known).tolist()
    ended = set(pieces_at(_on_earth(lons[-1]), lats[-1], known).tolist())
    if len(pieces) == _MOST:
        return None
    met: dict[int, list[float]] = {one: [0.0] for one in begun}
    for one, at in sorted(zip(pieces.tolist(), where.tolist(), strict=True)):
        met.setdefault(one, []).append(at)
    if {one for one, ats in met.items() if len(ats) % 2} != ended:
        return None
    for one in ended:
        met[one].append(float(len(lons) - 1))
    return [
        Span(one, *pair)
        for one, ats in sorted(met.items())
        for pair in zip(ats[::2], ats[1::2], strict=True)
    ]


def _on_earth(lon: float) -> float:
    """The same longitude between −180 and 180."""
    return (lon + 180.0) % 360.0 - 180.0


def pieces_at(x: float, y: float, known: Edges) -> Ints:
    """The polygons in which a point lies, or on the edge of which; on the antimeridian those of the
    side that the sign tells."""
    return _pieces_at(x, y, *known)


def pieces_near(west: float, south: float, east: float, north: float, known: Edges) -> Ints:
    """The polygons that a box of degrees meets or touches; beyond the antimeridian it meets
    none."""
    return _pieces_near(west, south, east, north, *known)


@compiled
def _pieces_at(
    x: float,
    y: float,
    corners: Ints,
    rings: Ints,
    pieces: Ints,
    number: Ints,
    bounds: Ints,
    first: Ints,
) -> Ints:
    found, count = np.empty(_FEW, np.int32), 0
    left, right, low, high = _tiles(x, y, x, y)
    for row in range(low, high + 1):
        for one in range(first[row * _COLUMNS + left], first[row * _COLUMNS + right + 1]):
            if x < bounds[one, 0] * STEP_DEG or x > bounds[one, 2] * STEP_DEG:
                continue
            if y < bounds[one, 1] * STEP_DEG or y > bounds[one, 3] * STEP_DEG:
                continue
            if _holds(x, y, corners, rings[pieces[one] : pieces[one + 1] + 1]):
                found, count = _put(found, count, number[one])
    return found[:count]


@compiled
def _holds(x: float, y: float, corners: Ints, rings: Ints) -> bool:
    """Whether a point lies in a polygon: on an edge, or where a line from it to the east meets
    edges an odd number of times."""
    inside = False
    for ring in range(len(rings) - 1):
        for at in range(rings[ring], rings[ring + 1] - 1):
            ay, by = corners[at, 1] * STEP_DEG, corners[at + 1, 1] * STEP_DEG
            if y < min(ay, by) or y > max(ay, by):
                continue
            ax, bx = corners[at, 0] * STEP_DEG, corners[at + 1, 0] * STEP_DEG
            one, two = (bx - ax) * (y - ay), (by - ay) * (x - ax)
            passes = (ay > y) != (by > y)
            if abs(one - two) <= _ROUNDING * (abs(one) + abs(two)):
                if passes or min(ax, bx) <= x <= max(ax, bx):
                    return True
            elif passes and (one > two) == (by > ay):
                inside = not inside
    return inside


@compiled
def _pieces_near(
    west: float,
    south: float,
    east: float,
    north: float,
    corners: Ints,
    rings: Ints,
    pieces: Ints,
    number: Ints,
    bounds: Ints,
    first: Ints,
) -> Ints:
    found, count = np.empty(_FEW, np.int32), 0
    left, right, low, high = _tiles(west, south, east, north)
    for row in range(low, high + 1):
        for one in range(first[row * _COLUMNS + left], first[row * _COLUMNS + right + 1]):
            begins, ends = bounds[one, 0] * STEP_DEG, bounds[one, 2] * STEP_DEG
            lowest, highest = bounds[one, 1] * STEP_DEG, bounds[one, 3] * STEP_DEG
            if ends < west or begins > east or highest < south or lowest > north:
                continue
            whole = west <= begins and ends <= east and south <= lowest and highest <= north
            of_it = rings[pieces[one] : pieces[one + 1] + 1]
            if (
                whole
                or _meets(west, south, east, north, corners, of_it)
                or _holds(west, south, corners, of_it)
            ):
                found, count = _put(found, count, number[one])
    return found[:count]


@compiled
def _meets(
    west: float, south: float, east: float, north: float, corners: Ints, rings: Ints
) -> bool:
    """Whether any edge of a polygon meets a box; if none does, the box lies in the polygon as a
    whole or not at all."""
    for ring in range(len(rings) - 1):
        for at in range(rings[ring], rings[ring + 1] - 1):
            ax, bx = corners[at, 0] * STEP_DEG, corners[at + 1, 0] * STEP_DEG
            if max(ax, bx) < west or min(ax, bx) > east:
                continue
            ay, by = corners[at, 1] * STEP_DEG, corners[at + 1, 1] * STEP_DEG
            if max(ay, by) < south or min(ay, by) > north:
                continue
            # The box lies on one side of the edge if all its corners do.
            dx, dy = bx - ax, by - ay
            up, down = dx * (north - ay), dx * (south - ay)
            over, back = dy * (east - ax), dy * (west - ax)
            slack = _ROUNDING * (abs(up) + abs(down) + abs(over) + abs(back))
            if (
                min(up, down) - max(over, back) <= slack
                and max(up, down) - min(over, back) >= -slack
            ):
                return True
    return False


@compiled
def _tiles(west: float, south: float, east: float, north: float) -> tuple[int, int, int, int]:
    """The first and the last column, and row, of the tiles that a box meets or touches, or that
    lie nearest to it."""
    left, right = math.ceil((west + 180.0) / TILE_DEG) - 1, math.floor((east + 180.0) / TILE_DEG)
    low, high = math.ceil((south + 90.0) / TILE_DEG) - 1, math.floor((north + 90.0) / TILE_DEG)
    return (
        min(max(left, 0), _COLUMNS - 1),
        min(max(right, 0), _COLUMNS - 1),
        min(max(low, 0), _ROWS - 1),
        min(max(high, 0), _ROWS - 1),
    )


@compiled
def _put(found: Ints, count: int, one: int) -> tuple[Ints, int]:
    """One more at the end of those found, in twice the room where there is none left."""
    if count == len(found):
        found = np.concatenate((found, np.empty_like(found)))
    found[count] = one
    return found, count + 1


@compiled
def _crossings(
    lons: Floats,
    lats: Floats,
    corners: Ints,
    rings: Ints,
    pieces: Ints,
    number: Ints,
    bounds: Ints,
    first: Ints,
) -> tuple[Ints, Floats]:
    """Every edge that the line crosses: of which polygon, and where on the line."""
    met = np.empty(_MOST, np.int32)
    where = np.empty(_MOST)
    count = 0
    for at in range(len(lons) - 1):
        for turn in range(-1, 2):
            ax, ay = lons[at] + turn * 360.0, lats[at]
            bx, by = lons[at + 1] + turn * 360.0, lats[at + 1]
            west, east = min(ax, bx) - _CLOSE_DEG, max(ax, bx) + _CLOSE_DEG
            south, north = min(ay, by) - _CLOSE_DEG, max(ay, by) + _CLOSE_DEG
            if east < -180.0 or west > 180.0:
                continue
            left, right, low, high = _tiles(west, south, east, north)
            for row in range(low, high + 1):
                for one in range(first[row * _COLUMNS + left], first[row * _COLUMNS + right + 1]):
                    if bounds[one, 2] * STEP_DEG < west or bounds[one, 0] * STEP_DEG > east:
                        continue
                    if bounds[one, 3] * STEP_DEG < south or bounds[one, 1] * STEP_DEG > north:
                        continue
                    for ring in range(pieces[one], pieces[one + 1]):
                        for edge in range(rings[ring], rings[ring + 1] - 1):
                            cx, cy = corners[edge, 0] * STEP_DEG, corners[edge, 1] * STEP_DEG
                            dx = corners[edge + 1, 0] * STEP_DEG
                            dy = corners[edge + 1, 1] * STEP_DEG
                            if max(cx, dx) < west or min(cx, dx) > east:
                                continue
                            if max(cy, dy) < south or min(cy, dy) > north:
                                continue
                            part = _crossed(ax, ay, bx, by, cx, cy, dx, dy)
                            if part < 0.0:
                                continue
                            if count == _MOST:
                                return met, where
                            met[count] = number[one]
                            where[count] = at + part
                            count += 1
    return met[:count], where[:count]


@compiled
def _crossed(
    ax: float,
    ay: float,
    bx: float,
    by: float,
    cx: float,
    cy: float,
    dx: float,
    dy: float,
) -> float:
    """The part of the way from A to B at which it crosses the edge from C to D; −1: nowhere."""
    side = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx)
    other = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx)
    if (side >= 0.0) == (other >= 0.0):
        return -1.0
    one = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    two = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax)
    if (one >= 0.0) == (two >= 0.0):
        return -1.0
    return side / (side - other)
