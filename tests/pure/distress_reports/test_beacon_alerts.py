"""Cospas-Sarsat alerts, SIT 185."""

from datetime import UTC, datetime

import pytest

from sar.distress_reports.reading.reading import read_text
from sar.distress_reports.reading.words import (
    DistressNature,
    DopplerSide,
    ReportEnding,
    ReportForm,
    ReportKind,
)
from tests.pure.distress_reports.forms import CONFLICT, NOW, REFERENCE, RESOLVED

DETECTED = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)


def test_a_conflict_is_read_to_its_last_paragraph() -> None:
    found = read_text(CONFLICT, now=NOW)
    assert (found.form, found.kind) == (ReportForm.SIT_185, ReportKind.ALERT)
    assert (found.is_test, found.is_cancelled) == (False, False)
    assert found.message_number == "00042"
    assert found.at == DETECTED
    assert found.flag == "ITA"
    assert found.beacon_id == "1EE43C4800FFBFF"
    assert found.mmsi == "247123456"  # by its identification
    assert found.nature is DistressNature.EPIRB
    assert found.unread == ()


def test_each_position_has_its_side_probability_time_and_error() -> None:
    a, b, doa, encoded = read_text(CONFLICT, now=NOW).positions
    assert (a.place.lat, a.place.lon) == pytest.approx((34.335, 12.703333), abs=1e-6)
    assert (a.doppler, a.probability, a.at) == (DopplerSide.A, 0.6, DETECTED)
    assert (b.place.lat, b.place.lon) == pytest.approx((35.701667, -7.336667), abs=1e-6)
    assert (b.doppler, b.probability) == (DopplerSide.B, 0.4)
    assert (doa.doppler, doa.error_nm, doa.at) == (None, 3.0, DETECTED)
    assert (encoded.place.lat, encoded.place.lon) == pytest.approx((34.333333, 12.75), abs=1e-6)
    assert encoded.at is None  # within four hours of the detection: nobody knows when
    assert encoded.error_nm == pytest.approx(2.594, abs=1e-3)  # two minutes north and east
    assert a.how == "DOPPLER A - 34 20.1 N 012 42.2 E PROB 60 PERCENT"


def test_lines_that_fill_no_field_are_noted_and_empty_ones_are_not() -> None:
    noted = read_text(CONFLICT, now=NOW).noted
    assert "4. DETECTION FREQUENCY 406.0399 MHZ" in noted
    assert "11. HEX ID 1EE43C4800FFBFF HOMING SIGNAL 121.5" in noted
    assert "DOPPLER A - 11 OCT 26 1805 UTC ITLUT BARI LUT" in noted
    assert "UPDATE TIME WITHIN 4 HOURS OF DETECTION TIME" in noted
    assert not any("NIL" in line or "UNKNOWN" in line for line in noted)


def test_a_resolved_position_and_an_encoded_one_with_its_own_time() -> None:
    found = read_text(RESOLVED, now=NOW)
    resolved, encoded = found.positions
    assert resolved.at == datetime(2026, 10, 11, 12, 52, tzinfo=UTC)
    assert encoded.at == datetime(2026, 10, 11, 12, 49, tzinfo=UTC)
    assert found.nature is DistressNature.SINKING
    assert found.message_number == "00043"
    assert found.unread == ()


def test_an_alert_without_numbers_with_a_beacon_of_the_second_generation() -> None:
    found = read_text(REFERENCE, now=NOW)
    assert found.beacon_id == "9EF4039823D13AEB3800000"
    assert found.mmsi == "247123456"
    reference, gnss = found.positions
    assert reference.at == datetime(2026, 10, 11, 12, 54, tzinfo=UTC)
    assert (gnss.at, gnss.error_nm) == (None, 0.1)
    assert found.unread == ()


