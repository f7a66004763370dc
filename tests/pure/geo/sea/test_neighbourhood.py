"""The waters of a grid: each cell has its own, however many are asked about."""

import numpy as np
import pytest

from sar.geo.position import LatLon
from sar.geo.sea.grid import Grid
from sar.geo.sea.neighbourhood import Water, Waters

GRID = Grid.about(LatLon(35.0, 18.0), radius_nm=60.0, cell_nm=1.0)


def ponds() -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    """A pond of one cell in every third row and column."""
    n = GRID.cells_across
    clear = np.zeros((1, n, n), dtype=np.uint8)
    clear[0, 1:-1:3, 1:-1:3] = 1
    return clear


def test_more_waters_than_one_byte_counts_are_told_apart() -> None:
    clear = ponds()
    clear[0, 1, 1:4] = 1  # the first two are one, of four cells
    cells = np.flatnonzero(clear.reshape(-1)).tolist()
    assert len(cells) > 600
    waters = Waters(GRID, clear)
    for _ in range(2):  # looked for, and known
        found = [waters.of(cell) for cell in cells]
        assert found[:4] == [Water(4, reaches_rim=False)] * 4
        assert found[4:] == [Water(1, reaches_rim=False)] * (len(cells) - 4)


@pytest.mark.parametrize(("cells", "octets"), [(3, 1), (400, 4)])
def test_they_are_numbered_in_as_few_bytes_as_do(cells: int, octets: int) -> None:
    clear = ponds()
    waters = Waters(GRID, clear)
    for cell in np.flatnonzero(clear.reshape(-1))[:cells].tolist():
        waters.of(cell)
    assert waters._number.itemsize == octets
