"""Cells of a grid about a place, and those that are connected with them."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sar.geo.position import LatLon
from sar.geo.sea.grid import NM_PER_RADIAN, Grid
from sar.geo.sea.marching import INSHORE, march


def connected(grid: Grid, clear: NDArray[np.uint8], waters: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The cells that are connected with these."""
    arcs, _ = march(
        clear,
        grid.half_width,
        0,
        INSHORE,
        waters.astype(np.int32),
        np.zeros(len(waters)),
        True,
        grid.vector(grid.centre),
        10.0 * grid.half_width,
        -1,
    )
    return np.isfinite(arcs)


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
    """They come close to where the grid, of one face, ends."""


class Waters:
    """The waters of a grid, each looked for when a cell of it is first asked about."""

    def __init__(self, grid: Grid, clear: NDArray[np.uint8]) -> None:
        self._grid, self._clear = grid, clear
        self._number = np.full(clear.size, -1, dtype=np.int32)
        self._found: list[Water] = []

    def of(self, cell: int) -> Water:
        """The water that the cell is part of."""
        if self._number[cell] < 0:
            around = connected(self._grid, self._clear, np.array([cell]))
            self._number[around] = len(self._found)
            rim = self._grid.faces == 1 and reaches_rim(self._grid, around)
            self._found.append(Water(int(np.count_nonzero(around)), rim))
        return self._found[int(self._number[cell])]


def reaches_rim(grid: Grid, cells: NDArray[np.bool_]) -> bool:
    """Whether some of the cells come close to where the grid, of one face, ends."""
    n = grid.cells_across
    rows, columns = np.nonzero(cells.reshape(n, n))
    across = np.hypot(rows - n // 2, columns - n // 2)
    return bool(across.max(initial=0.0) > 0.47 * n)
