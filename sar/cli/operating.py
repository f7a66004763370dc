"""Shared by the operator's commands: one transaction, and one clear line when they fail."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import typer
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from sar import database, installation
from sar.db import DatabaseRole, make_engine, make_sessions
from sar.errors import Problem
from sar.geo.areas import AreaRefused
from sar.geo.position import PositionRefused
from sar.http.reasons import reason
from sar.localdb.cluster import LocalDatabaseError

T = TypeVar("T")


class WrongCall(Exception):  # noqa: N818 the operator's, said in a sentence
    """The command contradicts itself: nothing was done."""


@contextmanager
def one_line() -> Iterator[None]:
    """Errors are one line, not a trace: exit code 2 for a wrong call, 1 for a failure."""
    try:
        yield
    except WrongCall as error:
        _end(str(error), 2, error)
    except (PositionRefused, AreaRefused, Problem) as error:
        _end(str(error), 2, error)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = "SAR_" + "_".join(str(step) for step in first["loc"]).upper()
        _end(f"{name}: {reason(first)}", 2, error)
    except LocalDatabaseError as error:
        _end(str(error), 1, error)
    except DBAPIError as error:
        _end(f"The database refused: {error.orig}", 1, error)
    except (SQLAlchemyError, OSError) as error:
        _end(str(error), 1, error)


def _end(sentence: str, code: int, cause: Exception) -> None:
    typer.secho(" ".join(sentence.split()), err=True, fg="red")
    raise SystemExit(code) from cause


def in_database(
    work: Callable[[AsyncSession], Awaitable[T]], *, role: DatabaseRole = DatabaseRole.SYSTEM
) -> T:
    """Run work in one transaction of the role, by the installation's clock; it commits when the
    work succeeds."""

    async def run() -> T:
        place = database.owner_url() if role is DatabaseRole.OWNER else database.url()
        engine = make_engine(place, role, pool_size=1)
        try:
            async with make_sessions(engine)() as db, db.begin():
                await installation.adopt(db)
                return await work(db)
        finally:
            await engine.dispose()

    return asyncio.run(run())
