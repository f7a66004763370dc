"""Positions are read in every common spelling, and whatever is ambiguous is refused."""

import contextlib
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.geo.position import LatLon, PositionRefused, format_ddm, parse_position

LATS = st.floats(-90, 90)
LONS = st.floats(-180, 180)


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("34°20.0′N 012°42.0′E", 34 + 20 / 60, 12.7),
        ("34° 20.0' N, 12° 42.0' E", 34 + 20 / 60, 12.7),
        ("34 20.0 N 12 42.0 E", 34 + 20 / 60, 12.7),
        ("34-20.0N 012-42.0E", 34 + 20 / 60, 12.7),
        ("N34-20.0 E012-42.0", 34 + 20 / 60, 12.7),
        ("n 34 20, e 12 42", 34 + 20 / 60, 12.7),
        ("012°42.0′E 34°20.0′N", 34 + 20 / 60, 12.7),
        ("3420N 01242E", 34 + 20 / 60, 12.7),
        ("3420.5N01242.5E", 34 + 20.5 / 60, 12 + 42.5 / 60),
        ("342030N 0124200E", 34 + 20.5 / 60, 12.7),
        ("4807.038,N,01131.000,E", 48 + 7.038 / 60, 11 + 31 / 60),
        ("34 20 30 S / 12 42 00 W", -(34 + 20.5 / 60), -12.7),
        ("34°20'30\"N 12°42'00''E", 34 + 20.5 / 60, 12.7),
        ("34°20′30″N 12°42′E", 34 + 20.5 / 60, 12.7),
        ("34.3333N 12.7E", 34.3333, 12.7),
        ("34.3333° N, 12.7° W", 34.3333, -12.7),
        ("34 20,0 N 012 42,5 E", 34 + 20 / 60, 12 + 42.5 / 60),
        ("34.3333, 12.7", 34.3333, 12.7),
        ("-34.3333,-12.7", -34.3333, -12.7),
        ("−34.5 +12.25", -34.5, 12.25),
        ("34,5; 12,7", 34.5, 12.7),
        ("34, 20", 34.0, 20.0),
        ("Lat: 34.5 Lon: 12.5", 34.5, 12.5),
        ("90N 180W", 90.0, -180.0),
        ("0N 0E", 0.0, 0.0),
    ],
)
def test_common_spellings_are_read(text: str, lat: float, lon: float) -> None:
    read = parse_position(text)
    assert read.lat == pytest.approx(lat, abs=1e-12)
    assert read.lon == pytest.approx(lon, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("34 20", "position_ambiguous"),  # two numbers, or degrees and minutes of one
        ("34,20", "position_ambiguous"),  # two numbers, or one with a decimal comma
        ("34,5 12,7", "position_ambiguous"),
        ("34 20 12 42", "position_ambiguous"),
        ("34.5", "position_ambiguous"),
        ("34 20 N 12 42 O", "position_ambiguous"),  # ovest, ouest; or Ost
        ("-34.5 N 12 E", "position_ambiguous"),
        ("N 34 20 12 42 E", "position_ambiguous"),
        ("34.5 20 N 1 E", "position_ambiguous"),
        ("34,20,5 N 12 E", "position_ambiguous"),
        ("34 20 N", "position_unreadable"),
        ("12.5E 12.5W", "position_unreadable"),
        ("34 60 N 12 00 E", "position_unreadable"),
        ("34 20 60 N 12 00 E", "position_unreadable"),
        ("34°20″N 12°42′E", "position_unreadable"),
        ("34′20°N 12°42′E", "position_unreadable"),
        ("34 20 30 40 N 12 E", "position_unreadable"),
        ("", "position_unreadable"),
        ("   ", "position_unreadable"),
        ("off Lampedusa", "position_unreadable"),
        ("NaN, 3", "position_unreadable"),
        ("inf, 3", "position_unreadable"),
        ("1e5, 3", "position_unreadable"),
        ("٣٤N 12E", "position_unreadable"),
        ("34N 12E " * 100, "position_unreadable"),
        ("91N 12E", "position_out_of_range"),
        ("12.0, 180.5", "position_out_of_range"),
        ("34N 180 00.1E", "position_out_of_range"),
    ],
)
def test_what_is_ambiguous_or_wrong_is_refused_with_its_code(text: str, code: str) -> None:
    with pytest.raises(PositionRefused) as refused:
        parse_position(text)
    assert refused.value.code == code
    assert str(refused.value)


@given(st.text(max_size=40) | st.text("0123456789 NSEWO.,;°′″-+/", max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(PositionRefused):
        assert isinstance(parse_position(text), LatLon)


@given(LATS, LONS)
def test_ddm_is_within_half_a_tenth_of_a_minute_and_never_shows_sixty(
    lat: float, lon: float
) -> None:
    text = format_ddm(LatLon(lat, lon))
    assert re.fullmatch(r"\d\d°[0-5]\d\.\d′[NS] \d{3}°[0-5]\d\.\d′[EW]", text)
    read = parse_position(text)
    assert abs(read.lat - lat) <= 0.05 / 60 + 1e-9
    assert abs(read.lon - lon) <= 0.05 / 60 + 1e-9


@pytest.mark.parametrize(
    ("lat", "lon", "text"),
    [
        (34.9999999, 12.9999999, "35°00.0′N 013°00.0′E"),
        (-34.9995, -0.9995, "35°00.0′S 001°00.0′W"),
        (-0.0001, -0.0001, "00°00.0′N 000°00.0′E"),
        (89.99999, 179.99999, "90°00.0′N 180°00.0′E"),
        (35.0 + 20 / 60, 12.7, "35°20.0′N 012°42.0′E"),
    ],
)
def test_ddm_rounds_before_it_divides(lat: float, lon: float, text: str) -> None:
    assert format_ddm(LatLon(lat, lon)) == text


@pytest.mark.parametrize(
    ("lat", "lon", "code"),
    [
        (90.0001, 0.0, "position_out_of_range"),
        (0.0, -180.1, "position_out_of_range"),
        (math.nan, 0.0, "position_not_finite"),
        (0.0, math.inf, "position_not_finite"),
    ],
)
def test_a_position_is_on_earth(lat: float, lon: float, code: str) -> None:
    with pytest.raises(PositionRefused) as refused:
        LatLon(lat, lon)
    assert refused.value.code == code


def test_whole_numbers_become_floats() -> None:
    assert isinstance(LatLon(34, 12).lat, float)
