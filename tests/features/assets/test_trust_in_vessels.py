"""Vessels off the air tell how far their positions are trusted, and why not."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import clock
from sar.assets.heard_vessels import VesselPosition
from sar.assets.models import KeptVesselMemory
from sar.assets.vessel_ingest import keep_vessels
from sar.geo.geodesy import direct
from sar.geo.position import LatLon
from sar.pruning import prune
from tests.clients import ClientOf
from tests.given.vessels import heard
from tests.world import START

pytestmark = pytest.mark.anyio

Json = dict[str, Any]
MMSI = "247320160"
SEA = LatLon(34.3, 17.5)
FAR = direct(SEA, 0.0, 300.0)
ASHORE = LatLon(37.5, 14.3)


async def hear(
    db: AsyncSession, seconds: float, place: LatLon, *, speed_kn: float = 8.0, course: float = 90.0
) -> None:
    """A position of the vessel, so many seconds after the start."""
    at = START + timedelta(seconds=seconds)
    one = VesselPosition(MMSI, at, place, speed_kn, course, 0.1)
    assert await keep_vessels(db, "ITA", "lampedusa", [one], []) == 0
    await db.commit()


async def vessel(client_of: ClientOf) -> Json:
    """The one vessel that is heard, with its track; the list tells the same of it."""
    client = client_of("ITA", "observer")
    (listed,) = (await client.get("/api/vessels")).json()["items"]
    whole: Json = (await client.get(f"/api/vessels/{listed['id']}")).json()
    assert {name: whole[name] for name in listed} == listed
    (drawn,) = (await client.get("/api/vessels/on-map")).json()["items"]
    assert drawn["doubted"] is (listed["trust"] == "suspect" or listed["doubted_at"] is not None)
    return whole


def place_of(one: Json) -> list[float]:
    return [round(value, 4) for value in one["point"]["coordinates"]]


async def test_two_ships_under_one_number_are_told_and_the_place_stays_with_the_first(
    client_of: ClientOf, db: AsyncSession
) -> None:
    for n in range(3):
        await hear(db, n * 60, SEA)
        await hear(db, n * 60 + 30, FAR, speed_kn=0.0)
    one = await vessel(client_of)
    assert place_of(one) == [17.5, 34.3]
    assert (one["trust"], one["doubt"]) == ("suspect", "two_tracks")
    assert (one["doubted_for"], round(one["doubted_nm"])) == ("two_tracks", 300)
    for n in range(12):
        await hear(db, 200 + n * 30, FAR, speed_kn=0.0)
    assert place_of(await vessel(client_of)) == [17.5, 34.3], "silence of minutes moves nothing"
    for n in range(70):
        await hear(db, 600 + n * 30, FAR, speed_kn=0.0)
    one = await vessel(client_of)
    assert place_of(one) == [17.5, round(FAR.lat, 4)], "alone for half an hour"
    assert (one["trust"], one["doubted_at"], one["doubted_for"]) == ("plausible", None, None)


async def test_a_false_circle_is_suspect_and_the_track_says_so_until_it_is_left(
    client_of: ClientOf, db: AsyncSession
) -> None:
    for n in range(14):
        await hear(db, n * 31, direct(SEA, n * 40.0, 0.5), speed_kn=12.0, course=0.0)
    one = await vessel(client_of)
    assert (one["trust"], one["doubt"], one["doubted_at"]) == ("suspect", "circle", None)
    assert [point["doubt"] for point in one["track"]] == [None, "circle"]
    assert [point["trust"] for point in one["track"]] == ["plausible", "suspect"]
    await hear(db, 1_100, SEA)
    assert (await vessel(client_of))["trust"] == "plausible"


async def test_a_place_on_land_is_shown_and_suspect(client_of: ClientOf, db: AsyncSession) -> None:
    await hear(db, 0, ASHORE)
    one = await vessel(client_of)
    assert place_of(one) == [14.3, 37.5]
    assert (one["trust"], one["doubt"]) == ("suspect", "on_land")


async def test_a_frozen_place_is_suspect_while_it_says_that_it_runs(
    client_of: ClientOf, db: AsyncSession
) -> None:
    for n in range(17):
        await hear(db, n * 10, SEA, speed_kn=12.0)
    assert (await vessel(client_of))["doubt"] == "frozen"
    await hear(db, 180, direct(SEA, 90.0, 0.5), speed_kn=12.0)
    assert (await vessel(client_of))["doubt"] is None


async def test_the_memory_of_its_track_goes_with_it(db: AsyncSession) -> None:
    await heard(db, MMSI, SEA.lon, SEA.lat)
    number = select(func.count()).select_from(KeptVesselMemory)
    assert await db.scalar(number) == 1
    assert len((await db.scalars(select(col(KeptVesselMemory.memory)))).one()) < 500
    later = START + timedelta(hours=7)
    await prune(db, real_now=clock.real_now(), now=later, track_days=90, vessel_hours=6)
    assert await db.scalar(number) == 0
