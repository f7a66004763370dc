"""Rows of positions of many assets, in JSON or CSV, or as other programs send them
(`fix_payloads`, `naf_records`): each is read by itself (pure)."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

import orjson
from pydantic import ValidationError

from sar.assets.csv_import import RowFault, lines_of, separator_of
from sar.assets.fix_payloads import IDENTIFIERS, SentRow, otherwise_named, rows_of
from sar.assets.fix_schemas import MAX_FIXES, FixRow
from sar.assets.naf_records import BEGIN, END, VMS, UnreadableNaf, read_record
from sar.assets.plausible import NewFix
from sar.assets.words import FixOutcome
from sar.errors import Malformed
from sar.geo.position import LatLon
from sar.http.reasons import code, reason
from sar.languages.places import filled

_NUMBERS: Final = frozenset({"lat", "lon", "course_deg", "speed_kn", "uncertainty_nm"})
_COLUMNS: Final = frozenset({*IDENTIFIERS, *_NUMBERS, "at", "source"})


@dataclass(frozen=True, slots=True)
class FixFault:
    """A fault in a row, which is not kept then."""

    field: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row by its number from 0: what it says, or what is wrong with it; neither: it is a message
    that tells no position."""

    row: int
    given: FixRow | None = None
    fault: FixFault | None = None


class OwnIdentifiers(NamedTuple):
    """An asset of the party's own, by all that a row may name it by."""

    id: UUID
    mmsi: str | None
    imo: str | None
    icao24: str | None
    callsign: str | None
    tracker_id: str | None


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """The outcome of a row: for which asset, or what is wrong with it."""

    row: int
    outcome: FixOutcome
    asset_id: UUID | None = None
    fault: FixFault | None = None


@dataclass(frozen=True, slots=True)
class DeliveredRows:
    """The rows of a batch: positions of assets of the party's own, by row, faults, and the rows
    that tell no position."""

    fixes: dict[int, NewFix] = field(default_factory=dict)
    faults: dict[int, FixFault] = field(default_factory=dict)
    placeless: set[int] = field(default_factory=set)


def read_json(content: bytes) -> Generator[None, None, list[ReadRow]]:
    """Read a list of objects, or one, or what AIS-catcher or Traccar sends; each step reads a row.
    Raises Malformed where it is none of these, or too long."""
    try:
        given = orjson.loads(content)
    except orjson.JSONDecodeError:
        raise Malformed.at("body", "json_invalid", "is not JSON") from None
    if (sent := rows_of(given)) is not None:
        _check_count(len(sent))
        return (yield from _read(sent, _placed))
    rows = [given] if isinstance(given, dict) else given
    if not isinstance(rows, list):
        raise Malformed.at("body", "list_type", "must be a list")
    _check_count(len(rows))
    return (yield from _read(rows, lambda row: row))


