"""Statements counted as they go to the database, for tests and benches."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine


@contextmanager
def counted(engine: AsyncEngine) -> Iterator[list[str]]:
    """The statements sent meanwhile, without savepoints and those that identify the caller.

    BEGIN and COMMIT are no statements here.
    """
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        of_caller = "api_key" in statement or "sar.party" in statement
        if "SAVEPOINT" not in statement and not of_caller:
            sent.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", note)
