"""Wind along the way of an aircraft: who is there first, what its fuel allows, what it is told."""

import math
import random
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.geo.geodesy import WGS84, direct, distance_nm
from sar.geo.position import LatLon
from sar.matching.band import band
from sar.matching.candidate import radius_nm
from sar.matching.intercept import Approach
from sar.matching.question import Scene, Want
from sar.matching.reach import arrival, makes_it
from sar.matching.wind import Wind, air_nm, ground_kn
from tests.pure.matching.test_intercept import SCENE, approach, minutes, unit

NOW = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
WEST = Scene(place=SCENE, wind_from_deg=270.0, wind_kn=30.0)
CALM = Scene(place=SCENE)


@pytest.mark.parametrize(
    ("course", "knots"),
    [(270.0, 90.0), (90.0, 150.0), (0.0, math.sqrt(120**2 - 30**2)), (180.0, 116.19)],
)
def test_it_heads_into_the_wind_to_keep_its_course(course: float, knots: float) -> None:
    assert ground_kn(120.0, Wind(270.0, 30.0), course) == pytest.approx(knots, abs=0.01)


def test_against_a_stronger_wind_it_hardly_gets_on_and_never_goes_back() -> None:
    assert ground_kn(60.0, Wind(270.0, 90.0), 270.0) == 6.0
    assert ground_kn(60.0, Wind(270.0, 90.0), 0.0) == 6.0


def test_the_helicopter_with_the_tailwind_is_there_before_the_nearer_one_against_it() -> None:
    with_it = unit("H1", direct(SCENE, 270.0, 84.0))
    against = unit("H1", direct(SCENE, 90.0, 76.0))
    assert minutes(approach(with_it, WEST)) < minutes(approach(against, WEST))
    assert minutes(approach(with_it, CALM)) > minutes(approach(against, CALM))


@pytest.mark.parametrize("type_code", ["S1", "S9", "M1"])
def test_no_wind_moves_a_vessel(type_code: str) -> None:
    vessel = unit(type_code, direct(SCENE, 270.0, 40.0))
    assert minutes(approach(vessel, WEST)) == minutes(approach(vessel, CALM))
    assert approach(vessel, WEST).over_ground_kn is None


@pytest.mark.parametrize(
    "scene", [Scene(place=SCENE, wind_kn=30.0), Scene(place=SCENE, wind_from_deg=270.0)]
)
def test_a_wind_of_which_half_is_known_is_none(scene: Scene) -> None:
    helicopter = unit("H1", direct(SCENE, 270.0, 80.0))
    assert approach(helicopter, scene).time == approach(helicopter, CALM).time


def test_its_fuel_takes_it_less_far_in_any_wind_and_never_farther() -> None:
    limit = radius_nm(unit("H1", SCENE))
    assert limit is not None
    for course in range(0, 360, 30):
        far = unit("H1", direct(SCENE, course, limit - 1.0))
        assert makes_it(far, approach(far, CALM))
        assert not makes_it(far, approach(far, WEST)), course
        near = unit("H1", direct(SCENE, course, 0.85 * limit))
        assert makes_it(near, approach(near, WEST)), course


def test_no_base_beside_it_takes_it_farther_than_its_fuel_does() -> None:
    """A base where it stands is no stop on the way: the flight from there is as long."""
    far = unit("H1", direct(SCENE, 90.0, 145.0))
    beside = direct(SCENE, 90.0, 144.0)
    assert makes_it(far, approach(far, CALM, bases=(beside,)))
    assert not makes_it(far, approach(far, WEST, bases=(beside,)))


def test_refuelled_it_flies_out_against_the_wind_it_came_back_with() -> None:
    base = direct(SCENE, 90.0, 110.0)
    helicopter = unit("H1", base)
    found = approach(helicopter, WEST, bases=(base,))
    assert found.again_air_nm is not None
    assert found.back_air_nm is not None
    assert found.back_air_nm == pytest.approx(110.0, abs=0.1), "no tailwind is counted upon"
    assert found.again_air_nm == found.out_air_nm
    assert found.again_air_nm > 125.0


@given(
    course=st.floats(0, 360),
    nm=st.floats(5, 150),
    from_deg=st.floats(0, 360),
    kn=st.floats(0, 60),
)
def test_what_a_way_takes_of_its_fuel_is_never_less_than_in_still_air(
    course: float, nm: float, from_deg: float, kn: float
) -> None:
    scene = Scene(place=SCENE, wind_from_deg=from_deg, wind_kn=kn)
    helicopter = unit("H1", direct(SCENE, course, nm))
    calm, windy = approach(helicopter, CALM), approach(helicopter, scene)
    for there, here in (
        (windy.out_air_nm, calm.out_air_nm),
        (windy.back_air_nm, calm.back_air_nm),
    ):
        assert there is not None
        assert here is not None
        assert there >= here - 1e-9


def test_it_says_what_the_wind_does_and_that_none_aloft_is_known() -> None:
    helicopter = unit("H1", direct(SCENE, 270.0, 80.0))

    def told(found: Approach, scene: Scene) -> list[dict[str, object]]:
        findings = arrival(helicopter, Want(), scene, found, now=NOW)
        return [dict(f.reason.params) for f in findings if f.reason.code == "wind_on_way"]

    found = approach(helicopter, WEST)
    (one,) = told(found, WEST)
    assert one["from_deg"] == 270
    assert one["over_ground_kn"] == pytest.approx(float(str(one["airspeed_kn"])) + 30.0, abs=0.2)
    assert told(approach(helicopter, CALM), CALM) == []
    calm, windy = band(helicopter, CALM, found), band(helicopter, WEST, found)
    assert calm is not None
    assert windy is not None
    assert windy.p90 - windy.p10 > 1.2 * (calm.p90 - calm.p10)


def by_small_steps(a: LatLon, b: LatLon, air_kn: float, wind: Wind, steps: int = 100) -> float:
    """Miles through the air from a to b, with the wind triangle solved anew at each step."""
    between = np.array(WGS84.npts(a.lon, a.lat, b.lon, b.lat, steps - 1)).reshape(-1, 2)
    corners = np.vstack(([[a.lon, a.lat]], between, [[b.lon, b.lat]]))
    lons, lats = corners[:, 0], corners[:, 1]
    courses, _, metres = WGS84.inv(lons[:-1], lats[:-1], lons[1:], lats[1:])
    track = np.radians(courses)
    blows = math.radians(wind.from_deg + 180.0)
    air = np.asarray(metres) / 1852.0
    along = wind.kn * np.cos(blows - track)
    across = wind.kn * np.sin(blows - track)
    return float(np.sum(air * air_kn / (np.sqrt(air_kn**2 - across**2) + along)))


def test_the_miles_through_the_air_are_those_of_a_way_flown_in_small_steps() -> None:
    """Four thousand ways by chance, as far as any helicopter reaches, within one in a hundred."""
    chance = random.Random(1979)
    for _ in range(4_000):
        start = LatLon(chance.uniform(-65.0, 70.0), chance.uniform(-180.0, 180.0))
        end = direct(start, chance.uniform(0.0, 360.0), chance.uniform(1.0, 400.0))
        air_kn = chance.uniform(80.0, 250.0)
        wind = Wind(chance.uniform(0.0, 360.0), chance.uniform(0.0, 0.5) * air_kn)
        exact = by_small_steps(start, end, air_kn, wind)
        assert air_nm((start, end), air_kn, wind) == pytest.approx(exact, rel=0.01), (start, end)
        assert air_nm((start, end), air_kn, Wind(0.0, 0.0)) == pytest.approx(
            distance_nm(start, end), rel=1e-9
        )
