"""The time to the coast: worked out by a job, about, two hours before on the record."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.jobs import note_coast_near, work_out_coast
from sar.incidents.scene.coast import COAST, COAST_NEAR
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.incidents import Plain, act, case_seen, opened
from tests.given.jobs import run_job, run_newest
from tests.given.places import point
from tests.given.record import entries, told
from tests.given.requests import deferred, hailed, id_of, post, stepped

pytestmark = pytest.mark.anyio

OFF_CUTRO = (17.9, 38.5)
NORTH_WEST = {"course_deg": 296, "speed_kn": 6.0}


async def worked_out(db: AsyncSession, time: ExerciseTime) -> None:
    await run_newest(db, work_out_coast, COAST, now=time.now)


async def under_way(client_of: ClientOf, **fields: Any) -> Plain:
    position = {"point": point(*OFF_CUTRO), "error_nm": 1.0}
    return await opened(client_of, phase="alert", position=position, **fields)


async def coast(client_of: ClientOf, case: Plain, party: str = "ITA") -> Any:
    return (await case_seen(client_of, case, party))["coast"]


async def all_told(db: AsyncSession, time: ExerciseTime) -> int:
    """The number of entries that land is near, once every job of that has run now."""
    for job in await deferred(db, COAST_NEAR):
        await run_job(db, note_coast_near, job, now=time.now)
    return len(await entries(db, "ITA", of="CoastNear"))


async def reported(client_of: ClientOf, case: Plain, lon: float, lat: float) -> None:
    body = {"id": id_of(), "point": point(lon, lat), "error_nm": 1.0}
    seen = await act(client_of, "ITA", "watch_officer", f"{case['id']}/positions", **body)
    assert seen.is_success, seen.text


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


@pytest.mark.long
async def test_two_hours_before_the_record_is_told(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await under_way(client_of, drift=NORTH_WEST)
    await worked_out(db, time)
    (job,) = await deferred(db, COAST_NEAR)
    await run_job(db, note_coast_near, job, now=datetime.fromisoformat(job["warn_at"]), times=2)
    assert len(await entries(db, "ITA", of="CoastNear")) == 1
    assert "told_at" not in await coast(client_of, case)
    told = (await entries(db, "ITA"))[-1]
    assert told["type"] == "CoastNear"
    assert told["sentence"].startswith(f"{case['reference']}: it may reach land at about ")
    assert "by its course and speed from 38°30.0′N 017°54.0′E at 12:26Z" in told["sentence"]


@pytest.mark.long
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
    await run_job(db, note_coast_near, early, now=time.now)
    assert "CoastNear" not in await told(db, "ITA")


@pytest.mark.long
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


@pytest.mark.long
async def test_within_the_last_hours_each_new_position_does_not_tell_it_again(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await under_way(client_of, drift=NORTH_WEST)
    await worked_out(db, time)
    (job,) = await deferred(db, COAST_NEAR)
    time.advance(minutes=1)
    await reported(client_of, case, *OFF_CUTRO)
    await worked_out(db, time)
    assert len({one["warn_at"] for one in await deferred(db, COAST_NEAR)}) == len(
        await deferred(db, COAST_NEAR)
    ), "one for each time"
    time.advance(minutes=(datetime.fromisoformat(job["warn_at"]) - time.now).seconds // 60 + 15)
    assert await all_told(db, time) == 1
    for lon in (17.2, 17.18, 17.16):
        time.advance(minutes=10)
        await reported(client_of, case, lon, 38.8)
        await worked_out(db, time)
        found = await coast(client_of, case)
        assert datetime.fromisoformat(found["warn_at"]) <= time.now, "it is in the last two hours"
        assert await all_told(db, time) == 1
    await reported(client_of, case, 17.9, 38.2)
    await worked_out(db, time)
    assert datetime.fromisoformat((await coast(client_of, case))["warn_at"]) > time.now
    time.advance(hours=9)
    assert await all_told(db, time) == 2, "it had gone far off again"


@pytest.mark.long
async def test_what_was_not_told_with_a_vessel_alongside_is_told_when_it_leaves(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await under_way(client_of, drift=NORTH_WEST)
    await worked_out(db, time)
    ship = await hailed(client_of, case)
    await stepped(client_of, "ITA", ship, "proceed", "arrive")
    time.advance(hours=8)
    assert await all_told(db, time) == 0
    before = len(await deferred(db, COAST_NEAR))
    await stepped(client_of, "ITA", ship, "release")
    assert len(await deferred(db, COAST_NEAR)) == before + 1
    assert await all_told(db, time) == 1


async def test_what_was_not_told_of_a_suspended_search_is_told_when_it_goes_on(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await under_way(client_of, drift=NORTH_WEST)
    await worked_out(db, time)
    body = {"reason": "Dark.", "ground": "darkness", "second": "Head of operations"}
    await post(client_of, "ITA", f"incidents/{case['id']}/suspend", **body)
    time.advance(hours=8)
    assert await all_told(db, time) == 0
    before = len(await deferred(db, COAST_NEAR))
    opened_again = await post(client_of, "ITA", f"incidents/{case['id']}/reopen", reason="Light.")
    assert opened_again.is_success, opened_again.text
    assert len(await deferred(db, COAST_NEAR)) == before + 1
    assert await all_told(db, time) == 1
