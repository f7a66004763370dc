"""One party's feed brings more ships than there are, faster than they can be read: the reader's
memory is bounded, and another party's positions and answers go on."""

import asyncio
import statistics
import time as time_
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import select
from sqlmodel import col

from bench.ais_ingest import feed_at_a_port, reader_of, station
from bench.ais_traffic import Traffic
from sar.interop.models import ReceiverFeed
from tests.clients import Clients
from tests.conftest import ExerciseTime, NewWorld
from tests.given.ais import sentences
from tests.given.assets import boat, registered
from tests.journeys.test_live_positions import position, watching
from tests.running import WITHIN_S, Live, Server, running
from tests.world import START

pytestmark = pytest.mark.anyio

SHIPS: Final = 1_000_000
PER_S: Final = 60_000
"""Twice as many as can be read."""
FOR_S: Final = 30
FILLED_AFTER_S: Final = 12.0
GROWS_MB: Final = 60.0
"""So much the reader's memory may grow once all its tables are full."""
MOST_MB: Final = 700.0
GOES_ON_S: Final = 2.0
"""The median from a sentence of the other party's to its watcher; an answer's too."""
MMSI: Final = 672_000_123


@pytest.fixture
def serving(new_world: NewWorld, time: ExerciseTime) -> Iterator[Server]:
    """A server of the test's own."""
    url, world = new_world("flooding")
    with running(url, world) as server:
        yield server


@dataclass
class Other:
    """Tunisia's boat, as its own station tells of it, its watcher sees it and its officer asks."""

    server: Server
    boat: str
    moves_s: list[float] = field(default_factory=list)
    answers_s: list[float] = field(default_factory=list)
    moved: int = 0

    async def work(self, writer: asyncio.StreamWriter, feed: Live, until_s: float) -> None:
        """Move again and again, each time until the watcher has it, and ask for the picture."""
        async with self.server.client("TUN", "observer") as http:
            while time_.monotonic() < until_s:
                self.moved += 1
                lon = round(10.5 + self.moved / 1_000, 3)
                (line,) = sentences(type=1, mmsi=MMSI, lat=36.0, lon=lon, speed=12.0, course=90.0)
                began_s = time_.monotonic()
                writer.write(line + b"\r\n")
                while True:
                    found = await position(feed, self.boat)
                    assert found is not None
                    if round(found["point"]["coordinates"][0], 3) == lon:
                        break
                self.moves_s.append(time_.monotonic() - began_s)
                began_s = time_.monotonic()
                (await http.get("/api/snapshot")).raise_for_status()
                self.answers_s.append(time_.monotonic() - began_s)
                await asyncio.sleep(0.3)


def memory_mb(pid: int, field_name: str) -> float:
    """`VmRSS` of a process, or `VmHWM`, the most that it has had."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    (line,) = (one for one in lines if one.startswith(f"{field_name}:"))
    return int(line.split()[1]) / 1024


@pytest.mark.long
async def test_a_feed_that_floods_with_a_million_ships_is_bounded_and_slows_nobody_else(
    serving: Server, tmp_path: Path
) -> None:
    file = tmp_path / "flood.nmea"
    with file.open("wb") as flood:
        for second in Traffic(SHIPS).seconds(FOR_S, PER_S):
            flood.write(second)
    lines = file.read_bytes().count(b"\n")
    await serving.set_clock(at=START, paused=False)
    clients = Clients(serving.client)
    unit = (await registered(clients, "TUN", boat(mmsi=str(MMSI))))["id"]
    connected: asyncio.Queue[asyncio.StreamWriter] = asyncio.Queue()
    quiet = await asyncio.start_server(
        lambda _reader, writer: connected.put_nowait(writer),
        "127.0.0.1",
        await feed_at_a_port(serving, party="TUN", name="quiet"),
    )
    port = await feed_at_a_port(serving)
    async with quiet, serving.live("TUN", start=watching()) as feed:
        with station(file, port, "--for-s", str(FOR_S)), reader_of(serving) as reader:
            writer = await asyncio.wait_for(connected.get(), WITHIN_S)
            other = Other(serving, unit)
            until_s = time_.monotonic() + FILLED_AFTER_S
            await other.work(writer, feed, until_s)
            filled_mb = memory_mb(reader.pid, "VmHWM")
            await other.work(writer, feed, until_s + FOR_S - FILLED_AFTER_S)
            told = await all_told(serving, lines)
            most_mb = memory_mb(reader.pid, "VmHWM")
            writer.close()
    await clients.close()
    moves_s, answers_s = (statistics.median(took) for took in (other.moves_s, other.answers_s))
    print(
        f"the reader's memory {filled_mb:.0f} MB, then {most_mb:.0f} at most; {told.sentences} of"
        f" {lines} sentences read, {told.dropped} dropped; {other.moved} moves of another,"
        f" median {moves_s:.2f} s, slowest {max(other.moves_s):.2f}; answers {answers_s:.2f} s,"
        f" slowest {max(other.answers_s):.2f}"
    )
    assert most_mb <= MOST_MB
    assert most_mb - filled_mb <= GROWS_MB
    assert told.dropped > 0
    assert told.vessels_dropped > 0
    assert moves_s <= GOES_ON_S
    assert answers_s <= GOES_ON_S


async def all_told(server: Server, lines: int) -> ReceiverFeed:
    """Wait until each sentence that was sent is read or dropped, and told so."""
    async with asyncio.timeout(WITHIN_S):
        while True:
            async with server.db() as db:
                query = select(ReceiverFeed).where(col(ReceiverFeed.name) == "coast")
                told = (await db.scalars(query)).one()
            if told.sentences + told.dropped >= 0.95 * lines:
                return told
            await asyncio.sleep(0.5)
