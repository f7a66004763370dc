"""Cells of a grid about a place, and those that are connected with them."""

import math

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
