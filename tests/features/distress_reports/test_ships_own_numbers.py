"""A ship's own number stands with the report as read by its id, and where it can be erased."""

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.db import metadata
from sar.distress_reports.forgetting import KEPT, erase_sources
from sar.distress_reports.models import DistressReport
from sar.geo.position import LatLon
from sar.pruning import prune
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.distress_reports import EPIRB, SHIP, beacon, heard, ship_in_distress
from tests.given.requests import opened
from tests.world import START

pytestmark = pytest.mark.anyio

IN_MALTA = LatLon(34.5, 14.0)
WHY = {"reason": "Set off by mistake, the master says."}


async def keeping(db: AsyncSession) -> set[str]:
    """The tables that have the number anywhere."""
    await db.execute(text("SET LOCAL ROLE sar_owner"))
    found = set()
    for table in metadata.tables:
        rows = await db.execute(text(f'SELECT t::text FROM "{table}" t'))  # noqa: S608 our own
        if any(SHIP in row for row in rows.scalars()):
            found.add(table)
    await db.execute(text("SET LOCAL ROLE sar_app"))
    return found


async def test_it_is_read_by_id_alone(client_of: ClientOf, db: AsyncSession) -> None:
    report = await heard(db, "ITA", ship_in_distress(START, IN_MALTA))
    for party in ("ITA", "MLT"):
        reader = client_of(party, "observer")
        one = (await reader.get(f"/api/distress-reports/{report.id}")).json()
        assert one["sender"] == SHIP
        (listed,) = (await reader.get("/api/distress-reports")).json()
        assert (listed["means"], listed["sender"]) == ("ais_ship", "")
        (seen,) = (await reader.get("/api/snapshot")).json()["distress_report"]
        assert seen["sender"] == ""
        record = (await reader.get("/api/record")).text
        assert "Ship's transponder was heard by a receiver of Italy" in record
        assert SHIP not in record
    assert await keeping(db) == {"distress_report"}


async def test_a_transmitter_of_distress_is_named_everywhere(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await heard(db, "ITA", beacon(START, IN_MALTA))
    (seen,) = (await client_of("MLT", "observer").get("/api/snapshot")).json()["distress_report"]
    assert seen["sender"] == EPIRB


async def test_opened_it_is_the_craft_and_is_erased_with_its_sources(
    client_of: ClientOf, db: AsyncSession
) -> None:
    report = await heard(db, "ITA", ship_in_distress(START, IN_MALTA))
    watch = client_of("MLT", "watch_officer")
    answer = await watch.post(f"/api/distress-reports/{report.id}/open", json={})
    assert answer.status_code == 201, answer.text
    case = answer.json()
    assert case["craft"]["mmsi"] == SHIP
    assert (case["title"], case["source"]["who"]) == ("Ship's transponder",) * 2
    assert await keeping(db) == {"distress_report", "incident", "record_slot"}
    await db.execute(text("SET LOCAL ROLE sar_owner"))
    await erase_sources(db, case["reference"], reason="Asked for.", now=clock.now())
    assert await keeping(db) == set()
    again = await watch.get(f"/api/distress-reports/{report.id}")
    assert again.json()["sender"] == ""


async def test_joined_it_is_erased_with_the_sources_of_that_case(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, "ITA")
    report = await heard(db, "ITA", ship_in_distress(time.advance(minutes=1)))
    path = f"/api/distress-reports/{report.id}/join"
    watch = client_of("ITA", "watch_officer")
    assert (await watch.post(path, json={"incident_id": case["id"]})).status_code == 200
    assert await keeping(db) == {"distress_report"}
    await db.execute(text("SET LOCAL ROLE sar_owner"))
    await erase_sources(db, case["reference"], reason="Asked for.", now=clock.now())
    assert await keeping(db) == set()


async def test_it_is_forgotten_a_month_after_the_report_is_settled(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    report = await heard(db, "ITA", ship_in_distress(START))
    other = await heard(db, "ITA", beacon(START))
    for one in (report, other):
        path = f"/api/distress-reports/{one.id}/dismiss"
        answer = await client_of("ITA", "watch_officer").post(path, json=WHY)
        assert answer.status_code == 200

    async def left() -> tuple[str, str]:
        real = clock.real_now()
        await prune(db, real_now=real, now=time.now, track_days=90, vessel_hours=6)
        rows = [await db.get_one(DistressReport, one.id) for one in (report, other)]
        for row in rows:
            await db.refresh(row)
        return rows[0].sender, rows[1].sender

    assert await left() == (SHIP, EPIRB)
    time.advance(hours=KEPT.days * 24, minutes=1)
    assert await left() == ("", EPIRB)