def test_a_reference_that_is_an_identification_is_one() -> None:
    text = CONFLICT.replace("11. HEX ID  1EE43C4800FFBFF", "11. 30-HEX MSG 8F721E24007FDFFE")
    assert read_text(text, now=NOW).beacon_id == "1EE43C4800FFBFF"


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("3.  DETECTED AT 11 OCT 26 1226 UTC BY SARSAT S11", "3.  DETECTED AT 31 FEB 26 1226 UTC"),
        ("3.  DETECTED AT 11 OCT 26 1226 UTC BY SARSAT S11", "3.  DETECTED AT 11 OCT 36 1226 UTC"),
        ("5.  COUNTRY OF BEACON REGISTRATION  247/ITALY", "5.  COUNTRY OF REGISTRATION  299/XX"),
        ("DOPPLER A - 34 20.1 N", "DOPPLER A - 34 80.1 N"),
        ("HEX ID  1EE43C4800FFBFF", "HEX ID  1EE43C4800FFBF"),
        ("EMERGENCY CODE  NIL", "EMERGENCY CODE  PURPLE"),
        ("16. REMARKS  NIL", "17. THE MOON IS FULL"),
    ],
)
def test_a_line_that_cannot_be_is_unread(line: str, other: str) -> None:
    assert line in CONFLICT
    found = read_text(CONFLICT.replace(line, other), now=NOW)
    words = " ".join(other.split())
    kept = [*found.unread, *found.noted]
    assert any(words in one for one in kept), kept


def test_a_position_of_a_next_pass_is_no_position_of_the_casualty() -> None:
    text = CONFLICT.replace("RESOLVED - UNKNOWN", "RESOLVED - 10 00.0 N 010 00.0 E")
    assert len(read_text(text, now=NOW).positions) == 4


@pytest.mark.parametrize(
    ("title", "kind", "ending"),
    [
        ("NOTIFICATION OF COUNTRY OF BEACON REGISTRATION ALERT", ReportKind.NOTIFICATION, None),
        ("DISTRESS COSPAS-SARSAT INITIAL ALERT", ReportKind.ALERT, None),
        (
            "DISTRESS COSPAS-SARSAT USER CANCELLATION ALERT",
            ReportKind.ALERT,
            ReportEnding.CANCELLED,
        ),
    ],
)
def test_the_title_tells_the_kind(
    title: str, kind: ReportKind, ending: ReportEnding | None
) -> None:
    text = RESOLVED.replace("DISTRESS COSPAS-SARSAT POSITION RESOLVED ALERT", title)
    found = read_text(text, now=NOW)
    assert (found.kind, found.ending) == (kind, ending)


def test_a_beacon_that_ceased_is_said_to() -> None:
    text = CONFLICT.replace("REMARKS  NIL", "REMARKS  BEACON HAS CEASED TRANSMITTING")
    assert read_text(text, now=NOW).ending is ReportEnding.BEACON_CEASED


@pytest.mark.parametrize("mark", ["16. REMARKS  THIS IS A TEST", "16. REMARKS  TEST MESSAGE"])
def test_a_test_is_marked(mark: str) -> None:
    assert read_text(CONFLICT.replace("16. REMARKS  NIL", mark), now=NOW).is_test


def test_a_beacon_of_a_test_protocol_is_a_test() -> None:
    test_id = "1EFC3C4800FFBFF"
    assert read_text(CONFLICT.replace("1EE43C4800FFBFF", test_id), now=NOW).is_test


def test_an_identification_that_contradicts_the_country_is_left_to_a_person() -> None:
    found = read_text(CONFLICT.replace("247/ITALY", "215/MALTA"), now=NOW)
    assert found.flag == "MLT"
    assert "HEX ID 1EE43C4800FFBFF: FLAG ITA" in found.unread


def test_an_encoded_position_may_have_its_time_on_its_line() -> None:
    joined = RESOLVED.replace("012 43.13 E\n   UPDATE", "012 43.13 E UPDATE")
    _, encoded = read_text(joined, now=NOW).positions
    assert encoded.at == datetime(2026, 10, 11, 12, 49, tzinfo=UTC)


@pytest.mark.parametrize(
    "other", ["2.  MSG NO 00042  ITMCC REF 99", "2.  MSG NO 7", "2.  MSG NO 00042", "x" * 500]
)
def test_a_second_number_is_unread(other: str) -> None:
    found = read_text(CONFLICT.replace("END OF MESSAGE", other), now=NOW)
    words = " ".join(other.split())
    assert found.message_number == "00042"
    assert (words in found.unread) is ("00042" not in other)


def test_a_message_without_a_number_is_read() -> None:
    text = CONFLICT.replace("MSG NO 00042  ITMCC REF 1EE43C4800FFBFF", "MSG NO ITMCC REF XYZ")
    found = read_text(text, now=NOW)
    assert found.message_number is None
    assert "2. MSG NO ITMCC REF XYZ" in found.unread
