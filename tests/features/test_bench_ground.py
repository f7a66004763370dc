"""The ground that benches measure on can still be laid: its rows are written by plain SQL, which no
new column of the program changes."""

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bench import fleet, snapshot
from sar.parties.models import Party
from tests.world import START, World

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_the_fleet_of_the_benches_can_be_written(db: AsyncSession, world: World) -> None:
    await fleet.populate(db, 60)
    counted = await db.execute(text("SELECT count(*) FROM asset WHERE name LIKE 'Unit %'"))
    assert counted.scalar_one() == 60
    assert await db.get(Party, fleet.ASKER) is not None


async def test_the_fleet_that_a_party_sees_can_be_written(db: AsyncSession, world: World) -> None:
    given = {"centre": world.centres["MLT"], "assets": 5, "now": START}
    await db.execute(snapshot._ASSETS, given)
    await db.execute(snapshot._FIXES, given)
    counted = await db.execute(text("SELECT count(*) FROM fix WHERE source = 'AIS'"))
    assert counted.scalar_one() == 5
