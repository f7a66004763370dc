"""Feeds read from real sockets into a database: connections that break, stations that may not send,
and sentences that cannot be read."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest
from sqlalchemy import func, make_url, select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlmodel import col
from uuid_utils.compat import uuid7
from websockets.asyncio.server import ServerConnection, serve

from sar import clock
from sar.assets.models import Asset, Fix, HeardVessel, TrackPoint
from sar.database_roles import DatabaseRole
from sar.db import make_engine, make_sessions
from sar.distress_reports.models import DistressReport
from sar.feed_process import read_feeds_here
from sar.installation import Installation
from sar.interop import feed_reading, feed_rows
from sar.interop.feed_reading import LOOK_S
from sar.interop.feed_state import state_of
from sar.interop.models import ReceiverFeed
from sar.interop.replaying import replay
from sar.interop.words import FeedFault, FeedState
from sar.localdb import cluster as localdb
from tests.conftest import NewWorld
from tests.given.ais import (
    AID_IN_TWO_PARTS,
    HEARD,
    REAL_AID,
    SECOND_HALF,
    TWO_PARTS,
    sentences,
    tagged,
)
from tests.receivers import until
from tests.running import WITHIN_S

pytestmark = pytest.mark.anyio

MMSI = 247_000_001


@dataclass
class Ground:
    """A database with a boat of Italy's."""

    url: str
    sessions: async_sessionmaker[AsyncSession]
    boat: UUID
    moved: int = 0

    async def add(self, address: str, name: str) -> None:
        """Add a feed of Italy's."""
        async with self.sessions() as db, db.begin():
            now = clock.real_now()
            db.add(ReceiverFeed(party_code="ITA", name=name, address=address, created_at=now))

    async def feed(self, name: str) -> ReceiverFeed:
        """The feed as it was last told of."""
        async with self.sessions() as db:
            return (
                await db.scalars(select(ReceiverFeed).where(col(ReceiverFeed.name) == name))
            ).one()

    async def remove(self, name: str) -> None:
        """Have it read no more."""
        async with self.sessions() as db, db.begin():
            gone = {"withdrawn_at": clock.real_now()}
            await db.execute(
                update(ReceiverFeed).where(col(ReceiverFeed.name) == name).values(gone)
            )

    async def is_refused(self, name: str) -> ReceiverFeed:
        """Wait until the feed's reader tells that nobody listens any more."""

        async def is_away() -> bool:
            return "nobody listens" in (await self.feed(name)).problem

        with suppress(AssertionError):
            await until(is_away)
        told = await self.feed(name)
        assert "nobody listens" in told.problem, told
        return told

    def moves(self) -> tuple[bytes, float]:
        """A position of the boat a little farther east than the one before, and its longitude."""
        self.moved += 1
        lon = round(12.0 + self.moved / 1_000, 3)
        (line,) = sentences(type=1, mmsi=MMSI, lat=35.0, lon=lon, speed=12.0, course=90.0)
        return line + b"\r\n", lon

    async def is_told_by(self, send: Callable[[bytes], Awaitable[None]]) -> None:
        """Wait until the boat is where the next sentence says."""
        line, lon = self.moves()
        await send(line)
        await self.is_at(lon)

    async def is_at(self, lon: float) -> None:
        """Wait until the boat is there."""

        async def is_there() -> bool:
            async with self.sessions() as db:
                row = await db.get(Fix, self.boat)
                return row is not None and round(row.point.lon, 3) == lon

        await until(is_there)


@pytest.fixture(scope="module")
def installed(new_world: NewWorld) -> tuple[str, UUID]:
    """A database of its own, and Italy's centre."""
    url, world = new_world("feeds")
    return url, world.centres["ITA"]


@pytest.fixture
async def ground(installed: tuple[str, UUID]) -> AsyncIterator[Ground]:
    """It, by a real clock, with a boat that nobody has heard of yet."""
    url, centre = installed
    clock.use(None)
    engine = make_engine(url, DatabaseRole.SYSTEM)
    found = Ground(url, make_sessions(engine), uuid7())
    async with found.sessions() as db, db.begin():
        await db.execute(update(Installation).values(anchor_real=None, anchor_at=None))
        await db.execute(update(Asset).values(mmsi=None))
        boat = Asset(
            id=found.boat,
            party_code="ITA",
            centre_id=centre,
            type_code="S5",
            name="CP 300",
            mmsi=str(MMSI),
            created_at=clock.real_now(),
        )
        db.add(boat)
    yield found
    await engine.dispose()


