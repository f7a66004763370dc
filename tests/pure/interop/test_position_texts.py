"""Reports of positions by mail, in the forms that terminals, ships and programs write."""

import json
from datetime import UTC, datetime, timedelta
from functools import reduce
from operator import xor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sar.geo.position import LatLon
from sar.interop.position_texts import OLDEST, read_positions
from sar.interop.station_reports import StationReport

NOW = datetime(2026, 12, 3, 12, 0, tzinfo=UTC)
WRITTEN = NOW - timedelta(minutes=7)


def nmea(sentence: str) -> str:
    """The sentence with its checksum."""
    return f"${sentence}*{reduce(xor, sentence.encode()):02X}"


def only(text: str, *, subject: str = "") -> StationReport:
    """The only report of a text, of which nothing is doubtful."""
    found = read_positions(text, subject=subject, written_at=WRITTEN, came_at=NOW)
    assert not found.is_doubtful
    (report,) = found.reports
    return report


def at(day: int, hour: int, minute: int) -> datetime:
    """An instant of that month."""
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


AMVER = (
    "AMVER/PR//\nA/SEA STAR/KABC//\nB/021330Z DEC//\nC/4200N/17544W//\nE/090//\nF/200//\n"
    "I/LOS ANGELES/3343N/11817W/081300Z DEC//\nM/NMC//\nY/MAREP//\nZ/EOR//\n"
)
IRIDIUM = (
    "MOMSN: 1\nMTMSN: 0\nTime of Session (UTC): Thu Dec  3 05:35:12 2026\n"
    "Session Status: 00 - TRANSFER OK\nMessage Size (bytes): 10\n\n"
    "Unit Location: Lat = 59.372463 Long = 75.309113\nCEPradius = 3\n"
)
INMARSAT_C = (
    "IMO 9123456\nDate & Time   26-12-03 04:07 (UTC)\nPosition\nLAT 12:34.56N\nLON 123:45.67E\n"
    "Course  321.1\nSpeed  1.1 KTS\n"
)
RMC = nmea("GPRMC,110000.00,A,3430.500,N,01245.200,W,12.0,090.0,031226,,,A")
NAF = "//SR//TM/POS//RC/IBCD//LT/+35.500//LG/+012.600//DA/20261203//TI/0300//ER//"
ROW = {"mmsi": "247000001", "at": "2026-12-03T11:00:00Z", "lat": 34.5, "lon": 12.75}


@pytest.mark.parametrize(
    ("text", "name", "place", "when"),
    [
        (AMVER, ("callsign", "KABC"), (42.0, -175.733), at(2, 13, 30)),
        (INMARSAT_C, ("imo", "9123456"), (12.576, 123.761), at(3, 4, 7)),
        (f"MMSI 247000001\n{RMC}", ("mmsi", "247000001"), (34.508, -12.753), at(3, 11, 0)),
        (NAF, ("callsign", "IBCD"), (35.5, 12.6), at(3, 3, 0)),
        (json.dumps([ROW]), ("mmsi", "247000001"), (34.5, 12.75), at(3, 11, 0)),
        (
            "mmsi,at,lat,lon\n247000001,2026-12-03T11:00:00Z,34.5,12.75\n",
            ("mmsi", "247000001"),
            (34.5, 12.75),
            at(3, 11, 0),
        ),
        (
            "MMSI 247000001\nPOS 3430.5N 01245.2E\n031100Z DEC",
            ("mmsi", "247000001"),
            (34.508, 12.753),
            at(3, 11, 0),
        ),
        (
            "MMSI: 247000001\nLAT=28-14-04N LON=17-04-11W TIME=2026-12-02 22:10 UTC",
            ("mmsi", "247000001"),
            (28.234, -17.07),
            at(2, 22, 10),
        ),
        (
            "call sign IABC\n[position] 21 34.52S 175 35.18E\n[speed] 5knts\nETA 3343N 11817W",
            ("callsign", "IABC"),
            (-21.575, 175.586),
            WRITTEN,
        ),
    ],
)
def test_a_report_is_read_in_each_form(
    text: str, name: tuple[str, str], place: tuple[float, float], when: datetime
) -> None:
    report = only(text)
    assert report.names[0] == name
    assert (round(report.place.lat, 3), round(report.place.lon, 3)) == place
    assert (report.heard_at, report.came_at, report.late_by_at_most) == (when, NOW, OLDEST)


