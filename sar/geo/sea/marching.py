"""How far it is by water to every cell, by straight legs from turning point to turning point.

The march settles cells from near to far. A cell takes over the last turning point (pivot) of
the neighbour it was reached from, if nothing but water lies between, and turns at that
neighbour otherwise (any-angle search: Nash, Koenig, Tovey, "Lazy Theta*", AAAI 2010). So a way
is a chain of great circles that touch the coast, not a staircase of cells.
"""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sar.geo.sea.cells import cell_vector, centre_at, neighbour, place
from sar.geo.sea.compiled import compiled
from sar.geo.sea.raster import vector_face

SEED: Final = -1
UNREACHED: Final = -2

INSHORE: Final = 1.5  # what a mile inshore costs against one in the open
SHOAL: Final = 3.0  # to a deep ship, over a shoal or in the cell next to land or shoal

_GRAZE = 0.4  # cells between looks at the water while the coast is next to the line


@compiled
def arc(a: float, b: float, c: float, d: float, e: float, f: float) -> float:
    """The angle between two unit vectors."""
    chord2 = (a - d) ** 2 + (b - e) ** 2 + (c - f) ** 2
    if chord2 < 0.1:
        near = 1.0 + chord2 * (1.0 / 24.0 + chord2 * (3.0 / 640.0))
        return math.sqrt(chord2) * near
    return 2.0 * math.asin(min(1.0, 0.5 * math.sqrt(chord2)))


@compiled
def in_sight(
    clear: NDArray[np.uint8],
    half_width: float,
    offing: int,
    a: float,
    b: float,
    c: float,
    d: float,
    e: float,
    f: float,
) -> bool:
    """Whether the great circle between two unit vectors keeps off land by more than `offing` cells.

    Its ends may be nearer, or on land.
    """
    faces, n = clear.shape[0], clear.shape[1]
    face, x0, y0 = vector_face(a, b, c)
    other, x1, y1 = vector_face(d, e, f)
    scale = n / (2.0 * half_width)
    if face == other:
        return _in_sight_flat(
            clear[face],
            offing,
            (x0 + half_width) * scale - 0.5,
            (y0 + half_width) * scale - 0.5,
            (x1 + half_width) * scale - 0.5,
            (y1 + half_width) * scale - 0.5,
        )
    return faces > 1 and _in_sight_round(clear, half_width, offing, a, b, c, d, e, f)


@compiled
def _in_sight_flat(
    clear: NDArray[np.uint8], offing: int, x0: float, y0: float, x1: float, y1: float
) -> bool:
    n = clear.shape[0]
    dx, dy = x1 - x0, y1 - y0
    length = max(abs(dx), abs(dy))
    if length <= 1.0:
        return True
    dx, dy = dx / length, dy / length
    at, end = 0.5, length - 0.5
    while at < end:
        i, j = int(np.floor(x0 + at * dx + 0.5)), int(np.floor(y0 + at * dy + 0.5))
        if not (0 <= i < n and 0 <= j < n):
            return False
        room = int(clear[j, i]) - offing
        if room <= 0:
            return False
        at += room - 1.01 if room > 1 else _GRAZE
    return True


@compiled
def _in_sight_round(
    clear: NDArray[np.uint8],
    half_width: float,
    offing: int,
    a: float,
    b: float,
    c: float,
    d: float,
    e: float,
    f: float,
) -> bool:
    """Across faces, by steps of angle that no face stretches to more than the room there is."""
    n = clear.shape[1]
    scale = n / (2.0 * half_width)
    dot = a * d + b * e + c * f
    u, v, w = d - dot * a, e - dot * b, f - dot * c
    norm = np.sqrt(u * u + v * v + w * w)
    if norm < 1e-12:
        return True
    u, v, w = u / norm, v / norm, w / norm
    step = 1.0 / (3.0 * scale)
    at, end = 0.5 / scale, np.arctan2(norm, dot) - 0.5 / scale
    while at < end:
        cos, sin = np.cos(at), np.sin(at)
        face, x, y = vector_face(a * cos + u * sin, b * cos + v * sin, c * cos + w * sin)
        i = min(max(int((x + half_width) * scale), 0), n - 1)
        j = min(max(int((y + half_width) * scale), 0), n - 1)
        room = int(clear[face, j, i]) - offing
        if room <= 0:
            return False
        at += step * max(room - 1.01, 1.0)
    return True