@pytest.fixture
async def reading(ground: Ground) -> AsyncIterator[Ground]:
    """It, while feeds are read."""
    task = asyncio.create_task(read_feeds_here(ground.url))
    yield ground
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@dataclass
class Station:
    """A receiver on loopback: those who connect to it, in turn."""

    port: int
    connected: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]]
    close: Callable[[], None]

    async def next(self) -> Callable[[bytes], Awaitable[None]]:
        """Sends bytes to the next who connects."""
        _, writer = await asyncio.wait_for(self.connected.get(), WITHIN_S)
        return sending(writer)


@asynccontextmanager
async def station() -> AsyncIterator[Station]:
    """A receiver; its port is nobody else's until the end of the block, also when it is closed."""
    connected: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()
    writers: list[asyncio.StreamWriter] = []

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        connected.put_nowait((reader, writer))

    def close() -> None:
        server.close()
        for writer in writers:
            writer.close()

    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
        server = await asyncio.start_server(connect, "127.0.0.1", port, reuse_port=True)
        try:
            yield Station(port, connected, close)
        finally:
            close()


def sending(writer: asyncio.StreamWriter) -> Callable[[bytes], Awaitable[None]]:
    """Sends bytes to whoever is connected."""

    async def send(data: bytes) -> None:
        writer.write(data)
        await writer.drain()

    return send


def free_port(kind: socket.SocketKind) -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket(socket.AF_INET, kind) as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


async def test_a_station_moves_the_boat_and_is_connected_to_again(reading: Ground) -> None:
    async with station() as receiver:
        await reading.add(f"tcp://127.0.0.1:{receiver.port}", "again")
        _, first = await asyncio.wait_for(receiver.connected.get(), WITHIN_S)
        first.write(b"garbage\r\n" + HEARD[1] + b"\r\n")
        await reading.is_told_by(sending(first))
        first.close()
        await reading.is_told_by(await receiver.next())
        receiver.close()
        told = await reading.is_refused("again")
    assert (told.sentences, told.positions, told.unregistered) == (3, 3, 1)
    assert told.faults == {FeedFault.NOT_A_SENTENCE: 1}
    assert told.connected_since is None
    assert told.last_message_at is not None


async def test_vessels_of_no_register_are_kept_with_what_they_tell(reading: Ground) -> None:
    at_sea, aircraft, beacon = (
        sentences(type=kind, mmsi=mmsi, lat=35.0, lon=12.0, speed=8.0, course=90.0)[0]
        for kind, mmsi in ((1, 368_060_190), (9, 111_247_001), (1, 970_123_456))
    )
    async with station() as receiver:
        await reading.add(f"tcp://127.0.0.1:{receiver.port}", "Lampedusa North")
        send = await receiver.next()
        await send(b"\r\n".join([HEARD[19], HEARD[24], SECOND_HALF, *TWO_PARTS]) + b"\r\n")
        await send(b"\r\n".join([aircraft, beacon, at_sea]) + b"\r\n")

        async def are_kept() -> bool:
            return len(await kept()) == 3

        async def kept() -> dict[str, HeardVessel]:
            async with reading.sessions() as db:
                query = select(HeardVessel).where(col(HeardVessel.feed) == "lampedusa-north")
                return {row.mmsi: row for row in await db.scalars(query)}

        await until(are_kept)
    found = await kept()
    assert {mmsi: (row.name, row.at is None) for mmsi, row in found.items()} == {
        "271041815": ("PROGUY", True),
        "367059850": ("CAPT.J.RIMES", False),
        "368060190": ("P/V_GOLDEN_GATE", False),
    }
    assert (found["271041815"].callsign, found["271041815"].length_m) == ("TC6163", 15)


