"""Shared by the operator's commands: one clear line when they fail. It imports next to nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer


class WrongCall(Exception):  # noqa: N818 the operator's, said in a sentence
    """The command contradicts itself: nothing was done."""


@contextmanager
def one_line() -> Iterator[None]:
    """Errors are one line, not a trace: exit code 2 for a wrong call, 1 for a failure."""
    try:
        yield
    except WrongCall as error:
        _end(str(error), 2, error)
    except Exception as error:
        told = _told(error)
        if told is None:
            raise
        _end(*told, error)


def _told(error: Exception) -> tuple[str, int] | None:
    """The sentence and the exit code of an error that can be told; imported when there is one."""
    import psycopg
    from pydantic import ValidationError
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    from sar.errors import Problem
    from sar.geo.areas import AreaRefused
    from sar.geo.position import PositionRefused
    from sar.http.reasons import reason
    from sar.localdb.account import LocalDatabaseError

    match error:
        case PositionRefused() | AreaRefused() | Problem():
            return str(error), 2
        case ValidationError():
            first = error.errors(include_url=False)[0]
            name = "SAR_" + "_".join(str(step) for step in first["loc"]).upper()
            return f"{name}: {reason(first)}", 2
        case DBAPIError():
            return f"The database refused: {error.orig}", 1
        case psycopg.Error():
            return f"The database refused: {error}", 1
        case LocalDatabaseError() | SQLAlchemyError() | OSError():
            return str(error), 1
        case _:
            return None


def _end(sentence: str, code: int, cause: Exception) -> None:
    typer.secho(" ".join(sentence.split()), err=True, fg="red")
    raise SystemExit(code) from cause


def set_up_log() -> None:
    """Log as the settings say: first thing of a command that has something to log."""
    from sar import log
    from sar.settings import settings

    log.set_up(json=settings().log_json)
