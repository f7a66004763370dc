"""Positions are read in every common spelling, and whatever is ambiguous is refused."""

import contextlib
import math
import re
from operator import itemgetter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.geo.position import LatLon, PositionRefused, format_ddm, parse_position
from tests.vectors import vectors

LATS = st.floats(-90, 90)
LONS = st.floats(-180, 180)


VECTORS = vectors("positions")


@pytest.mark.parametrize("vector", VECTORS["read"], ids=itemgetter("text"))
def test_common_spellings_are_read(vector: dict[str, Any]) -> None:
    read = parse_position(vector["text"])
    assert read.lat == pytest.approx(vector["lat"], abs=1e-9)
    assert read.lon == pytest.approx(vector["lon"], abs=1e-9)


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=itemgetter("text"))
def test_what_is_ambiguous_or_wrong_is_refused_with_its_code(vector: dict[str, Any]) -> None:
    with pytest.raises(PositionRefused) as refused:
        parse_position(vector["text"])
    assert refused.value.code == vector["code"]
    assert str(refused.value)


@given(st.text(max_size=40) | st.text("0123456789 NSEWO.,:;°′″-+/", max_size=30))
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
