"""A base far from the party's waters is doubted where the exchanged one lies in or near them."""

import pytest
from shapely import MultiPolygon, box

from sar.assets.base_doubts import OwnWaters, base_doubts
from sar.assets.csv_import import ListedAsset
from sar.assets.schemas import AssetBody
from sar.geo.geojson import Point
from sar.geo.position import LatLon

LISBON = LatLon(lat=38.69, lon=-9.15)
REGION = MultiPolygon([box(-40.0, 30.0, -7.0, 45.0)])
BY_PLACE = OwnWaters([], [LISBON])
BY_REGION = OwnWaters([REGION], [LISBON])


@pytest.mark.parametrize(
    ("lat", "lon", "own", "doubted"),
    [
        (39.36, -9.38, BY_PLACE, False),
        (-9.38, 39.36, BY_PLACE, True),
        (-9.38, 39.36, BY_REGION, True),
        (37.74, -25.67, BY_PLACE, False),
        (-25.67, 37.74, BY_PLACE, False),
        (-25.67, 37.74, BY_REGION, True),
        (10.0, 120.0, BY_REGION, False),
        (10.0, 10.0, BY_REGION, False),
        (-9.38, 39.36, OwnWaters([], []), False),
    ],
)
def test_a_base(lat: float, lon: float, own: OwnWaters, doubted: bool) -> None:
    body = AssetBody(name="Boat", type="S5", base=Point.of(LatLon(lat=lat, lon=lon)))
    bare = AssetBody(name="Team", type="S5")
    found = list(base_doubts([ListedAsset(2, bare, None), ListedAsset(3, body, None)], own))
    assert [(one.line, one.name, one.code) for one in found] == (
        [(3, "Boat", "maybe_swapped")] if doubted else []
    )
