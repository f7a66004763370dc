"""The lines of open passages on a grid: ships keep to them at no penalty, and canals take hours."""

from datetime import timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sar.geo.sea.grid import Grid
from sar.geo.sea.land import vectors
from sar.geo.sea.passage_index import passages_about
from sar.geo.sea.passages import SERVICE_KN, Passage
from sar.geo.sea.raster import mark
from sar.geo.units import NM_PER_RADIAN

_ENDS: Final = 0.25
"""The part of a canal's line at either end where its hours are not counted yet: ports lie there."""


def tolls(grid: Grid, passages: tuple[Passage, ...]) -> NDArray[np.float32]:
    """For each cell on the line of an open passage what the hours of its canal cost from the line's
    first end to there, as radians at the service speed; NaN on no line."""
    n = grid.cells_across
    found = np.full((grid.faces, n, n), np.nan, np.float32)
    if grid.faces == 1:
        passages = passages_about(passages, grid.centre, grid.corner_nm)
    for passage in passages:
        if not passage.is_open:
            continue
        lons, lats = passage.points(0.4 * grid.cell_nm)
        points = vectors(lons, lats)
        whole_nm = SERVICE_KN * (passage.transit / timedelta(hours=1))
        values = (whole_nm / NM_PER_RADIAN * _share(points)).astype(np.float32)
        turned = points @ grid.frame.T
        for face in range(grid.faces):
            mark(found[face], face, grid.half_width, turned, values)
    return found


def _share(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share of the hours that has gone by at each point along a line."""
    legs = np.linalg.norm(np.diff(points, axis=0), axis=1)
    along = np.concatenate(([0.0], np.cumsum(legs))) / legs.sum()
    share: NDArray[np.float64] = np.clip((along - _ENDS) / (1.0 - 2.0 * _ENDS), 0.0, 1.0)
    return share
