"""The coast as it is drawn: every piece of land in the box, also those of one continent."""

import pytest
import shapely

from sar.geo.position import LatLon
from sar.geo.sea.land import on_land, rings_within

BOXES = [
    (
        5.5,
        30.0,
        20.0,
        44.5,
        [(16.5, 41.0), (10.0, 35.0), (9.0, 40.0)],
        [(13.2, 34.9), (11.0, 40.0)],
    ),
    (22.0, 35.9, 23.5, 37.0, [(22.9, 36.8), (22.4, 36.7)], [(22.7, 36.4)]),
    (170.0, 60.0, 200.0, 72.0, [(178.0, 66.0), (195.0, 65.0)], [(190.0, 70.0)]),
]


@pytest.mark.parametrize(("west", "south", "east", "north", "land", "sea"), BOXES)
def test_land_that_the_box_cuts_into_several_pieces_is_there(
    west: float,
    south: float,
    east: float,
    north: float,
    land: list[tuple[float, float]],
    sea: list[tuple[float, float]],
) -> None:
    rings = rings_within(west, south, east, north, tolerance_deg=0.01)
    areas = [shapely.Polygon(ring) for ring in rings]
    for lon, lat in [*land, *sea]:
        within = sum(area.contains(shapely.Point(lon, lat)) for area in areas) % 2 == 1
        assert within == ((lon, lat) in land)
        assert within == on_land(LatLon(lat, (lon + 180.0) % 360.0 - 180.0))
