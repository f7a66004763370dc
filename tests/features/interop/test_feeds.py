"""Positions off the air move the own assets alone, and a party sees its own feeds."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.geo.position import LatLon
from sar.interop.ais.heard_positions import HeardPosition
from sar.interop.feed_state import TOLD_WITHIN
from sar.interop.position_batch import keep
from sar.interop.words import FeedFault
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.assets import boat, registered
from tests.given.feeds import feed
from tests.world import START

pytestmark = pytest.mark.anyio

MMSI = "247000001"


def heard(mmsi: str, lon: float, lat: float, *, at: datetime = START) -> HeardPosition:
    """A position off the air."""
    return HeardPosition((("mmsi", mmsi),), at, LatLon(lat, lon), 10.0, 90.0, 0.1)


async def test_what_is_heard_of_the_own_assets_moves_them(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    own = await registered(client_of, "ITA", boat(mmsi=MMSI))
    other = await registered(client_of, "MLT", boat(mmsi="248000002"))
    now = time.advance(minutes=1)
    batch = [
        heard(MMSI, 15.5, 35.5),
        heard(MMSI, 15.51, 35.5, at=now),
        heard("248000002", 15.6, 35.6),
        heard("247999999", 15.7, 35.7),
    ]
    assert await keep(db, "ITA", batch, now=now) == batch[2:]
    await db.commit()
    seen = (await client_of("ITA", "observer").get(f"/api/assets/{own['id']}")).json()["position"]
    assert seen["point"]["coordinates"] == [15.51, 35.5]
    assert (seen["source"], seen["speed_kn"], seen["course_deg"]) == ("AIS", 10.0, 90.0)
    foreign = (await client_of("MLT", "observer").get(f"/api/assets/{other['id']}")).json()
    assert foreign["position"] is None


async def test_what_is_heard_twice_counts_once(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    own = await registered(client_of, "ITA", boat(mmsi=MMSI))
    for _ in range(2):
        assert await keep(db, "ITA", [heard(MMSI, 15.5, 35.5)] * 2, now=time.now) == []
    await db.commit()
    answer = await client_of("ITA", "observer").get(
        f"/api/assets/{own['id']}/track",
        params={"since": (START - timedelta(hours=1)).isoformat()},
    )
    assert len(answer.json()["positions"]) == 1


async def test_a_party_sees_its_own_feeds_and_how_they_go(
    client_of: ClientOf, db: AsyncSession
) -> None:
    long_ago = clock.real_now() - TOLD_WITHIN - timedelta(seconds=1)
    problem = "Connection refused"
    db.add_all(
        [
            feed(sentences=9, positions=4, per_s=2.04, faults={FeedFault.CHECKSUM.value: 3}),
            feed(name="Linosa", connected_since=None, problem=problem),
            feed(name="Pantelleria", told_at=long_ago, per_s=7.0, lag_s=2.0),
            feed(name="Gone", withdrawn_at=clock.real_now()),
            feed(party_code="MLT", name="Gozo"),
        ]
    )
    await db.commit()
    answer = await client_of("ITA", "observer").get("/api/feeds")
    first, second, third = answer.json()["items"]
    assert (first["name"], first["state"]) == ("Lampedusa", "live")
    assert (first["sentences"], first["positions"], first["per_s"]) == (9, 4, 2.0)
    assert first["faults"] == [{"fault": "checksum", "count": 3}]
    assert (second["name"], second["state"], second["problem"]) == ("Linosa", "away", problem)
    assert (third["name"], third["state"]) == ("Pantelleria", "not_read")
    assert (third["per_s"], third["lag_s"], third["connected_since"]) == (0.0, None, None)
    of_malta = (await client_of("MLT", "observer").get("/api/feeds")).json()["items"]
    assert [one["name"] for one in of_malta] == ["Gozo"]
    assert (await client_of("TUN", "observer").get("/api/feeds")).json()["items"] == []


async def test_a_file_that_is_played_says_so(client_of: ClientOf, db: AsyncSession) -> None:
    addresses = {"Lampedusa": "tcp://10.0.0.5:10110", "Night": "replay:night.nmea"}
    addresses["Week"] = "naf+replay:week.naf"
    db.add_all(feed(name=name, address=address) for name, address in addresses.items())
    await db.flush()
    answer = await client_of("ITA", "observer").get("/api/feeds")
    items = {one["name"]: one["is_replay"] for one in answer.json()["items"]}
    assert items == {"Lampedusa": False, "Night": True, "Week": True}
