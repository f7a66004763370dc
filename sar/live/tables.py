"""The long lists of a snapshot by column, as `format=columns` asks for them."""

from typing import Any, Final

from sar.assets.column_presenting import POINTS, Columns
from sar.wire import JsonObject

FEW: Final = 256
"""Up to so many different values of a column are written once, with their index in each row."""

_NOWHERE: Final = (None, None)


def table_of(columns: Columns) -> JsonObject:
    """The columns, each in its shortest form; `sar.client.tables` reads them."""
    return {
        "count": len(columns["id"]),
        "columns": {name: _shortest(name, cells) for name, cells in columns.items()},
    }


def _shortest(name: str, cells: list[Any]) -> list[Any] | JsonObject:
    if name == "id":
        return {"uuids": "".join(cells).replace("-", "")}
    if name in POINTS:
        places = [cell or _NOWHERE for cell in cells]
        return {"lon": [lon for lon, _ in places], "lat": [lat for _, lat in places]}
    if cells and cells.count(cells[0]) == len(cells):
        return {"all": cells[0]}
    keys = [id(cell) for cell in cells] if _holds_objects(cells) else cells
    different = dict(zip(keys, cells, strict=True))
    if len(different) > min(FEW, len(cells) // 2):
        return cells
    index = {key: at for at, key in enumerate(different)}
    return {"values": list(different.values()), "index": [index[key] for key in keys]}


def _holds_objects(cells: list[Any]) -> bool:
    """Whether cells are no hashable values; equal ones are often the same object."""
    return isinstance(next((cell for cell in cells if cell is not None), None), dict | list)
