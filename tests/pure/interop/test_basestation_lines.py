"""Aircraft in lines of BaseStation: place and speed joined, garbage between them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.interop import basestation_lines
from sar.interop.basestation_lines import SPEED_WITHIN, BaseStationReader
from sar.interop.bounded_lines import LONGEST_LINE
from sar.interop.station_reports import StationReport, position_told, time_told
from sar.interop.words import FeedFault
from tests.given.stations import sbs

SENT = (Path(__file__).parents[2] / "data" / "feeds" / "basestation.txt").read_bytes()
NOW = datetime(2026, 6, 1, 3, 0, 1, tzinfo=UTC)
AIRCRAFT = "33FF01"


def read(*chunks: bytes, came_at: datetime = NOW) -> tuple[BaseStationReader, list[StationReport]]:
    """The reader, and all that the chunks tell."""
    reader = BaseStationReader()
    return reader, [told for chunk in chunks for told in reader.take(chunk, came_at=came_at)]


@pytest.mark.parametrize("size", [1, 7, 64, 10_000])
def test_what_is_sent_is_read_wherever_chunks_are_cut(size: int) -> None:
    reader, found = read(*(SENT[n : n + size] for n in range(0, len(SENT), size)))
    told = [
        (dict(r.names)["icao24"], r.place.lat, r.place.lon, r.speed_kn, r.course_deg) for r in found
    ]
    assert told == [
        ("33ff01", 35.50412, 12.60131, 138.0, 271.0),
        ("4d2228", 35.85749, 14.48932, 4.0, 127.0),
    ]
    assert found[0].heard_at == datetime(2026, 6, 1, 3, 0, 0, 401_000, tzinfo=UTC)
    assert (reader.sentences, reader.faults) == (9, {})


def test_the_last_line_counts_without_a_newline() -> None:
    reader, found = read(sbs(3, AIRCRAFT, lat=35.5, lon=12.6).strip())
    assert found == []
    assert len(list(reader.end(came_at=NOW))) == 1


def test_a_speed_of_long_ago_is_not_told_with_a_place_of_now() -> None:
    reader = BaseStationReader()
    list(reader.take(sbs(4, AIRCRAFT, speed=140, course=90), came_at=NOW))
    soon, late = (NOW + SPEED_WITHIN + timedelta(seconds=off) for off in (0, 1))
    place = sbs(3, AIRCRAFT, lat=35.5, lon=12.6)
    assert [r.speed_kn for r in reader.take(place, came_at=soon)] == [140.0]
    assert [r.speed_kn for r in reader.take(place, came_at=late)] == [None]


def test_a_speed_is_of_its_own_aircraft() -> None:
    _, (found,) = read(sbs(4, "33FF02", speed=140, course=90), sbs(3, AIRCRAFT, lat=35.5, lon=12.6))
    assert (found.speed_kn, found.course_deg) == (None, None)


def test_so_many_speeds_are_remembered_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(basestation_lines, "AIRCRAFT_AT_MOST", 10)
    reader, _ = read(*(sbs(4, f"A{n:05X}", speed=100, course=1) for n in range(500)))
    assert len(reader._moving) == 10


@pytest.mark.parametrize(
    ("off", "is_followed"),
    [
        (timedelta(seconds=2), True),
        (timedelta(minutes=9), True),
        (timedelta(hours=2), False),
        (timedelta(hours=-2), False),
        (timedelta(days=20_000), False),
    ],
)
def test_a_stations_local_time_is_not_followed(off: timedelta, is_followed: bool) -> None:
    _, (found,) = read(sbs(3, AIRCRAFT, lat=35.5, lon=12.6, at=NOW - off))
    expected = NOW - off if is_followed else None
    assert time_told(found) == expected
    position = position_told(found)
    assert not isinstance(position, FeedFault)
    assert position is not None
    assert position.at == (expected or NOW)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b"GET / HTTP/1.1", FeedFault.NOT_A_SENTENCE),
        (b"MSG,3,1,1,33FF01", FeedFault.NOT_A_SENTENCE),
        (b"MSG,9" + b"," * 20, FeedFault.NOT_A_SENTENCE),
        (b"\x00\xff\xfe", FeedFault.NOT_A_SENTENCE),
        (b"x" * (LONGEST_LINE + 1), FeedFault.TOO_LONG),
        (sbs(3, "33FF0", lat=35.5, lon=12.6).strip(), FeedFault.UNREADABLE),
        (sbs(3, AIRCRAFT, lat=95.0, lon=12.6).strip(), FeedFault.UNREADABLE),
        (sbs(3, "000000", lat=35.5, lon=12.6).strip(), FeedFault.NOBODYS_NUMBER),
    ],
)
def test_what_cannot_be_read_is_counted_and_the_next_line_is_read(
    line: bytes, fault: FeedFault
) -> None:
    reader, found = read(line + b"\r\n" + sbs(3, AIRCRAFT, lat=35.5, lon=12.6))
    assert len(found) == 1
    assert reader.faults == {fault: 1}


def test_a_line_without_end_is_counted_once_and_takes_no_memory() -> None:
    reader = BaseStationReader()
    for _ in range(50):
        assert list(reader.take(b"x" * 65_536, came_at=NOW)) == []
    assert reader.faults == {FeedFault.TOO_LONG: 1}
    assert len(list(reader.take(b"\n" + SENT, came_at=NOW))) == 2


@given(st.binary(max_size=300))
def test_whatever_comes_the_next_line_is_read(garbage: bytes) -> None:
    _, found = read(garbage + b"\n", sbs(3, "44AABB", lat=35.5, lon=12.6))
    assert found[-1].names == (("icao24", "44aabb"),)


@given(st.integers(0, len(SENT) - 1), st.integers(0, 255))
def test_a_byte_that_is_wrong_spoils_its_own_line_alone(at: int, byte: int) -> None:
    broken = bytearray(SENT)
    broken[at] = byte
    reader, _ = read(bytes(broken))
    assert reader.sentences >= 7
    assert sum(reader.faults.values()) <= 2


@given(
    st.lists(st.text(st.characters(max_codepoint=255, exclude_characters="\n"), max_size=9),
             min_size=20, max_size=23)
)  # fmt: skip
def test_whatever_fields_hold_nothing_is_raised(fields: list[str]) -> None:
    reader, _ = read(("MSG,3," + ",".join(fields)).encode("latin-1") + b"\n")
    assert reader.sentences + sum(reader.faults.values()) >= 1
