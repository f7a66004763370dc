"""Positions amid other words."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.distress_reports.reading.pieces import folded
from sar.distress_reports.reading.told_positions import positions_in
from sar.geo.position import LatLon, PositionRefused, format_ddm, format_telex, parse_position

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "positions.json").read_text())
PLACES = st.builds(LatLon, st.floats(-90, 90), st.floats(-180, 180))


def clean(text: str) -> str:
    return folded(" ".join(text.split()))


@pytest.mark.parametrize("vector", VECTORS["read"], ids=lambda one: one["text"])
def test_a_position_alone_is_read_as_the_screens_read_it(vector: dict[str, object]) -> None:
    (found,) = positions_in(clean(str(vector["text"])), alone=True)
    assert found.place is not None
    assert (found.place.lat, found.place.lon) == pytest.approx(
        (vector["lat"], vector["lon"]), abs=1e-6
    )


@pytest.mark.parametrize(
    "vector",
    [
        one
        for one in VECTORS["read"]
        if any(side in one["text"].upper() for side in "NSEW") and one["text"] != "0N 0E"
    ],
    ids=lambda one: one["text"],
)
def test_a_position_amid_words_is_read_alike(vector: dict[str, object]) -> None:
    (found,) = positions_in(clean(f"seen in {vector['text']} from a yacht"))
    assert found.place is not None
    assert (found.place.lat, found.place.lon) == pytest.approx(
        (vector["lat"], vector["lon"]), abs=1e-6
    )


@pytest.mark.parametrize(
    "vector",
    [
        one
        for one in VECTORS["refused"]
        if one["text"] not in ("34 20.0N 012 42.0E about", "34 20.0N 012 42.0E 5")
        and not one["text"].startswith("34N 12E 34N")
    ],
    ids=lambda one: one["text"],
)
def test_no_position_is_made_of_what_is_refused(vector: dict[str, object]) -> None:
    assert not [one for one in positions_in(clean(str(vector["text"]))) if one.place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("AT 0312 35-12N 012-34E", (35.2, 12.566667)),
        ("4 PERSONS, 35°12'N 012°34'E", (35.2, 12.566667)),
        ("34-20-30N 012-42E", (34.341667, 12.7)),
        ("35 DEG 12 MIN NORTH, 12 DEG 30.5 MIN EAST", (35.2, 12.508333)),
        ("35DEG 12.0'N 012DEG 34.0'W", (35.2, -12.566667)),
        ("55 45.00 N - 037 45.00 E", (55.75, 37.75)),
        ("5 N35 E012", (35, 12)),
        ("12POB 35N 12E", (35, 12)),
        ("LAT: 35.5 LON: -12.5 ON DRIFT", (35.5, -12.5)),
        ("LATITUDE 35 12 N LONGITUDE 012 34 E", (35.2, 12.566667)),
        ("HTTPS://MAPS.EXAMPLE/?Q=36.1234,-12.5678", (36.1234, -12.5678)),
        ("POSITION: 34 20.0 12 42.0 CREW WELL", (34.333333, 12.7)),
    ],
)
def test_a_position_is_found_amid_numbers(text: str, place: tuple[float, float]) -> None:
    (found,) = positions_in(text)
    assert found.place is not None
    assert (found.place.lat, found.place.lon) == pytest.approx(place, abs=1e-6)


@pytest.mark.parametrize(
    "text",
    [
        "POB 4 34 20.0N 012 42.0E",  # or 4°34'20"?
        "34 20 30N 012 42E",  # or 20°30'?
        "35 12N",
        "3512N",
        "-34 20.0N 012 42.0E",
        "34 75.0N 012 42.0E",
        "95N 012E",
        "35N 190E",
        "0N 0E",  # or a wind N 0?
        "WIND N 5 E 3",
    ],
)
def test_a_position_that_could_be_two_or_none_is_left_to_a_person(text: str) -> None:
    assert [one.place for one in positions_in(text)] == [None]


@pytest.mark.parametrize(
    "text", ["WIND N 5", "COURSE 045 SPEED 12 KN", "2.5, 3.5 METRES", "S/Y CASTALIA", "E 12"]
)
def test_other_numbers_are_no_positions(text: str) -> None:
    assert positions_in(text) == []


@given(one=PLACES, other=PLACES)
def test_our_own_positions_come_back(one: LatLon, other: LatLon) -> None:
    text = f"FROM {format_telex(one)}, {format_telex(other)} AND {format_ddm(one)} ON"
    found = [told.place for told in positions_in(folded(text))]
    assert found == [parse_position(format_telex(p)) for p in (one, other, one)]


@given(st.text(alphabet="NSEW0123456789 .,-°'LATON:/+", max_size=60))
def test_a_position_is_that_of_its_own_words(text: str) -> None:
    """Nothing is read that the parser of the screens would not read of the same words."""
    piece = clean(text)
    for told in positions_in(piece):
        if told.place is not None:
            words = piece[told.start : told.end]
            try:
                assert parse_position(words) == told.place
            except PositionRefused:
                assert any(stop in words for stop in (".", ",", "-", "/", ":", "+"))
