"""Faults of the database: told as what they are, and without what was written."""

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError
from starlette.requests import Request

from sar.db import make_engine
from sar.http.problems import of_database
from tests.world import World

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("FATAL:  sorry, too many clients already", "busy"),
        ("FATAL:  remaining connection slots are reserved for roles with SUPERUSER", "busy"),
        ("FATAL:  too many connections for role", "busy"),
        ("could not receive data from server", "database_unavailable"),
    ],
)
async def test_a_database_without_connections_left_is_busy(said: str, code: str) -> None:
    error = OperationalError("SELECT 1", {}, psycopg.OperationalError(said))
    request = Request({"type": "http", "method": "GET", "path": "/api/me", "headers": []})
    answer = await of_database(request, error)
    assert f'"code":"{code}"'.encode() in bytes(answer.body)


async def test_the_text_of_an_error_holds_no_value(seeded: tuple[str, World]) -> None:
    engine = make_engine(seeded[0])
    with pytest.raises(DBAPIError) as told:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT CAST(:word AS int)"), {"word": "secret-place"})
    await engine.dispose()
    assert "parameters hidden" in str(told.value)
    assert "secret-place" not in str(told.value).replace(str(told.value.orig), "")


async def test_a_statement_that_reached_its_limit_took_too_long(
    seeded: tuple[str, World],
) -> None:
    engine = make_engine(seeded[0], statement_s=0.3)
    with pytest.raises(DBAPIError) as cut:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT pg_sleep(60)"))
    await engine.dispose()
    request = Request({"type": "http", "method": "GET", "path": "/api/me", "headers": []})
    answer = await of_database(request, cut.value)
    assert b'"code":"took_too_long"' in bytes(answer.body)
    assert answer.status_code == 503
