"""Positions as AIS-catcher and Traccar send them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.assets.fix_payloads import IDENTIFIERS, rows_of
from sar.assets.fix_rows import OwnIdentifiers, ReadRow, identifiers, read_json, resolve
from sar.errors import Malformed
from sar.stints import Stints

pytestmark = pytest.mark.anyio

FEEDS = Path(__file__).parents[2] / "data" / "feeds"
ASSET = "01890000-0000-7000-8000-00000000000a"


async def read(content: Any) -> list[ReadRow]:
    return await Stints().all(read_json(json.dumps(content).encode()))


def sent(name: str) -> Any:
    return json.loads((FEEDS / name).read_text())


async def test_messages_of_aiscatcher_are_rows_by_mmsi() -> None:
    rows = await read(sent("aiscatcher.json"))
    assert [row.fault for row in rows] == [None] * 10
    told = {
        row.given.mmsi: (row.given.lat, row.given.lon, row.given.speed_kn, row.given.course_deg)
        for row in rows
        if row.given is not None
    }
    assert told == {
        "244009864": (51.338295, 6.701442, 10.400001, 295.100006),
        "366730000": (37.803802, -122.392532, 20.800001, 51.299999),
        "477213600": (37.460617, 126.605469, 0.0, 39.0),
        "111265591": (57.778454, 11.8816, 0.0, 0.0),
        "367430530": (37.785034, -122.267319, 0.0, 0.0),
        "206914217": (4.84, 137.023331, 57.0, 167.0),
        "003669702": (36.883766, -76.352364, None, None),
        "367078250": (42.384151, -71.059464, 0.5, 213.0),
    }
    first, long_range = rows[0].given, rows[6].given
    assert first is not None
    assert long_range is not None
    assert (first.at, first.source) == (datetime(2026, 10, 11, 12, 24, tzinfo=UTC), "AIS")
    assert (first.uncertainty_nm, long_range.uncertainty_nm) == (0.1, 0.2)
    placeless = [row.row for row in rows if row.given is None]
    assert placeless == [3, 7], "static data of a ship, and a name"


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ({"rxtime": "20261011122403"}, {"at": datetime(2026, 10, 11, 12, 24, 3, tzinfo=UTC)}),
        ({"speed": 102.3}, {"speed_kn": None}),
        ({"speed": 102.2}, {"speed_kn": 102.2}),
        ({"course": 360.0}, {"course_deg": None}),
        ({"course": 0}, {"course_deg": 0.0}),
    ],
)
async def test_what_is_not_available_is_left_out(message: Any, told: Any) -> None:
    message = {"mmsi": 247000319, "lat": 35.5, "lon": 12.6, "rxuxtime": 1_791_721_440} | message
    if "rxtime" in message:
        del message["rxuxtime"]
    (row,) = await read({"protocol": "jsonaiscatcher", "msgs": [message]})
    assert row.given is not None
    assert {name: getattr(row.given, name) for name in told} == told


@pytest.mark.parametrize("place", [{}, {"lat": 91.0, "lon": 181.0}, {"lat": 35.0, "lon": 181.0}])
async def test_a_message_without_a_place_is_no_fault(place: Any) -> None:
    message = {"mmsi": 247000319, "rxuxtime": 1_791_721_440, **place}
    (row,) = await read({"protocol": "jsonaiscatcher", "msgs": [message]})
    assert (row.given, row.fault) == (None, None)


@pytest.mark.parametrize(
    ("fault", "field", "code"),
    [
        ({"mmsi": 970123456}, "mmsi", "beacons_number"),
        ({"mmsi": "247000319"}, "", "no_identifier"),
        ({"rxuxtime": None}, "at", "not_an_instant"),
        ({"rxuxtime": 1e30}, "at", "datetime_from_date_parsing"),
        ({"rxtime": "yesterday", "rxuxtime": None}, "at", "datetime_from_date_parsing"),
        ({"lat": "35"}, "lat", "float_type"),
        ({"speed": -1.0}, "speed_kn", "greater_than_equal"),
    ],
)
async def test_what_is_wrong_in_a_message_is_told(fault: Any, field: str, code: str) -> None:
    message = {"mmsi": 247000319, "lat": 35.5, "lon": 12.6, "rxuxtime": 1_791_721_440} | fault
    (row,) = await read({"protocol": "jsonaiscatcher", "msgs": [message]})
    assert row.fault is not None
    assert (row.fault.field, row.fault.code) == (field, code)


async def test_a_position_of_traccar_is_a_row() -> None:
    (row,) = await read(sent("traccar.json"))
    assert row.given is not None
    assert row.given.model_dump(exclude_none=True) == {
        "tracker_id": "247000319",
        "at": datetime(2026, 10, 11, 12, 25, tzinfo=UTC),
        "lat": 35.5041,
        "lon": 12.6013,
        "course_deg": 0.0,
        "speed_kn": 17.4,
        "uncertainty_nm": 0.1,
        "source": "Traccar osmand",
    }


@pytest.mark.parametrize(
    ("unique", "attributes", "names"),
    [
        ("247000319", {}, {"tracker_id": "247000319"}),
        ("123456789012345", {}, {"tracker_id": "123456789012345"}),
        ("123456789012345", {"mmsi": "247000319"}, {"mmsi": "247000319"}),
        ("123456789012345", {"mmsi": 247000319, "colour": "red"}, {"mmsi": "247000319"}),
        ("247000319", {"callsign": "NEMO11"}, {"callsign": "NEMO11"}),
        ("247000319", {"tracker_id": "BOAT-7"}, {"tracker_id": "BOAT-7"}),
    ],
)
async def test_its_device_is_named_by_attributes_or_by_its_unique_id(
    unique: str, attributes: Any, names: Any
) -> None:
    one = sent("traccar.json")
    one["device"] |= {"uniqueId": unique, "attributes": attributes}
    (row,) = await read(one)
    assert row.given is not None
    told = row.given.model_dump(mode="json", include=set(IDENTIFIERS))
    assert {name: value for name, value in told.items() if value} == names


OWN = OwnIdentifiers(UUID(ASSET), "247000319", "9134270", "33ff01", "NEMO11", "123456789012345")
OTHER = OwnIdentifiers(UUID(int=7), None, None, None, None, "NEMO11")


@pytest.mark.parametrize(
    ("unique", "own", "whose"),
    [
        ("123456789012345", [OWN], OWN),
        ("247000319", [OWN], OWN),
        ("9134270", [OWN], OWN),
        ("33FF01", [OWN], OWN),
        ("nemo11", [OWN], OWN),
        (ASSET.upper(), [OWN], OWN),
        ("NEMO11", [OWN, OTHER], OTHER),
        ("nemo11", [OWN, OTHER], OWN),
        ("123456789012346", [OWN], None),
    ],
)
async def test_a_unique_id_is_a_tracker_s_or_else_what_it_has_the_form_of(
    unique: str, own: list[OwnIdentifiers], whose: OwnIdentifiers | None
) -> None:
    one = sent("traccar.json")
    one["device"] |= {"uniqueId": unique}
    rows = await read(one)
    wanted = identifiers(rows)
    found = [each for each in own if any(getattr(each, n) in wanted[n] for n in IDENTIFIERS)]
    delivery = resolve(rows, found, latest=datetime(2026, 10, 12, tzinfo=UTC))
    if whose is None:
        assert delivery.faults[0].code == "unknown_asset"
    else:
        assert delivery.fixes[0].asset_id == whose.id


@pytest.mark.parametrize("unique", ["", None, 7])
async def test_a_device_that_names_nothing_is_a_fault(unique: Any) -> None:
    one = sent("traccar.json")
    one["device"]["uniqueId"] = unique
    (row,) = await read(one)
    assert row.fault is not None
    assert row.fault.code == "no_identifier"


@pytest.mark.parametrize("doubt", [{"valid": False}, {"outdated": True}])
async def test_a_place_that_its_device_does_not_know_is_none(doubt: Any) -> None:
    one = sent("traccar.json")
    one["position"] |= doubt
    (row,) = await read(one)
    assert (row.given, row.fault) == (None, None)


def test_accuracy_in_metres_is_told_in_miles() -> None:
    one = sent("traccar.json")
    one["position"]["accuracy"] = 1852.0
    assert [row and row["uncertainty_nm"] for row in rows_of(one) or ()] == [1.0]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ("protocol", "msgs", "position", "device", "lat", "lon", "latitude", "longitude",
                 "mmsi", "rxtime", "rxuxtime", "fixTime", "speed", "course", "accuracy", "valid",
                 "uniqueId", "attributes", "id", "type")
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=30,
)  # fmt: skip
envelopes = st.one_of(
    values,
    st.fixed_dictionaries(
        {"protocol": st.just("jsonaiscatcher"), "msgs": st.lists(values, min_size=1, max_size=4)}
    ),
    st.fixed_dictionaries({"position": values, "device": values}),
)


@given(envelopes)
async def test_whatever_is_sent_is_read_or_refused(given: Any) -> None:
    try:
        rows = await read(given)
    except Malformed:
        return
    assert all(row.given is None or row.fault is None for row in rows)
