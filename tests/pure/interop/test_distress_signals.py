"""Transmitters in distress, told from those under test and from ships."""

from datetime import UTC, datetime
from typing import Any

import pytest

from sar.distress_reports.heard_distress import HeardDistress
from sar.distress_reports.words import ReportMeans
from sar.geo.position import LatLon
from sar.interop.ais.distress_signals import distress_in
from sar.interop.ais.heard_positions import position_of
from sar.interop.ais.sentences import Received, SentenceReader
from tests.given.ais import HEARD, sentences

AT = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
PLACE: dict[str, Any] = {"lat": 35.5, "lon": 12.5}


def received(*lines: bytes) -> Received:
    """The message of the sentences."""
    (found,) = SentenceReader().take(b"".join(line + b"\n" for line in lines), came_at=AT)
    return found


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


@pytest.mark.parametrize(
    "message",
    [
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