async def test_aids_to_navigation_are_counted_as_heard_and_are_nothing_else(
    reading: Ground,
) -> None:
    (mistaken,) = sentences(type=21, mmsi=MMSI, lat=36.0, lon=14.0, name="NUMBERED AS THE BOAT")
    aids = [HEARD[21], REAL_AID, *AID_IN_TWO_PARTS, mistaken]
    async with station() as receiver:
        await reading.add(f"tcp://127.0.0.1:{receiver.port}", "Aids")
        send = await receiver.next()
        await reading.is_told_by(send)
        await send(b"\r\n".join(aids) + b"\r\n")
        await reading.is_told_by(send)

        async def all_heard() -> bool:
            return (await reading.feed("Aids")).sentences == len(aids) + 2

        await until(all_heard)
    told = await reading.feed("Aids")
    assert (told.positions, told.unregistered, told.faults) == (2, 0, {})
    async with reading.sessions() as db:
        vessels = select(col(HeardVessel.mmsi)).where(col(HeardVessel.feed) == "aids")
        assert set(await db.scalars(vessels)) <= {str(MMSI)}
        places = select(TrackPoint).where(col(TrackPoint.asset_id) == reading.boat)
        assert {round(one.point.lat) for one in await db.scalars(places)} == {35}


async def test_stations_connect_to_a_feed_that_listens(reading: Ground) -> None:
    port = free_port(socket.SOCK_STREAM)
    await reading.add(f"tcp-listen://127.0.0.1:{port}?from=127.0.0.0/8", "listens")

    async def listens() -> bool:
        return (await reading.feed("listens")).connected_since is not None

    await until(listens)
    writers = [(await asyncio.open_connection("127.0.0.1", port))[1] for _ in range(2)]
    line, lon = reading.moves()
    halves = line[:20], line[20:]
    writers[0].write(halves[0])
    await reading.is_told_by(sending(writers[1]))
    await sending(writers[0])(halves[1])
    for writer in writers:
        writer.close()

    async def both() -> bool:
        return (await reading.feed("listens")).positions == 2

    await until(both)
    await reading.is_at(lon)
    assert (await reading.feed("listens")).faults == {}


async def test_datagrams_are_taken_from_the_networks_that_are_named(reading: Ground) -> None:
    ports = [free_port(socket.SOCK_DGRAM) for _ in range(2)]
    networks = ("127.0.0.0/8", "192.0.2.0/24")
    for port, network in zip(ports, networks, strict=True):
        await reading.add(f"udp-listen://127.0.0.1:{port}?from={network}", network)

    async def both_listen() -> bool:
        told = [await reading.feed(network) for network in networks]
        return all(one.connected_since is not None for one in told)

    await until(both_listen)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:

        async def send(data: bytes) -> None:
            for port in ports:
                sock.sendto(data.strip(), ("127.0.0.1", port))

        await reading.is_told_by(send)

    async def is_told() -> bool:
        return (await reading.feed(networks[0])).sentences == 1

    await until(is_told)
    assert (await reading.feed(networks[1])).sentences == 0


async def test_a_web_socket_brings_sentences(reading: Ground) -> None:
    connected: asyncio.Queue[ServerConnection] = asyncio.Queue()

    async def connect(connection: ServerConnection) -> None:
        connected.put_nowait(connection)
        await connection.wait_closed()

    async with serve(connect, "127.0.0.1", 0) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        await reading.add(f"ws://127.0.0.1:{port}/ais", "web")
        connection = await asyncio.wait_for(connected.get(), WITHIN_S)

        async def send(data: bytes) -> None:
            await connection.send(data.decode().strip())

        await reading.is_told_by(send)


async def test_a_feed_that_is_removed_is_read_no_more(reading: Ground) -> None:
    async with station() as receiver:
        await reading.add(f"tcp://127.0.0.1:{receiver.port}", "removed")
        reader, writer = await asyncio.wait_for(receiver.connected.get(), WITHIN_S)
        await reading.is_told_by(sending(writer))
        await reading.remove("removed")
        assert await asyncio.wait_for(reader.read(), WITHIN_S) == b""