def read_csv(content: bytes) -> Generator[None, None, list[ReadRow]]:
    """Read lines in UTF-8 after a header, cells by commas or semicolons; an empty cell is a field
    left out. Raises Malformed where that is something else, or too long."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Malformed.at("body", "not_utf8", "is not in UTF-8") from None
    faults: list[RowFault] = []
    rows = [cells for _, cells in lines_of(text, separator_of(text), faults)]
    if faults:
        raise Malformed.at("body", "not_csv", "cannot be read as CSV")
    if not rows:
        raise Malformed.at("body", "empty", "is empty: the first line names the columns")
    columns = [cell.strip().lower() for cell in rows[0]]
    for column in columns:
        if column not in _COLUMNS:
            said = filled("is not a column of positions: {column}", column=ascii(column[:40]))
            raise Malformed.at("body", "unknown_column", said)
    if len(set(columns)) < len(columns):
        raise Malformed.at("body", "repeated_column", "has a column twice")
    _check_count(len(rows) - 1)
    return (yield from _read(rows[1:], lambda cells: _values(columns, cells)))


def read_naf(content: bytes) -> Generator[None, None, list[ReadRow]]:
    """Read records of the North Atlantic Format, one after another, with lines between them or
    without; a vessel is named by its call sign, if it has one. Raises Malformed where there are
    none, or too many."""
    *whole, cut = content.split(END)
    records = [record for record in (*whole, cut.replace(BEGIN, b"")) if record.strip()]
    _check_count(len(records))
    return (yield from _read(records, _of_naf))


def _of_naf(record: bytes) -> SentRow:
    before, begun, inner = record.rpartition(BEGIN)
    try:
        if before.strip() or not begun:
            raise UnreadableNaf("is cut, or none")
        told = read_record(inner)
    except UnreadableNaf:
        fault = FixFault("", "not_a_record", "cannot be read as a record of VMS")
        raise _NotARowError(fault) from None
    if told is None:
        raise _PlacelessError
    name, value = told.names[-1]
    row = {"speed_kn": told.speed_kn, "course_deg": told.course_deg, "source": VMS, name: value}
    place = {"lat": told.place.lat, "lon": told.place.lon, "uncertainty_nm": told.uncertainty_nm}
    return row | place | {"at": told.at}


def _check_count(count: int) -> None:
    if count == 0:
        raise Malformed.at("body", "too_short", "has no rows")
    if count > MAX_FIXES:
        said = filled("has more than {most} rows", most=MAX_FIXES)
        raise Malformed.at("body", "too_long", said, limit=MAX_FIXES)


def _read(
    rows: Sequence[Any], values: Callable[[Any], Any]
) -> Generator[None, None, list[ReadRow]]:
    found = []
    for number, row in enumerate(rows):
        try:
            found.append(ReadRow(number, FixRow.model_validate(values(row))))
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(step) for step in first["loc"])
            found.append(ReadRow(number, fault=FixFault(where, code(first), reason(first))))
        except _NotARowError as error:
            found.append(ReadRow(number, fault=error.fault))
        except _PlacelessError:
            found.append(ReadRow(number))
        yield
    return found


class _NotARowError(Exception):
    def __init__(self, fault: FixFault) -> None:
        super().__init__(fault.code)
        self.fault = fault


class _PlacelessError(Exception):
    """A message tells no position."""


def _placed(row: SentRow | None) -> SentRow:
    if row is None:
        raise _PlacelessError
    return row


def _values(columns: Sequence[str], cells: Sequence[str]) -> dict[str, Any]:
    if len(cells) != len(columns):
        said = filled(
            "has {cells} cells where the header has {columns}",
            cells=len(cells),
            columns=len(columns),
        )
        raise _NotARowError(FixFault("", "wrong_number_of_cells", said))
    given = {c: cell.strip() for c, cell in zip(columns, cells, strict=True) if cell.strip()}
    values: dict[str, Any] = {}
    for column, cell in given.items():
        try:
            values[column] = float(cell) if column in _NUMBERS else cell
        except ValueError:
            raise _NotARowError(FixFault(column, "not_a_number", "is not a number")) from None
    return values


def identifiers(rows: Sequence[ReadRow]) -> dict[str, set[Any]]:
    """All that the rows name assets by, by field."""
    found: dict[str, set[Any]] = {name: set() for name in IDENTIFIERS}
    for row in rows:
        for name, value in _names_of(row):
            found[name].add(value)
            if name == "tracker_id" and (other := otherwise_named(value)) is not None:
                found[other[0]].add(other[1])
    return found


def _names_of(row: ReadRow) -> Iterator[tuple[str, Any]]:
    if row.given is not None:
        for name in IDENTIFIERS:
            value = getattr(row.given, name)
            if value is not None:
                yield name, value


def resolve(
    rows: Sequence[ReadRow], own: Sequence[OwnIdentifiers], *, latest: datetime
) -> DeliveredRows:
    """The position of each row and whose it is, among the party's own assets; rows that name none
    of them, several, or a time after `latest` are faults."""
    carry: dict[tuple[str, Any], set[UUID]] = {}
    for asset in own:
        for name in IDENTIFIERS:
            carry.setdefault((name, getattr(asset, name)), set()).add(asset.id)
    delivery = DeliveredRows()
    for row in rows:
        if row.fault is not None:
            delivery.faults[row.row] = row.fault
            continue
        if row.given is None:
            delivery.placeless.add(row.row)
            continue
        whose = _whose(row, carry)
        if isinstance(whose, FixFault):
            delivery.faults[row.row] = whose
        elif row.given.at > latest:
            delivery.faults[row.row] = FixFault("at", "in_the_future", "has not come yet")
        else:
            delivery.fixes[row.row] = _fix(whose, row.given)
    return delivery


def _whose(row: ReadRow, carry: Mapping[tuple[str, Any], set[UUID]]) -> UUID | FixFault:
    found: set[UUID] | None = None
    first = ""
    for name, value in _names_of(row):
        first = first or name
        those = carry.get((name, value), set())
        if not those and name == "tracker_id" and (other := otherwise_named(value)) is not None:
            those = carry.get(other, set())
        if not those:
            return FixFault(name, "unknown_asset", "is of no asset in your register")
        found = those if found is None else found & those
        if not found:
            return FixFault(name, "another_asset", "is another asset's than what stands before it")
    assert found is not None  # noqa: S101 a row names one at least
    if len(found) > 1:
        return FixFault(first, "several_assets", "is of several assets in your register")
    return next(iter(found))


def _fix(asset_id: UUID, given: FixRow) -> NewFix:
    return NewFix(
        asset_id,
        given.at,
        LatLon(given.lat, given.lon),
        given.course_deg,
        given.speed_kn,
        given.uncertainty_nm,
        given.source,
    )


def outcomes(
    delivery: DeliveredRows, became: Mapping[tuple[UUID, datetime], FixOutcome]
) -> list[RowOutcome]:
    """The outcome of each row in order, by what became of its asset's position at its time; of two
    rows with the same the second is repeated."""
    found: list[RowOutcome] = []
    seen: set[tuple[UUID, datetime]] = set()
    for row in sorted({*delivery.fixes, *delivery.faults, *delivery.placeless}):
        if row in delivery.placeless:
            found.append(RowOutcome(row, FixOutcome.PLACELESS))
            continue
        if (fault := delivery.faults.get(row)) is not None:
            found.append(RowOutcome(row, FixOutcome.REFUSED, fault=fault))
            continue
        fix = delivery.fixes[row]
        key = (fix.asset_id, fix.at)
        outcome = FixOutcome.REPEATED if key in seen else became[key]
        seen.add(key)
        found.append(RowOutcome(row, outcome, fix.asset_id))
    return found
