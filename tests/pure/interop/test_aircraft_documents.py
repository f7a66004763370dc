"""Aircraft in documents of readsb and dump1090-fa: each position once, and of when it was heard."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.interop import aircraft_documents
from sar.interop.aircraft_documents import AIRCRAFT_AT_MOST, AircraftReader
from sar.interop.station_reports import StationReport
from sar.interop.words import FeedFault

FEEDS = Path(__file__).parents[2] / "data" / "feeds"
NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)
NOW_S = NOW.timestamp()


def document(*aircraft: Any, now_s: float = NOW_S) -> bytes:
    """A document of a station."""
    return json.dumps({"now": now_s, "messages": 1, "aircraft": list(aircraft)}).encode()


def one(**fields: Any) -> dict[str, Any]:
    """An aircraft that was heard a second ago."""
    return {"hex": "33ff01", "lat": 35.5, "lon": 12.6, "seen_pos": 1.0} | fields


def read(*documents: bytes, came_at: datetime = NOW) -> tuple[AircraftReader, list[StationReport]]:
    """The reader, and all that the documents tell, one after another."""
    reader = AircraftReader()
    return reader, [told for each in documents for told in reader.take(each, came_at=came_at)]


def test_readsb_tells_positions_that_it_hears() -> None:
    reader, found = read((FEEDS / "aircraft-readsb.json").read_bytes())
    heard = datetime.fromtimestamp(1_780_282_800.501, UTC)
    told = [
        (dict(r.names)["icao24"], r.place.lat, r.place.lon, r.speed_kn, r.course_deg) for r in found
    ]
    assert told == [
        ("33ff01", 35.504123, 12.601311, 138.4, 271.48),
        ("4d2228", 35.857491, 14.489321, 4.5, None),
        ("33abcd", 35.611231, 12.110402, 96.2, 12.01),
    ]
    ages_s = [round((heard - r.heard_at).total_seconds(), 3) for r in found if r.heard_at]
    assert ages_s == [0.401, 12.2, 2.9]
    assert [round(r.uncertainty_nm, 2) for r in found] == [0.1, 0.1, 0.5]
    assert {r.source for r in found} == {"ADS-B"}
    assert (reader.sentences, reader.faults) == (3, {})


def test_dump1090_fa_tells_the_same() -> None:
    _, (found,) = read((FEEDS / "aircraft-dump1090-fa.json").read_bytes())
    assert found.names == (("icao24", "33ff01"),)
    assert (found.speed_kn, found.course_deg) == (138.4, 271.5)
    assert found.heard_at == datetime.fromtimestamp(1_780_282_799.8, UTC)


def test_a_position_counts_once_though_every_document_tells_it() -> None:
    reader, found = read(
        document(one()),
        document(one(), now_s=NOW_S),
        document(one(seen_pos=4.1), now_s=NOW_S + 3),
        document(one(lat=35.6, seen_pos=0.4), now_s=NOW_S + 6),
    )
    assert [report.place.lat for report in found] == [35.5, 35.6]
    assert reader.sentences == 2


def test_a_file_that_nobody_writes_any_more_tells_nothing_new() -> None:
    reader = AircraftReader()
    old = document(one(), now_s=NOW_S - 86_400)
    for after_s in (0, 3, 6):
        assert list(reader.take(old, came_at=NOW + timedelta(seconds=after_s))) == []


def test_a_station_whose_clock_is_wrong_is_read_by_ours() -> None:
    reader = AircraftReader()
    assert list(reader.take(document(one(), now_s=1_000.0), came_at=NOW)) == []
    later = NOW + timedelta(seconds=3)
    (found,) = reader.take(document(one(seen_pos=0.5), now_s=1_003.0), came_at=later)
    assert found.heard_at == later - timedelta(seconds=0.5)


def test_a_clock_that_is_set_back_ends_nothing() -> None:
    _, found = read(
        document(one(seen_pos=0), now_s=NOW_S + 400),
        document(one(seen_pos=0), now_s=NOW_S),
        document(one(seen_pos=0), now_s=NOW_S + 3),
    )
    assert len(found) == 3


@pytest.mark.parametrize(
    ("aircraft", "fault"),
    [
        (one(hex="000000"), FeedFault.NOBODYS_NUMBER),
        (one(lat=91), FeedFault.UNREADABLE),
        (one(lon="east"), FeedFault.UNREADABLE),
        (one(seen_pos=None), FeedFault.UNREADABLE),
        (one(seen_pos=-3), FeedFault.UNREADABLE),
        (one(hex=33), FeedFault.UNREADABLE),
        ("an aircraft", FeedFault.UNREADABLE),
    ],
)
def test_an_aircraft_that_cannot_be_read_holds_no_other_back(
    aircraft: Any, fault: FeedFault
) -> None:
    reader, found = read(document(aircraft, one(hex="33ff02")))
    assert [report.names for report in found] == [(("icao24", "33ff02"),)]
    assert reader.faults == {fault: 1}


@pytest.mark.parametrize(
    ("fields", "speed_kn", "course_deg"),
    [
        ({"gs": -1, "track": 361}, None, None),
        ({"gs": "fast", "track": None}, None, None),
        ({"gs": 9_999, "track": 360}, None, 0.0),
        ({"alt_baro": "ground", "gs": 0}, 0.0, None),
    ],
)
def test_what_is_no_speed_or_course_is_not_told(
    fields: dict[str, Any], speed_kn: float | None, course_deg: float | None
) -> None:
    _, (found,) = read(document(one(**fields)))
    assert (found.speed_kn, found.course_deg) == (speed_kn, course_deg)


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (b"<html>", FeedFault.NOT_A_SENTENCE),
        (document(one())[:-9], FeedFault.NOT_A_SENTENCE),
        (b"[" * 5_000, FeedFault.NOT_A_SENTENCE),
        (b"[]", FeedFault.UNREADABLE),
        (b'{"now": "3", "aircraft": {}}', FeedFault.UNREADABLE),
        (b'{"now": true, "aircraft": []}', FeedFault.UNREADABLE),
    ],
)
def test_what_is_no_document_is_counted_and_the_next_is_read(
    given: bytes, fault: FeedFault
) -> None:
    reader, found = read(given, document(one()))
    assert len(found) == 1
    assert reader.faults == {fault: 1}


def test_so_many_aircraft_are_remembered_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aircraft_documents, "AIRCRAFT_AT_MOST", 10)
    reader = AircraftReader()
    for n in range(100):
        few = [one(hex=f"b{n:02x}{m:03x}") for m in range(9)]
        assert len(list(reader.take(document(*few, now_s=NOW_S + n), came_at=NOW))) == 9
    assert len(reader._last_s) == 10
    many = [one(hex=f"a{m:05x}") for m in range(30)]
    assert len(list(reader.take(document(*many, now_s=NOW_S + 200), came_at=NOW))) == 10
    assert reader.faults == {FeedFault.TOO_LONG: 1}
    assert AIRCRAFT_AT_MOST > 1_000


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
aircraft_by_chance = st.dictionaries(
    st.sampled_from(("hex", "lat", "lon", "seen_pos", "gs", "track", "rc", "mlat")),
    values | st.sampled_from(("33ff01", "~33ff01", 35.5, 0.3)),
)


@given(values, st.lists(aircraft_by_chance | values, max_size=6) | values)
def test_whatever_a_document_holds_the_next_is_read(now_s: Any, aircraft: Any) -> None:
    reader = AircraftReader()
    given = json.dumps({"now": now_s, "aircraft": aircraft}).encode()
    list(reader.take(given, came_at=NOW))
    after = document(one(hex="44aabb"), now_s=NOW_S + 5)
    assert [r.names for r in reader.take(after, came_at=NOW)] == [(("icao24", "44aabb"),)]


@given(st.binary(max_size=300))
def test_whatever_bytes_come_the_next_document_is_read(garbage: bytes) -> None:
    _, found = read(garbage, document(one()))
    assert len(found) == 1
