"""The live feed on a thin line: few bytes while nothing happens, and the same truth."""

import asyncio
from datetime import timedelta

import pytest

from bench.many_sockets import Wanted, many_sockets
from tests.running import Server
from tests.world import START

pytestmark = pytest.mark.anyio

QUIET_S = 11.0
"""Two heartbeats at least."""
MOST_A_SECOND = 100
EVERYWHERE = {"positions": {"bbox": [-180, -90, 180, 90]}}
THIN = {"type": "start", "since": None, "format": "thin", **EVERYWHERE}


@pytest.mark.parametrize("deflates", [True, pytest.param(False, marks=pytest.mark.long)])
async def test_a_thin_line_has_few_bytes_while_nothing_happens(
    server: Server, deflates: bool
) -> None:
    whole = {"type": "start", "since": None, **EVERYWHERE}
    port = int(server.base_url.rpartition(":")[2])
    key = server.world.keys["ITA", "observer"]
    told = []
    with many_sockets(port) as one, many_sockets(port) as other:
        await one.open([Wanted(key, "thin", THIN, deflates=deflates)])
        await other.open([Wanted(key, "whole", whole, deflates=deflates)])
        await asyncio.sleep(QUIET_S)
        for sockets in (one, other):
            await sockets.look()
        await asyncio.sleep(QUIET_S)
        for sockets in (one, other):
            totals = await sockets.look()
            assert totals.open == 1
            told.append(totals.bytes_on_wire)
    thin, usual = told
    assert 0 < thin <= MOST_A_SECOND * QUIET_S
    assert thin < usual / 2


async def test_a_thin_line_hears_at_once_of_a_clock_that_is_set(server: Server) -> None:
    async with server.live("ITA", start=THIN) as feed:
        assert (await feed.next("ready"))["positions_every_ms"] == 5_000
        first = await feed.next("heartbeat")
        pulse = await feed.next("pulse")
        assert pulse == {"type": "pulse", "number": first["number"]}
        await server.set_clock(at=START + timedelta(hours=2))
        heard = await feed.next("heartbeat")
        assert heard["clock"]["now"] > first["clock"]["now"]
