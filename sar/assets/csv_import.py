"""A list of assets as CSV, as spreadsheets write it: read whole, every row's faults told at once.

Spreadsheets that write decimal commas separate cells by semicolons; some write Windows-1252, and
some name the separator in a line of its own before the header (`sep=;`).
"""

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from pydantic import ValidationError

from sar.assets.catalogue import FIGURES, UNKNOWN_TYPE, known_type
from sar.assets.registering import faults_of
from sar.assets.schemas import AssetBody
from sar.assets.words import UNIQUE, ListForm
from sar.http.reasons import code, reason

MAX_ROWS: Final = 20_000
MAX_FAULTS: Final = 200
"""As many are told; of more only how many: nobody mends a thousand cells by hand."""
MOST_FAULTS: Final = 2_000
"""With as many the list is something else, and reading stops."""
MAX_LINES: Final = 5 * MAX_ROWS
"""The lines of the file, empty ones too."""

COLUMNS: Final[Mapping[str, str]] = {
    "name": "needed: what people call it",
    "type": "needed: a code of the catalogue (GET /api/asset-types)",
    "centre": "code of one of the party's centres; empty: the caller's",
    "mmsi": "9 digits",
    "imo": "7 digits with check digit",
    "icao24": "6 hexadecimal digits",
    "callsign": "letters and digits",
    "tracker_id": "by which a tracker or a vessel monitoring system names it, like an IMEI",
    "service": "civil, state or military; empty: not said",
    "armed": "yes or no; empty: not said",
    "sensors": "photography, infrared, mapping_radar, signals: with spaces between; empty: none",
    "base_name": "where it is based",
    "base_lat": "decimal degrees, north positive",
    "base_lon": "decimal degrees, east positive",
    "base_shared": "yes or no; empty: yes",
    "at_sea": "yes or no; empty: no",
    "readiness": "available, limited, unavailable or maintenance; empty: available",
    "readiness_reason": "why",
    "readiness_until": "a time like 2026-10-11T12:26:00Z",
    "notice_day_minutes": "whole minutes; empty: the type's",
    "notice_night_minutes": "whole minutes; empty: the type's",
    "notice_at_sea_minutes": "whole minutes; empty: the type's",
    "quantity": "a whole number; more than 1 for equipment only",
    "note": "for the own party's eyes",
    "verified_at": "when somebody last checked these data",
} | dict.fromkeys(FIGURES, "a number; empty: the type's")
"""The columns that a list may have, in any order, and what they hold."""

MAX_COLUMNS: Final = 2 * len(COLUMNS)
_LONGEST_CELL: Final = 131_072
"""A wider header is not told column by column."""

SEMICOLON: Final = ";"
_SEPARATOR_LINE: Final = re.compile(r'"?sep=([;,])"?[;,]*(?=[\r\n]|\Z)', re.IGNORECASE)
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_NEEDED: Final = ("name", "type")
_CLAIMED: Final = ("centre", *UNIQUE)


@dataclass(frozen=True, slots=True)
class RowFault:
    """A fault in one cell; `line` counts the file's lines from 1."""

    line: int
    column: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class ListedAsset:
    """One row: the asset, and the code of the centre it names, if any."""

    line: int
    body: AssetBody
    centre: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A row's claim of a centre, or of an identifier that one asset of a party alone may carry."""

    line: int
    column: str
    value: str


@dataclass(slots=True)
class ImportedRows:
    """The rows read: none counts while there are faults. `claims` are those of all rows, so that
    faults which only the database knows are reported for faulty rows as well."""

    read_as: ListForm = ListForm.UTF_8
    assets: list[ListedAsset] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)


def read(content: bytes, *, now: datetime) -> Generator[None, None, ImportedRows]:
    """Read a list in UTF-8 or Windows-1252 with a header line, separated by commas or semicolons;
    each step reads a row."""
    result = ImportedRows()
    try:
        text, result.read_as = _text(content)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        result.faults.append(
            RowFault(line, "", "not_utf8", "is not in UTF-8: save the list as CSV UTF-8")
        )
        return result
    separator = separator_of(text)
    lines = lines_of(text, separator, result.faults)
    return (yield from _read_list(lines, result, decimal_commas=separator == SEMICOLON, now=now))


