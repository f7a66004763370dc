"""The ground that fan-out is measured on can still be laid; its traffic reaches all sockets, and
those that are cut come back."""

import asyncio

import pytest

from bench.fanout import port_of
from bench.fanout_ground import Traffic, lay_out, made
from bench.many_sockets import many_sockets
from bench.reconnect_storm import back_again
from tests.running import Server

pytestmark = pytest.mark.anyio

SOCKETS = 6
WITHIN_S = 40.0


async def test_traffic_reaches_all_sockets_and_those_that_are_cut_come_back(
    server: Server,
) -> None:
    shared = await lay_out(server)
    traffic = Traffic(server.database_url, shared.units[:5], entry_every_s=0.1)
    with many_sockets(port_of(server)) as sockets:
        wanted = shared.sockets(SOCKETS)
        await sockets.open(wanted)
        told: set[str] = set()
        with made(traffic) as known:
            async with asyncio.timeout(WITHIN_S):
                while told < {one.group for one in wanted}:
                    await asyncio.sleep(0.2)
                    told |= (await sockets.look()).frames.keys()
            took_s, _ = await back_again(sockets)
        assert (await sockets.look()).open == SOCKETS
        kept = await sockets.kept()
    assert 0 < took_s < WITHIN_S
    assert known.entries > 0
    assert known.fixes > 0
    for kind in (b'"type":"entries"', b'"type":"positions"'):
        assert any(kind in one.payload for one in kept)
