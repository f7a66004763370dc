"""The last turning point before each cell, as fields keep it."""

import numpy as np
import pytest

from sar.geo.position import LatLon
from sar.geo.sea.cells import cell_vector
from sar.geo.sea.field import sea_field
from sar.geo.sea.turning_points import PointOfCell, vectors_of


def test_runs_give_the_point_of_every_cell() -> None:
    whole = np.array([65535, 65535, 0, 0, 3, 3, 3, 65535, 7], np.uint16)
    starts = np.array([0, 2, 4, 7, 8], np.int32)
    runs = PointOfCell(starts, whole[starts], len(whole))
    assert runs.unpacked().tolist() == whole.tolist()
    cells = np.array([8, 0, 5, -1, 7, 2])
    assert runs[cells].tolist() == whole[cells].tolist()
    assert runs.nowhere == 65535
    assert not runs.is_empty
    assert PointOfCell(starts[:1], whole[:1], len(whole)).is_empty


def test_a_field_keeps_a_run_for_many_cells() -> None:
    field = sea_field(LatLon(38.0, 18.0), radius_nm=120.0)
    of_cell, n = field.points.of_cell, field.grid.cells_across
    assert of_cell.cells == n * n
    assert len(of_cell.starts) < of_cell.cells / 10
    at = of_cell.unpacked()[field.grid.cell(LatLon(38.5, 18.5))]
    of_points = vectors_of(field.grid, field.points.cells)
    for point in range(len(of_points)):
        assert field._vector_of(point) == pytest.approx(of_points[point])
    assert of_points[at] == pytest.approx(cell_vector(n * n // 2, n, field.grid.half_width))
