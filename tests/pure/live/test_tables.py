"""A table by column equals its rows."""

from typing import Any
from uuid import UUID

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.assets.column_presenting import rows_of
from sar.client.tables import by_row
from sar.client.tables import rows_of as read
from sar.live.tables import table_of
from sar.wire import canonical_bytes

Columns = dict[str, list[Any]]

FLOATS = st.floats(-180, 180)
SHARED: list[dict[str, Any]] = [{}, {"minutes": 5}, {"of": [1, None]}]


def cells(count: int) -> st.SearchStrategy[Columns]:
    def column(of: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
        return st.lists(of, min_size=count, max_size=count)

    return st.fixed_dictionaries(
        {
            "id": column(st.uuids(allow_nil=True).map(str)),
            "base": column(st.none() | st.tuples(FLOATS, FLOATS)),
            "name": column(st.text(max_size=4)),
            "readiness": column(st.sampled_from([None, "available", "limited"])),
            "notice": column(st.sampled_from([None, *SHARED])),
            "bound": column(
                st.just([]) | st.lists(st.fixed_dictionaries({"n": st.integers(0, 2)}))
            ),
            "quantity": column(st.none() | st.integers(0, 3)),
            "speed_kn": column(st.none() | st.sampled_from([0.0, 1.0]) | FLOATS),
            "own": column(st.booleans()),
        }
    )


@given(st.integers(0, 40).flatmap(cells))
def test_a_table_read_again_is_its_rows(columns: Columns) -> None:
    sent = orjson.loads(canonical_bytes(table_of(columns)))
    assert read(sent) == orjson.loads(canonical_bytes(rows_of(columns)))


def test_a_column_is_written_in_its_shortest_form() -> None:
    columns: Columns = {
        "id": [str(UUID(int=n)) for n in range(6)],
        "point": [(1.0, 2.0), None] * 3,
        "party": ["MLT"] * 6,
        "kind": ["vessel", "aircraft"] * 3,
        "name": list("abcdef"),
    }
    sent = table_of(columns)["columns"]
    assert len(sent["id"]["uuids"]) == 6 * 32
    assert sent["point"] == {"lon": [1.0, None] * 3, "lat": [2.0, None] * 3}
    assert sent["party"] == {"all": "MLT"}
    assert sent["kind"] == {"values": ["vessel", "aircraft"], "index": [0, 1] * 3}
    assert sent["name"] == list("abcdef")


def test_an_unknown_form_is_not_read_as_something_else() -> None:
    with pytest.raises(ValueError, match="no known form"):
        read({"count": 1, "columns": {"name": {"deltas": [1]}}})


def test_a_snapshot_by_row_is_left_as_it_is() -> None:
    snapshot = {"number": 3, "clock": {"rate": 1.0}, "asset": [{"id": "x"}]}
    assert by_row(snapshot) == snapshot
