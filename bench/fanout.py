"""One picture to very many sockets: deliveries a second, beside the bare broadcast of the same
bytes and beside another server of positions; the weight of sockets that are told nothing, and of
those that never read."""

import asyncio
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.ais_ingest import processor_s
from bench.bare_broadcast import bare_broadcast
from bench.fanout_ground import MOVED, PARTIES, Shared, Traffic, lay_out, made
from bench.ground import Figure, ground
from bench.many_sockets import Kept, ManySockets, Totals, Wanted, many_sockets
from bench.taky_broadcast import CannotInstallError, taky_reports_per_s
from tests.running import Server, running

FEW, MANY = 200, 1_000
WARM: Final = 20
"""Sockets that are open before memory is measured: the first of each party costs more."""
SETTLES_S: Final = 1.5
FOR_S: Final = 6.0
IDLE_S: Final = 10.0
DEAF: Final = 100
"""Sockets that never read."""
LOOKS_S: Final = (0.0, 3.0, 6.0, 15.0)
"""The times at which their memory is looked at: 0, 1, 2 and 5 minutes, twenty times as fast."""


def measure() -> Iterator[Figure]:
    """A real server; sockets, writer and broadcast in processes of their own, all on loopback."""
    with (
        ground("fanout") as prepared,
        running(prepared.database_url, prepared.world) as server,
    ):
        shared = asyncio.run(lay_out(server))
        for number in (FEW, MANY):
            yield from asyncio.run(_deliver(server, shared, number))
        yield from asyncio.run(_never_read(server, shared))
        yield from asyncio.run(_beside_taky(server, shared))


