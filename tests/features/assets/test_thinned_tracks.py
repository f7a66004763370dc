"""A track tells from when on it is whole, and a case that is watched again does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets.day_bounds import midnight
from sar.assets.track_days import cut_ahead, drop_those_over, spans, thin
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.features.casefile.test_past_case import as_of, played
from tests.given.assets import delivered, fix, helicopter, registered
from tests.world import START, World

pytestmark = pytest.mark.anyio

DAY = timedelta(days=1)
TODAY = midnight(START.date())


@pytest.fixture(name="today")
async def a_table_of_today(db: AsyncSession) -> None:
    """The day of the tests' start has a table of its own."""
    async with as_owner(db):
        await cut_ahead(db, TODAY.date())
        await cut_ahead(db, (TODAY + DAY).date())


@asynccontextmanager
async def as_owner(db: AsyncSession) -> AsyncIterator[None]:
    """In the role that owns the tables."""
    before = (await db.execute(sql("SELECT current_user"))).scalar_one()
    await db.execute(sql("SET LOCAL ROLE sar_owner"))
    yield
    await db.execute(sql(f'SET LOCAL ROLE "{before}"'))


async def thin_today(db: AsyncSession) -> None:
    """The day is kept as it is once it is over."""
    async with as_owner(db):
        (today,) = [one for one in await spans(db) if one.from_at == TODAY]
        await thin(db, today, [])


@pytest.mark.usefixtures("today")
async def test_a_track_tells_before_when_it_was_thinned_and_from_when_on_it_is_whole(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    fixes = [fix(12.0 + n / 100, 35.5, START + n * timedelta(minutes=1)) for n in range(9)]
    time.advance(hours=1)
    await delivered(client_of, "ITA", asset["id"], *fixes)
    client, address = client_of("ITA", "observer"), f"/api/assets/{asset['id']}/track"
    track = (await client.get(address)).json()
    assert (len(track["positions"]), track["whole_from"]) == (9, None)

    await thin_today(db)
    track = (await client.get(address)).json()
    assert track["whole_from"] == (TODAY + DAY).strftime("%Y-%m-%dT%H:%M:%SZ")
    time.advance(hours=24)
    window = {"since": (TODAY + DAY).isoformat()}
    track = (await client.get(address, params=window)).json()
    assert track["whole_from"] is None, "nothing of the window"


@pytest.mark.usefixtures("today")
async def test_a_case_watched_again_says_that_its_positions_are_no_longer_as_they_came(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    story, case, _ = await played(client_of, world, db, time)
    at = story.moments[7][0]
    assert (await as_of(client_of, "ITA", case, at))["whole_from"] is None
    await thin_today(db)
    assert (await as_of(client_of, "ITA", case, at))["whole_from"] is None, "of units at work all"
    now = TODAY + 20 * DAY
    async with as_owner(db):
        await drop_those_over(db, [], now=now, kept_days=14)
    past = await as_of(client_of, "ITA", case, at)
    assert past["whole_from"] == (TODAY + DAY).strftime("%Y-%m-%dT%H:%M:%SZ")
