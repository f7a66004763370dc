"""Wind along the way of an aircraft: who is there first, what its fuel allows, what it is told."""

import math
import random
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.geo.geodesy import WGS84, direct, distance_nm
from sar.geo.position import LatLon
from sar.incidents.drift import Drift, given_drift
from sar.matching.band import Band, band
from sar.matching.candidate import Candidate, radius_nm
from sar.matching.intercept import Approach
from sar.matching.question import Scene, Want
from sar.matching.reach import arrival, makes_it
from sar.matching.wind import Wind, air_nm, by_middle, ground_kn
from tests.given.candidates import minutes
from tests.pure.matching.test_intercept import SCENE, approach, unit

NOW = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
WEST = Scene(place=SCENE, wind_from_deg=270.0, wind_kn=30.0)
CALM = Scene(place=SCENE)
ANYWHERE = Scene(place=SCENE, wind_kn=45.0)


def from_west(kn: float) -> Scene:
    return Scene(place=SCENE, wind_from_deg=270.0, wind_kn=kn)


def from_east(kn: float) -> Scene:
    return Scene(place=SCENE, wind_from_deg=90.0, wind_kn=kn)


def spread_of(candidate: Candidate, scene: Scene) -> Band:
    found = band(candidate, scene, approach(candidate, scene))
    assert found is not None
    return found


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


def test_a_direction_without_a_speed_is_no_wind() -> None:
    helicopter = unit("H1", direct(SCENE, 270.0, 80.0))
    scene = Scene(place=SCENE, wind_from_deg=270.0)
    assert approach(helicopter, scene) == approach(helicopter, CALM)


def test_a_wind_without_a_direction_moves_no_time_and_widens_the_band_by_all_of_it() -> None:
    helicopter = unit("H1", direct(SCENE, 270.0, 100.0))
    found, still = approach(helicopter, ANYWHERE), approach(helicopter, CALM)
    assert found.time == still.time
    spread = spread_of(helicopter, ANYWHERE)
    assert spread.p10 <= spread_of(helicopter, from_west(45.0)).p10 + 0.1
    assert spread.p90 >= spread_of(helicopter, from_east(45.0)).p90 - 0.1
    assert spread.p10 < minutes(approach(helicopter, from_west(45.0)))
    assert spread.p90 > minutes(approach(helicopter, from_east(45.0)))
    assert spread.p10 < minutes(still) < spread.p90


@given(
    course=st.floats(0, 360),
    nm=st.floats(5, 150),
    kn=st.floats(1, 80),
    drift=st.none() | st.builds(given_drift, st.floats(0, 360), st.floats(0, 4)),
    to_base=st.floats(0, 1),
)
def test_no_wind_of_that_strength_is_outside_of_the_band_of_one_without_a_direction(
    course: float, nm: float, kn: float, drift: Drift | None, to_base: float
) -> None:
    """Neither straight behind nor straight ahead, whatever drifts and wherever it takes fuel."""
    start = direct(SCENE, course, nm)
    bases = (direct(SCENE, course, nm * to_base),)
    helicopter = unit("H1", start, base=start)
    anywhere = Scene(place=SCENE, drift=drift, wind_kn=kn)
    found = approach(helicopter, anywhere, bases=bases)
    if found.time is None or found.route is None or found.route.stop is not None:
        return
    spread = band(helicopter, anywhere, found)
    assert spread is not None
    for from_deg in (course, course + 180.0):
        told = replace(anywhere, wind_from_deg=from_deg % 360.0)
        other = approach(helicopter, told, bases=bases)
        if other.time is None or other.route is None or other.route.stop is not None:
            continue
        assert spread.p10 <= minutes(other) * 1.001
        assert spread.p90 >= minutes(other) * 0.999


def test_what_is_late_already_comes_as_late_as_all_of_the_wind_ahead_makes_it() -> None:
    helicopter = unit("H1", direct(SCENE, 270.0, 100.0))
    found = approach(helicopter, ANYWHERE)
    past = band(helicopter, ANYWHERE, found, past_minutes=65.0)
    assert past is not None
    assert 65.0 < past.p10 <= past.p50 <= past.p90
    assert past.p90 >= minutes(approach(helicopter, from_east(45.0)))
    assert band(helicopter, ANYWHERE, found, past_minutes=400.0) is None


def test_the_fuel_in_a_wind_without_a_direction_is_that_of_a_head_wind_out_and_back() -> None:
    helicopter = unit("H1", direct(SCENE, 270.0, 90.0))
    found, against = approach(helicopter, ANYWHERE), approach(helicopter, from_east(45.0))
    assert found.out_air_nm == pytest.approx(against.out_air_nm, rel=1e-3)
    assert found.back_air_nm == found.out_air_nm
    assert makes_it(helicopter, found)
    far = unit("H1", direct(SCENE, 270.0, 110.0))
    assert makes_it(far, approach(far, CALM))
    assert not makes_it(far, approach(far, ANYWHERE))


def test_it_says_that_the_direction_of_the_wind_is_not_told() -> None:
    helicopter = unit("H1", direct(SCENE, 270.0, 100.0))
    findings = arrival(helicopter, Want(), ANYWHERE, approach(helicopter, ANYWHERE), now=NOW)
    (one,) = [one for one in findings if one.reason.code.startswith("wind")]
    assert one.reason.code == "wind_direction_unknown"
    assert one.reason.params == {
        "kn": 45.0,
        "airspeed_kn": 145.0,
        "against_kn": 100.0,
        "behind_kn": 190.0,
    }
    assert one.remedy is not None
    assert one.remedy.code == "tell_wind_direction"
    boat = unit("S9", direct(SCENE, 270.0, 40.0))
    told = arrival(boat, Want(), ANYWHERE, approach(boat, ANYWHERE), now=NOW)
    assert all(one.reason.code != "wind_direction_unknown" for one in told)


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
    assert wind.from_deg is not None
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
        assert air_nm(by_middle(start, end), air_kn, wind) == pytest.approx(exact, rel=0.01), (
            start,
            end,
        )
        assert air_nm(by_middle(start, end), air_kn, Wind(0.0, 0.0)) == pytest.approx(
            distance_nm(start, end), rel=1e-9
        )
