"""Positions in messages of AIS."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.interop.ais.distress_signals import distress_in
from sar.interop.ais.heard_positions import HeardPosition, position_of
from sar.interop.ais.sentences import Received, SentenceReader
from sar.interop.ais.ship_particulars import particulars_of
from sar.interop.words import FeedFault
from tests.given.ais import (
    AID_IN_TWO_PARTS,
    HEARD,
    REAL_AID,
    TWO_PARTS,
    checked,
    sentences,
    tagged,
)

NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)


def found_in(*lines: bytes) -> HeardPosition | FeedFault | None:
    """The position in the message of these lines."""
    reader = SentenceReader()
    (one,) = (one for line in lines for one in reader.take(line + b"\n", came_at=NOW))
    return position_of(one)


@pytest.mark.parametrize(
    ("kind", "mmsi", "lat", "lon", "kn", "course", "off_nm"),
    [
        (1, "371798000", 48.38163, -123.39538, 12.3, 224.0, 0.1),
        (2, "356302000", 40.39236, -71.62614, 13.9, 87.7, 0.1),
        (3, "563808000", 36.91, -76.32753, 0.0, 252.0, 0.1),
        (9, "111265591", 57.778455, 11.8816, 0.0, 0.0, 0.1),
        (18, "338087471", 40.68454, -74.07213, 0.1, 79.6, 0.1),
        (19, "367059850", 29.54370, -88.81039, 8.7, 335.9, 0.1),
    ],
)
def test_what_was_heard_is_told_in_knots_and_degrees(
    kind: int, mmsi: str, lat: float, lon: float, kn: float, course: float, off_nm: float
) -> None:
    found = found_in(HEARD[kind])
    assert isinstance(found, HeardPosition)
    assert found.names == (("mmsi", mmsi),)
    assert (found.place.lat, found.place.lon) == pytest.approx((lat, lon), abs=1e-4)
    assert (found.speed_kn, found.course_deg) == pytest.approx((kn, course), abs=0.05)
    assert (found.uncertainty_nm, found.at) == (off_nm, NOW)


def test_a_long_range_position_is_less_sure() -> None:
    found = found_in(
        *sentences(type=27, mmsi=206_914_217, lat=2.0, lon=137.0, speed=57, course=167)
    )
    assert isinstance(found, HeardPosition)
    assert found.uncertainty_nm == 0.2
    assert (found.speed_kn, found.course_deg) == (57.0, 167.0)


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (0, "under_way"),
        (1, "at_anchor"),
        (2, "not_under_command"),
        (5, "moored"),
        (6, "aground"),
        (7, "fishing"),
        (9, None),
        (13, None),
        (15, None),
    ],
)
def test_the_status_of_navigation_is_read_where_a_type_tells_it(
    told: int, status: str | None
) -> None:
    at: dict[str, Any] = {"mmsi": 247_000_001, "lat": 35.0, "lon": 12.0}
    for kind in (1, 3, 27):
        found = found_in(*sentences(type=kind, status=told, **at))
        assert isinstance(found, HeardPosition)
        assert found.status == status
    small = found_in(*sentences(type=18, **at))
    assert isinstance(small, HeardPosition)
    assert small.status is None, "class B tells none"


def test_the_status_in_real_sentences_is_read() -> None:
    found = [found_in(HEARD[kind]) for kind in (1, 2, 3)]
    assert [one.status for one in found if isinstance(one, HeardPosition)] == [
        "under_way",
        "under_way",
        "moored",
    ]


@pytest.mark.parametrize("lines", [(HEARD[4],), (HEARD[14],), (HEARD[24],), TWO_PARTS])
def test_other_messages_tell_no_position(lines: tuple[bytes, ...]) -> None:
    assert found_in(*lines) is None


@pytest.mark.parametrize(
    "lines",
    [
        (HEARD[21],),
        (REAL_AID,),
        AID_IN_TWO_PARTS,
        tuple(sentences(type=21, mmsi=992_471_001, lat=35.0, lon=12.0, virtual_aid=1)),
        tuple(sentences(type=21, mmsi=247_000_001, lat=35.0, lon=12.0, name="SET LIKE A SHIP")),
    ],
)
def test_an_aid_to_navigation_is_heard_and_is_no_ship(lines: tuple[bytes, ...]) -> None:
    reader = SentenceReader()
    (one,) = (one for line in lines for one in reader.take(line + b"\n", came_at=NOW))
    assert one.message.msg_type == 21
    assert (reader.sentences, reader.faults) == (len(lines), {})
    assert position_of(one) is None
    assert particulars_of(one) is None
    assert distress_in(one) is None


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (1, {"speed": 102.3, "course": 360.0}),
        (9, {"speed": 1023, "course": 360.0}),
        (18, {"speed": 102.3, "course": 360.0}),
        (27, {"speed": 63, "course": 511}),
    ],
)
def test_what_is_not_available_is_not_told(kind: int, values: dict[str, Any]) -> None:
    found = found_in(*sentences(type=kind, mmsi=247_000_001, lat=35.0, lon=12.0, **values))
    assert isinstance(found, HeardPosition)
    assert (found.speed_kn, found.course_deg) == (None, None)


@pytest.mark.parametrize(
    "values", [{"lat": 91.0, "lon": 12.0}, {"lat": 35.0, "lon": 181.0}, {"second": 63}]
)
def test_a_station_that_knows_no_place_tells_none(values: dict[str, Any]) -> None:
    given = {"lat": 35.0, "lon": 12.0, **values}
    assert found_in(*sentences(type=1, mmsi=247_000_001, **given)) is None


@pytest.mark.parametrize("mmsi", [0, 111_111_111, 123_456_789, 999_999_999])
def test_nobodys_number_is_a_fault(mmsi: int) -> None:
    found = found_in(*sentences(type=1, mmsi=mmsi, lat=35.0, lon=12.0))
    assert found is FeedFault.NOBODYS_NUMBER


def test_a_message_that_is_cut_is_a_fault() -> None:
    assert found_in(checked(b"!AIVDM,1,1,,A,15,0")) is FeedFault.UNREADABLE


@pytest.mark.parametrize(
    ("off", "expected"),
    [
        (timedelta(seconds=-3), timedelta(seconds=-3)),
        (timedelta(minutes=-9), timedelta(minutes=-9)),
        (timedelta(seconds=20), timedelta()),
        (timedelta(minutes=-11), timedelta()),
        (timedelta(days=-20_000), timedelta()),
    ],
)
def test_a_stations_clock_is_followed_as_far_as_it_can_be_right(
    off: timedelta, expected: timedelta
) -> None:
    found = found_in(tagged(HEARD[1], NOW + off))
    assert isinstance(found, HeardPosition)
    assert found.at == NOW + expected


@given(
    st.sampled_from([1, 3, 9, 18, 27]),
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.floats(0, 60),
    st.floats(0, 359),
)
def test_what_a_transponder_says_comes_back(
    kind: int, lat: float, lon: float, kn: float, course: float
) -> None:
    lines = sentences(type=kind, mmsi=247_000_001, lat=lat, lon=lon, speed=kn, course=course)
    found = found_in(*lines)
    assert isinstance(found, HeardPosition)
    off = 1 / 600 if kind == 27 else 1e-4
    assert found.place.lat == pytest.approx(lat, abs=off)
    assert found.place.lon == pytest.approx(lon, abs=off)
    assert found.speed_kn == pytest.approx(kn, abs=1.0)
    assert found.course_deg == pytest.approx(course, abs=1.0)


def test_a_position_is_of_the_moment_it_came() -> None:
    (one,) = SentenceReader().take(HEARD[1] + b"\n", came_at=NOW)
    assert isinstance(one, Received)
    assert one.came_at == NOW
