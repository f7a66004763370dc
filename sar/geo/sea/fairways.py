"""The lines of open passages on a grid: ships keep to them at no penalty, and canals take hours."""

from datetime import timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sar.geo.sea.grid import Grid
from sar.geo.sea.land import vectors
from sar.geo.sea.marching import Lines
from sar.geo.sea.passage_index import passages_about
from sar.geo.sea.passages import SERVICE_KN, Passage
from sar.geo.sea.raster import mark
from sar.geo.units import NM_PER_RADIAN

_ENDS: Final = 0.25
"""The part of a canal's line at either end where its hours are not counted yet: ports lie there."""


def lines(grid: Grid, passages: tuple[Passage, ...]) -> Lines:
    """The cells on the lines of open passages."""
    n = grid.cells_across
    if grid.faces == 1:
        passages = passages_about(passages, grid.centre, grid.corner_nm)
    drawn = [_drawn(grid, passage) for passage in passages if passage.is_open]
    marks = np.zeros(grid.faces * n * n, np.uint8)
    cells, tolls = [np.empty(0, np.int64)], [np.empty(0, np.float32)]
    for face in range(grid.faces):
        of_face = np.full((n, n), np.nan, np.float32)
        for points, values in drawn:
            mark(of_face, face, grid.half_width, points, values)
        on_line = np.flatnonzero(~np.isnan(of_face))
        cells.append(face * n * n + on_line)
        tolls.append(of_face.reshape(-1)[on_line])
        marks[cells[-1]] = 1
    return Lines(marks, np.concatenate(cells), np.concatenate(tolls))


def _drawn(grid: Grid, passage: Passage) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    """Points along the line of a passage, closer than cells are, and the toll at each."""
    lons, lats = passage.points(0.4 * grid.cell_nm)
    points = vectors(lons, lats)
    whole_nm = SERVICE_KN * (passage.transit / timedelta(hours=1))
    values = (whole_nm / NM_PER_RADIAN * _share(points)).astype(np.float32)
    return points @ grid.frame.T, values


def _share(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share of the hours that has gone by at each point along a line."""
    legs = np.linalg.norm(np.diff(points, axis=0), axis=1)
    along = np.concatenate(([0.0], np.cumsum(legs))) / legs.sum()
    share: NDArray[np.float64] = np.clip((along - _ENDS) / (1.0 - 2.0 * _ENDS), 0.0, 1.0)
    return share
