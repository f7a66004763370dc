"""The grid by which vessels in a view are gathered."""

import math

from hypothesis import given
from hypothesis import strategies as st

from sar.assets.vessel_clusters import CELLS, WIDEST_CELLS, grid_of
from sar.assets.visible_positions import Box

WIDE = st.floats(1e-6, 360.0)
LON = st.floats(-180.0, 180.0)


@given(west=LON, wide=WIDE, south=st.floats(-90.0, 89.0), high=st.floats(0.0, 180.0))
def test_a_view_has_a_bounded_number_of_cells(
    west: float, wide: float, south: float, high: float
) -> None:
    east = west + wide if west + wide <= 180.0 else west + wide - 360.0
    box = Box(west, south, max(-180.0, east), min(90.0, south + high))
    grid = grid_of(box)
    across = (box.east - box.west) % 360.0 or 360.0 * (box.east != box.west)
    columns, rows = across / grid.lon, (box.north - box.south) / grid.lat
    assert columns * rows <= CELLS
    assert max(columns, rows) <= WIDEST_CELLS


def test_a_view_that_is_moved_keeps_its_cells() -> None:
    here, there = grid_of(Box(10.0, 33.0, 16.0, 37.0)), grid_of(Box(11.3, 33.4, 17.3, 37.4))
    assert here == there
    assert math.log2(360.0 / here.lon) % 1 == 0
    assert grid_of(Box(10.0, 33.0, 13.0, 35.0)).lon == here.lon / 2


def test_a_view_without_width_has_the_finest_cells() -> None:
    assert grid_of(Box(10.0, 33.0, 10.0, 33.0)).lon == 360.0 / 2**24