async def test_a_beacon_on_the_air_is_reported_at_the_centre_of_its_region(
    reading: Ground,
) -> None:
    async with station() as receiver:
        await reading.add(f"tcp://127.0.0.1:{receiver.port}", "beacon")
        send = await receiver.next()
        active: dict[str, Any] = {"type": 1, "mmsi": 974_123_456, "lat": 34.5, "lon": 14.0}
        for status in (15, 14, 14):
            await send(sentences(status=status, **active)[0] + b"\r\n")

        async def reports() -> list[DistressReport]:
            async with reading.sessions() as db:
                return list((await db.scalars(select(DistressReport))).all())

        await until(reports)
        await reading.is_told_by(send)
    (report,) = await reports()
    assert (report.party_code, report.heard_party, report.heard_by) == ("MLT", "ITA", "beacon")
    told = await reading.feed("beacon")
    assert told.unregistered == 0


@contextmanager
def away(cluster: localdb.Cluster, url: str) -> Iterator[None]:
    """The database ends all connections to it, and takes none until the end of the block."""
    name = make_url(url).database
    where = f"host={cluster.socketdir} port={cluster.port} dbname=postgres"
    with psycopg.connect(where, user=localdb.ADMINISTRATOR, autocommit=True) as admin:
        admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        try:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            yield
        finally:
            admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def beacon(number: int) -> bytes:
    """An active EPIRB in Malta's region."""
    given: dict[str, Any] = {"status": 14, "lat": 34.5, "lon": 14.0}
    return sentences(type=1, mmsi=974_000_000 + number, **given)[0] + b"\r\n"


async def test_a_beacon_that_is_heard_while_the_database_is_away_is_reported_once_it_is_back(
    reading: Ground, cluster: localdb.Cluster
) -> None:
    async with station() as receiver:
        await reading.add(f"tcp://127.0.0.1:{receiver.port}", "outage")
        send = await receiver.next()
        await reading.is_told_by(send)
        with away(cluster, reading.url):
            await send(beacon(1))
            await asyncio.sleep(LOOK_S + 1)  # the reader has missed it by now
            line, lon = reading.moves()
            await send(line + beacon(2) + beacon(1))

        async def are_heard() -> bool:
            return set(await senders()) == {"974000001", "974000002"}

        async def senders() -> list[str]:
            async with reading.sessions() as db:
                query = select(col(DistressReport.sender)).where(
                    col(DistressReport.heard_by) == "outage"
                )
                return list((await db.scalars(query)).all())

        await until(are_heard)
        await reading.is_at(lon)
        await reading.is_told_by(send)
        assert receiver.connected.empty(), "it is read on"

        async def is_told() -> bool:
            return (await reading.feed("outage")).positions == 3

        await until(is_told)
    assert len(await senders()) == 2
    assert (await reading.feed("outage")).dropped == 0
    async with reading.sessions() as db:
        query = select(col(TrackPoint.at)).where(col(TrackPoint.asset_id) == reading.boat)
        times = list((await db.scalars(query)).all())
    assert len(times) == len(set(times)) == 3


async def test_what_is_given_up_as_a_feed_is_stopped_is_counted(
    ground: Ground, cluster: localdb.Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_reading, "LAST_KEPT_S", 0.3)
    async with station() as receiver:
        await ground.add(f"tcp://127.0.0.1:{receiver.port}", "given up")
        one = feed_reading.FeedReading(ground.sessions, await ground.feed("given up"))
        send = await receiver.next()
        with away(cluster, ground.url):
            await send(ground.moves()[0] + beacon(3) + ground.moves()[0] + beacon(4))
            await until(lambda: one.tally.positions == 2)
            await one.stop()
    assert one.tally.dropped == 4
    await ground.remove("given up")


async def test_one_process_reads_at_a_time_and_another_takes_over(ground: Ground) -> None:
    async with station() as receiver:
        await ground.add(f"tcp://127.0.0.1:{receiver.port}", "taken over")
        first = asyncio.create_task(read_feeds_here(ground.url))
        await ground.is_told_by(await receiver.next())
        second = asyncio.create_task(read_feeds_here(ground.url))
        await asyncio.sleep(3)
        assert receiver.connected.empty()
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        await ground.is_told_by(await receiver.next())
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)


