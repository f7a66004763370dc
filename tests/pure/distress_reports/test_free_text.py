"""Free text, as people write it at night."""

from datetime import UTC, datetime

import pytest

from sar.distress_reports.reading.reading import read_text
from sar.distress_reports.reading.words import (
    DistressNature,
    ReportEnding,
    ReportForm,
    ReportKind,
)
from sar.geo.position import parse_position
from sar.incidents.texts.telex import signal_of
from tests.pure.distress_reports.forms import NOW, PROSE


def test_lines_that_were_cut_for_a_telex_go_on() -> None:
    text = signal_of(
        ["POSITION: 34-19.1N 012-42.9E AT 111226Z OCT 26 BY DRIFT, WITHIN 2.2 NM, SLOW"]
    )
    assert "2.2\n" in text
    (only,) = read_text(text, now=NOW).positions
    assert only.error_nm == 2.2


def test_lines_that_stand_in_are_lines() -> None:
    text = "1. MAYDAY\n    PURPLE RAIN\n    12 POB"
    assert read_text(text, now=NOW).unread == ("PURPLE RAIN",)


def test_a_mail_tells_what_it_says() -> None:
    found = read_text(PROSE, now=NOW)
    assert (found.form, found.kind) == (ReportForm.FREE_TEXT, ReportKind.RELAY)
    assert (found.craft_name, found.callsign) == ("BLUE STAR", "9HA1234")
    assert (found.mmsi, found.flag) == ("256123456", "MLT")
    assert found.persons == (12, 12)
    assert found.nature is DistressNature.FLOODING
    (only,) = found.positions
    assert only.place == parse_position("34-20.0N 012-42.0E")
    assert only.at == found.at == datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
    assert only.how == "34°20.0'N 012°42.0'E"
    assert found.noted == ("From: watch@coast.example",)
    assert found.unread == ("Weather SW 5.",)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("MV CASTALIA ON FIRE", "CASTALIA"),
        ("M/V BLUE STAR SINKING 3512N 01234E", "BLUE STAR"),
        ("F/V Nuestra Senora del Mar, 4 POB", "NUESTRA SENORA DEL MAR"),
        ("f/v \"Nuestra Señora del Mar\" adrift", "NUESTRA SEÑORA DEL MAR"),
        ("S/Y 'Alcione' has lost her mast", "ALCIONE"),
        ("S/Y SIROCCO II IN 35N 012E", "SIROCCO II"),
        ("M/T CASTALIA/9HA1234", "CASTALIA"),
        ("vessel name: Sirocco", "SIROCCO"),
        ("BOAT, NAME SIROCCO, CALL SIGN 5AXY7", "SIROCCO"),
        ("MAYDAY SIROCCO, CALL SIGN 5AXY7, FISHING VESSEL", "SIROCCO"),
        ("VESSEL: SIROCCO, WHITE", "SIROCCO"),
        ("MAYDAY\nTHIS IS BLUE STAR BLUE STAR BLUE STAR\nMMSI 256123456", "BLUE STAR"),
        ("Mayday, this is Alcione, Alcione, Alcione, call sign IBCD", "ALCIONE"),
        ("MAYDAY\nTHIS IS BLUE STAR", None),
        # A station that relays says its own name.
        ("MAYDAY RELAY\nTHIS IS ROMA RADIO ROMA RADIO ROMA RADIO", None),
        ("my position is bad", None),
        ("mv castalia", None),
        ("MV 35N 012E", None),
        ("M/V UNKNOWN", None),
    ],
)  # fmt: skip
def test_a_name_stands_behind_its_title(text: str, name: str | None) -> None:
    assert read_text(text, now=NOW).craft_name == name


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("12 POB", (12, 12)),
        ("POB: 12", (12, 12)),
        ("P.O.B. 12", (12, 12)),
        ("12 persons on board", (12, 12)),
        ("persons on board 12-15", (12, 15)),
        ("PERSONS: 250 TO 400", (250, 400)),
        ("between 250 to 400 people aboard", (250, 400)),
        ("at least 30 people aboard", (30, None)),
        ("more than 30 people aboard", (31, None)),
        ("30+ POB", (30, None)),
        ("up to 40 souls on board", (None, 40)),
        ("some 30 people in a raft", (30, 30)),
        # All on board before some of them.
        ("2 persons injured. POB 12", (12, 12)),
        ("~52 people", (52, 52)),
        # A part of them only.
        ("1 person injured", None),
        ("2 people are in the water", None),
        ("4 crew", (4, 4)),
        # Two numbers, neither said to be all.
        ("4 crew and 20 passengers", None),
        ("POB unknown", None),
        ("POB 99999", None),
        ("15-12 POB", None),
        ("12 miles", None),
        ("POB 12.5N", None),
    ],
)
def test_persons_are_told_in_many_ways(
    text: str, persons: tuple[int | None, int | None] | None
) -> None:
    assert read_text(text, now=NOW).persons == persons


