"""Cells of a grid about a place, and the waters of a grid."""

import math
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sar.geo.position import LatLon
from sar.geo.sea.cells import neighbour, place
from sar.geo.sea.compiled import compiled
from sar.geo.sea.grid import Grid
from sar.geo.sea.marching import STEP_I, STEP_J, is_corner
from sar.geo.units import NM_PER_RADIAN


def cells_around(grid: Grid, p: LatLon, reach_nm: float) -> NDArray[np.int64]:
    """Cells of the grid with their centres within reach of p, of many some thousand."""
    middle = grid.vector(p)
    cell = grid.cell(p)
    if cell < 0:
        return np.empty(0, np.int64)
    n = grid.cells_across
    across = math.ceil(reach_nm / (2.0 * grid.half_width / n * NM_PER_RADIAN) * 2.0)
    stride = max(1, across // 24)
    face, rest = divmod(cell, n * n)
    j, i = divmod(rest, n)
    rows = np.arange(max(0, j - across), min(n, j + across + 1), stride)
    columns = np.arange(max(0, i - across), min(n, i + across + 1), stride)
    cells = ((face * n + rows[:, None]) * n + columns[None, :]).reshape(-1)
    near = grid.centres_of(cells) @ middle > math.cos(reach_nm / NM_PER_RADIAN)
    return cells[near]


@dataclass(frozen=True, slots=True)
class Water:
    """Cells of a grid that are connected with one another."""

    cells: int
    reaches_rim: bool
    """They come to where the grid, of one face, ends."""


class Waters:
    """The waters of a grid, each looked for when a cell of it is first asked about."""

    def __init__(self, grid: Grid, clear: NDArray[np.uint8]) -> None:
        self._grid, self._clear = grid, clear
        self._number: NDArray[np.unsignedinteger[Any]] = np.zeros(clear.size, dtype=np.uint8)
        """From 1, in as few bytes as do: a field has millions of cells and few waters that are
        asked about."""
        self._found: list[Water] = []
        self._lock = Lock()

    def of(self, cell: int) -> Water:
        """The water that the cell is part of."""
        with self._lock:
            return self._of(cell)

    def _of(self, cell: int) -> Water:
        if self._number[cell] == 0:
            around = flood(self._clear, self._grid.half_width, cell)
            rim = self._grid.faces == 1 and lies_on_rim(self._grid, around)
            self._found.append(Water(len(around), rim))
            if len(self._found) > np.iinfo(self._number.dtype).max:
                self._number = self._number.astype(np.uint32)
            self._number[around] = len(self._found)
        return self._found[int(self._number[cell]) - 1]


@compiled
def flood(clear: NDArray[np.uint8], half_width: float, seed: int) -> NDArray[np.int32]:
    """The cells that are connected with one, from cell to cell as `march` goes."""
    faces, n = clear.shape[0], clear.shape[1]
    rooms = clear.reshape(-1)
    found = np.empty(len(rooms), np.int32)
    seen = np.zeros(len(rooms), np.bool_)
    found[0], seen[seed], count, at = seed, True, 1, 0
    while at < count:
        cell = found[at]
        at += 1
        face, i, j = place(cell, n)
        inside = 0 < i < n - 1 and 0 < j < n - 1
        for side in range(8):
            di, dj = STEP_I[side], STEP_J[side]
            if inside:
                near = cell + dj * n + di
            else:
                near = neighbour(face, i + di, j + dj, faces, n, half_width)
            if near < 0 or seen[near] or rooms[near] == 0:
                continue
            if rooms[cell] == 1 and is_corner(face, i, j, di, dj, rooms, faces, n, half_width):
                continue
            seen[near] = True
            found[count] = near
            count += 1
    return found[:count].copy()


def lies_on_rim(grid: Grid, cells: NDArray[np.integer[Any]]) -> bool:
    """Whether some of the cells lie where the grid, of one face, ends."""
    rows, columns = np.divmod(cells, grid.cells_across)
    last = grid.cells_across - 1
    return bool(((rows == 0) | (rows == last) | (columns == 0) | (columns == last)).any())
