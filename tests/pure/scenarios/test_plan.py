"""The places of things while a story runs, and the order of its acts."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.geo.geodesy import direct, distance_nm
from sar.geo.position import LatLon
from sar.scenarios.plan import Beat, Circle, PlannedRoute, Still, timeline, whereabouts
from sar.scenarios.scenario_file import load

T0 = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
HERE = LatLon(35.5, 12.6)
THERE = direct(HERE, 180.0, 60.0)
minutes = st.floats(-600, 6_000)


def test_half_the_time_is_half_the_way() -> None:
    route = PlannedRoute((HERE, THERE), 20.0, T0)
    at = whereabouts(route, T0 + timedelta(minutes=90))
    assert distance_nm(HERE, at.point) == pytest.approx(30.0, abs=0.01)
    assert at.course_deg == pytest.approx(180.0, abs=0.1)
    assert at.speed_kn == 20.0


def test_it_lies_still_before_departure_and_after_arrival() -> None:
    route = PlannedRoute((HERE, THERE), 20.0, T0)
    assert route.arrives_at == pytest.approx(T0 + timedelta(hours=3), abs=timedelta(seconds=1))
    before, after = (whereabouts(route, T0 + timedelta(hours=h)) for h in (-1, 4))
    assert (before.point, before.speed_kn, before.course_deg) == (HERE, 0.0, None)
    assert (after.point, after.speed_kn) == (THERE, 0.0)


def test_a_stay_between_two_legs_delays_the_arrival() -> None:
    route = PlannedRoute((HERE, THERE, HERE), 60.0, T0, timedelta(minutes=20))
    assert route.arrives_at == pytest.approx(T0 + timedelta(minutes=140), abs=timedelta(seconds=1))
    assert whereabouts(route, T0 + timedelta(minutes=70)).point == THERE
    back = whereabouts(route, T0 + timedelta(minutes=110))
    assert distance_nm(back.point, HERE) == pytest.approx(30.0, abs=0.1)


@given(minutes)
def test_a_patrol_never_leaves_the_neighbourhood_of_its_corners(after: float) -> None:
    corners = (HERE, THERE, direct(HERE, 90.0, 20.0))
    at = whereabouts(Beat(corners, 12.0, T0), T0 + timedelta(minutes=after))
    assert min(distance_nm(at.point, corner) for corner in corners) <= 32.0


@given(minutes, st.floats(0.1, 60.0))
def test_motion_never_outruns_its_speed(after: float, span: float) -> None:
    corners = (HERE, THERE, direct(HERE, 90.0, 20.0))
    start = T0 + timedelta(minutes=after)
    for motion in (
        Beat(corners, 12.0, T0),
        PlannedRoute(corners, 12.0, T0),
        Circle(HERE, 3.0, 12.0, T0),
    ):
        a, b = (whereabouts(motion, at).point for at in (start, start + timedelta(minutes=span)))
        assert distance_nm(a, b) <= 12.0 * span / 60.0 + 0.01


def test_a_patrol_between_equal_corners_lies_still() -> None:
    assert whereabouts(Beat((HERE, HERE), 12.0, T0), T0).point == HERE
    assert whereabouts(Still(HERE), T0).speed_kn == 0.0


@pytest.mark.parametrize("code", ["A", "B"])
def test_the_timeline_never_goes_back(code: str) -> None:
    stages = timeline(load(code))
    instants = [at for stage in stages for at in (stage.at, *(act.at for act in stage.acts))]
    assert instants == sorted(instants)


def test_every_act_has_a_key_of_its_own() -> None:
    keys = [act.key for stage in timeline(load("A")) for act in stage.acts]
    assert len(keys) == len(set(keys))
