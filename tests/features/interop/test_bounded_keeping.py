"""More ships than there are, and a database that is away: what waits is bounded, and all that finds
no room is counted."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bench.ais_traffic import Traffic
from sar.assets.heard_vessels import VESSELS_AT_MOST
from sar.database_roles import DatabaseRole
from sar.db import make_engine, make_sessions
from sar.geo.position import LatLon
from sar.interop import distress_batch
from sar.interop.ais.heard_positions import HeardPosition
from sar.interop.ais.sentences import SentenceReader
from sar.interop.ais.ship_particulars import particulars_of
from sar.interop.feed_keeping import FeedKeeping
from sar.interop.feed_tally import FeedTally
from sar.interop.position_batch import WAITING_AT_MOST, PositionBatch
from sar.interop.station_reports import position_told
from sar.interop.words import FeedFault
from tests.given.ais import sentences
from tests.running import free_port

pytestmark = pytest.mark.anyio

AT = datetime(2026, 10, 11, 12, 0, tzinfo=UTC)
SHIPS = 1_000_000


@pytest.fixture
async def keeping() -> AsyncIterator[tuple[FeedKeeping, FeedTally]]:
    """A feed of Italy's, whose database nobody reaches."""
    engine = make_engine(
        f"postgresql+psycopg://sar@127.0.0.1:{free_port()}/sar", DatabaseRole.SYSTEM, pool_size=1
    )
    tally = FeedTally()
    yield FeedKeeping(make_sessions(engine), "ITA", "coast", tally), tally
    await engine.dispose()


async def test_positions_that_find_no_room_are_dropped_and_counted() -> None:
    engine = make_engine(
        f"postgresql+psycopg://sar@127.0.0.1:{free_port()}/sar", DatabaseRole.SYSTEM, pool_size=1
    )
    tally = FeedTally()
    batch = PositionBatch(make_sessions(engine), "ITA", tally)
    running = asyncio.create_task(batch.run())
    for n in range(WAITING_AT_MOST + 10_000):
        batch.add(HeardPosition((("mmsi", f"{n:09d}"),), AT, LatLon(35.0, 12.0), None, None, 0.1))
        if n % 20_000 == 0:
            await asyncio.sleep(0.3)  # the first are on their way, and come back
    waiting = batch.give_up()
    assert WAITING_AT_MOST <= waiting <= WAITING_AT_MOST + 5_000
    assert tally.dropped + waiting == WAITING_AT_MOST + 10_000
    assert not running.done()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await engine.dispose()


async def test_vessels_that_find_no_room_are_dropped_and_counted(
    keeping: tuple[FeedKeeping, FeedTally],
) -> None:
    feed, tally = keeping
    placed: set[str] = set()
    told: set[str] = set()
    counts = Counter[str]()
    for second in Traffic(SHIPS).seconds(3, 15_000):
        for one in SentenceReader().take(second, came_at=AT):
            feed.hear(one)
            found, particulars = position_told(one), particulars_of(one)
            if isinstance(found, HeardPosition):
                counts["positions"] += 1
                _note(found.names[0][1], placed, counts)
            if particulars is not None:
                _note(particulars.mmsi, told, counts)
    assert len(placed) == VESSELS_AT_MOST
    assert counts["no room"] > 1_000
    assert (tally.vessels_dropped, tally.positions) == (counts["no room"], counts["positions"])


def _note(mmsi: str, known: set[str], counts: Counter[str]) -> None:
    if mmsi not in known and len(known) >= VESSELS_AT_MOST:
        counts["no room"] += 1
    else:
        known.add(mmsi)


async def test_transmitters_beyond_those_that_may_wait_are_counted(
    keeping: tuple[FeedKeeping, FeedTally],
) -> None:
    feed, tally = keeping
    many = distress_batch.WAITING_AT_MOST + 44
    lines = [
        sentences(type=1, mmsi=970_000_000 + n, status=14, lat=35.0, lon=12.0)[0] + b"\n"
        for n in range(many)
    ]
    for one in SentenceReader().take(b"".join(lines * 2), came_at=AT):
        feed.hear(one)
    assert tally.faults == {FeedFault.TOO_MANY_IN_DISTRESS: 2 * 44}
    assert feed.give_up() == distress_batch.WAITING_AT_MOST