@contextmanager
def command(ground: Ground, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command of `sar` in a process of its own; ended by its id, if it has not ended."""
    called = [sys.executable, "-m", "sar.cli", *arguments]
    environment = os.environ | {"SAR_DATABASE_URL": ground.url}
    with subprocess.Popen(called, env=environment) as process:  # noqa: S603 ours
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def feeder(ground: Ground) -> AbstractContextManager[subprocess.Popen[bytes]]:
    """`sar feeds run`."""
    return command(ground, "feeds", "run")


async def pours(ground: Ground, send: Callable[[bytes], Awaitable[None]]) -> None:
    """Send positions beside the boat's as fast as they are taken, until nobody takes them."""
    lon = 12.0 + ground.moved / 1_000
    beside = b"".join(
        sentences(type=1, mmsi=MMSI, lat=35.0, lon=lon + n / 100_000, speed=12.0)[0] + b"\r\n"
        for n in range(40)
    )
    with suppress(ConnectionError, RuntimeError):  # the loop's own word for a closed transport
        while True:
            await send(beside)
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("rounds", [1, pytest.param(8, marks=pytest.mark.long)])
async def test_a_reader_that_is_killed_or_told_to_end_in_the_midst_is_followed_by_another(
    ground: Ground, rounds: int
) -> None:
    async with station() as receiver:
        await ground.add(f"tcp://127.0.0.1:{receiver.port}", f"killed {rounds}")
        for asked in (signal.SIGKILL, signal.SIGTERM) * rounds:
            with feeder(ground) as process:
                send = await receiver.next()
                await ground.is_told_by(send)
                pouring = asyncio.create_task(pours(ground, send))
                await asyncio.sleep(0.7)
                process.send_signal(asked)
                ended = await asyncio.to_thread(process.wait, 15)
                await pouring
            assert ended == (-signal.SIGKILL if asked is signal.SIGKILL else 0)
            async with ground.sessions() as db:
                fix = await db.get_one(Fix, ground.boat)
                query = select(func.max(TrackPoint.at)).where(
                    col(TrackPoint.asset_id) == ground.boat
                )
                assert fix.at == await db.scalar(query), "a place and its track are one"


def serving_feeds(ground: Ground, port: int) -> AbstractContextManager[subprocess.Popen[bytes]]:
    """`sar serve --feeds`."""
    return command(ground, "serve", "--feeds", "--host", "127.0.0.1", "--port", str(port))


def readers_of(server: int) -> list[int]:
    """The processes that read feeds and are children of the server."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == server and b"feeds\0run" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
    return found


def is_running(process: int) -> bool:
    """Whether the process has not ended."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.parametrize(
    "asked", [signal.SIGTERM, pytest.param(signal.SIGKILL, marks=pytest.mark.long)]
)
async def test_a_server_that_is_told_to_reads_feeds_in_a_child_that_ends_with_it(
    ground: Ground, asked: signal.Signals
) -> None:
    port = free_port(socket.SOCK_STREAM)
    async with station() as receiver:
        await ground.add(f"tcp://127.0.0.1:{receiver.port}", f"served {asked.name}")
        with serving_feeds(ground, port) as server:
            await ground.is_told_by(await receiver.next())
            (first,) = readers_of(server.pid)
            os.kill(first, signal.SIGKILL)
            reader, writer = await asyncio.wait_for(receiver.connected.get(), WITHIN_S)
            await ground.is_told_by(sending(writer))
            (second,) = readers_of(server.pid)
            assert second != first
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:

                async def serves() -> bool:
                    with suppress(httpx.TransportError):
                        return (await http.get("/readyz")).is_success
                    return False

                await until(serves)
            server.send_signal(asked)
            await asyncio.to_thread(server.wait, 15)
            assert await asyncio.wait_for(reader.read(), WITHIN_S) == b""
            await until(lambda: not is_running(second))
        assert receiver.connected.empty()


