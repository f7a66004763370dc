"""Cells by number: face by face, row by row, and the unit vectors of their centres."""

import numpy as np
from numpy.typing import NDArray

from sar.geo.sea.compiled import compiled
from sar.geo.sea.raster import face_vector, vector_face


@compiled
def place(cell: int, n: int) -> tuple[int, int, int]:
    """Face, column and row of a cell."""
    row, i = divmod(cell, n)
    face, j = divmod(row, n)
    return face, i, j


@compiled
def centre_at(face: int, i: int, j: int, n: int, half_width: float) -> tuple[float, float, float]:
    """The unit vector of the centre of the cell in that column and row of a face."""
    width = 2.0 * half_width / n
    return face_vector(face, (i + 0.5) * width - half_width, (j + 0.5) * width - half_width)


@compiled
def cell_vector(cell: int, n: int, half_width: float) -> tuple[float, float, float]:
    """The unit vector of a cell's centre."""
    face, i, j = place(cell, n)
    return centre_at(face, i, j, n, half_width)


@compiled
def cell_vectors(cells: NDArray[np.int64], n: int, half_width: float) -> NDArray[np.float64]:
    """The same of many cells."""
    found = np.empty((len(cells), 3))
    for k in range(len(cells)):
        a, b, c = cell_vector(cells[k], n, half_width)
        found[k, 0], found[k, 1], found[k, 2] = a, b, c
    return found


@compiled
def cell_at(a: float, b: float, c: float, n: int, faces: int, half_width: float) -> int:
    """The cell a vector lies in, or -1 outside the grid."""
    face, x, y = vector_face(a, b, c)
    if face >= faces:
        return -1
    i = int(np.floor((x + half_width) * n / (2.0 * half_width)))
    j = int(np.floor((y + half_width) * n / (2.0 * half_width)))
    if faces == 1:
        if not (0 <= i < n and 0 <= j < n):
            return -1
    else:
        i, j = min(max(i, 0), n - 1), min(max(j, 0), n - 1)
    return (face * n + j) * n + i


@compiled
def neighbour(face: int, i: int, j: int, faces: int, n: int, half_width: float) -> int:
    """The cell in that column and row, past the edge of the face too; -1 where the grid ends."""
    if 0 <= i < n and 0 <= j < n:
        return (face * n + j) * n + i
    if faces == 1:
        return -1
    a, b, c = centre_at(face, i, j, n, half_width)
    return cell_at(a, b, c, n, faces, half_width)