def read_rows(
    rows: Iterable[tuple[int, list[str]]], *, now: datetime
) -> Generator[None, None, ImportedRows]:
    """Read the rows of a workbook that say something, each with its number, as those of a list;
    numbers that stand there as text may have decimal commas."""
    result = ImportedRows(ListForm.XLSX)
    return (yield from _read_list(iter(rows), result, decimal_commas=True, now=now))


def _read_list(
    lines: Iterator[tuple[int, list[str]]],
    result: ImportedRows,
    *,
    decimal_commas: bool,
    now: datetime,
) -> Generator[None, None, ImportedRows]:
    header = next(lines, None)
    if header is None:
        result.faults.append(RowFault(1, "", "empty", "is empty: the first line names the columns"))
        return result
    columns = [cell.strip().lower() for cell in header[1]]
    result.faults += _header_faults(columns, header[0])
    if not result.faults:
        yield from _read_rows(lines, columns, result, decimal_commas=decimal_commas, now=now)
    return result


def _text(content: bytes) -> tuple[str, ListForm]:
    """The list's text and its encoding; what is not in UTF-8 is in Windows-1252, unless it begins
    as UTF-16 does."""
    try:
        return content.decode("utf-8-sig"), ListForm.UTF_8
    except UnicodeDecodeError:
        if content.startswith(_UTF_16):
            raise
        return content.decode("cp1252"), ListForm.WINDOWS_1252


def separator_of(text: str) -> str:
    """The sign between cells: the one that a line of its own names, else the commoner one."""
    if named := _SEPARATOR_LINE.match(text):
        return named[1]
    first = text.split("\n", 1)[0]
    return SEMICOLON if first.count(SEMICOLON) > first.count(",") else ","


def lines_of(text: str, separator: str, faults: list[RowFault]) -> Iterator[tuple[int, list[str]]]:
    """Lines that say something, each with the number of its last line in the file; a first one
    that names the separator is skipped."""
    csv.field_size_limit(_LONGEST_CELL)  # of the whole process: others may have set their own
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        if _SEPARATOR_LINE.match(text):
            next(reader)
        for cells in reader:
            if reader.line_num > MAX_LINES:
                reason = f"is one line too many: at most {MAX_LINES} with empty ones"
                faults.append(RowFault(reader.line_num, "", "too_many_lines", reason))
                return
            if len(cells) > MAX_COLUMNS or any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        faults.append(RowFault(reader.line_num, "", "not_csv", _unread(str(error))))


def _unread(error: str) -> str:
    """The complaint of the CSV reader, in the words of people who see the file."""
    if error == "unexpected end of data":
        return "ends within a cell: a quotation mark that opens is never closed"
    if "expected after" in error:
        return "has something between a closing quotation mark and the next cell"
    if error.startswith("field larger"):
        return "has a cell that is too long: is a quotation mark never closed?"
    return "cannot be read as CSV"


def first_faults(faults: list[RowFault]) -> list[RowFault]:
    """The first so many faults, and how many more there are."""
    more = len(faults) - MAX_FAULTS
    if more <= 0:
        return faults
    last = RowFault(faults[MAX_FAULTS].line, "", "more_faults", f"and {more} more")
    return [*faults[:MAX_FAULTS], last]


def _header_faults(columns: list[str], line: int) -> Iterator[RowFault]:
    if len(columns) > MAX_COLUMNS:
        reason = f"has {len(columns)} columns: a list of assets has at most {MAX_COLUMNS}"
        yield RowFault(line, "", "too_many_columns", reason)
        return
    for column in columns:
        if column not in COLUMNS:
            yield RowFault(line, column[:40], "unknown_column", "is not a column of asset lists")
    for column, times in sorted(Counter(columns).items()):
        if times > 1:
            yield RowFault(line, column[:40], "repeated_column", "stands there more than once")
    for column in _NEEDED:
        if column not in columns:
            yield RowFault(line, column, "missing_column", "is needed")


