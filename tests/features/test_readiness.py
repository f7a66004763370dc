"""A database that says nothing is told as away in time, and is asked one question at a time."""

import asyncio
import socket

import pytest
from sqlalchemy import text

from sar import readiness
from sar.db import make_engine
from sar.readiness import ReadinessProbe
from tests.world import World

pytestmark = pytest.mark.anyio


async def test_of_many_callers_one_question_goes_to_a_silent_database_and_all_are_told_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(readiness, "WITHIN_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.setblocking(False)
        port = silent.getsockname()[1]
        engine = make_engine(f"postgresql+psycopg://sar@127.0.0.1:{port}/sar", statement_s=3.0)
        probe = ReadinessProbe(engine)
        answers = await asyncio.gather(*(probe.answer() for _ in range(10)))
        silent.accept()[0].close()
        with pytest.raises(BlockingIOError):
            silent.accept()
    told = {(one.status_code, bytes(one.body)) for one in answers}
    assert told == {(503, b"the database does not answer")}
    assert bytes((await probe.answer()).body) == b"the database does not answer"
    await engine.dispose()


async def test_a_connection_has_a_limit_for_each_silence(seeded: tuple[str, World]) -> None:
    """Of a lock, a statement, a transaction that says nothing, and a network that swallows."""
    engine = make_engine(seeded[0], statement_s=0.3)
    names = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
    async with engine.connect() as connection:
        told = [(await connection.execute(text(f"SHOW {name}"))).scalar_one() for name in names]
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        assert raw.info.get_parameters()["tcp_user_timeout"] == "10000"
    assert told == ["100ms", "300ms", "600ms"]
    await engine.dispose()
