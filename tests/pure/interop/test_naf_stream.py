"""Records of the North Atlantic Format as bytes come: late, cut, mixed with garbage."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.interop.naf_stream import LONGEST_RECORD, OLDEST, NafReader
from sar.interop.station_reports import StationReport, position_told
from sar.interop.words import FeedFault
from tests.given.stations import naf

SENT = (Path(__file__).parents[2] / "data" / "feeds" / "naf.txt").read_bytes()
NOW = datetime(2026, 6, 1, 3, 5, tzinfo=UTC)
GOOD: dict[str, Any] = {"RC": "IFAB2", "LT": "+35.504", "LG": "+012.601", "SP": "105", "CO": "271"}
RECORD = naf(NOW, **GOOD)


def read(*chunks: bytes) -> tuple[NafReader, list[StationReport]]:
    """The reader, and all that the chunks tell."""
    reader = NafReader()
    return reader, [told for chunk in chunks for told in reader.take(chunk, came_at=NOW)]


@pytest.mark.parametrize("size", [1, 7, 64, 10_000])
def test_what_is_sent_is_read_wherever_chunks_are_cut(size: int) -> None:
    reader, found = read(*(SENT[n : n + size] for n in range(0, len(SENT), size)))
    rounded = [(round(r.place.lat, 4), round(r.place.lon, 4)) for r in found]
    assert rounded == [(35.504, 12.601), (35.85, 14.4833), (-0.5, -21.25)]
    assert [(r.speed_kn, r.course_deg) for r in found] == [(10.5, 271.0), (0.0, 0.0), (8.9, 0.0)]
    assert [dict(r.names).get("callsign") for r in found] == ["IFAB2", "9H4417", "TFJA"]
    assert found[2].names[0] == ("imo", "9134270")
    assert [round(r.uncertainty_nm, 2) for r in found] == [0.1, 0.71, 3.0]
    assert (reader.sentences, reader.faults) == (4, {})


@pytest.mark.parametrize("between", [b"", b"\r\n", b"\n\n  "])
def test_records_follow_each_other_with_lines_or_without(between: bytes) -> None:
    _, found = read(between.join([RECORD] * 3))
    assert len(found) == 3


@pytest.mark.parametrize(
    "late_by", [timedelta(0), timedelta(minutes=40), timedelta(hours=9), OLDEST]
)
def test_a_report_that_comes_late_is_of_its_own_time(late_by: timedelta) -> None:
    _, (found,) = read(naf(NOW - late_by, **GOOD))
    position = position_told(found)
    assert position is not None
    assert not isinstance(position, FeedFault)
    assert (position.at, position.source) == (NOW - late_by, "VMS")


@pytest.mark.parametrize("late_by", [OLDEST + timedelta(minutes=1), timedelta(minutes=-11)])
def test_a_time_that_cannot_be_is_a_fault(late_by: timedelta) -> None:
    _, (found,) = read(naf(NOW - late_by, **GOOD))
    assert position_told(found) is FeedFault.WRONG_TIME


def test_a_clock_that_is_a_little_fast_is_not_followed_beyond_now() -> None:
    _, (found,) = read(naf(NOW + timedelta(minutes=9), **GOOD))
    position = position_told(found)
    assert not isinstance(position, FeedFault)
    assert position is not None
    assert position.at == NOW


@pytest.mark.parametrize(
    "fields",
    [
        {"LT": "+95.000"},
        {"LG": "+190.000"},
        {"LT": "35,504"},
        {"LT": ""},
        {"RC": ""},
        {"RC": "A VERY LONG CALL SIGN"},
        {"LT": "", "LA": "N3561"},
        {"LT": "", "LA": "X3551"},
        {"LT": "+nan"},
        {"DA": "20260601", "TI": "03"},
        {"DA": "20260631", "TI": "0300"},
        {"DA": "", "TI": "0300"},
    ],
)
def test_a_record_without_place_or_name_is_a_fault_of_its_own(fields: dict[str, str]) -> None:
    reader, found = read(naf(NOW, **(GOOD | fields)) + RECORD)
    assert len(found) == 1
    assert reader.faults == {FeedFault.UNREADABLE: 1}


@pytest.mark.parametrize(
    ("fields", "speed_kn", "course_deg"),
    [
        ({"SP": "2000", "CO": "361"}, None, None),
        ({"SP": "-5", "CO": "-5"}, None, None),
        ({"SP": "", "CO": ""}, None, None),
        ({"SP": "7", "CO": "360"}, 0.7, 0.0),
    ],
)
def test_what_is_no_speed_or_course_is_not_told(
    fields: dict[str, str], speed_kn: float | None, course_deg: float | None
) -> None:
    _, (found,) = read(naf(NOW, **(GOOD | fields)))
    assert (found.speed_kn, found.course_deg) == (speed_kn, course_deg)


@pytest.mark.parametrize(
    ("before", "faults"),
    [
        (b"garbage\r\n", {FeedFault.NOT_A_SENTENCE: 1}),
        (RECORD[:40], {FeedFault.UNFINISHED: 1}),
        (RECORD[:40] + b"\r\n", {FeedFault.UNFINISHED: 1}),
        (b"//ER//", {FeedFault.NOT_A_SENTENCE: 1}),
        (b"x" * (LONGEST_RECORD * 3), {FeedFault.NOT_A_SENTENCE: 1}),
        (b"//SR//" + b"x" * (LONGEST_RECORD + 1) + b"//ER//", {FeedFault.TOO_LONG: 1}),
    ],
)
def test_garbage_before_a_record_is_lost_alone(before: bytes, faults: dict[FeedFault, int]) -> None:
    reader, found = read(before + RECORD)
    assert len(found) == 1
    assert reader.faults == faults


def test_bytes_without_end_are_counted_once_and_take_no_memory() -> None:
    reader = NafReader()
    for _ in range(50):
        assert list(reader.take(b"x" * 65_536, came_at=NOW)) == []
        assert len(reader._rest) <= LONGEST_RECORD
    assert reader.faults == {FeedFault.TOO_LONG: 1}
    assert len(list(reader.take(RECORD, came_at=NOW))) == 1
    assert reader.faults == {FeedFault.TOO_LONG: 1}


@pytest.mark.parametrize("cut", range(1, len(RECORD)))
def test_a_record_that_begins_in_what_is_too_long_is_kept(cut: int) -> None:
    reader, found = read(b"x" * (LONGEST_RECORD + 10) + RECORD[:cut], RECORD[cut:])
    assert len(found) == 1
    assert sum(reader.faults.values()) == 1


def test_a_record_without_its_end_is_given_up_at_the_end() -> None:
    reader, _ = read(RECORD[:-1])
    assert list(reader.end(came_at=NOW)) == []
    assert reader.faults == {FeedFault.UNFINISHED: 1}


@given(st.binary(max_size=300))
def test_whatever_comes_the_next_record_is_read(garbage: bytes) -> None:
    _, found = read(garbage, RECORD)
    assert found[-1].names == (("callsign", "IFAB2"),)


@given(st.integers(0, len(SENT) - 1), st.integers(0, 255))
def test_a_byte_that_is_wrong_spoils_two_records_at_most(at: int, byte: int) -> None:
    broken = bytearray(SENT)
    broken[at] = byte
    _, found = read(bytes(broken))
    assert len(found) >= 1


@given(
    st.dictionaries(
        st.sampled_from(("TM", "RC", "IM", "LT", "LG", "LA", "LO", "SP", "CO", "DA", "TI")),
        st.text(st.characters(max_codepoint=255), max_size=9)
        | st.sampled_from(("POS", "IFAB2", "+35.5", "N3551", "E01429", "20260601", "0300")),
    )
)
def test_whatever_fields_hold_nothing_is_raised(fields: dict[str, str]) -> None:
    body = "//".join(f"{code}/{value}" for code, value in fields.items())
    reader, found = read(f"//SR//{body}//ER//".encode("latin-1"))
    for one in found:
        position_told(one)
    assert reader.sentences + sum(reader.faults.values()) >= 1
