"""A ship goes on along the way that it was given, and off it no way is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.geo.geodesy import direct, distance_nm, inverse, length_nm
from sar.geo.position import LatLon
from sar.geo.sea.kept_way import ON_IT_NM, KeptWay

PALERMO = LatLon(lat=38.25, lon=13.4)
CAPE = LatLon(lat=38.1, lon=12.2)
SCENE = LatLon(lat=35.0, lon=12.4)
WAY = KeptWay((PALERMO, CAPE, SCENE))


def along(a: LatLon, b: LatLon, part: float) -> LatLon:
    leg = inverse(a, b)
    return direct(a, leg.course_deg, leg.distance_nm * part)


@given(st.sampled_from([(0, 1), (1, 2)]), st.floats(0.05, 0.95))
def test_on_it_the_rest_of_it_is_left(leg: tuple[int, int], part: float) -> None:
    place = along(WAY.corners[leg[0]], WAY.corners[leg[1]], part)
    left = WAY.left(place, SCENE)
    assert left is not None
    assert left.nm == pytest.approx(length_nm((place, *WAY.corners[leg[1] :])))
    assert left.path[0] == place
    assert left.path[-1] == SCENE


@given(st.floats(0.1, 0.9), st.floats(0.0, 359.0), st.floats(0.0, 30.0))
def test_off_it_none_is(part: float, course: float, off_nm: float) -> None:
    place = direct(along(CAPE, SCENE, part), course, off_nm)
    legs = ((PALERMO, CAPE), (CAPE, SCENE))
    nearest = min(distance_nm(place, along(*leg, n / 400.0)) for leg in legs for n in range(401))
    if nearest > ON_IT_NM * 1.05:
        assert WAY.left(place, SCENE) is None
    if nearest < ON_IT_NM * 0.95:
        assert WAY.left(place, SCENE) is not None


def test_its_last_leg_is_turned_over_open_water_and_not_over_land() -> None:
    place = along(CAPE, SCENE, 0.1)
    assert WAY.left(place, direct(SCENE, 270.0, 12.0)) is not None
    assert WAY.left(place, direct(SCENE, 90.0, 12.0)) is None, "Lampedusa lies before it"
    behind_sicily = LatLon(lat=37.2, lon=15.6)
    assert WAY.left(PALERMO, behind_sicily) is None


def test_through_a_canal_no_way_is_kept_and_without_one_none_either() -> None:
    path = (PALERMO, CAPE, SCENE)
    assert KeptWay.of(path, ()) == WAY
    assert KeptWay.of(path, ("suez",)) is None
    assert KeptWay.of(path[:1], ()) is None
