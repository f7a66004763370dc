"""The places that a case without a datum may have to do with."""

from typing import Any

import pytest
from shapely.geometry import Point

from sar.geo.position import LatLon
from sar.incidents.voyage import ReportedPlace, length_nm, touches, turns
from sar.incidents.words import RegionTouch

PORT = [-17.0, 14.4]
REPORTED = ReportedPlace(LatLon(lat=20.0, lon=-18.0), 5.0)
_T = RegionTouch


def voyage(**changed: Any) -> dict[str, Any]:
    """From Mbour to El Hierro, round the cape."""
    return {
        "last_port": "Mbour",
        "port_at": PORT,
        "bound_for": "El Hierro",
        "way": [[-17.8, 14.8], [-18.0, 27.7]],
        "left_at": None,
        "source": "families",
        **changed,
    }


@pytest.mark.parametrize(
    ("told", "last", "expected"),
    [
        (None, None, []),
        (None, REPORTED, [_T.REPORTED]),
        (voyage(), None, [_T.PORT, _T.ROUTE]),
        (voyage(), REPORTED, [_T.REPORTED, _T.PORT, _T.ROUTE]),
        (voyage(way=[]), None, [_T.PORT]),
        (voyage(port_at=None), None, [_T.ROUTE]),
        (voyage(port_at=None, way=[[-18.0, 27.7]]), None, []),
    ],
)
def test_what_was_reported_comes_before_the_port_and_that_before_the_way(
    told: dict[str, Any] | None, last: ReportedPlace | None, expected: list[RegionTouch]
) -> None:
    assert [touch for touch, _ in touches(told, last)] == expected


def test_the_way_leads_from_the_port_by_every_turn() -> None:
    assert turns(voyage())[0] == LatLon(lat=14.4, lon=-17.0)
    shapes = dict(touches(voyage(), None))
    for lon, lat in (PORT, *voyage()["way"]):
        assert shapes[_T.ROUTE].distance(Point(lon, lat)) < 1e-6
    assert shapes[_T.PORT].contains(Point(-17.1, 14.4))
    assert not shapes[_T.PORT].contains(Point(-17.5, 14.4))
    assert length_nm(turns(voyage())) == pytest.approx(826, abs=10)
    assert length_nm([]) == 0.0
