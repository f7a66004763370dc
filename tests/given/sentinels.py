"""Rows with another value in each column, and what views may take of them."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid5

from pydantic import TypeAdapter
from sqlmodel import SQLModel

from sar.geo.position import LatLon
from sar.wire import View

NOON = datetime(2026, 10, 11, 12, tzinfo=UTC)
INSTANT = "2026-10-11T12:00:00+00:00"
SPACE = UUID("5a1e0000-0000-4000-8000-000000000000")


def sentinel(model: type[SQLModel], given: Mapping[str, Any]) -> Any:
    """A row with a value of its own in each column; of some columns the one given."""
    numbers = count(4_000)
    values: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        kind, n = str(field.annotation), next(numbers)
        if name in given:
            values[name] = given[name]
        elif "UUID" in kind:
            values[name] = uuid5(SPACE, name)
        elif "datetime" in kind:
            values[name] = NOON + timedelta(minutes=n)
        elif "LatLon" in kind:
            values[name] = LatLon(36.5, 14.5)
        elif "bool" in kind:
            values[name] = True
        elif "int" in kind or "float" in kind:
            values[name] = n
        else:
            values[name] = f"the {name}"
    return model(**values)


def check_view(view: type[View], row: SQLModel, shown: View, *, other: str, unread: str) -> None:
    """The view has every field; of `row` it takes the columns of its fields' names and no more,
    but for the `other` fields, and without the columns `unread`."""
    plain = shown.plain()
    same = set(plain) - set(other.split())
    assert set(plain) == set(view.model_fields)
    assert same == set(type(row).model_fields) - set(unread.split())
    for name in same:
        kind: TypeAdapter[Any] = TypeAdapter[Any](view.model_fields[name].rebuild_annotation())
        value = kind.validate_python(getattr(row, name))
        assert plain[name] == kind.dump_python(value, mode="json"), name