def resident_kb(pid: int) -> int:
    """The memory that a process holds."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise ProcessLookupError(pid)


def port_of(server: Server) -> int:
    """The port that it serves on."""
    return int(server.base_url.rpartition(":")[2])


def pid_of(server: Server) -> int:
    """The number of its process."""
    assert server.process.pid is not None  # it runs
    return server.process.pid


@dataclass(frozen=True)
class _Window:
    """The deliveries within some seconds."""

    totals: Totals
    took_s: float
    processor_s: float

    @property
    def frames(self) -> int:
        """To all sockets together."""
        return sum(self.totals.frames.values())

    @property
    def per_s(self) -> float:
        """Frames, by the clock."""
        return self.frames / self.took_s

    @property
    def per_processor_s(self) -> float:
        """Frames for each second that the sending process worked."""
        return self.frames / self.processor_s


async def _deliver(server: Server, shared: Shared, number: int) -> list[Figure]:
    wanted = shared.sockets(number)
    figures: list[Figure] = []
    pid = pid_of(server)
    with many_sockets(port_of(server)) as sockets:
        await sockets.open(wanted[:WARM])
        before_kb = resident_kb(pid)
        await sockets.open(wanted[WARM:])
        if number == MANY:
            figures += await _idle(sockets, pid, before_kb, number)
        traffic = Traffic(server.database_url, shared.units[:MOVED])
        with made(traffic):
            await asyncio.sleep(SETTLES_S)
            ours, kept = await _window(sockets, pid)
        load = os.getloadavg()[0]
    bare = await _bare(wanted, kept)
    told_per_s, each = ours.totals.told / ours.took_s, ours.totals.bytes_on_wire / ours.frames
    context = (
        f"frames of entries and positions to {number} sockets, {len(PARTIES)} parties × 5 views;"
        f" entries as fast as one writer commits, {MOVED} units moved four times a second;"
        f" {told_per_s:,.0f} entries and positions/s, {each:,.0f} bytes a frame,"
        f" {1e6 * ours.processor_s / ours.frames:.0f} µs of the server's processor"
        f" each, of which it used {ours.processor_s / ours.took_s:.2f}; load {load:.1f}"
    )
    ratio = (
        f"frames for each second that the sending process works, of the same bytes to {number}"
        f" sockets; the server's also reads the database, holds every party's rights and answers;"
        f" bare {1e6 * bare.processor_s / bare.frames:.0f} µs each and {bare.per_s:,.0f}/s; by the"
        f" clock, beside writer and database on the same processors, {ours.per_s / bare.per_s:.2f}"
    )
    tail = "" if number == MANY else f"_{number}"
    return [
        *figures,
        Figure(f"fanout_deliveries_per_s{tail}", round(ours.per_s), "/s", context),
        Figure(
            f"fanout_ratio_to_bare_broadcast{tail}",
            round(ours.per_processor_s / bare.per_processor_s, 2),
            "×",
            ratio,
        ),
    ]


async def _window(sockets: ManySockets, pid: int) -> tuple[_Window, list[Kept]]:
    await sockets.look()
    await sockets.kept()
    began_s, used_s = time.monotonic(), processor_s(pid)
    await asyncio.sleep(FOR_S)
    totals = await sockets.look()
    took_s, used_s = time.monotonic() - began_s, processor_s(pid) - used_s
    return _Window(totals, took_s, used_s), await sockets.kept()


async def _bare(wanted: list[Wanted], kept: list[Kept]) -> _Window:
    alike = [Wanted("", one.group, path=f"/{one.group}") for one in wanted]
    with bare_broadcast() as bare, many_sockets(bare.port) as sockets:
        await sockets.open(alike)
        await sockets.look()
        took = await bare.play(kept)
        await asyncio.sleep(1.0)
        totals = await sockets.look()
    return _Window(totals, totals.last_at_s - took.began_s, took.processor_s)


async def _idle(sockets: ManySockets, pid: int, before_kb: int, number: int) -> list[Figure]:
    await asyncio.sleep(SETTLES_S)
    held_kb = resident_kb(pid) - before_kb
    await sockets.look()
    began_s = time.monotonic()
    await asyncio.sleep(IDLE_S)
    totals = await sockets.look()
    told = totals.bytes_on_wire / (time.monotonic() - began_s) / number
    more = number - WARM
    return [
        Figure(
            "fanout_idle_socket_kb",
            round(held_kb / more, 1),
            "kB",
            f"memory of the server for each of {more} sockets that follow, beside the first {WARM}",
        ),
        Figure(
            "fanout_idle_socket_bytes_per_s",
            round(told, 1),
            "B/s",
            f"frames to each of {number} sockets when nothing happens, for {IDLE_S:.0f} s",
        ),
    ]


async def _never_read(server: Server, shared: Shared) -> list[Figure]:
    """Beside as much traffic without them, which has been before."""
    pid = pid_of(server)
    held_kb: list[int] = []
    with many_sockets(port_of(server)) as sockets:
        await sockets.open(shared.sockets(WARM))
        with made(Traffic(server.database_url, shared.units[:MOVED])):
            await asyncio.sleep(SETTLES_S)
            before_kb = resident_kb(pid)
            await sockets.open(shared.sockets(DEAF, reads=False, keeps=False))
            began_s = time.monotonic()
            for at_s in LOOKS_S:
                await asyncio.sleep(max(0.0, began_s + at_s - time.monotonic()))
                held_kb.append(resident_kb(pid) - before_kb)
        alive = (await sockets.look()).open - WARM
    curve = ", ".join(
        f"{kb / DEAF:.0f} kB at {at_s:.0f} s" for at_s, kb in zip(LOOKS_S, held_kb, strict=True)
    )
    context = (
        f"memory of the server for each of {DEAF} sockets that never read, beside {WARM} that do,"
        f" entries and positions as above: {curve} (0, 1, 2 and 5 minutes, twenty times as fast);"
        f" {alive} of them still open"
    )
    return [Figure("fanout_deaf_socket_kb", round(held_kb[-1] / DEAF, 1), "kB", context)]


async def _beside_taky(server: Server, shared: Shared) -> list[Figure]:
    """One producer, consumers who are all told everything."""
    try:
        theirs = await asyncio.to_thread(taky_reports_per_s, FEW, settles_s=SETTLES_S, for_s=FOR_S)
    except CannotInstallError as error:
        print(f"  fanout_vs_taky_ratio is left out: {error}", flush=True)
        return []
    traffic = Traffic(server.database_url, shared.units, entry_every_s=None)
    with many_sockets(port_of(server)) as sockets:
        await sockets.open(shared.sockets(FEW, parties=1, views=1, keeps=False))
        with made(traffic):
            await asyncio.sleep(SETTLES_S)
            ours, _ = await _window(sockets, pid_of(server))
    per_s = ours.totals.told / ours.took_s
    context = (
        f"positions that {FEW} consumers of one producer are told, {per_s:,.0f}/s, each judged and"
        f" kept in the database before; taky 0.10 {theirs:,.0f} events/s, the producer as fast as"
        f" it reads; {len(shared.units)} units each; load {os.getloadavg()[0]:.1f}"
    )
    return [Figure("fanout_vs_taky_ratio", round(per_s / theirs, 2), "×", context)]