async def test_a_file_is_played_as_fast_as_it_is_told_to_and_ends_at_present(
    ground: Ground, tmp_path: Path
) -> None:
    start = clock.real_now()
    file = tmp_path / "night.nmea"
    lines = [
        tagged(ground.moves()[0].strip(), start.replace(year=2020, second=n), station="linosa")
        for n in range(4)
    ]
    file.write_bytes(b"\n".join([*lines, HEARD[9], b"!AIVDM,1,1,,A,15,0*00"]))
    began = asyncio.get_running_loop().time()
    with file.open("rb") as content:
        tally = await replay(ground.url, "ITA", content, speed=2.0)
    assert asyncio.get_running_loop().time() - began >= 1.4
    assert (tally.sentences, tally.positions, tally.unregistered) == (5, 5, 1)
    assert tally.faults == {FeedFault.CHECKSUM: 1}
    points = await track_of(ground)
    spans = [(b.at - a.at).total_seconds() for a, b in pairwise(points)]
    assert spans == pytest.approx([1.0, 1.0, 1.0], abs=0.1)
    assert points[0].at >= start - timedelta(seconds=2)
    assert points[-1].at == pytest.approx(clock.real_now(), abs=timedelta(seconds=10))
    assert {one.source for one in points} == {"AIS replay"}


async def test_a_file_is_among_the_feeds_of_its_party_while_it_is_played(
    reading: Ground, tmp_path: Path
) -> None:
    start = datetime(2020, 3, 4, 6, tzinfo=UTC)
    file = tmp_path / "night.nmea"
    lines = [tagged(reading.moves()[0].strip(), start + timedelta(seconds=60 * n)) for n in (0, 1)]
    file.write_bytes(b"x\n" + b"\n".join(lines))

    async def shown() -> list[ReceiverFeed]:
        async with reading.sessions() as db:
            return [row for row in await feed_rows.feeds_of(db, "ITA") if row.name == "replay"]

    with file.open("rb") as content:
        left = asyncio.create_task(replay(reading.url, "ITA", content, name="left.nmea", speed=0.1))
        await until(shown)
        with file.open("rb") as again:
            played = asyncio.create_task(
                replay(reading.url, "ITA", again, name="night.nmea", speed=10.0)
            )

            async def is_told() -> bool:
                rows = await shown()
                return [(row.address, row.sentences) for row in rows] == [("replay:night.nmea", 1)]

            await until(is_told)
            (row,) = await shown()
            assert state_of(row, now=clock.real_now()) is FeedState.LIVE
            assert (row.problem, row.faults) == ("", {FeedFault.NOT_A_SENTENCE: 1})
            await played
        assert await shown() == []
        left.cancel()
        await asyncio.gather(left, return_exceptions=True)


async def track_of(ground: Ground) -> list[TrackPoint]:
    """The boat's positions, in the order of their times."""
    async with ground.sessions() as db:
        query = select(TrackPoint).where(col(TrackPoint.asset_id) == ground.boat)
        return list(await db.scalars(query.order_by(col(TrackPoint.at))))


@pytest.mark.parametrize(
    "speed",
    [
        60.0,
        pytest.param(10.0, marks=pytest.mark.long),
        pytest.param(1.0, marks=pytest.mark.long),
    ],
)
async def test_a_ship_is_as_fast_as_she_was_however_fast_the_file_is_played(
    ground: Ground, tmp_path: Path, speed: float
) -> None:
    """She sails a mile between two positions at sixty times, and once another place is told."""
    every_s, start = round(2.5 * speed), datetime(2020, 3, 4, 6, tzinfo=UTC)
    lines = []
    for number in range(3):
        passed = timedelta(seconds=every_s * number)
        lon = 12.0 + 36.0 * passed.total_seconds() / 3_600.0 / 60.0
        told: dict[str, Any] = {"type": 1, "mmsi": MMSI, "lon": lon, "speed": 30.0, "course": 90.0}
        lines.append(tagged(sentences(lat=35.0, **told)[0], start + passed))
        if number == 1:
            aside = start + passed + timedelta(seconds=1)
            lines.append(tagged(sentences(lat=36.0, **told)[0], aside))
    file = tmp_path / "fast.nmea"
    file.write_bytes(b"\n".join(lines))
    with file.open("rb") as content:
        await replay(ground.url, "ITA", content, speed=speed)
    points = await track_of(ground)
    assert [round(one.point.lat, 1) for one in points if one.doubt is not None] == [36.0]
    assert points[-1].at <= clock.real_now()
    async with ground.sessions() as db:
        fix = await db.get_one(Fix, ground.boat)
        assert (fix.at, round(fix.point.lat, 1)) == (points[-1].at, 35.0)