@compiled
def _unlink(
    cell: int,
    bucket: int,
    heads: NDArray[np.int32],
    after: NDArray[np.int32],
    before: NDArray[np.int32],
) -> None:
    if before[cell] >= 0:
        after[before[cell]] = after[cell]
    else:
        heads[bucket] = after[cell]
    if after[cell] >= 0:
        before[after[cell]] = before[cell]


@compiled
def _link(
    cell: int,
    bucket: int,
    heads: NDArray[np.int32],
    after: NDArray[np.int32],
    before: NDArray[np.int32],
) -> None:
    after[cell] = heads[bucket]
    before[cell] = -1
    if heads[bucket] >= 0:
        before[heads[bucket]] = cell
    heads[bucket] = cell


@compiled
def march(
    clear: NDArray[np.uint8],
    half_width: float,
    offing: int,
    shoal: float,
    seeds: NDArray[np.int32],
    seed_arcs: NDArray[np.float64],
    seeds_turn: bool,
    origin: NDArray[np.float64],
    limit: float,
    target: int,
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Arcs from the origin to the cells within the limit, and each cell's pivot.

    Cells with no more than `offing` cells of room are inshore: they are passed one by one, at
    INSHORE times the miles, so that ways keep off the coast where there is room to; those with
    one cell of room, as next to land and on shoals, at `shoal` times the miles.

    A seed is a cell to start from with an arc already gone; its pivot is the cell itself if
    seeds turn, else the origin (SEED). Cells not settled have an
    infinite arc and the pivot UNREACHED. Ends early when the target cell (or -1) is settled.
    """
    faces, n = clear.shape[0], clear.shape[1]
    rooms = clear.reshape(-1)
    cells = faces * n * n
    arcs = np.full(cells, np.inf, np.float32)
    pivots = np.full(cells, UNREACHED, np.int32)
    settled = np.zeros(cells, np.uint8)  # 1 its line of sight is known to be free, 2 settled
    after = np.empty(cells, np.int32)
    before = np.empty(cells, np.int32)
    width = half_width / n  # of a bucket: half a cell
    buckets = int(limit / width) + 2
    heads = np.full(buckets, -1, np.int32)
    for k in range(len(seeds)):
        cell = seeds[k]
        arcs[cell] = seed_arcs[k]
        pivots[cell] = cell if seeds_turn else SEED
        settled[cell] = 1
        _link(cell, min(int(seed_arcs[k] / width), buckets - 1), heads, after, before)
    for bucket in range(buckets - 1):
        while heads[bucket] >= 0:
            cell = heads[bucket]
            _unlink(cell, bucket, heads, after, before)
            a, b, c = cell_vector(cell, n, half_width)
            if settled[cell] == 0:
                was = arcs[cell]
                _check_sight(
                    cell, a, b, c, clear, half_width, offing, arcs, pivots, settled, origin
                )
                settled[cell] = 1
                late = min(int(arcs[cell] / width), buckets - 1)
                if late > bucket and arcs[cell] > was:
                    _link(cell, late, heads, after, before)
                    continue
            settled[cell] = 2
            if cell == target:
                return _settled_only(arcs, pivots, settled)
            pivot = pivots[cell]
            if pivot == SEED:
                p, q, r, gone = origin[0], origin[1], origin[2], 0.0
            else:
                p, q, r = cell_vector(pivot, n, half_width)
                gone = arcs[pivot]
            face, i, j = place(cell, n)
            inside = 0 < i < n - 1 and 0 < j < n - 1
            for side in range(8):
                di, dj = STEP_I[side], STEP_J[side]
                if inside:
                    near = cell + dj * n + di
                else:
                    near = neighbour(face, i + di, j + dj, faces, n, half_width)
                if near < 0 or settled[near] == 2 or rooms[near] == 0:
                    continue
                if rooms[cell] == 1 and is_corner(face, i, j, di, dj, rooms, faces, n, half_width):
                    continue
                if inside:
                    d, e, f = centre_at(face, i + di, j + dj, n, half_width)
                else:
                    d, e, f = cell_vector(near, n, half_width)
                if rooms[near] > offing and rooms[cell] > offing:
                    candidate = np.float32(gone + arc(p, q, r, d, e, f))
                    last = pivot
                else:
                    step = arc(a, b, c, d, e, f)
                    close = rooms[near] == 1 or rooms[cell] == 1
                    candidate = np.float32(arcs[cell] + (shoal if close else INSHORE) * step)
                    last = cell
                if candidate < arcs[near]:
                    if pivots[near] != UNREACHED:
                        old = min(max(int(arcs[near] / width), bucket), buckets - 1)
                        _unlink(near, old, heads, after, before)
                    arcs[near] = candidate
                    pivots[near] = last
                    settled[near] = 0 if last == pivot else 1
                    new = min(max(int(candidate / width), bucket), buckets - 1)
                    _link(near, new, heads, after, before)
    return _settled_only(arcs, pivots, settled)


STEP_I = np.array([1, -1, 0, 0, 1, 1, -1, -1])
STEP_J = np.array([0, 0, 1, -1, 1, -1, 1, -1])


@compiled
def _settled_only(
    arcs: NDArray[np.float32], pivots: NDArray[np.int32], settled: NDArray[np.uint8]
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    for cell in range(len(arcs)):
        if settled[cell] != 2:
            arcs[cell] = np.inf
            pivots[cell] = UNREACHED
    return arcs, pivots


@compiled
def is_corner(
    face: int,
    i: int,
    j: int,
    di: int,
    dj: int,
    rooms: NDArray[np.uint8],
    faces: int,
    n: int,
    half_width: float,
) -> bool:
    """Whether a diagonal step would slip between two cells of land that touch."""
    if di == 0 or dj == 0:
        return False
    beside = neighbour(face, i + di, j, faces, n, half_width)
    above = neighbour(face, i, j + dj, faces, n, half_width)
    return (beside < 0 or rooms[beside] == 0) and (above < 0 or rooms[above] == 0)


@compiled
def _check_sight(
    cell: int,
    a: float,
    b: float,
    c: float,
    clear: NDArray[np.uint8],
    half_width: float,
    offing: int,
    arcs: NDArray[np.float32],
    pivots: NDArray[np.int32],
    settled: NDArray[np.uint8],
    origin: NDArray[np.float64],
) -> None:
    """Keep the cell's pivot if it is in sight, else take the best of its settled neighbours'."""
    faces, n = clear.shape[0], clear.shape[1]
    rooms = clear.reshape(-1)
    failed = pivots[cell]
    if failed == SEED:
        p, q, r = origin[0], origin[1], origin[2]
    else:
        p, q, r = cell_vector(failed, n, half_width)
    if in_sight(clear, half_width, offing, p, q, r, a, b, c):
        return
    best, best_pivot = np.float32(np.inf), UNREACHED
    face, i, j = place(cell, n)
    for side in range(8):
        di, dj = STEP_I[side], STEP_J[side]
        near = neighbour(face, i + di, j + dj, faces, n, half_width)
        if near < 0 or settled[near] != 2:
            continue
        if is_corner(face, i, j, di, dj, rooms, faces, n, half_width):
            continue
        d, e, f = cell_vector(near, n, half_width)
        candidate = np.float32(arcs[near] + arc(d, e, f, a, b, c))
        if candidate < best:
            best, best_pivot = candidate, near
        pivot = pivots[near]
        if pivot == failed or pivot == best_pivot:  # noqa: SIM109 a tuple needs one type
            continue
        gone = np.float32(0.0)
        if pivot == SEED:
            p, q, r = origin[0], origin[1], origin[2]
        else:
            p, q, r = cell_vector(pivot, n, half_width)
            gone = arcs[pivot]
        candidate = np.float32(gone + arc(p, q, r, a, b, c))
        if candidate < best and in_sight(clear, half_width, offing, p, q, r, a, b, c):
            best, best_pivot = candidate, pivot
    arcs[cell], pivots[cell] = best, best_pivot
