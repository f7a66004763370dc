"""Transmitters in distress ring at the centre whose region holds them."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from sar.distress_reports.hearing import NEW_AT_MOST, hear
from sar.distress_reports.models import DistressReport
from sar.geo.position import LatLon
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.distress_reports import IN_ITALY, beacon, heard
from tests.world import START, World

pytestmark = pytest.mark.anyio

IN_MALTA = LatLon(34.5, 14.0)
IN_LIBYA = LatLon(33.0, 14.0)
NOBODYS = LatLon(20.0, -30.0)


async def waiting(client_of: ClientOf, party: str) -> list[dict[str, Any]]:
    """The reports that wait, as the party sees them."""
    answer = await client_of(party, "observer").get("/api/distress-reports")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


async def test_it_rings_where_the_region_is_and_who_heard_it_sees_that(
    client_of: ClientOf, db: AsyncSession, world: World
) -> None:
    await heard(db, "ITA", beacon(START, IN_MALTA))
    for party in ("ITA", "MLT"):
        (report,) = await waiting(client_of, party)
        assert report["centre"]["name"] == report["region"]["name"] == "RCC Malta"
        assert report["point"]["coordinates"] == [14.0, 34.5]
        assert (report["heard_party"], report["heard_by"]) == ("ITA", "Lampedusa")
        assert (report["means"], report["sender"]) == ("ais_epirb", "974123456")
    assert await waiting(client_of, "TUN") == []
    hidden = await client_of("TUN", "all").get(f"/api/distress-reports/{report['id']}")
    assert hidden.status_code == 404


@pytest.mark.parametrize(
    ("place", "centre", "region"),
    [
        (IN_ITALY, "MRCC Roma", "MRCC Roma"),
        (IN_LIBYA, "MRCC Roma", "JRCC Tripoli"),
        (NOBODYS, "MRCC Roma", None),
        (None, "MRCC Roma", None),
    ],
)
async def test_where_nobody_else_has_joined_it_rings_at_who_heard_it(
    client_of: ClientOf, db: AsyncSession, place: LatLon | None, centre: str, region: str | None
) -> None:
    await heard(db, "ITA", beacon(START, place))
    (report,) = await waiting(client_of, "ITA")
    assert report["centre"]["name"] == centre
    assert (report["region"] and report["region"]["name"]) == region


async def test_regions_that_overlap_are_of_who_heard_it_first(
    client_of: ClientOf, db: AsyncSession
) -> None:
    both = LatLon(36.0, 10.5)
    await heard(db, "TUN", beacon(START, both))
    await heard(db, "ITA", beacon(START, both, sender="970123456"))
    names = {report["centre"]["name"] for report in await waiting(client_of, "TUN")}
    assert names == {"MRCC Tunis"}
    (own,) = await waiting(client_of, "ITA")
    assert own["centre"]["name"] == "MRCC Roma"


async def test_one_that_goes_on_is_one_report_wherever_it_is_heard(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    await heard(db, "ITA", beacon(START, IN_MALTA))
    drifted = LatLon(34.51, 14.0)
    await heard(db, "MLT", beacon(time.advance(minutes=1), drifted))
    (report,) = await waiting(client_of, "ITA")
    assert report["point"]["coordinates"] == [14.0, 34.51]
    assert report["first_at"] != report["last_at"] == report["point_at"]
    assert report["heard_party"] == "ITA"


async def test_a_first_place_takes_it_to_the_centre_of_that_region(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    await heard(db, "ITA", beacon(START, None))
    assert await waiting(client_of, "MLT") == []
    await heard(db, "ITA", beacon(time.advance(minutes=1), IN_MALTA))
    (report,) = await waiting(client_of, "MLT")
    assert report["centre"]["name"] == "RCC Malta"
    record = (await client_of("MLT", "observer").get("/api/record")).json()["entries"]
    assert any(one["type"] == "DistressHeardAgain" for one in record)


async def test_who_sends_hundreds_is_not_believed(db: AsyncSession, time: ExerciseTime) -> None:
    for n in range(NEW_AT_MOST):
        assert await hear(db, "ITA", "x", beacon(START, sender=f"97400{n:04d}"), now=START)
    further = beacon(START, sender="974999999")
    assert not await hear(db, "ITA", "x", further, now=START)
    assert await hear(db, "MLT", "x", further, now=START)
    count = await db.scalar(select(func.count()).select_from(DistressReport))
    assert count == NEW_AT_MOST + 1
    later = time.advance(hours=1, seconds=1)
    assert await hear(db, "ITA", "x", beacon(later, sender="974888888"), now=later)


async def test_after_a_long_silence_it_rings_anew(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    first = await heard(db, "ITA", beacon(START))
    reason = {"reason": "Fell from its bracket, the master says."}
    path = f"/api/distress-reports/{first.id}/dismiss"
    assert (await client_of("ITA", "watch_officer").post(path, json=reason)).status_code == 200
    await heard(db, "ITA", beacon(time.advance(hours=5)))
    assert await waiting(client_of, "ITA") == []
    await heard(db, "ITA", beacon(time.now + timedelta(hours=5)))
    assert await waiting(client_of, "ITA") == []
    time.advance(hours=12)
    await heard(db, "ITA", beacon(time.now))
    (anew,) = await waiting(client_of, "ITA")
    assert anew["id"] != str(first.id)
