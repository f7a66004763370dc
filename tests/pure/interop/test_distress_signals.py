"""Transmitters in distress, told from those under test and from ships."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sar.distress_reports.heard_distress import HeardDistress
from sar.distress_reports.words import ReportMeans
from sar.geo.position import LatLon
from sar.interop.ais.distress_lines import DistressLines
from sar.interop.ais.distress_signals import distress_in
from sar.interop.ais.heard_positions import position_of
from sar.interop.ais.sentences import Received, SentenceReader
from tests.given.ais import HEARD, TWO_PARTS, sentences, tagged

AT = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
numbers = st.sampled_from([970, 972, 974, 971, 247]).flatmap(
    lambda first: st.integers(first * 1_000_000, first * 1_000_000 + 999_999)
) | st.integers(0, 2**30 - 1)
PLACE: dict[str, Any] = {"lat": 35.5, "lon": 12.5}


def received(*lines: bytes) -> Received:
    """The message of the sentences."""
    (found,) = SentenceReader().take(b"".join(line + b"\n" for line in lines), came_at=AT)
    return found


def lines_of_distress(lines: bytes) -> list[bytes]:
    """The lines found in a stream that has just begun."""
    return DistressLines().find("coast", lines, now_s=0.0)


def signal(**message: Any) -> HeardDistress | None:
    """The signal in the message."""
    return distress_in(received(*sentences(**message)))


@pytest.mark.parametrize(
    ("mmsi", "means"),
    [
        (970_123_456, ReportMeans.AIS_SART),
        (972_123_456, ReportMeans.AIS_MOB),
        (974_123_456, ReportMeans.AIS_EPIRB),
        (247_000_001, ReportMeans.AIS_SHIP),
    ],
)
def test_an_active_transmitter_is_heard_where_it_is(mmsi: int, means: ReportMeans) -> None:
    found = signal(type=1, mmsi=mmsi, status=14, **PLACE)
    assert found == HeardDistress(means, str(mmsi), AT, LatLon(35.5, 12.5))


def test_one_without_a_position_is_heard() -> None:
    found = signal(type=1, mmsi=974_123_456, status=14, lat=91.0, lon=181.0)
    assert found == HeardDistress(ReportMeans.AIS_EPIRB, "974123456", AT, None)


@pytest.mark.parametrize("text", ["SART ACTIVE", "MOB ACTIVE", "EPIRB ACTIVE"])
def test_its_text_is_heard(text: str) -> None:
    found = signal(type=14, mmsi=970_123_456, text=text)
    assert found == HeardDistress(ReportMeans.AIS_SART, "970123456", AT, None)


def test_a_text_to_one_station_is_heard() -> None:
    found = signal(type=12, mmsi=972_123_456, dest_mmsi=2_470_017, text="MOB ACTIVE")
    assert found == HeardDistress(ReportMeans.AIS_MOB, "972123456", AT, None)


@pytest.mark.parametrize(
    "message",
    [
        {"type": 12, "mmsi": 972_123_456, "dest_mmsi": 2_470_017, "text": "MOB TEST"},
        {"type": 1, "mmsi": 974_123_456, "status": 15, **PLACE},
        {"type": 1, "mmsi": 247_000_001, "status": 0, **PLACE},
        {"type": 14, "mmsi": 970_123_456, "text": "SART TEST"},
        {"type": 14, "mmsi": 970_123_456, "text": "EPIRB TEST ACTIVE"},
        {"type": 14, "mmsi": 970_123_456, "text": ""},
        {"type": 14, "mmsi": 247_000_001, "text": "SART ACTIVE"},
        {"type": 18, "mmsi": 247_000_001, **PLACE},
    ],
)
def test_tests_and_ships_are_no_distress(message: dict[str, Any]) -> None:
    assert signal(**message) is None


@pytest.mark.parametrize("line", HEARD.values(), ids=HEARD)
def test_ships_that_were_heard_off_the_air_are_none(line: bytes) -> None:
    assert distress_in(received(line)) is None


def test_a_transmitter_is_no_vessel() -> None:
    line = sentences(type=1, mmsi=974_123_456, status=14, **PLACE)
    assert position_of(received(*line)) is None


@given(
    kind=st.integers(1, 3),
    mmsi=numbers,
    status=st.integers(0, 15),
    lat=st.floats(-91, 91),
    lon=st.floats(-181, 181),
)
@example(kind=1, mmsi=2**30 - 1, status=14, lat=91.0, lon=181.0)
def test_a_position_is_of_distress_if_its_status_says_so_and_its_line_is_found(
    kind: int, mmsi: int, status: int, lat: float, lon: float
) -> None:
    (line,) = sentences(type=kind, mmsi=mmsi, status=status, lat=lat, lon=lon)
    found = distress_in(received(line))
    assert (found is not None) is (status == 14)
    assert lines_of_distress(line + b"\r\n") == ([line + b"\r"] if found else [])
    if found is not None:
        assert found.sender == f"{mmsi:09d}"
        assert found.at == AT
        place = found.place
        assert (place is None) is (abs(round(lat, 4)) > 90 or abs(round(lon, 4)) > 180)
        assert place is None or (abs(place.lat - lat) < 1e-4 and abs(place.lon - lon) < 1e-4)


letters = "".join(map(chr, range(32, 96)))
words = st.sampled_from(["SART", "MOB", "EPIRB", "ACTIVE", "TEST", "ACTIVELY", "@", "?"])


@given(mmsi=numbers, text=st.lists(words, max_size=6).map(" ".join) | st.text(letters, max_size=20))
def test_a_text_is_of_distress_if_a_transmitter_says_that_it_is_active(
    mmsi: int, text: str
) -> None:
    lines = sentences(type=14, mmsi=mmsi, text=text)
    told = received(*lines)
    found = distress_in(told)
    said = str(told.message.text).split()
    is_active = "ACTIVE" in said and "TEST" not in said
    assert (found is not None) is (is_active and f"{mmsi:09d}"[:3] in ("970", "972", "974"))
    if found is not None:
        assert lines_of_distress(b"\n".join(lines)) == lines


@given(st.binary(max_size=200), st.integers(0, 60), st.integers(0, 255))
def test_bytes_by_chance_are_none_or_one_and_lines_are_found_whole(
    garbage: bytes, at: int, instead: int
) -> None:
    (line,) = sentences(type=1, mmsi=974_123_456, status=14, **PLACE)
    changed = line[:at] + bytes([instead]) + line[at + 1 :]
    for content in (garbage, changed, garbage + b"\n" + changed, line + b"\n" + garbage):
        lines = content.split(b"\n")
        early = lines_of_distress(content)
        assert all(one in lines for one in early)
        for told in SentenceReader().take(content + b"\n", came_at=AT):
            if distress_in(told) is not None:
                assert early


def test_lines_are_found_among_others_with_their_tag_blocks() -> None:
    (beacon,) = sentences(type=1, mmsi=974_123_456, status=14, **PLACE)
    (text,) = sentences(type=14, mmsi=972_123_456, text="MOB ACTIVE")
    wanted = [tagged(beacon, AT), text]
    others = [line for kind, line in HEARD.items() if kind != 14] + list(TWO_PARTS)
    lines = [*others, wanted[0], *others, wanted[1]]
    assert lines_of_distress(b"\n".join(lines)) == wanted
