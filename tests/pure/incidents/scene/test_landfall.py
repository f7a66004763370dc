"""Time to the coast: about, never too late, and never of what nobody knows."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.geo.position import LatLon
from sar.incidents.scene.landfall import Movement, landfall, nearest_ahead_nm, rounded

AT = datetime(2027, 2, 25, 21, 26, tzinfo=UTC)
OFF_CUTRO = LatLon(lat=38.5, lon=17.9)
HIGH_SEAS = LatLon(lat=35.0, lon=18.0)


def moves(
    place: LatLon = OFF_CUTRO,
    course_deg: float = 296.0,
    speed_kn: float = 6.0,
    error_nm: float = 1.0,
) -> Movement:
    return Movement(place, AT, error_nm, course_deg, speed_kn)


@pytest.mark.parametrize(
    ("case", "least_h", "most_h"),
    [
        (moves(), 6.0, 10.0),
        (moves(speed_kn=3.0), 12.0, 20.0),
        (moves(error_nm=20.0), 3.0, 7.0),
        (moves(LatLon(lat=38.9, lon=17.2), 296.0, 6.0), 0.0, 1.5),
    ],
)
def test_it_is_about_what_its_way_and_speed_make_it(
    case: Movement, least_h: float, most_h: float
) -> None:
    found = landfall(case)
    assert found is not None
    hours = (found.about_at - AT) / timedelta(hours=1)
    assert least_h - 0.25 <= hours <= most_h
    assert found.warn_at == found.about_at - timedelta(hours=2)
    assert found.about_at.minute % 15 == 0
    assert found.about_at.second == 0


@pytest.mark.parametrize(
    "case",
    [
        moves(course_deg=116.0, place=HIGH_SEAS, speed_kn=2.0),
        moves(speed_kn=0.1),
        moves(HIGH_SEAS, 90.0, 1.0),
        moves(LatLon(lat=39.0, lon=16.8)),
    ],
    ids=["off shore", "makes no way", "a day is not enough", "on land already"],
)
def test_nothing_is_told_where_no_land_is_near_ahead(case: Movement) -> None:
    assert landfall(case) is None


def test_land_a_little_off_the_course_counts() -> None:
    straight = nearest_ahead_nm(moves())
    assert straight is not None
    aside = nearest_ahead_nm(moves(course_deg=296.0 - 15.0))
    assert aside is not None
    assert straight <= aside + 15.0


@given(st.datetimes(timezones=st.just(UTC)))
def test_it_is_never_rounded_to_a_later_time(at: datetime) -> None:
    found = rounded(at)
    assert timedelta() <= at - found < timedelta(minutes=15)
    assert (found.minute % 15, found.second, found.microsecond) == (0, 0, 0)
