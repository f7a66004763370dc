"""The times between which a deployed asset's position is shared with those involved."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.assets.models import Displacement
from sar.requests.deployments import jobs
from sar.requests.deployments.sharing import SHARE
from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.assets import delivered, fix, helicopter, registered, seen
from tests.given.jobs import run_job
from tests.given.requests import (
    Plain,
    asked,
    deferred,
    later,
    opened,
    plain,
    stepped,
    work_of,
)
from tests.law import lawful
from tests.world import START, World

pytestmark = pytest.mark.anyio


@beginning
async def unshared_rescue(client_of: ClientOf) -> Plain:
    """A helicopter of Malta, which no agreement shares, and where it was an hour ago."""
    made = await registered(client_of, "MLT", helicopter(name="Rescue 1"))
    await delivered(client_of, "MLT", made["id"], fix(14.5, 35.9, START - timedelta(hours=1)))
    return made


async def work_from(client_of: ClientOf, world: World, rescue: Plain, **window: str) -> Plain:
    """Its work for Italy in that window; Tunisia is involved too."""
    incident = await opened(client_of)
    sent = await asked(client_of, world, "MLT", "TUN", incident=incident)
    return await work_of(client_of, sent, rescue, **window)


async def track(client_of: ClientOf, party: str, rescue: Plain) -> list[str] | None:
    """The times of the positions that the party reads of the track."""
    answer = await client_of(party, "observer").get(f"/api/assets/{rescue['id']}/track")
    if answer.status_code == 404:
        return None
    return [position["at"][11:16] for position in plain(answer)["positions"]]


@pytest.mark.long
async def test_bound_for_tomorrow_it_is_not_shared_today(
    client_of: ClientOf, world: World, db: AsyncSession, unshared_rescue: Plain
) -> None:
    async with lawful(db):
        await work_from(client_of, world, unshared_rescue, from_at=later(hours=24))
    for party in ("ITA", "TUN"):
        assert await seen(client_of, party, unshared_rescue["id"]) is None, party
        assert await track(client_of, party, unshared_rescue) is None, party


async def test_it_is_shared_when_its_window_begins_and_shows_nothing_before(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime, unshared_rescue: Plain
) -> None:
    await work_from(client_of, world, unshared_rescue, from_at=later(hours=24))
    time.advance(hours=24)
    assert await seen(client_of, "TUN", unshared_rescue["id"]) is None, "no view changes by itself"
    (args,) = await deferred(db, SHARE)
    await run_job(db, jobs.share_position, args, now=time.now)
    for party in ("ITA", "TUN"):
        view = await seen(client_of, party, unshared_rescue["id"])
        assert view is not None, party
        assert view["position"]["precision_nm"] == 0
        assert await track(client_of, party, unshared_rescue) == []
    time.advance(minutes=10)
    await delivered(client_of, "MLT", unshared_rescue["id"], fix(14.4, 35.8, time.now))
    assert await track(client_of, "TUN", unshared_rescue) == ["12:36"]
    await run_job(db, jobs.share_position, args, now=time.now)


@pytest.mark.long
async def test_setting_out_earlier_shares_it_from_then_on(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime, unshared_rescue: Plain
) -> None:
    work = await work_from(client_of, world, unshared_rescue, from_at=later(hours=24))
    time.advance(hours=2)
    async with lawful(db):
        await stepped(client_of, "MLT", work, "depart")
    await delivered(client_of, "MLT", unshared_rescue["id"], fix(14.4, 35.8, time.now))
    assert await track(client_of, "TUN", unshared_rescue) == ["14:26"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("party", "action"),
    [("MLT", "recall"), pytest.param("ITA", "stand-down", marks=pytest.mark.long)],
)
async def test_let_go_before_it_began_it_is_never_shared(
    client_of: ClientOf,
    world: World,
    db: AsyncSession,
    time: ExerciseTime,
    unshared_rescue: Plain,
    party: str,
    action: str,
) -> None:
    work = await work_from(client_of, world, unshared_rescue, from_at=later(hours=24))
    await stepped(client_of, party, work, action, note="Needed elsewhere.")
    time.advance(hours=24)
    (args,) = await deferred(db, SHARE)
    await run_job(db, jobs.share_position, args, now=time.now)
    assert await seen(client_of, "TUN", unshared_rescue["id"]) is None


@pytest.mark.long
async def test_its_coarse_places_are_displaced_anew_where_exact_ones_begin_and_end(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime, unshared_rescue: Plain
) -> None:
    async def drawn() -> int:
        theirs = col(Displacement.asset_id) == unshared_rescue["id"]
        return len((await db.execute(select(Displacement).where(theirs))).all())

    work = await work_from(client_of, world, unshared_rescue, until_at=later(hours=3))
    assert await drawn() == 2
    time.advance(minutes=10)
    await stepped(client_of, "MLT", work, "depart")
    assert await drawn() == 2
    time.advance(minutes=10)
    await stepped(client_of, "MLT", work, "recall", note="Done.")
    assert await drawn() == 3


@pytest.mark.long
async def test_a_track_shows_the_work_for_ones_own_incident_alone(
    client_of: ClientOf, world: World, time: ExerciseTime, unshared_rescue: Plain
) -> None:
    """Malta's helicopter first works for Italy and Greece, then for Italy and Tunisia."""
    first = await opened(client_of, position=None)
    sent = await asked(client_of, world, "MLT", "GRC", incident=first)
    work = await work_of(client_of, sent, unshared_rescue, until_at=later(hours=3))
    await work_from(client_of, world, unshared_rescue, from_at=later(hours=3))
    time.advance(minutes=10)
    await delivered(client_of, "MLT", unshared_rescue["id"], fix(14.4, 35.8, time.now))
    assert await track(client_of, "GRC", unshared_rescue) == ["12:36"]
    assert await track(client_of, "TUN", unshared_rescue) is None
    await stepped(client_of, "MLT", work, "recall", note="Done.")
    assert await track(client_of, "GRC", unshared_rescue) is None
