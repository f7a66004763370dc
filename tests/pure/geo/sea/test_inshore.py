"""Places that may be in a port or internal waters, by a coast that is known to half a mile."""

import pytest

from sar.geo.position import LatLon
from sar.geo.sea.inshore import is_inshore


@pytest.mark.parametrize(
    ("name", "lat", "lon", "inshore"),
    [
        ("Grand Harbour", 35.895, 14.515, True),
        ("the harbour of Naples", 40.83, 14.26, True),
        ("the Gulf of Naples", 40.75, 14.20, True),
        ("San Francisco Bay", 37.70, -122.30, True),
        ("the Oslofjord", 59.60, 10.60, True),
        ("the Gulf of Izmir", 38.45, 26.90, True),
        ("Trieste", 45.60, 13.60, True),
        ("a lake on land", 46.00, 8.60, True),
        ("two miles off Valletta", 35.93, 14.55, False),
        ("three miles off Lampedusa", 35.45, 12.60, False),
        ("the middle of the Gulf of Taranto", 40.00, 17.20, False),
        ("off Dover", 51.10, 1.40, False),
        ("the open sea", 35.00, 13.50, False),
        ("the antimeridian", -25.00, 180.00, False),
        ("the pole", 90.00, 0.00, False),
    ],
)
def test_bays_and_harbours_are_told_from_the_sea_before_a_coast(
    name: str, lat: float, lon: float, inshore: bool
) -> None:
    assert is_inshore(LatLon(lat=lat, lon=lon)) is inshore, name