@pytest.mark.parametrize(
    ("text", "mmsi"),
    [
        ("MMSI 247123456", "247123456"),
        ("MMSI: 247 123 456", "247123456"),
        ("247123456", "247123456"),
        ("contact 256000001, later MMSI 247123456", "247123456"),
        ("AIS 970123456", "970123456"),
        ("MMSI 123456789", None),
        ("MMSI 24712345", None),
        ("tel 612345678", None),
        ("phone: 612345678", None),
        ("+39247123456", None),
        ("IMO 247123456", None),
        ("2471234567", None),
        ("002470001", None),
    ],
)
def test_an_mmsi_is_nine_digits_of_a_ship(text: str, mmsi: str | None) -> None:
    assert read_text(text, now=NOW).mmsi == mmsi


def test_a_number_behind_an_identity_is_another() -> None:
    found = read_text("MMSI 247 123 456 12 POB", now=NOW)
    assert (found.mmsi, found.persons) == ("247123456", (12, 12))
    found = read_text("HEX ID 1EE43C4800FFBFF 12 POB", now=NOW)
    assert (found.beacon_id, found.persons) == ("1EE43C4800FFBFF", (12, 12))


def test_a_flag_that_contradicts_the_mmsi_is_left_to_a_person() -> None:
    found = read_text("FLAG MLT, MMSI 247123456", now=NOW)
    assert found.flag == "MLT"
    assert found.unread == ("MMSI 247123456: FLAG ITA",)


def test_a_second_mmsi_is_left_to_a_person() -> None:
    found = read_text("MMSI 247123456 sinking\nMMSI 256123456 stands by", now=NOW)
    assert found.mmsi == "247123456"
    assert found.unread == ("MMSI 256123456 stands by",)


@pytest.mark.parametrize(
    ("text", "callsign"),
    [
        ("call sign 9HA1234", "9HA1234"),
        ("Callsign: IBCD", "IBCD"),
        ("C/S IBCD", "IBCD"),
        ("call-sign is MABC7", "MABC7"),
        ("no call sign", None),
        ("call sign unknown", None),
        ("call sign 1234", None),
        ("call sign with MMSI", None),
    ],
)
def test_a_call_sign_follows_its_word(text: str, callsign: str | None) -> None:
    assert read_text(text, now=NOW).callsign == callsign


@pytest.mark.parametrize(
    ("text", "beacon_id"),
    [
        ("HEX ID 1EE43C4800FFBFF", "1EE43C4800FFBFF"),
        ("hex: 1ee4 3c48 00ff bff", "1EE43C4800FFBFF"),
        ("EPIRB 1EE43C4800FFBFF is heard", "1EE43C4800FFBFF"),
        ("UIN 9EF4039823D13AEB3800000", "9EF4039823D13AEB3800000"),
        ("1EE43C4800FFBFF", None),
        ("HEX ID 1EE43C4800FFBF", None),
        ("beacon faded", None),
    ],
)
def test_a_beacon_is_known_by_its_identification(text: str, beacon_id: str | None) -> None:
    assert read_text(text, now=NOW).beacon_id == beacon_id


