"""The centres to ask next when one stays silent, by a table."""

from typing import Final
from uuid import UUID

import pytest

from sar.alerts.words import NobodyNext
from sar.geo.position import LatLon
from sar.incidents.words import RegionTouch
from sar.requests.asking.next_asked import PROPOSED, Neighbour, next_asked

HERE: Final = LatLon(lat=34.0, lon=13.0)
REPORTED, PORT, ROUTE = RegionTouch.REPORTED, RegionTouch.PORT, RegionTouch.ROUTE


def centre(number: int, party: str, lat: float, touch: RegionTouch | None = None) -> Neighbour:
    return Neighbour(UUID(int=number), party, LatLon(lat=lat, lon=13.0), touch)


NEAR, FAR = centre(1, "MLT", 35), centre(2, "GRC", 38)
HOLDER = centre(3, "LBY", 32, RegionTouch.HOLDS)
SECOND = centre(4, "LBY", 33, RegionTouch.HOLDS)
ASKED = ("ITA",)

# what it is, centres, datum, near, without, whom
TABLE: Final = [
    ("the region first, then the nearest", [FAR, NEAR, HOLDER], HERE, None, ASKED, [3, 1, 2]),
    ("one of each party, the nearer", [HOLDER, SECOND], HERE, None, ASKED, [4]),
    ("none that knows of it", [NEAR, FAR], HERE, None, ("MLT",), [2]),
    ("all know of it", [NEAR], HERE, None, ("MLT",), NobodyNext.NOBODY_LEFT),
    ("no position and no route", [NEAR, FAR], None, None, (), NobodyNext.NO_PLACE),
    ("reported last, then the port, then along the route",
     [centre(7, "GRC", 38, ROUTE), centre(6, "TUN", 33, PORT), centre(5, "LBY", 32, REPORTED)],
     None, HERE, ASKED, [5, 6, 7]),
    ("without a datum nobody whose region is not touched", [NEAR, centre(6, "TUN", 33, PORT)],
     None, HERE, ASKED, [6]),
    ("the route touches nobody else", [NEAR], None, HERE, ASKED, NobodyNext.NOBODY_LEFT),
]  # fmt: skip


@pytest.mark.parametrize(
    ("centres", "datum", "near", "without", "expected"),
    [pytest.param(*row[1:], id=row[0]) for row in TABLE],
)
def test_whom_to_ask_next(
    centres: list[Neighbour],
    datum: LatLon | None,
    near: LatLon | None,
    without: tuple[str, ...],
    expected: list[int] | NobodyNext,
) -> None:
    found = next_asked(centres, datum=datum, near=near, without=without)
    assert (found if isinstance(found, NobodyNext) else [one.int for one in found]) == expected


def test_so_many_at_once() -> None:
    many = [centre(n, f"P{n}", 30 + n) for n in range(1, 8)]
    assert len(next_asked(many, datum=HERE, near=None, without=())) == PROPOSED
