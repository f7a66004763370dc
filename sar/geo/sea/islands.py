"""Islands of a grid, each with a ray to the grid's end: two ways past an island differ by it.

Ways that cross the same rays as often, to the east less to the west, can be drawn into one another
over water; where they cross others, land lies between them.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sar.geo.sea.compiled import compiled
from sar.geo.sea.raster import vector_face
from sar.geo.sea.sight import Vector

LEAST_NM = 4.0
"""Across and along together: smaller ones shape a way and part none."""


class Rays(NamedTuple):
    """From an island's topmost cell up its column, by face and column (`first` to the next one's).

    A ray is crossed between its column and the one after, above `tops`; `marks` tell the rays
    apart when they are summed.
    """

    first: NDArray[np.int32]
    tops: NDArray[np.int32]
    marks: NDArray[np.int32]


def rays(clear: NDArray[np.uint8], cell_nm: float) -> Rays:
    """The rays of all islands that are large enough; none of land that comes to the grid's end."""
    faces, n = clear.shape[0], clear.shape[1]
    found = [_tops(clear[face], LEAST_NM / cell_nm, faces == 1) for face in range(faces)]
    columns = np.concatenate([part[:, 0] + face * n for face, part in enumerate(found)])
    tops = np.concatenate([part[:, 1] for part in found])
    order = np.argsort(columns, kind="stable")
    first = np.searchsorted(columns[order], np.arange(faces * n + 1)).astype(np.int32)
    marks = np.random.default_rng(1).integers(-(2**30), 2**30, len(tops), dtype=np.int32)
    return Rays(first, tops[order].astype(np.int32), marks)


def no_rays(faces: int, n: int) -> Rays:
    """Empty rays, for a march that is to part no ways."""
    none = np.empty(0, np.int32)
    return Rays(np.zeros(faces * n + 1, np.int32), none, none)


@compiled
def crossed(known: Rays, face: int, i: int, j: int, di: int, dj: int, n: int) -> int:
    """The sum of the marks of the rays that a step within a face crosses."""
    column = i if di > 0 else i - 1
    if di == 0 or column < 0 or column >= n - 1:
        return 0
    at = face * n + column
    total, height = 0, max(j, j + dj)
    for k in range(known.first[at], known.first[at + 1]):
        if known.tops[k] < height:
            total += known.marks[k]
    return total if di > 0 else -total


@compiled
def crossed_by(known: Rays, half_width: float, n: int, one: Vector, other: Vector) -> int:
    """The same of a great circle within a face."""
    face, x0, y0 = vector_face(one[0], one[1], one[2])
    opposite, x1, y1 = vector_face(other[0], other[1], other[2])
    if face != opposite or (face + 1) * n >= len(known.first):
        return 0
    scale = n / (2.0 * half_width)
    x0, y0 = (x0 + half_width) * scale - 0.5, (y0 + half_width) * scale - 0.5
    x1, y1 = (x1 + half_width) * scale - 0.5, (y1 + half_width) * scale - 0.5
    total = 0
    west, east = min(x0, x1), max(x0, x1)
    for column in range(max(0, int(np.ceil(west - 0.5))), min(n - 1, int(np.ceil(east - 0.5)))):
        height = y0 + (column + 0.5 - x0) * (y1 - y0) / (x1 - x0)
        at = face * n + column
        for k in range(known.first[at], known.first[at + 1]):
            if known.tops[k] < height:
                total += known.marks[k]
    return total if x1 > x0 else -total


@compiled
def _tops(clear: NDArray[np.uint8], least: float, has_end: bool) -> NDArray[np.int32]:
    """Column and row of the topmost cell of every piece of land, as cells of land touch."""
    n = clear.shape[0]
    seen = np.zeros((n, n), np.bool_)
    waiting = np.empty(n * n, np.int32)
    found = np.empty((n * n // 4 + 1, 2), np.int32)
    count = 0
    for start in range(n * n):
        row, column = divmod(start, n)
        if clear[row, column] or seen[row, column]:
            continue
        seen[row, column] = True
        waiting[0], left = start, 1
        west, east, south, north, top = column, column, row, row, start
        while left:
            left -= 1
            j, i = divmod(waiting[left], n)
            west, east, south = min(west, i), max(east, i), min(south, j)
            if j > north:
                north, top = j, waiting[left]
            for to_j in range(max(0, j - 1), min(n, j + 2)):
                for to_i in range(max(0, i - 1), min(n, i + 2)):
                    if clear[to_j, to_i] or seen[to_j, to_i]:
                        continue
                    seen[to_j, to_i] = True
                    waiting[left] = to_j * n + to_i
                    left += 1
        ends = west == 0 or south == 0 or east == n - 1 or north == n - 1
        if (east - west + north - south + 2 >= least) and not (ends and has_end):
            found[count, 0], found[count, 1] = top % n, top // n
            count += 1
    return found[:count].copy()


@compiled
def sides_of(
    known: Rays, half_width: float, n: int, points: NDArray[np.float64], parents: NDArray[np.int32]
) -> NDArray[np.int32]:
    """The sums of the rays that ways cross to points of a tree; a parent stands before its
    children, the root first."""
    found = np.zeros(len(points), np.int32)
    for k in range(1, len(points)):
        one, other = points[parents[k]], points[k]
        leg = crossed_by(
            known, half_width, n, (one[0], one[1], one[2]), (other[0], other[1], other[2])
        )
        found[k] = np.int32(found[parents[k]] + leg)
    return found
