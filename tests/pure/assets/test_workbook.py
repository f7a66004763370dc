"""Workbooks of Excel as lists of assets: cells as Excel keeps them, and hostile files refused."""

import io
import zipfile
from datetime import UTC, datetime

import pytest

from sar.assets.csv_import import MAX_COLUMNS, MAX_LINES
from sar.assets.sheet_rows import MOST_UNPACKED_BYTES, WorkbookRefused, rows
from sar.assets.words import ListForm
from sar.assets.workbook import is_workbook
from sar.geo.position import LatLon
from tests.given.lists import faults_of, listed
from tests.workbooks import AS_DATE, AS_INSTANT, as_excel_writes, packed, sheet, smallest


def test_the_smallest_workbook_is_read_as_a_list() -> None:
    result = listed(
        smallest(("Name", "type", "base_lat", "base_lon"), ("Città", "S5", "35,5", "9.5"))
    )
    assert (result.faults, result.read_as) == ([], ListForm.XLSX)
    (asset,) = result.assets
    assert (asset.line, asset.body.name, asset.body.type) == (2, "Città", "S5")
    assert asset.body.base is not None
    assert asset.body.base.to_latlon() == LatLon(35.5, 9.5)


EXCELS_OWN = (
    '<row r="3" spans="2:9"><c r="B3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c>'
    '<c r="D3" t="s"><v>2</v></c><c r="E3" t="s"><v>3</v></c><c r="F3" t="s"><v>4</v></c>'
    '<c r="G3" t="s"><v>5</v></c><c r="H3" t="s"><v>6</v></c><c r="I3" t="s"><v>7</v></c></row>'
    '<row r="5" spans="2:9"><c r="B5" t="s"><v>8</v></c><c r="C5" t="s"><v>9</v></c>'
    '<c r="D5"><v>247000319</v></c><c r="E5"><v>29.5</v></c><c r="F5" t="b"><v>1</v></c>'
    f'<c r="G5" s="{AS_INSTANT}"><v>46307.333333333336</v></c>'
    f'<c r="H5" s="{AS_DATE}"><v>46300</v></c><c r="I5" s="0"/></row>'
    '<row r="6"><c r="I6" s="0"/></row>'
)
STRINGS = (
    "name", "type", "mmsi", "response_kn", "at_sea", "readiness_until", "verified_at", "note",
    "CP 319", "S5",
)  # fmt: skip


def test_numbers_dates_and_yes_are_read_as_excel_keeps_them() -> None:
    """The list begins where it stands on the sheet, and lines are those that Excel shows."""
    result = listed(as_excel_writes(EXCELS_OWN, STRINGS))
    assert result.faults == []
    (asset,) = result.assets
    body = asset.body
    assert (asset.line, body.name, body.mmsi, body.at_sea) == (5, "CP 319", "247000319", True)
    assert body.overrides.response_kn == 29.5
    assert body.readiness_until == datetime(2026, 10, 12, 8, tzinfo=UTC)
    assert body.verified_at == datetime(2026, 10, 5, tzinfo=UTC)


@pytest.mark.parametrize("kept", ["357454071234567", "3.57454071234567E14"])
def test_an_imei_that_excel_keeps_as_a_number_is_read_whole(kept: str) -> None:
    head = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>'
    first = f'<row><c t="s"><v>3</v></c><c t="s"><v>4</v></c><c><v>{kept}</v></c></row>'
    result = listed(as_excel_writes(head + first, ("name", "type", "tracker_id", "A", "S5")))
    assert result.faults == []
    assert result.assets[0].body.tracker_id == "357454071234567"


def test_three_decimals_are_a_number_where_excel_keeps_one_and_refused_as_text() -> None:
    head = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>'
    first = '<row><c t="s"><v>3</v></c><c t="s"><v>4</v></c>'
    strings = ("name", "type", "range_nm", "A", "S5", "1,200")
    as_number = listed(as_excel_writes(f"{head}{first}<c><v>612.125</v></c></row>", strings))
    assert as_number.faults == []
    assert as_number.assets[0].body.overrides.range_nm == 612.125
    as_text = as_excel_writes(f'{head}{first}<c t="s"><v>5</v></c></row>', strings)
    assert faults_of(listed(as_text)) == [(2, "range_nm", "not_a_number")]


def test_a_cell_of_an_error_is_read_as_an_empty_one() -> None:
    """calamine tells no more of it: see decision 60."""
    wrong = '<c t="e"><v>#N/A</v></c>'
    head = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>'
    strings = ("name", "type", "mmsi", "A", "S5")
    kept = '<c t="s"><v>3</v></c><c t="s"><v>4</v></c>'
    result = listed(as_excel_writes(f"{head}<row>{kept}{wrong}</row>", strings))
    assert (result.faults, result.assets[0].body.mmsi) == ([], None)
    nameless = as_excel_writes(f'{head}<row>{wrong}<c t="s"><v>4</v></c></row>', strings)
    assert faults_of(listed(nameless)) == [(2, "name", "missing")]


def test_every_fault_of_every_row_is_told() -> None:
    content = smallest(
        ("name", "type", "mmsi", "quantity"),
        ("A", "ZZ", "12", "x"),
        ("", "S5", "", ""),
        ("C", "S5", "", "1", "", "beyond"),
    )
    assert faults_of(listed(content)) == [
        (2, "quantity", "not_a_whole_number"),
        (2, "type", "unknown_type"),
        (2, "mmsi", "string_pattern_mismatch"),
        (3, "name", "missing"),
        (4, "", "wrong_number_of_cells"),
    ]


def cell(place: str) -> str:
    return f'<c r="{place}"><v>1</v></c>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 and no archive", "not_a_workbook"),
        (packed({"xl/worksheets/sheet1.xml": "<worksheet"}), "not_a_workbook"),
        (packed({"xl/worksheets/sheet1.xml": sheet("")}), "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old_workbook"),
        (packed({"xl/zeros.xml": "0" * (MOST_UNPACKED_BYTES + 1)}), "workbook_too_large"),
        (smallest([f"column{one}" for one in range(MAX_COLUMNS + 9)]), "too_many_columns"),
        (as_excel_writes(f"<row>{cell('A1')}{cell('XFD1048576')}</row>"), "workbook_unread"),
    ],
)  # fmt: skip
def test_no_workbook_and_hostile_ones_are_refused(content: bytes, code: str) -> None:
    assert [one for _, _, one in faults_of(listed(content))] == [code]


def test_one_long_string_at_which_every_cell_points_ends_the_reading_alone() -> None:
    pointing = '<c t="s"><v>0</v></c>' * 40
    content = as_excel_writes(f"<row>{pointing}</row>" * 2_000, ["x" * 1_000_000])
    assert faults_of(listed(content)) == [(1, "", "workbook_unread")]


def test_more_lines_than_a_list_has_are_not_read() -> None:
    last = MAX_LINES + 5
    content = as_excel_writes(f"<row>{cell('A1')}</row><row>{cell(f'A{last}')}</row>")
    assert (last, "", "too_many_lines") in faults_of(listed(content))


def test_another_office_format_in_an_archive_is_no_workbook() -> None:

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(WorkbookRefused, match="not_a_workbook"):
        list(rows(made.getvalue(), most_columns=9))


def test_a_list_is_no_workbook() -> None:
    assert not is_workbook(b"name,type\nA,S5\n")
