"""The drift of the object searched for, as given or as computed from wind and current."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.geo.geodesy import distance_nm, inverse
from sar.geo.position import LatLon
from sar.incidents.drift import LEEWAY, carried, given_drift, leeway_class, reckoned

HERE = LatLon(34.0, 12.0)


@pytest.mark.parametrize(
    ("description", "name"),
    [
        ("Person in water and capsized boat", "SKIFF-3, swamped or capsized"),
        ("Two persons in water", "PIW-1, state unknown"),
        ("Inflatable boat, overloaded", "LIFE-RAFT-NB-1, no ballast"),
        ("Wooden FISHING vessel", "FISHING-VESSEL-1"),
        ("Refugee raft with sail", "crowded makeshift raft, with sail"),
        ("Makeshift raft, 40 on it", "crowded makeshift raft, no sail"),
        ("Something unheard of", None),
        ("", None),
    ],
)
def test_the_words_for_an_object_name_its_class(description: str, name: str | None) -> None:
    known = leeway_class(description)
    assert (known and known.name) == name


def test_a_fishing_vessel_goes_downwind_at_two_and_a_half_per_cent() -> None:
    drift = reckoned("fishing vessel", wind_from_deg=180, wind_kn=20)
    assert drift is not None
    assert min(drift.course_deg, 360 - drift.course_deg) == pytest.approx(0, abs=1e-9)
    assert drift.speed_kn == pytest.approx(0.0247 * 20, rel=1e-6)
    assert drift.leeway_class == "FISHING-VESSEL-1"


def test_the_current_is_added_as_a_vector() -> None:
    drift = reckoned(
        "fishing vessel", wind_from_deg=270, wind_kn=20, current_to_deg=0, current_kn=0.494
    )
    assert drift is not None
    assert drift.course_deg == pytest.approx(45, abs=0.1)


def test_zero_wind_still_spreads() -> None:
    drift = reckoned("person in water", wind_from_deg=0, wind_kn=0)
    assert drift is not None
    assert drift.speed_kn == 0
    assert drift.spread_kn > 0.2


def test_without_a_wind_or_a_class_nothing_is_reckoned() -> None:
    assert reckoned("fishing vessel", wind_from_deg=None, wind_kn=10) is None
    assert reckoned("", wind_from_deg=0, wind_kn=10) is None


def test_what_was_told_may_be_off_by_a_quarter() -> None:
    assert given_drift(90, 2.0).spread_kn == 0.5
    assert given_drift(90, 0.0).spread_kn == 0.1


def test_it_is_carried_along_its_course() -> None:
    there = carried(HERE, given_drift(90, 2.0), 90)
    assert distance_nm(HERE, there) == pytest.approx(3)
    assert inverse(HERE, there).course_deg == pytest.approx(90)
    assert carried(HERE, None, 90) == HERE


@given(
    st.sampled_from(LEEWAY),
    st.floats(0, 359),
    st.floats(0, 120),
    st.floats(0, 359),
    st.floats(0, 9),
)
def test_every_class_drifts_at_a_finite_speed(
    known: object, wind_from: float, wind_kn: float, to: float, current_kn: float
) -> None:
    words = known.words[0]  # type: ignore[attr-defined] # a LeewayClass
    drift = reckoned(
        words, wind_from_deg=wind_from, wind_kn=wind_kn, current_to_deg=to, current_kn=current_kn
    )
    assert drift is not None
    assert 0 <= drift.course_deg < 360
    assert 0 <= drift.speed_kn < 25
    assert drift.spread_kn > 0
