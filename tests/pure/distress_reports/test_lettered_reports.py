"""Situation reports: those of others, and our own, which come back as they were written."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.distress_reports.reading.reading import read_text
from sar.distress_reports.reading.words import DistressNature, ReportForm, ReportKind
from sar.geo.position import LatLon, format_telex, parse_position
from sar.geo.state_names import StateNames
from sar.incidents.texts.craft import Craft
from sar.incidents.texts.people_lines import Casualty
from sar.incidents.texts.place_lines import Datum, Plot
from sar.incidents.words import SitrepForm
from sar.requests.texts.sitrep import Operation, ReportHead, sitrep
from tests.pure.distress_reports.forms import NOW, SITUATION
from tests.pure.incidents.texts.test_texts import CASE, ROME, TRIPOLI


def test_a_report_is_read_by_its_letters() -> None:
    found = read_text(SITUATION, now=NOW)
    assert (found.form, found.kind) == (ReportForm.SITREP, ReportKind.REPORT)
    assert (found.craft_name, found.callsign) == ("CASTALIA", "9HA1234")
    assert found.persons == (12, 14)
    assert found.nature is DistressNature.SINKING
    assert found.at == datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
    assert found.message_number == "3"
    (only,) = found.positions
    assert only.place == parse_position("34-20.0N 012-42.0E")
    assert only.at == datetime(2026, 10, 11, 12, 10, tzinfo=UTC)
    assert found.unread == ()


def test_every_paragraph_is_kept_with_the_lines_that_go_on() -> None:
    noted = read_text(SITUATION, now=NOW).noted
    assert "G. GENERAL CARGO, BLUE HULL, WHITE SUPERSTRUCTURE" in noted
    assert "E. PUMPS AND A HELICOPTER" in noted
    assert "FROM RCC MALTA" in noted


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("B. 34-20.0N 012-42.0E AT 111210Z OCT 26", "B. NEAR THE BUOY"),
        ("B. 34-20.0N 012-42.0E AT 111210Z OCT 26", "B. 34-80.0N 012-42.0E"),
        ("D. 12 TO 14", "D. SOME FAMILIES"),
        ("D. 12 TO 14", "D. 14 TO 12"),
    ],
)
def test_a_paragraph_that_cannot_be_read_is_unread(line: str, other: str) -> None:
    found = read_text(SITUATION.replace(line, other), now=NOW)
    assert other in found.unread


@pytest.mark.parametrize("other", ["B. NOT KNOWN", "D. UNKNOWN"])
def test_that_something_is_not_known_is_read(other: str) -> None:
    line = next(one for one in SITUATION.splitlines() if one.startswith(other[:2]))
    found = read_text(SITUATION.replace(line, other), now=NOW)
    assert found.unread == ()


def test_places_of_the_search_are_not_those_of_the_casualty() -> None:
    text = f"{SITUATION}K. SEARCH AREA: 10-00.0N 010-00.0E, 11-00.0N 010-00.0E\n"
    assert len(read_text(text, now=NOW).positions) == 1


def test_a_second_report_below_is_unread() -> None:
    other = "A. M/V ALCIONE\nB. 10-00.0N 010-00.0E\n"
    found = read_text(SITUATION + other, now=NOW)
    assert found.craft_name == "CASTALIA"
    assert len(found.positions) == 1
    assert found.unread == tuple(other.splitlines())


def test_a_flag_by_a_name_that_nobody_listed_is_left_to_a_person() -> None:
    text = SITUATION.replace("(MALTA)", "MMSI 247123456, FLAG ATLANTIS")
    found = read_text(text, now=NOW)
    assert (found.mmsi, found.flag) == ("247123456", None)
    assert "FLAG ATLANTIS" in found.unread
    listed = read_text(text, now=NOW, states=StateNames({"ATL": "Atlantis"}))
    assert listed.flag == "ATL"


NAMES = (
    st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ ", min_size=2, max_size=20)
    .map(lambda name: " ".join(name.split()))
    .filter(lambda name: len(name) > 1)
)
SIGNS = st.from_regex(r"[A-Z0-9]{2}[A-Z]{1,2}[0-9]{1,3}", fullmatch=True)
NUMBERS = st.integers(0, 999_999).map(lambda six: f"247{six:06d}")
PLACES = st.builds(LatLon, st.floats(-89, 89), st.floats(-179, 179))
AGES = st.integers(0, 60 * 24 * 20).map(lambda minutes: timedelta(minutes=minutes))
PERSONS = st.one_of(
    st.tuples(st.none(), st.none()),
    st.tuples(st.integers(1, 900), st.none()),
    st.tuples(st.none(), st.integers(1, 900)),
    st.tuples(st.integers(1, 900), st.integers(0, 900)).map(lambda two: (two[0], sum(two))),
)


@given(
    craft=st.builds(Craft, NAMES, SIGNS, NUMBERS, st.sampled_from(["ITA", "Italy", ""])),
    place=PLACES,
    age=AGES,
    within_nm=st.integers(0, 99),
    persons=PERSONS,
    form=st.sampled_from(SitrepForm),
    number=st.integers(1, 999),
    exercise=st.booleans(),
)
def test_our_own_reports_come_back(
    craft: Craft,
    place: LatLon,
    age: timedelta,
    within_nm: int,
    persons: tuple[int | None, int | None],
    form: SitrepForm,
    number: int,
    exercise: bool,
) -> None:
    plot = Plot(place, NOW - age, within_nm)
    case = replace(
        CASE,
        craft=craft,
        datum=Datum(plot, plot),
        casualty=Casualty(*persons),
        exercise=exercise,
        object_class="Motor boat",
        title="",
        description="",
        reported_at=NOW - age,
    )
    head = ReportHead(number, form, True, "TWO HELICOPTERS")
    text = sitrep(case, head, Operation(sheet={}), sender=ROME, to=TRIPOLI, now=NOW)
    found = read_text(text, now=NOW, states=StateNames({"ITA": "Italy"}))
    assert found.form is ReportForm.SITREP
    assert found.message_number == str(number)
    assert found.at == NOW
    assert found.is_test is exercise
    assert not found.is_cancelled
    assert (found.craft_name, found.callsign) == (craft.name, craft.callsign)
    assert (found.mmsi, found.flag) == (craft.mmsi, "ITA")
    assert found.persons == (None if persons == (None, None) else persons)
    (only,) = found.positions
    assert only.place == parse_position(format_telex(place))
    assert (only.at, only.error_nm) == (NOW - age, within_nm or None)
    assert found.unread == ()


def test_a_line_that_goes_on_without_standing_in_is_of_its_paragraph() -> None:
    text = SITUATION.replace("    SUPERSTRUCTURE", "SUPERSTRUCTURE")
    assert read_text(text, now=NOW) == read_text(SITUATION, now=NOW)


def test_a_line_of_the_head_that_cannot_be_is_unread() -> None:
    found = read_text(SITUATION.replace("111226Z OCT 26", "411226Z OCT 26"), now=NOW)
    assert found.at is None
    assert "411226Z OCT 26" in found.unread
