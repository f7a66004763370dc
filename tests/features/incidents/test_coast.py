"""The time to the coast: worked out by a job, about, two hours before on the record."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.coast import COAST, COAST_NEAR
from sar.incidents.jobs import note_coast_near, work_out_coast
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.incidents import Plain, act, opened, plain
from tests.given.places import point
from tests.given.record import entries
from tests.given.requests import deferred, id_of
from tests.law import lawful

pytestmark = pytest.mark.anyio

OFF_CUTRO = (17.9, 38.5)
NORTH_WEST = {"course_deg": 296, "speed_kn": 6.0}


async def worked_out(db: AsyncSession, time: ExerciseTime) -> None:
    job = (await deferred(db, COAST))[-1]
    async with lawful(db):
        await work_out_coast(db, now=time.now, **job)
        await db.commit()


async def under_way(client_of: ClientOf, **fields: Any) -> Plain:
    position = {"point": point(*OFF_CUTRO), "error_nm": 1.0}
    return await opened(client_of, phase="alert", position=position, **fields)


async def coast(client_of: ClientOf, case: Plain, party: str = "ITA") -> Any:
    seen = await client_of(party, "observer").get(f"/api/incidents/{case['id']}")
    return plain(seen)["coast"]


async def test_by_course_and_speed_it_is_told_about_when_it_may_reach_land(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await under_way(client_of, drift=NORTH_WEST)
    assert await coast(client_of, case) is None, "nobody waits for it"
    await worked_out(db, time)
    found = await coast(client_of, case)
    about_at = datetime.fromisoformat(found["about_at"])
    assert timedelta(hours=5) < about_at - time.now < timedelta(hours=10)
    assert about_at.minute % 15 == 0
    assert about_at - datetime.fromisoformat(found["warn_at"]) == timedelta(hours=2)
    assert (found["by_drift"], found["course_deg"], found["speed_kn"]) == (False, 296, 6.0)
    assert found["position"] == "38°30.0′N 017°54.0′E"


async def test_two_hours_before_the_record_is_told(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await under_way(client_of, drift=NORTH_WEST)
    await worked_out(db, time)
    (job,) = await deferred(db, COAST_NEAR)
    async with lawful(db):
        await note_coast_near(db, now=datetime.fromisoformat(job["warn_at"]), **job)
        await db.commit()
    told = (await entries(db, "ITA"))[-1]
    assert told["type"] == "CoastNear"
    assert told["sentence"].startswith(f"{case['reference']}: it may reach land at about ")
    assert "by its course and speed from 38°30.0′N 017°54.0′E at 12:26Z" in told["sentence"]


async def test_a_newer_position_counts_and_the_earlier_alarm_is_none(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await under_way(client_of, drift=NORTH_WEST)
    await worked_out(db, time)
    before = await coast(client_of, case)
    (early,) = await deferred(db, COAST_NEAR)
    time.advance(minutes=60)
    body = {"id": id_of(), "point": point(17.8, 38.0), "error_nm": 1.0}
    seen = await act(client_of, "ITA", "watch_officer", f"{case['id']}/positions", **body)
    assert seen.is_success, seen.text
    await worked_out(db, time)
    after = await coast(client_of, case)
    assert after["position"] == "38°00.0′N 017°48.0′E"
    assert after["about_at"] > before["about_at"]
    time.advance(minutes=600)
    async with lawful(db):
        await note_coast_near(db, now=time.now, **early)
        await db.commit()
    assert "CoastNear" not in [one["type"] for one in await entries(db, "ITA")]


async def test_a_craft_adrift_is_driven_ashore_by_the_wind(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    conditions = {"wind_from_deg": 110, "wind_kn": 34, "sea_state": 6, "source": "Forecast"}
    case = await opened(
        client_of,
        phase="alert",
        object_class="fishing vessel",
        conditions=conditions,
        position={"point": point(17.3, 38.8), "error_nm": 1.0},
    )
    await worked_out(db, time)
    found = await coast(client_of, case)
    assert found["by_drift"]
    assert 0 < found["speed_kn"] < 4


async def test_without_course_or_wind_nothing_is_said(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await under_way(client_of)
    await worked_out(db, time)
    assert await coast(client_of, case) is None
