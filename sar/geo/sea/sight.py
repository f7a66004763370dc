"""Lines of sight over the cells of a grid: whether a great circle keeps off land."""

import math

import numpy as np
from numpy.typing import NDArray

from sar.geo.sea.compiled import compiled
from sar.geo.sea.raster import vector_face

Vector = tuple[float, float, float]
"""A unit vector in the frame of the grid."""

_GRAZE = 0.4  # cells between looks at the water while the coast is next to the line


@compiled
def arc(one: Vector, other: Vector) -> float:
    """The angle between two unit vectors."""
    chord2 = (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2
    if chord2 < 0.1:
        near = 1.0 + chord2 * (1.0 / 24.0 + chord2 * (3.0 / 640.0))
        return math.sqrt(chord2) * near
    return 2.0 * math.asin(min(1.0, 0.5 * math.sqrt(chord2)))


@compiled
def in_sight(
    clear: NDArray[np.uint8], half_width: float, offing: int, one: Vector, other: Vector
) -> bool:
    """Whether the great circle between two unit vectors keeps off land by more than `offing` cells.

    Its ends may be nearer, or on land.
    """
    faces, n = clear.shape[0], clear.shape[1]
    face, x0, y0 = vector_face(one[0], one[1], one[2])
    opposite, x1, y1 = vector_face(other[0], other[1], other[2])
    scale = n / (2.0 * half_width)
    if face == opposite:
        return _in_sight_flat(
            clear[face],
            offing,
            (x0 + half_width) * scale - 0.5,
            (y0 + half_width) * scale - 0.5,
            (x1 + half_width) * scale - 0.5,
            (y1 + half_width) * scale - 0.5,
        )
    return faces > 1 and _in_sight_round(clear, half_width, offing, one, other)


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
    clear: NDArray[np.uint8], half_width: float, offing: int, one: Vector, other: Vector
) -> bool:
    """Across faces, by steps of angle that no face stretches to more than the room there is."""
    n = clear.shape[1]
    a, b, c = one
    d, e, f = other
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
