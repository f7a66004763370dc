"""Vector tiles: read as their authors' library reads them, each at its place on the map."""

from functools import partial

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from sar.geo.vector_tiles import Tile, areas_of, tiles_over
from tests.coasts import WATERS, build_coast, layers, tiles_of_archive

Box = tuple[float, float, float, float]


def in_grid(tile: Tile, places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Places in degrees, in the grid of a tile."""
    script = build_coast()
    grid: NDArray[np.float64] = script.mercator(places) * 2.0**tile.zoom - (tile.x, tile.y)
    grid *= script.EXTENT
    return grid


def test_the_land_of_a_tile_is_what_the_library_reads() -> None:
    read = 0
    for at, data in tiles_of_archive(WATERS)[::40]:
        tile = Tile(*at)
        areas = areas_of(data, "land", tile)
        expected = layers(WATERS, at).get("land")
        if expected is None:
            assert areas.is_empty
            continue
        found = shapely.transform(areas, partial(in_grid, tile))
        assert shapely.symmetric_difference(found, expected.buffer(0)).area < 1.0
        assert areas.is_valid
        read += 1
    assert read > 20


@pytest.mark.parametrize(
    ("box", "zoom", "tiles"),
    [
        ((-180.0, -85.0, 180.0, 85.0), 0, [(0, 0, 0)]),
        ((1.0, 1.0, 2.0, 2.0), 1, [(1, 1, 0)]),
        ((-1.0, -1.0, 1.0, 1.0), 1, [(1, 0, 0), (1, 0, 1), (1, 1, 0), (1, 1, 1)]),
        ((179.0, 1.0, 181.0, 2.0), 2, [(2, 3, 1), (2, 4, 1)]),
        ((10.0, 80.0, 20.0, 90.0), 1, [(1, 1, 0)]),
    ],
)
def test_the_tiles_over_a_box(box: Box, zoom: int, tiles: list[tuple[int, int, int]]) -> None:
    assert list(tiles_over(box, zoom)) == tiles


def test_a_tile_lies_on_the_map() -> None:
    assert Tile(1, 1, 0).box == pytest.approx((0.0, 0.0, 180.0, 85.0511), abs=1e-4)


def test_a_layer_that_a_tile_has_not_is_empty() -> None:
    (at, data), *_ = tiles_of_archive(WATERS)
    assert areas_of(data, "depths", Tile(*at)).is_empty