@pytest.mark.parametrize(
    ("text", "nature"),
    [
        ("vessel on fire", DistressNature.FIRE),
        ("explosion in the engine room", DistressNature.FIRE),
        ("taking on water", DistressNature.FLOODING),
        ("collided with a buoy and sinking", DistressNature.COLLISION),
        ("run aground", DistressNature.GROUNDING),
        ("listing 30 degrees", DistressNature.LISTING),
        ("capsized", DistressNature.LISTING),
        ("the boat has sunk", DistressNature.SINKING),
        ("engine dead, adrift", DistressNature.DISABLED_ADRIFT),
        ("crew abandoning ship", DistressNature.ABANDONING),
        ("attacked by pirates", DistressNature.PIRACY),
        ("man overboard", DistressNature.MAN_OVERBOARD),
        ("MOB 5 minutes ago", None),
        ("EPIRB heard, sinking", DistressNature.SINKING),
        ("EPIRB heard", DistressNature.EPIRB),
        ("no fire aboard, adrift", DistressNature.DISABLED_ADRIFT),
        ("not sinking", None),
        ("fire pump needed", None),
        ("see the listing below", None),
        ("mob: +39 06 0000", None),
    ],
)
def test_the_nature_is_told_by_words(text: str, nature: DistressNature | None) -> None:
    assert read_text(text, now=NOW).nature is nature


@pytest.mark.parametrize(
    "text",
    [
        "EXERCISE EXERCISE EXERCISE\n12 POB",
        "TEST\nMAYDAY",
        "*** TEST ***",
        "EXERCISE - MAYDAY 35N 012E",
        "Test: mayday",
        "this is a test",
        "This is an exercise",
        "SELF TEST",
        "self-test of the EPIRB",
        "for exercise only",
        "TEST MESSAGE",
        "Subject: EXERCISE SAREX 26",
        "Subject: Fwd: Test of the beacon",
        "EXERCISE/EXERCISE MAYDAY",
    ],
)
def test_a_marked_test_is_a_test(text: str) -> None:
    assert read_text(text, now=NOW).is_test


@pytest.mark.parametrize(
    "text",
    [
        "latest position 35N 012E",
        "this is not a test",
        "THIS IS NOT AN EXERCISE",
        "NO EXERCISE NO EXERCISE",
        "not a test message",
        "NOT AN EXERCISE - MAYDAY",
        "we test the engine",
        "the vessel TESTAMENT sinks",
        "M/V TEST PILOT on fire",
        "contest: results",
        "Subject: latest position",
        "TO ALL SHIPS: EXERCISE STAR",
        "exercised the crew",
    ],
)
def test_a_word_in_passing_makes_no_test(text: str) -> None:
    assert not read_text(text, now=NOW).is_test


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("cancel my distress alert of 1226 UTC", ReportEnding.CANCELLED),
        ("Distress alert cancelled", ReportEnding.CANCELLED),
        ("MAYDAY CANCELLED", ReportEnding.CANCELLED),
        ("cancellation of the distress", ReportEnding.CANCELLED),
        ("SEELONCE FEENEE", ReportEnding.CANCELLED),
        ("the beacon has ceased", ReportEnding.BEACON_CEASED),
        ("EPIRB ceased transmitting", ReportEnding.BEACON_CEASED),
        ("NO DISTRESS", ReportEnding.NO_DISTRESS),
        ("the vessel is not in distress", ReportEnding.NO_DISTRESS),
        ("false alert", ReportEnding.FALSE_ALERT),
        ("do not cancel the distress", None),
        ("distress not cancelled", None),
        ("possible false alert", None),
        ("is it a false alarm?", None),
        ("if the beacon has ceased, tell us", None),
        ("no distress signals seen", None),
    ],
)
def test_an_end_is_read_only_where_it_is_said(text: str, ending: ReportEnding | None) -> None:
    found = read_text(text, now=NOW)
    assert found.ending is ending
    assert found.is_cancelled is (ending is not None)


@pytest.mark.parametrize(
    ("text", "error_nm"),
    [
        ("35N 012E within 3 NM", 3.0),
        ("35N 012E accuracy 500 m", 500 / 1852),
        ("35N 012E +/- 2 NM", 2.0),
        ("35N 012E plus or minus 1.852 km", 1.0),
        ("within 5 nm of 35N 012E", 5.0),
        ("35N 012E within the hour", None),
    ],
)
def test_an_error_is_told_beside_its_position(text: str, error_nm: float | None) -> None:
    (only,) = read_text(text, now=NOW).positions
    assert only.error_nm == pytest.approx(error_nm)


