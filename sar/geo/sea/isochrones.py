"""Lines on the sea from which the way to a datum is equally long: at one speed, equal in time."""

from collections.abc import Sequence
from typing import cast

import contourpy
import numpy as np
import shapely
from numpy.typing import NDArray

from sar.geo.areas import Polyline, lines
from sar.geo.geodesy import WGS84
from sar.geo.sea.field import SeaField
from sar.geo.units import M_PER_NM

Steps = Sequence[NDArray[np.float64]]

_ROUGHNESS_CELLS = 0.35
_SHORTEST_CELLS = 3.0  # shorter ones are crumbs between rocks


def sea_lines(field: SeaField, levels_nm: Sequence[float]) -> list[tuple[Polyline, ...]]:
    """For each length the lines where the way by water to the datum is that long.

    They end where land begins, are cut at the antimeridian, and are true to a cell; close inshore
    some stand a few miles too near the datum, as `SeaField.nm` does, never too far. No length may
    be more than the field's radius: a shorter way might leave the field and come back.
    """
    if any(not 0.0 < level <= field.radius_nm for level in levels_nm):
        raise ValueError(f"a field of {field.radius_nm:g} nm has lines of 0 to that many miles")
    if not levels_nm:
        return []
    contours = contourpy.contour_generator(
        z=_miles(field), corner_mask=True, line_type=contourpy.LineType.Separate
    )
    return [_drawn(field, cast(Steps, contours.lines(level))) for level in levels_nm]


def _miles(field: SeaField) -> NDArray[np.float64]:
    """By row and column the length of the way from each cell's centre; NaN where there is none."""
    grid, points = field.grid, field.points
    of_cell = points.of_cell.unpacked()
    cells = np.flatnonzero(of_cell != points.of_cell.nowhere)
    rows, columns = np.divmod(cells, grid.cells_across)
    lons, lats = _positions(field, columns, rows)
    last = of_cell[cells]
    _, _, last_m = WGS84.inv(lons, lats, points.lons[last], points.lats[last])
    miles = np.full(len(of_cell), np.nan)
    miles[cells] = points.nm[last] + np.asarray(last_m) / M_PER_NM + field.ashore_nm
    return miles.reshape(grid.cells_across, grid.cells_across)


def _positions(
    field: SeaField, columns: NDArray[np.float64 | np.int64], rows: NDArray[np.float64 | np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitudes and latitudes of places between cells, whose centres have whole numbers."""
    grid = field.grid
    wide = 2.0 * grid.half_width / grid.cells_across
    x = (columns + 0.5) * wide - grid.half_width
    y = (rows + 0.5) * wide - grid.half_width
    earth = np.stack((x, y, np.ones_like(x)), axis=1) @ grid.frame
    lons = np.degrees(np.arctan2(earth[:, 1], earth[:, 0]))
    return lons, np.degrees(np.arctan2(earth[:, 2], np.hypot(earth[:, 0], earth[:, 1])))


def _drawn(field: SeaField, found: Steps) -> tuple[Polyline, ...]:
    drawn: list[Polyline] = []
    for steps in found:
        line = shapely.LineString(steps)
        if line.length < _SHORTEST_CELLS:
            continue
        columns, rows = shapely.get_coordinates(line.simplify(_ROUGHNESS_CELLS)).T
        drawn += lines(*_positions(field, columns, rows))
    return tuple(drawn)
