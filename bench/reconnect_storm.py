"""A thousand sockets that are cut at once: how soon all are back from where they were and caught
up, and how the others fare meanwhile."""

import asyncio
import os
import statistics
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Final

from bench.fanout import SETTLES_S, port_of
from bench.fanout_ground import MOVED, PARTIES, Shared, Traffic, lay_out, made
from bench.ground import Figure, ground
from bench.many_sockets import Kept, ManySockets, many_sockets
from tests.running import Server, running

SOCKETS: Final = 1_000
STAYING: Final = 20
"""Sockets of the same parties that are not cut."""
ENTRY_EVERY_S: Final = 0.1
CALM_S: Final = 6.0
GIVEN_UP_S: Final = 75.0
LOOK_S: Final = 0.25
ASK_EVERY_S: Final = 0.05


def measure() -> list[Figure]:
    """A real server, which writes and moves units all along."""
    with (
        ground("reconnect_storm") as prepared,
        running(prepared.database_url, prepared.world) as server,
    ):
        return asyncio.run(_run(server))


async def _run(server: Server) -> list[Figure]:
    shared = await lay_out(server)
    traffic = Traffic(server.database_url, shared.units[:MOVED], entry_every_s=ENTRY_EVERY_S)
    port = port_of(server)
    with many_sockets(port) as cut, many_sockets(port) as staying:
        await staying.open(shared.sockets(STAYING, views=1))
        await cut.open(shared.sockets(SOCKETS, keeps=False))
        with made(traffic):
            await asyncio.sleep(SETTLES_S)
            await staying.kept()
            async with _small_requests(server) as calm_s:
                await asyncio.sleep(CALM_S)
            calm = await staying.kept()
            async with _small_requests(server) as storm_s:
                took_s, refused = await back_again(cut)
            storm = await staying.kept()
    return _figures(shared, took_s, refused, (calm_s, storm_s), (calm, storm))


async def back_again(sockets: ManySockets) -> tuple[float, Counter[str]]:
    """The time from the cut until the last has caught up, and what they were told instead."""
    await sockets.look()
    began_s = time.monotonic()
    number = await sockets.cut()
    back_at_s: list[float] = []
    refused: Counter[str] = Counter()
    while len(back_at_s) < number:
        if time.monotonic() - began_s > GIVEN_UP_S:
            raise TimeoutError(f"{len(back_at_s)} of {number} were back; the others: {refused}")
        await asyncio.sleep(LOOK_S)
        totals = await sockets.look()
        back_at_s += totals.caught_up_at_s
        refused += totals.refused
    return max(back_at_s) - began_s, refused


@asynccontextmanager
async def _small_requests(server: Server) -> AsyncIterator[list[float]]:
    """Another party asks who it is, every so often; the times that it took."""
    took_s: list[float] = []

    async def ask() -> None:
        async with server.client("MLT", "observer") as http:
            while True:
                began_s = time.monotonic()
                (await http.get("/api/me")).raise_for_status()
                took_s.append(time.monotonic() - began_s)
                await asyncio.sleep(ASK_EVERY_S)

    task = asyncio.create_task(ask())
    try:
        yield took_s
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _figures(
    shared: Shared,
    took_s: float,
    refused: Counter[str],
    asked_s: tuple[Sequence[float], Sequence[float]],
    told: tuple[Sequence[Kept], Sequence[Kept]],
) -> list[Figure]:
    calm_ms, storm_ms = (1e3 * _p99(one) for one in asked_s)
    calm_gap_ms, storm_gap_ms = (1e3 * _p99(gaps(one)) for one in told)
    answers = ", ".join(f"{count} × {code}" for code, count in refused.items()) or "nothing"
    context = (
        f"{SOCKETS} sockets of {len(shared.keys)} parties cut at once, back by their number after"
        f" pauses by chance, with their positions; an entry to all {len(PARTIES)} parties each"
        f" {ENTRY_EVERY_S:g} s and {MOVED} units moving meanwhile; told instead: {answers}; load"
        f" {os.getloadavg()[0]:.1f}"
    )
    others = (
        f"p99 of another party's small reads, {len(asked_s[1])} of them, {calm_ms:.0f} ms before;"
        f" from one frame to the next of {STAYING} sockets that stayed p99 {storm_gap_ms:.0f} ms,"
        f" {calm_gap_ms:.0f} ms before"
    )
    return [
        Figure("reconnect_storm_s", round(took_s, 1), "s", context),
        Figure("reconnect_storm_others_p99_ms", round(storm_ms), "ms", others),
    ]


def gaps(kept: Sequence[Kept]) -> list[float]:
    """The times from one frame to the next of each group's socket."""
    last: dict[str, float] = {}
    found = []
    for frame in kept:
        if frame.group in last:
            found.append(frame.at_s - last[frame.group])
        last[frame.group] = frame.at_s
    return found


def _p99(times_s: Sequence[float]) -> float:
    return statistics.quantiles(times_s, n=100)[-1] if len(times_s) > 1 else 0.0
