"""Workbooks that Excel itself has written, read cell by cell, and refused where they are no list.

No list of assets by Excel can be had, so two are made of these workbooks: the cells of the first
sheet are written anew, by Excel's own styles, and every other part stays as Excel wrote it. Excel
has not opened them since.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sar.assets.sheet_rows import rows
from sar.assets.words import ListForm
from sar.geo.position import LatLon
from tests.given.lists import faults_of, listed

DATA = Path(__file__).parents[2] / "data" / "excel"
SHEET = "xl/worksheets/sheet1.xml"


@dataclass(frozen=True)
class ByExcel:
    """A workbook, the day from which its dates count, and its styles of dates and instants."""

    name: str
    program: str
    epoch: date
    as_date: int
    as_instant: int

    @property
    def content(self) -> bytes:
        """The file as it came."""
        return (DATA / self.name).read_bytes()

    def days(self, at: datetime) -> float:
        """An instant as Excel keeps it here."""
        return (at - datetime.combine(self.epoch, datetime.min.time(), UTC)).total_seconds() / 86400

    def with_cells(self, cells: str) -> bytes:
        """The workbook with other cells in its first sheet."""
        written = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(self.content)) as archive,
            zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made,
        ):
            for member in archive.infolist():
                part = archive.read(member)
                if member.filename == SHEET:
                    told = re.sub(
                        r"<dimension [^>]*>|(?<=<sheetData>).*(?=</sheetData>)",
                        lambda found: "" if found[0].startswith("<dimension") else cells,
                        part.decode(),
                        flags=re.DOTALL,
                    )
                    part = told.encode()
                made.writestr(member, part)
        return written.getvalue()


WINDOWS = ByExcel("petl.xlsx", "Microsoft Excel", date(1899, 12, 30), as_date=1, as_instant=1)
MACINTOSH = ByExcel(
    "csvkit.xlsx", "Microsoft Macintosh Excel", date(1904, 1, 1), as_date=1, as_instant=4
)
BOTH = pytest.mark.parametrize("book", [WINDOWS, MACINTOSH], ids=lambda book: book.name)


@BOTH
def test_the_files_name_excel_as_the_program_that_wrote_them(book: ByExcel) -> None:
    with zipfile.ZipFile(io.BytesIO(book.content)) as archive:
        told = archive.read("docProps/app.xml").decode()
    assert f"<Application>{book.program}</Application>" in told


def test_dates_from_1904_decimals_and_formulas_of_yes_and_no_are_read_as_excel_shows_them() -> None:
    """Cells that are empty beside others are empty, and those at the end of a row are not told."""
    assert list(rows(MACINTOSH.content, most_columns=60)) == [
        (1, ["text", "date", "integer", "boolean", "float", "datetime", "empty_column"]),
        (2, ["Chicago Reader", at(1971), "40", "yes", "1", at(1971, "04:14:00")]),
        (
            3,
            [
                *("Chicago Sun-Times", at(1948), "63", "yes", "1.27", at(1948, "14:57:13")),
                *("", "Extra data beyond headers will be trimmed"),
            ],
        ),
        (4, ["Chicago Tribune", at(1920), "164", "no", "41800000.01", at(1920)]),
        (5, ["This row has blanks"]),
        (6, ["Unicode! Σ"]),
    ]


def at(year: int, time: str = "00:00:00") -> str:
    """An instant on the first day of a year."""
    return f"{year}-01-01T{time}Z"


def test_of_several_sheets_the_first_is_read_also_when_another_one_was_shown_last() -> None:
    assert list(rows(WINDOWS.content, most_columns=60)) == [
        (1, ["foo", "bar"]),
        (2, ["A", "1"]),
        (3, ["B", "2"]),
        (4, ["C", "2"]),
        (5, ["é", at(2012)]),
    ]


@BOTH
def test_a_workbook_that_is_no_list_is_refused_with_every_column(book: ByExcel) -> None:
    _, header = next(rows(book.content, most_columns=60))
    assert faults_of(listed(book.content)) == [
        *((1, column, "unknown_column") for column in header),
        (1, "name", "missing_column"),
        (1, "type", "missing_column"),
    ]


def text(place: str, said: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{said}</t></is></c>'


def number(place: str, value: float, style: int = 0) -> str:
    return f'<c r="{place}" s="{style}"><v>{value!r}</v></c>'


COLUMNS = ("name", "type", "base_lat", "base_lon", "response_kn", "readiness_until", "verified_at")
HEADER = "".join(text(f"{'ABCDEFG'[index]}2", name) for index, name in enumerate(COLUMNS))


def list_of(book: ByExcel) -> str:
    """A list below an empty line, with another one between its units."""
    until = number("F5", book.days(datetime(2026, 10, 12, 8, tzinfo=UTC)), book.as_instant)
    seen = number("G5", book.days(datetime(2026, 10, 5, tzinfo=UTC)), book.as_date)
    base = number("C5", 35.895) + number("D5", 14.52)
    first = text("A3", "P 51") + text("B3", "S3")
    second = text("A5", "Għawdex 1") + text("B5", "S12") + base + number("E5", 27.5)
    return (
        f'<row r="2">{HEADER}</row><row r="3">{first}</row>'
        f'<row r="5">{second}{until}{seen}</row><row r="7"><c r="A7" s="0"/></row>'
    )


@BOTH
def test_a_list_in_a_workbook_of_excels_is_read_with_its_dates_and_decimals(book: ByExcel) -> None:
    result = listed(book.with_cells(list_of(book)))
    assert (result.faults, result.read_as) == ([], ListForm.XLSX)
    first, second = result.assets
    assert [(one.line, one.body.name) for one in result.assets] == [(3, "P 51"), (5, "Għawdex 1")]
    body = second.body
    assert first.body.base is None
    assert body.base is not None
    assert body.base.to_latlon() == LatLon(35.895, 14.52)
    assert body.overrides.response_kn == 27.5
    assert body.readiness_until == datetime(2026, 10, 12, 8, tzinfo=UTC)
    assert body.verified_at == datetime(2026, 10, 5, tzinfo=UTC)


@BOTH
def test_faults_in_a_workbook_of_excels_are_told_by_the_lines_that_it_shows(book: ByExcel) -> None:
    wrong = (
        f'<row r="2">{HEADER}</row><row r="4">{text("A4", "P 52") + text("B4", "ZZ")}</row>'
        f'<row r="6">{text("B6", "S3") + text("E6", "fast")}</row>'
    )
    assert faults_of(listed(book.with_cells(wrong))) == [
        (4, "type", "unknown_type"),
        (6, "response_kn", "not_a_number"),
        (6, "name", "missing"),
    ]