def _read_rows(
    lines: Iterator[tuple[int, list[str]]],
    columns: list[str],
    result: ImportedRows,
    *,
    decimal_commas: bool,
    now: datetime,
) -> Iterator[None]:
    for count, (line, cells) in enumerate(lines, 1):
        yield
        if count > MAX_ROWS:
            reason = f"is one row too many: at most {MAX_ROWS} at a time"
            result.faults.append(RowFault(line, "", "too_many_rows", reason))
            return
        if len(result.faults) >= MOST_FAULTS:
            reason = "and all after it was not read: correct what is told first"
            result.faults.append(RowFault(line, "", "not_read_further", reason))
            return
        if len(cells) != len(columns):
            reason = f"has {len(cells)} cells where the header has {len(columns)}"
            result.faults.append(RowFault(line, "", "wrong_number_of_cells", reason))
            continue
        row = dict(zip(columns, map(str.strip, cells), strict=True))
        listed, faults = _read_row(line, row, now, decimal_commas=decimal_commas)
        if listed is not None:
            result.assets.append(listed)
        result.faults += faults
        result.claims += [
            Claim(line, column, row[column].lower() if column == "icao24" else row[column])
            for column in _CLAIMED
            if row.get(column) and "\x00" not in row[column]
        ]
    result.faults += _repeats(result.claims)


def _read_row(
    line: int, cells: Mapping[str, str], now: datetime, *, decimal_commas: bool
) -> tuple[ListedAsset | None, list[RowFault]]:
    given = {column: cell for column, cell in cells.items() if cell}
    values, faults = _values(line, given, decimal_commas=decimal_commas)
    try:
        body = AssetBody(**_shape(values))
    except ValidationError as error:
        faults += [
            RowFault(line, _column(e["loc"]), code(e), reason(e))
            for e in error.errors(include_url=False, include_input=False)
        ]
        return None, _once(faults)
    if known_type(body.type) is None:
        faults.append(RowFault(line, "type", "unknown_type", UNKNOWN_TYPE))
        return None, faults
    faults += [
        RowFault(line, fault.field.removeprefix("overrides."), fault.code, fault.reason)
        for fault in faults_of(
            type_code=body.type,
            overrides=body.overrides.model_dump(exclude_none=True),
            quantity=body.quantity,
            readiness_until=body.readiness_until,
            now=now,
        )
    ]
    return ListedAsset(line, body, given.get("centre")), faults


def _values(
    line: int, given: Mapping[str, str], *, decimal_commas: bool
) -> tuple[dict[str, Any], list[RowFault]]:
    """The cells as numbers, yes or no, and text; one that cannot be read is left out."""
    values: dict[str, Any] = {}
    faults: list[RowFault] = []
    for column, cell in given.items():
        read_cell, wanted = _READERS.get(column, (str, "text"))
        if decimal_commas and column in _MAY_BE_THOUSANDS and _THREE_DIGITS.fullmatch(cell):
            code, reason = _not_known_which(cell, wanted)
            faults.append(RowFault(line, column, code, reason))
            continue
        written = cell.replace(",", ".") if decimal_commas and _COMMA.fullmatch(cell) else cell
        try:
            values[column] = read_cell(written if read_cell is _number else cell)
        except ValueError:
            faults.append(RowFault(line, column, _not_a(wanted), f"{cell[:40]!r} is not {wanted}"))
    if ("base_lat" in values) != ("base_lon" in values) and not faults:
        missing = "base_lon" if "base_lat" in values else "base_lat"
        faults.append(
            RowFault(
                line, missing, "half_a_position", "is missing: base_lat and base_lon go together"
            )
        )
    return values, faults


def _not_a(wanted: str) -> str:
    return f"not_{wanted.replace(' ', '_')}"