def test_a_place_of_iridium_is_as_rough_as_it_says_and_named_by_the_subject() -> None:
    report = only(IRIDIUM, subject="SBD Msg From Unit: 300434060001230")
    assert report.names == (("tracker_id", "300434060001230"),)
    assert report.place == LatLon(59.372463, 75.309113)
    assert report.heard_at == at(3, 5, 35)
    assert round(report.uncertainty_nm, 1) == 3.2


def test_speed_and_course_are_of_the_one_position() -> None:
    assert (only(AMVER).speed_kn, only(AMVER).course_deg) == (20.0, 90.0)
    assert (only(INMARSAT_C).speed_kn, only(INMARSAT_C).course_deg) == (1.1, 321.1)


@pytest.mark.parametrize(
    ("words", "error_nm"),
    [("3430N 01245E", 0.75), ("3430.5N 01245.2E", 0.1), ("LAT 34.5 LON 12.6", 4.5)],
)
def test_a_rough_notation_is_a_rough_place(words: str, error_nm: float) -> None:
    assert only(f"MMSI 247000001\nPOS {words}").uncertainty_nm == error_nm


def test_several_ships_each_have_their_line() -> None:
    found = read_positions(
        "MMSI 247000001 at 35 12N 012 30E at 1100Z\nMMSI 247000002 at 36 12N 013 30E at 1105Z",
        written_at=WRITTEN,
        came_at=NOW,
    )
    assert [one.names[0][1] for one in found.reports] == ["247000001", "247000002"]
    assert [one.heard_at for one in found.reports] == [at(3, 11, 0), at(3, 11, 5)]


@pytest.mark.parametrize(
    "text",
    [
        "POS 3430.5N 01245.2E 1100Z",  # of whom?
        "MMSI 247000001\nLAT=28-14-04N LON=17-04-11W TIME=2026-12-02 22:10",  # in which zone?
        "MMSI 247000001\nMMSI 247000002\nPOS 3430.5N 01245.2E 1100Z",
        "MMSI 247000001\nPOS 3430.5N 01245.2E\nPOS 3530.5N 01245.2E\n1100Z",  # which of them?
        f"MMSI 247000001\n{AMVER.replace('B/021330Z DEC', 'B/NOON')}",
        "MMSI 247000001 POS 3490.5N 01245.2E 1100Z",
    ],
)
def test_a_report_that_is_not_clear_makes_none(text: str) -> None:
    found = read_positions(text, written_at=WRITTEN, came_at=NOW)
    assert found.reports == ()
    assert found.is_doubtful


def test_neither_a_broken_sentence_nor_a_quoted_report_is_one() -> None:
    for text in (f"MMSI 247000001\n{RMC[:-2]}00", "> MMSI 247000001 POS 3430.5N 01245.2E 1100Z"):
        assert read_positions(text, written_at=WRITTEN, came_at=NOW).reports == ()


PIECES = st.sampled_from(
    [AMVER, IRIDIUM, INMARSAT_C, RMC, NAF, "MMSI 247000001 ", "POS 3430N 01245E ", "1100Z ", "\n"]
)


@given(st.lists(PIECES | st.text(max_size=40), max_size=8).map("".join), st.text(max_size=30))
@example("[" * 50_000, "")
@example("LAT 1" * 20_000, "")
@example("//SR//" * 5_000, "")
@example('{"msgs": [null], "protocol": "jsonaiscatcher"}', "")
def test_whatever_comes_every_report_has_a_name_a_time_and_a_place(text: str, subject: str) -> None:
    for one in read_positions(text, subject=subject, written_at=None, came_at=NOW).reports:
        assert one.names
        assert one.heard_at is not None
        assert abs(one.place.lat) <= 90.0
        assert abs(one.place.lon) <= 180.0


@given(
    st.floats(-89.99, 89.99).map(lambda lat: round(lat, 3)),
    st.floats(-179.99, 179.99).map(lambda lon: round(lon, 3)),
)
def test_a_position_in_minutes_comes_back(lat: float, lon: float) -> None:
    def angle(value: float, width: int, sides: str) -> str:
        minutes = round(abs(value) * 600)
        return f"{minutes // 600:0{width}d}{minutes % 600 / 10:04.1f}{sides[value < 0]}"

    text = f"MMSI 247000001\nPOS {angle(lat, 2, 'NS')} {angle(lon, 3, 'EW')}\n1100Z"
    place = only(text).place
    assert abs(place.lat - lat) < 0.001
    assert abs(place.lon - lon) < 0.001
