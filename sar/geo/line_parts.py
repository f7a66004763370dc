"""Parts of a line that lie in polygons: one pass over the edges of the tiles that it touches.

Both tests, on which side of an edge a point lies and on which side of the line an edge's end, count
nought as positive, so that a line through a corner or along an edge crosses the ring of a polygon
an even number of times or an odd one as it should. If rounding spoils that, the
line's end shows it.
"""

from typing import Final, NamedTuple

import numpy as np

from sar.geo.arrays import Floats, Ints
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
_MOST: Final = 4_000
"""Crossings of one line; it turns round the earth once at most."""


class Edges(NamedTuple):
    """The rings of polygons, each of which lies in one tile; those of a tile stand together."""

    ends: Ints
    """A row for each edge: longitude and latitude of its one end and of its other, in steps."""
    piece: Ints
    """The polygon that each edge bounds; those of one stand together too."""
    first: Ints
    """By tile, in rows from the south-west: its first edge; one more ends the last tile."""


class Span(NamedTuple):
    """A part of a line in one polygon: where on the line it begins and ends, each by the number
    of the place before and the part of the way to the next."""

    piece: int
    begins: float
    ends: float


def edges(rings: list[Ints], of: Ints) -> Edges:
    """The edges of closed rings, each of the polygon that `of` says; longitudes and latitudes in
    steps."""
    ends = np.concatenate([np.hstack((ring[:-1], ring[1:])) for ring in rings])
    piece = np.repeat(of, [len(ring) - 1 for ring in rings]).astype(np.int32)
    lows = np.full((int(of.max()) + 1, 2), np.iinfo(ends.dtype).max)
    np.minimum.at(lows, piece, ends[:, :2])
    column, row = (
        np.floor((lows * STEP_DEG + np.array([180.0, 90.0])) / TILE_DEG).astype(np.int64).T
    )
    tile = np.minimum(row, _ROWS - 1) * _COLUMNS + np.minimum(column, _COLUMNS - 1)
    order = np.lexsort((piece, tile[piece]))
    first = np.searchsorted(tile[piece[order]], np.arange(_COLUMNS * _ROWS + 1))
    return Edges(ends[order], piece[order], first.astype(np.int32))


def spans(lons: Floats, lats: Floats, known: Edges) -> list[Span] | None:
    """The parts of a line through these places that lie in polygons, in the order of their
    numbers; None: it cannot be told. Longitudes run on where it goes over the antimeridian."""
    lons, lats = lons + _ASIDE_DEG[0], lats + _ASIDE_DEG[1]
    pieces, where = _crossings(lons, lats, *known)
    begun = _within(lons[0], lats[0], *known).tolist()
    ended = set(_within(lons[-1], lats[-1], *known).tolist())
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


@compiled
def _within(x: float, y: float, ends: Ints, piece: Ints, first: Ints) -> Ints:
    """The polygons that a point lies in: those of which a line to the east meets edges an odd
    number of times."""
    x = (x + 180.0) % 360.0 - 180.0
    column = min(int((x + 180.0) / TILE_DEG), _COLUMNS - 1)
    row = min(int((y + 90.0) / TILE_DEG), _ROWS - 1)
    tile = row * _COLUMNS + column
    found = np.empty(64, np.int32)
    count = 0
    inside = False
    for at in range(first[tile], first[tile + 1]):
        ax, ay = ends[at, 0] * STEP_DEG, ends[at, 1] * STEP_DEG
        bx, by = ends[at, 2] * STEP_DEG, ends[at, 3] * STEP_DEG
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            inside = not inside
        if at + 1 == first[tile + 1] or piece[at + 1] != piece[at]:
            if inside and count < len(found):
                found[count] = piece[at]
                count += 1
            inside = False
    return found[:count]


@compiled
def _crossings(
    lons: Floats, lats: Floats, ends: Ints, piece: Ints, first: Ints
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
            left = max(0, int(np.floor((west + 180.0) / TILE_DEG)))
            right = min(_COLUMNS - 1, int(np.floor((east + 180.0) / TILE_DEG)))
            low = max(0, int(np.floor((south + 90.0) / TILE_DEG)))
            high = min(_ROWS - 1, int(np.floor((north + 90.0) / TILE_DEG)))
            for row in range(low, high + 1):
                start = first[row * _COLUMNS + left]
                stop = first[row * _COLUMNS + right + 1]
                for edge in range(start, stop):
                    cx, cy = ends[edge, 0] * STEP_DEG, ends[edge, 1] * STEP_DEG
                    dx, dy = ends[edge, 2] * STEP_DEG, ends[edge, 3] * STEP_DEG
                    if max(cx, dx) < west or min(cx, dx) > east:
                        continue
                    if max(cy, dy) < south or min(cy, dy) > north:
                        continue
                    side = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx)
                    other = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx)
                    if (side >= 0.0) == (other >= 0.0):
                        continue
                    one = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
                    two = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax)
                    if (one >= 0.0) == (two >= 0.0):
                        continue
                    if count == _MOST:
                        return met, where
                    met[count] = piece[edge]
                    where[count] = at + side / (side - other)
                    count += 1
    return met[:count], where[:count]