@pytest.mark.parametrize(
    "text",
    [
        "LAT: 34-20.0N\nLON: 012-42.0E\nPOB: 4",
        "Longitude 012 42.0 E\nLatitude 34 20.0 N",
        "Lat 34°20.0'N\nLong 12°42.0'E",
        "LAT 34.333333\nLON 12.7",
    ],
)
def test_latitude_and_longitude_may_have_a_line_each(text: str) -> None:
    (only,) = read_text(text, now=NOW).positions
    assert (only.place.lat, only.place.lon) == pytest.approx((34.333333, 12.7), abs=1e-6)


@pytest.mark.parametrize(
    ("text", "noted"), [("about 30 POB", "ABOUT 30 POB"), ("~52 people", "~52 PEOPLE")]
)
def test_a_rough_number_is_said_to_be_rough(text: str, noted: str) -> None:
    assert noted in read_text(text, now=NOW).noted


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("35N 012E at 1200 UTC, then 36N 013E at 1230 UTC", ["1200", "1230"]),
        ("at 1200Z 35N 012E; at 1230Z 36N 013E", ["1200", "1230"]),
        ("Position at 1200Z 35N 012E, position at 1230Z 36N 013E", ["1200", "1230"]),
        ("1200Z: 35N 012E, 1230Z: 36N 013E", ["1200", "1230"]),
        ("35N 012E (1200Z), 36N 013E (1230Z)", ["1200", "1230"]),
        ("35N 012E, 36N 013E at 1230Z", [None, "1230"]),
        ("seen by a ferry at 1200Z, raft in 35N 012E and boat in 36N 013E", [None, None]),
        ("at 1200Z told of 35N 012E at 1130Z", ["1130"]),
        ("received at 1200Z that they were at 1130Z somewhere off 35N 012E", [None]),
        ("35N 012E, course 135, speed 5 kn, 1200Z", ["1200"]),
        ("on fire since 1200Z, the last place was 35N 012E", [None]),
    ],
)
def test_a_position_has_the_time_beside_it(text: str, times: list[str | None]) -> None:
    found = read_text(text, now=NOW).positions
    assert [one.at and f"{one.at:%H%M}" for one in found] == times


def test_one_position_has_the_time_before_it() -> None:
    (only,) = read_text("At 1200 UTC in 35N 012E", now=NOW).positions
    assert only.at == datetime(2026, 10, 11, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("MAYDAY\nthe captain is calm\n35N 012E", "the captain is calm"),
        ("sinking at 2599Z", "2599Z"),
        ("raft in 34 75 N 012 20 E, adrift", "34 75 N 012 20 E"),
        ("adrift, MMSI 123456789", "MMSI 123456789"),
    ],
)
def test_what_is_not_read_is_kept(text: str, unread: str) -> None:
    assert read_text(text, now=NOW).unread == (unread,)


@pytest.mark.parametrize("text", ["ETA 1400 UTC, adrift", "helicopter due at 1400Z, adrift"])
def test_a_time_to_come_is_none_that_was(text: str) -> None:
    found = read_text(text, now=NOW)
    assert found.at is None
    assert any(one.startswith("1400") for one in found.unread)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("FLAG ITA", "ITA"),
        ("flag: mlt, 12 POB", "MLT"),
        ("FLAG ITA 12 POB", "ITA"),
        ("flag of convenience. MMSI 256123456", "MLT"),
        ("FLAG: ATLANTIS. MMSI 256123456", None),
        ("MMSI 256123456, FLAG ATLANTIS, WHITE", None),
        ("MMSI 256123456", "MLT"),
    ],
)
def test_a_flag_is_told_by_its_code(text: str, flag: str | None) -> None:
    assert read_text(text, now=NOW).flag == flag


def test_a_time_behind_the_way_it_was_told_is_one_that_was() -> None:
    found = read_text("RECEIVED BY TELEPHONE 111134Z OCT 26", now=NOW)
    assert found.at == datetime(2026, 10, 11, 11, 34, tzinfo=UTC)


def test_the_name_of_a_person_is_no_craft() -> None:
    assert read_text("Name: Jane Doe, tel 612345678", now=NOW).craft_name is None


def test_an_empty_text_is_an_empty_report() -> None:
    found = read_text(" \r\n\t\n", now=NOW)
    assert (found.form, found.kind) == (ReportForm.FREE_TEXT, ReportKind.REPORT)
    assert (found.positions, found.noted, found.unread) == ((), (), ())
