"""A transmitter in distress on the air rings at the right centre within two seconds, from the
station's socket to the watcher's, while traffic pours in beside it; and once the database is back,
where that was killed meanwhile."""

import asyncio
import tempfile
import time as time_
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from bench.ais_ingest import feed_at_a_port, reader_of, register_ships, station
from bench.ais_traffic import Traffic
from bench.fix_to_socket import with_beacons
from sar.assets.models import Fix, TrackPoint
from sar.distress_reports.models import DistressReport
from sar.interop.feed_reading import LAST_KEPT_S
from sar.interop.models import ReceiverFeed
from sar.localdb import cluster as localdb
from tests.conftest import ExerciseTime, NewWorld
from tests.freezing import kill as kill_database
from tests.running import WITHIN_S, Live, Server, running
from tests.world import START

pytestmark = pytest.mark.anyio

RINGS_WITHIN_S: Final = 2.0


@dataclass(frozen=True)
class Night:
    """So many sentences a second of so many ships, for so long; so many transmitters among them."""

    per_s: int
    ships: int
    for_s: int
    beacons: int

    def write(self, file: Path) -> dict[int, int]:
        """The file of the traffic; returns the line of each transmitter, by its number."""
        traffic = b"".join(Traffic(self.ships).seconds(self.for_s, self.per_s))
        lines, told = with_beacons(traffic.splitlines(), self.beacons)
        file.write_bytes(b"\r\n".join([*lines, b""]))
        return told


@pytest.fixture
def serving(new_world: NewWorld, time: ExerciseTime) -> Iterator[Server]:
    """A server of the test's own."""
    url, world = new_world("beacon")
    with running(url, world) as server:
        yield server


@pytest.mark.parametrize(
    "night",
    [
        pytest.param(Night(per_s=3_000, ships=3_000, for_s=3, beacons=3), id="short"),
        pytest.param(
            Night(per_s=10_000, ships=20_000, for_s=20, beacons=15),
            id="long",
            marks=pytest.mark.long,
        ),
        pytest.param(
            Night(per_s=80_000, ships=20_000, for_s=15, beacons=12),
            id="more than can be read",
            marks=pytest.mark.long,
        ),
    ],
)
async def test_a_beacon_rings_at_the_right_centre_within_two_seconds(
    serving: Server, tmp_path: Path, night: Night
) -> None:
    """The quickest of several is within the bound, for a machine that has much else to do; all
    times are told."""
    file = tmp_path / "night.nmea"
    lines = night.write(file)
    await register_ships(serving)
    await serving.set_clock(at=START, paused=False)
    port = await feed_at_a_port(serving)
    per_s = ("--per-s", str(night.per_s), "--for-s", str(night.for_s + 5))
    with tempfile.TemporaryFile() as times:
        async with serving.live("MLT") as malta, serving.live("ITA") as italy:
            for feed in (malta, italy):
                await feed.next("ready")
            with station(file, port, *per_s, stdout=times), reader_of(serving):
                rang = await ringing(malta, night.beacons)
                heard = await ringing(italy, night.beacons)
        times.seek(0)
        pieces = [(int(line), float(at_s)) for line, at_s in map(bytes.split, times)]
    assert rang.keys() == heard.keys() == lines.keys()
    took_s = sorted(rang[number] - sent_at_s(pieces, line) for number, line in lines.items())
    told = ", ".join(f"{one:.2f}" for one in took_s)
    print(f"{told} s from station to watcher beside {night.per_s} sentences/s")
    assert took_s[0] <= RINGS_WITHIN_S, told


async def ringing(feed: Live, many: int) -> dict[int, float]:
    """Read on until so many transmitters ring: when each did, by its number. All are told once, and
    as ringing at Malta's centre."""
    found: dict[int, float] = {}
    while len(found) < many:
        for entry in (await feed.next("entries", within_s=WITHIN_S))["entries"]:
            if entry["type"] == "DistressHeard":
                (report,) = (one["value"] for one in entry["changes"])
                ringing_at = (report["state"], report["centre"]["party"], entry["facts"]["centre"])
                assert ringing_at == ("waiting", "MLT", "RCC Malta")
                number = int(report["sender"])
                assert number not in found
                found[number] = time_.monotonic()
    return found


def sent_at_s(pieces: list[tuple[int, float]], line: int) -> float:
    """The time of the piece with the line."""
    return max(piece for piece in pieces if piece[0] <= line)[1]


@pytest.mark.long
async def test_beacons_that_are_heard_while_the_database_is_killed_ring_once_it_is_back(
    fragile: Server, checkout: Path, tmp_path: Path
) -> None:
    """Longer than the last positions of a feed that is stopped are waited for, while traffic pours
    in; positions go on, and nothing is told twice."""
    file = tmp_path / "night.nmea"
    night = Night(per_s=1_000, ships=1_000, for_s=40, beacons=30)
    lines = night.write(file)
    await register_ships(fragile)
    await fragile.set_clock(at=START, paused=False)
    port = await feed_at_a_port(fragile)
    per_s = ("--per-s", str(night.per_s), "--for-s", str(night.for_s + 5))
    with station(file, port, *per_s) as sending, reader_of(fragile):
        await asyncio.sleep(8)
        kill_database(checkout)
        await asyncio.sleep(2 * LAST_KEPT_S)
        await asyncio.to_thread(localdb.start, checkout)
        async with fragile.db() as db:
            back_at = (await db.execute(select(func.max(col(Fix.at))))).scalar_one()
        await asyncio.to_thread(sending.wait, 90)
        heard: list[str] = []
        async with asyncio.timeout(WITHIN_S):
            while set(heard) < {str(number) for number in lines}:
                await asyncio.sleep(1)
                async with fragile.db() as db:
                    heard = list(await db.scalars(select(col(DistressReport.sender))))
        async with fragile.db() as db:
            moved_at = (await db.execute(select(func.max(col(Fix.at))))).scalar_one()
            points = list(await db.execute(select(col(TrackPoint.asset_id), col(TrackPoint.at))))
            feed = (await db.scalars(select(ReceiverFeed))).one()
    assert len(heard) == night.beacons
    assert moved_at > back_at + timedelta(seconds=5)
    assert len(points) == len(set(points))
    assert feed.dropped == 0
