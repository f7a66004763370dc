"""Land and water on square faces that touch the sphere: a gnomonic grid, or six of them.

A great circle is a straight line on such a face, so that lines of sight need no projection.
Face 0 touches the earth where the caller says; with six faces the cube closes round the earth.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sar.geo.sea.compiled import compiled

CHANNEL: Final = 0.5  # cells to either side of a passage's line
HORIZON: Final = 0.3  # corners further from a face's centre than 72° never matter to it


@compiled
def face_vector(face: int, x: float, y: float) -> tuple[float, float, float]:
    """The unit vector of a point of a face, in the frame of face 0."""
    norm = 1.0 / np.sqrt(1.0 + x * x + y * y)
    if face == 0:
        return x * norm, y * norm, norm
    if face == 1:
        return norm, y * norm, -x * norm
    if face == 2:
        return -x * norm, y * norm, -norm
    if face == 3:
        return -norm, y * norm, x * norm
    if face == 4:
        return x * norm, norm, -y * norm
    return x * norm, -norm, y * norm


@compiled
def vector_face(a: float, b: float, c: float) -> tuple[int, float, float]:
    """The face a vector of any length pierces, and where."""
    fa, fb, fc = abs(a), abs(b), abs(c)
    if fc >= fa and fc >= fb:
        return (0, a / c, b / c) if c > 0.0 else (2, a / c, -b / c)
    if fa >= fb:
        return (1, -c / a, b / a) if a > 0.0 else (3, -c / a, -b / a)
    return (4, a / b, -c / b) if b > 0.0 else (5, -a / b, -c / b)


@compiled
def onto_face(face: int, a: float, b: float, c: float) -> tuple[float, float, float]:
    """Coordinates in which the third is the height over the face's plane."""
    if face == 0:
        return a, b, c
    if face == 1:
        return -c, b, a
    if face == 2:
        return -a, b, -c
    if face == 3:
        return c, b, -a
    if face == 4:
        return a, -c, b
    return a, c, -b


@compiled
def fill_land(
    land: NDArray[np.uint8],
    face: int,
    half_width: float,
    turned: NDArray[np.float64],
    ring_ends: NDArray[np.bool_],
    corner_is_land: bool,
) -> None:
    """Set the cells of a face whose centres are on land: cross a coast, change sides.

    `corner_is_land` tells of the centre of cell (0, 0), from where the first column is told,
    and from there the rows; so only the coast within the face is looked at.
    """
    n = land.shape[0]
    scale = n / (2.0 * half_width)
    column = np.zeros(n, np.uint8)
    was_seen = False
    x0 = y0 = 0.0
    for k in range(len(turned)):
        p, q, h = onto_face(face, turned[k, 0], turned[k, 1], turned[k, 2])
        seen = h > HORIZON
        x = y = 0.0
        if seen:
            x, y = (p / h + half_width) * scale - 0.5, (q / h + half_width) * scale - 0.5
        if seen and was_seen and k > 0 and not ring_ends[k - 1]:
            _cross(land, column, x0, y0, x, y)
        x0, y0, was_seen = x, y, seen
    state = 1 if corner_is_land else 0
    for j in range(n):
        state ^= column[j]
        here = state
        for i in range(n):
            here ^= land[j, i]
            land[j, i] = here


@compiled
def _cross(
    land: NDArray[np.uint8], column: NDArray[np.uint8], x0: float, y0: float, x1: float, y1: float
) -> None:
    """Note where an edge crosses the rows, and where it crosses the first column."""
    n = land.shape[0]
    if y0 != y1:
        low, high = (y0, y1) if y0 < y1 else (y1, y0)
        for j in range(max(0, int(np.ceil(low))), min(n, int(np.ceil(high)))):
            x = x0 + (j - y0) * (x1 - x0) / (y1 - y0)
            if 0.0 < x <= n - 1:
                land[j, int(np.ceil(x))] ^= 1
    if (x0 <= 0.0) != (x1 <= 0.0):
        y = y0 - x0 * (y1 - y0) / (x1 - x0)
        if 0.0 < y <= n - 1:
            column[int(np.ceil(y))] ^= 1


@compiled
def paint(
    land: NDArray[np.uint8],
    face: int,
    half_width: float,
    points: NDArray[np.float64],
    value: int,
    reach: float,
) -> None:
    """Give the cells within `reach` cells of the points a value: a channel or a bar."""
    for k in range(len(points)):
        low_i, end_i, low_j, end_j = _cells_at(len(land), face, half_width, points[k], reach)
        land[low_j:end_j, low_i:end_i] = value


@compiled
def mark(
    cells: NDArray[np.float32],
    face: int,
    half_width: float,
    points: NDArray[np.float64],
    values: NDArray[np.float32],
) -> None:
    """Give the cells of a channel the values of its points."""
    for k in range(len(points)):
        low_i, end_i, low_j, end_j = _cells_at(len(cells), face, half_width, points[k], CHANNEL)
        cells[low_j:end_j, low_i:end_i] = values[k]


@compiled
def _cells_at(
    n: int, face: int, half_width: float, point: NDArray[np.float64], reach: float
) -> tuple[int, int, int, int]:
    """The columns and the rows between which the cells within reach of a point lie."""
    p, q, h = onto_face(face, point[0], point[1], point[2])
    if h <= HORIZON:
        return 0, 0, 0, 0
    scale = n / (2.0 * half_width)
    x, y = (p / h + half_width) * scale - 0.5, (q / h + half_width) * scale - 0.5
    if not (-2.0 < x < n + 1.0 and -2.0 < y < n + 1.0):
        return 0, 0, 0, 0
    low_i, end_i = max(0, int(np.round(x - reach))), min(n, int(np.round(x + reach)) + 1)
    low_j, end_j = max(0, int(np.round(y - reach))), min(n, int(np.round(y + reach)) + 1)
    return low_i, end_i, low_j, end_j


@compiled
def clearance(land: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Cells to the nearest land or to the edge of the face, diagonals counted as one; 0 on land."""
    n = land.shape[0]
    clear = np.empty((n, n), np.uint8)
    for j in range(n):
        for i in range(n):
            if land[j, i]:
                clear[j, i] = 0
                continue
            least = 255
            if j == 0 or i == 0 or i == n - 1:
                least = 1
            else:
                least = min(clear[j - 1, i - 1], clear[j - 1, i], clear[j - 1, i + 1])
                least = min(least, clear[j, i - 1], 254) + 1
            clear[j, i] = least
    for j in range(n - 1, -1, -1):
        for i in range(n - 1, -1, -1):
            least = clear[j, i]
            if least <= 1:
                continue
            if j == n - 1 or i == n - 1 or i == 0:
                clear[j, i] = 1
                continue
            near = min(clear[j + 1, i - 1], clear[j + 1, i], clear[j + 1, i + 1], clear[j, i + 1])
            clear[j, i] = min(least, min(near, 254) + 1)
    return clear
