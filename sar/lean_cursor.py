"""A cursor whose columns are described on first access.

SQLAlchemy asks for the description after each statement to learn whether there are rows, and reads
its columns once for each statement that it compiles. Made each time, as psycopg does (DB-API
`description`, PEP 249), they took 4.4 % of the time of the features' tests.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, overload

import psycopg
from psycopg import Column


class LeanCursor(psycopg.AsyncCursor[Any]):
    """As psycopg's own, but for the description."""

    @property
    def description(self) -> "list[Column] | None":
        """The columns of the present result, made on first access; None without rows."""
        if self.pgresult is None or not self.pgresult.nfields:
            return super().description
        described: Any = _Columns(self)
        columns: list[Column] = described
        return columns


class _Columns(Sequence[Column]):
    """The columns of a cursor's present result; RuntimeError once there is another."""

    def __init__(self, cursor: LeanCursor) -> None:
        self._cursor, self._result = cursor, cursor.pgresult

    @cached_property
    def _made(self) -> list[Column]:
        if self._result is None or self._cursor.pgresult is not self._result:
            raise RuntimeError("The cursor has another result by now.")
        return [Column(self._cursor, index) for index in range(self._result.nfields)]

    def __len__(self) -> int:
        return len(self._made)

    def __iter__(self) -> Iterator[Column]:
        return iter(self._made)

    @overload
    def __getitem__(self, index: int) -> Column: ...
    @overload
    def __getitem__(self, index: slice) -> list[Column]: ...
    def __getitem__(self, index: int | slice) -> Column | list[Column]:
        return self._made[index]
