"""A read that pauses leaves the processor alone: meanwhile nobody asks whether its answer came."""

import asyncio
import time

import pytest
from sqlalchemy import text

from sar.db import make_engine, make_sessions
from sar.http.lanes import LaneBounds, Lanes, Whose
from sar.http.loop_shares import QUICK_S, ReadPaces
from tests.world import World

pytestmark = pytest.mark.anyio

BOUNDS = LaneBounds(most=9, writes=9, party=9, identity=9, own_writes=1, own_reads=3, wait_s=0.05)
LONG = Whose("TUN", "one", writes=False)
QUIET = Whose("ITA", "quiet", writes=False)


@pytest.fixture
def anyio_backend() -> str:
    """The loop that tells whether a socket is watched."""
    return "asyncio"


async def test_no_socket_is_watched_while_a_read_pauses_between_its_statements(
    seeded: tuple[str, World], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_engine(seeded[0], pool_size=1)
    lanes = Lanes(BOUNDS)
    paces = ReadPaces(lanes)
    sleep, watched = asyncio.sleep, []

    async def paused(delay: float) -> None:
        if delay:
            watched.append(asyncio.get_running_loop().remove_reader(file))
        await sleep(delay)

    async with make_sessions(engine)() as db:
        connection = await (await db.connection()).get_raw_connection()
        assert connection.driver_connection is not None
        file = connection.driver_connection.fileno()
        monkeypatch.setattr(asyncio, "sleep", paused)

        async def read() -> int:
            found = 0
            for _ in range(5):
                began = time.thread_time()
                while time.thread_time() - began < 1.5 * QUICK_S:
                    pass
                found += (await db.execute(text("SELECT 1"))).scalar_one()
            return found

        async with lanes.turn(QUIET):
            assert await paces.of(LONG).keep(read()) == 5
        monkeypatch.undo()
    await engine.dispose()
    assert len(watched) >= 4
    assert not any(watched)
