"""Reads the lists that a snapshot holds by column (`GET /api/snapshot?format=columns`)."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID


def by_row(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """The snapshot with lists in place of tables, as it comes without `format`."""
    return {
        name: rows_of(part) if isinstance(part, Mapping) and "columns" in part else part
        for name, part in snapshot.items()
    }


def rows_of(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One dict for each row of a table."""
    columns = {name: _cells(column, table["count"]) for name, column in table["columns"].items()}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _cells(column: Mapping[str, Any] | Sequence[Any], count: int) -> Sequence[Any]:
    match column:
        case {"all": value}:
            return [value] * count
        case {"values": values, "index": index}:
            return [values[at] for at in index]
        case {"uuids": digits}:
            return [str(UUID(digits[32 * row : 32 * (row + 1)])) for row in range(count)]
        case {"lon": lons, "lat": lats}:
            return [_point(lon, lat) for lon, lat in zip(lons, lats, strict=True)]
        case Mapping():
            raise ValueError(f"a column is of no known form: {sorted(column)}")
        case _:
            return column


def _point(lon: float | None, lat: float | None) -> dict[str, Any] | None:
    return None if lon is None else {"type": "Point", "coordinates": [lon, lat]}