def _not_known_which(cell: str, wanted: str) -> tuple[str, str]:
    """The code and reason for a number of thousands, or with three decimals."""
    ways = f"write {re.sub('[.,]', '', cell)}"
    if wanted == "a number":
        ways += f" or {cell}0"
    return _not_a(wanted), f"{cell!r} may be thousands or decimals: {ways}"


_YES: Final = frozenset(
    {"yes", "true", "1", "wahr", "vrai", "vero", "verdadero", "verdadeiro", "waar"}
)
_NO: Final = frozenset({"no", "false", "0", "falsch", "faux", "falso", "onwaar"})
"""Words of people, and the truth values of Excel in the languages of the first who use it."""


def _yes(cell: str) -> bool:
    written = cell.casefold()
    if written not in _YES | _NO:
        raise ValueError(cell)
    return written in _YES


def _number(cell: str) -> float:
    number = float(_digits(cell))
    if not math.isfinite(number):
        raise ValueError(cell)
    return number


def _whole(cell: str) -> int:
    return int(_digits(cell))


def _digits(cell: str) -> str:
    """Python would read 1_000 as a number; people would not."""
    if "_" in cell:
        raise ValueError(cell)
    return cell


def _lower(cell: str) -> str:
    return cell.lower()


def _several(cell: str) -> list[str]:
    return cell.lower().split()


_COMMA: Final = re.compile(r"[+-]?\d+,\d+")
"""A number with a decimal comma; with a point beside it nobody knows which of them it is."""
_WHOLE: Final = (
    "notice_day_minutes", "notice_night_minutes", "notice_at_sea_minutes", "quantity",
    "capacity_normal", "capacity_extreme", "sea_state_max",
)  # fmt: skip
_THREE_DIGITS: Final = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_MAY_BE_THOUSANDS: Final = frozenset({*FIGURES, *_WHOLE})
"""The columns of numbers that reach a thousand; degrees of a base never do."""
_READERS: Final[Mapping[str, tuple[Callable[[str], Any], str]]] = {
    **dict.fromkeys((*FIGURES, "base_lat", "base_lon"), (_number, "a number")),
    **dict.fromkeys(_WHOLE, (_whole, "a whole number")),
    **dict.fromkeys(("base_shared", "at_sea", "armed"), (_yes, "yes or no")),
    "readiness": (_lower, "text"),
    "service": (_lower, "text"),
    "sensors": (_several, "text"),
}


def _shape(values: Mapping[str, Any]) -> dict[str, Any]:
    """As the API would be sent it."""
    shape = {key: value for key, value in values.items() if key not in _ELSEWHERE}
    shape["overrides"] = {key: values[key] for key in FIGURES if key in values}
    if "base_lat" in values and "base_lon" in values:
        shape["base"] = {"type": "Point", "coordinates": [values["base_lon"], values["base_lat"]]}
    return shape


_ELSEWHERE: Final = frozenset({*FIGURES, "base_lat", "base_lon", "centre"})


def _column(loc: tuple[int | str, ...]) -> str:
    match loc:
        case ("overrides", str(figure)):
            return figure
        case ("base", "coordinates", 0):
            return "base_lon"
        case ("base", "coordinates", 1):
            return "base_lat"
        case (str(column), *_):
            return column
        case _:
            return ""


def _once(faults: list[RowFault]) -> list[RowFault]:
    """A cell that could not be read is not reported as missing besides."""
    first = {fault.column: fault for fault in reversed(faults)}
    return [fault for fault in faults if first[fault.column] is fault or not fault.column]


def _repeats(claims: Iterable[Claim]) -> Iterator[RowFault]:
    first_lines: dict[tuple[str, str], int] = {}
    for claim in claims:
        if claim.column not in UNIQUE:
            continue
        before = first_lines.setdefault((claim.column, claim.value), claim.line)
        if before != claim.line:
            reason = f"{claim.value[:40]} stands in line {before} already"
            yield RowFault(claim.line, claim.column, "repeated", reason)
