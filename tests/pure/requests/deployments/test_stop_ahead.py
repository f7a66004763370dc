"""The stop for fuel that a unit under way has ahead: when it is still to come, and for how long."""

from datetime import timedelta
from typing import Final

import pytest

from sar.geo.geodesy import direct
from sar.geo.position import LatLon
from sar.matching.fuel_stops import REFUEL_MINUTES
from sar.requests.deployments.stop_ahead import KeptStop
from tests.given.candidates import seen_with, stop_of
from tests.pure.matching.test_fuel_stops import SCENE, approach, far, fuel_point, open_stops
from tests.pure.matching.test_intercept import unit
from tests.world import START

STOP: Final = direct(SCENE, 0.0, 100.0)
POINT: Final = fuel_point(STOP)


def kept(since_minutes: float | None = None) -> KeptStop:
    """It set out 250 nm off, and has been at the stop for so long before `START`."""
    since = None if since_minutes is None else START - timedelta(minutes=since_minutes)
    return KeptStop(STOP, "ITA", str(POINT.id), direct(SCENE, 0.0, 250.0), since)


@pytest.mark.parametrize(
    ("away_nm", "been_there", "stays"),
    [
        (240.0, None, REFUEL_MINUTES),
        (102.0, None, REFUEL_MINUTES),
        (100.5, None, REFUEL_MINUTES),
        (100.5, 12.0, REFUEL_MINUTES - 12.0),
        (100.5, REFUEL_MINUTES, None),
        (98.0, None, None),
        (110.0, 12.0, None),
    ],
    ids=["far", "nearly there", "lands", "at it", "done", "past it unseen", "left it"],
)
def test_it_is_ahead_until_the_unit_has_been_there_or_has_passed_it(
    away_nm: float, been_there: float | None, stays: float | None
) -> None:
    unit = seen_with(far(), place=direct(SCENE, 0.0, away_nm))
    left = kept(been_there).seen_from(unit, SCENE, at=START)
    assert (left is None) == (stays is None)
    if left is not None:
        ahead = left.ahead(unit, [POINT], at=START)
        assert ahead is not None
        assert (ahead.site.place, ahead.site.point) == (STOP, POINT)
        assert ahead.minutes == pytest.approx(stays)
        assert left.ahead(unit, [], at=START) is None, "nobody keeps fuel there any more"


def test_a_position_that_is_snapped_is_at_the_stop_as_far_as_its_cell_goes() -> None:
    unit = seen_with(far(), place=direct(SCENE, 0.0, 105.0))
    assert kept().seen_from(unit, SCENE, at=START) == kept()
    left = kept().seen_from(unit, SCENE, at=START, snapped_nm=10.0)
    assert left is not None
    assert left.since == START


def test_of_a_vessel_no_distance_over_land_tells_that_it_is_passed() -> None:
    boat = unit("S1", LatLon(38.62, 16.65))
    stop = KeptStop(LatLon(38.12, 15.65), "ITA", str(POINT.id), LatLon(38.62, 16.65))
    assert stop.seen_from(boat, LatLon(38.9, 15.9), at=START) == stop


def test_what_lies_farther_off_than_where_it_set_out_is_not_passed_on_the_way_there() -> None:
    stop = KeptStop(STOP, "ITA", str(POINT.id), direct(SCENE, 90.0, 80.0))
    there = seen_with(far(), place=direct(SCENE, 90.0, 80.0))
    assert stop.seen_from(there, SCENE, at=START) == stop


def test_what_takes_fuel_is_served_though_the_hours_are_over() -> None:
    shut = fuel_point(STOP, hours_utc="02:00-03:00")
    one = seen_with(far(), place=direct(SCENE, 0.0, 100.2))
    for since, over in ((None, False), (10.0, True)):
        left = kept(since).ahead(one, [shut], at=START)
        assert left is not None
        assert (stop_of(approach(one, open_stops(shut), stop_ahead=left)) is not None) is over


@pytest.mark.parametrize("since", [None, 7.0])
def test_it_is_read_as_it_was_kept(since: float | None) -> None:
    assert KeptStop.of(kept(since).plain()) == kept(since)
