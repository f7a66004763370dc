"""Alarms of a case whose state returns ring anew, though they rang, and were over, before."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.words import AlarmCause
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.features.incidents.alarms.test_case_alarms import (
    Raised,
    alarms,
    climbed_for,
    nobody_tasked,
    quiet_case,
    taken_up,
)
from tests.features.incidents.lead.test_lead import proposed, take_over
from tests.given.assets import helicopter, registered
from tests.given.incidents import act, alarms_seen, opened
from tests.given.requests import Plain, asked, foreseen, work_of
from tests.law import lawful
from tests.world import World

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("mail_leaves", "contacts")]


async def done(client_of: ClientOf, db: AsyncSession, case: Plain, path: str, **body: str) -> None:
    role = "coordinator" if path == "close" else "watch_officer"
    async with lawful(db):
        answer = await act(client_of, "ITA", role, f"{case['id']}/{path}", **body)
    assert answer.is_success, answer.text


async def newest(db: AsyncSession, cause: AlarmCause) -> Raised:
    return (await alarms(db, cause))[-1]


@pytest.mark.long
async def test_distress_that_returns_rings_anew_at_the_region(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    first = await newest(db, AlarmCause.REGION)
    await taken_up(client_of, case, "MLT")
    await done(client_of, db, case, "phase", phase="alert", reason="They steer again.")
    time.advance(minutes=15)
    assert await climbed_for(db, first, time) == 0
    for phase in ("distress", "alert", "distress"):
        await done(client_of, db, case, "phase", phase=phase, reason="As told.")
    again = await newest(db, AlarmCause.REGION)
    (seen,) = await alarms_seen(client_of, case, "MLT")
    assert (seen["cause"], seen["taken_up_at"]) == ("region", None)
    time.advance(minutes=5)
    assert await climbed_for(db, first, time) == 0
    assert await climbed_for(db, again, time) == 1


@pytest.mark.long
async def test_a_case_that_is_reopened_rings_anew_at_the_region(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    ashore = {"min": 0, "max": 0, "source": "all ashore"}
    case = await opened(client_of, pob=ashore)
    first = await newest(db, AlarmCause.REGION)
    time.advance(minutes=2)
    await done(client_of, db, case, "close", reason="All are ashore.")
    time.advance(minutes=30)
    assert await climbed_for(db, first, time) == 0, "it is closed"
    await done(client_of, db, case, "reopen", reason="They are not.")
    again = await newest(db, AlarmCause.REGION)
    assert again.id != first.id
    time.advance(minutes=5)
    assert await climbed_for(db, again, time) == 1
    assert len(await alarms_seen(client_of, case, "MLT")) == 1


@pytest.mark.long
async def test_who_leads_again_is_alerted_again(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await quiet_case(client_of)
    first = await nobody_tasked(db, time)
    await proposed(client_of, world, case)
    async with lawful(db):
        await take_over(db, world, case)
    assert await climbed_for(db, first, time) == 0, "over for who led"
    back = {"to_centre_id": str(world.centres["ITA"])}
    assert (
        await act(client_of, "MLT", "coordinator", f"{case['id']}/coordination", **back)
    ).is_success
    async with lawful(db):
        await take_over(db, world, case, "ITA")
    again = await newest(db, AlarmCause.UNTASKED)
    assert again.party_code == "ITA"
    assert await climbed_for(db, again, time) == 1
    assert await climbed_for(db, first, time) == 0, "one ladder, not two"
    assert [one["cause"] for one in await alarms_seen(client_of, case)] == ["untasked"]


@pytest.mark.long
async def test_a_unit_that_does_not_come_rings_at_who_leads_now_and_on_at_its_owner(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await quiet_case(client_of)
    sent = await asked(client_of, world, "MLT", incident=case)
    asset = await registered(client_of, "MLT", helicopter())
    work = await work_of(client_of, sent, asset)
    await foreseen(db)
    time.advance(minutes=50)
    await foreseen(db)
    before = {one.party_code: one for one in await alarms(db, AlarmCause.HELP_GONE)}
    assert set(before) == {"ITA", "MLT"}
    await proposed(client_of, world, case, to="GRC")
    async with lawful(db):
        await take_over(db, world, case, "GRC")
    again = await newest(db, AlarmCause.HELP_GONE)
    assert again.party_code == "GRC"
    assert await climbed_for(db, before["ITA"], time) == 0, "over for who led"
    assert await climbed_for(db, before["MLT"], time) == 1, "its owner is told still"
    assert await climbed_for(db, again, time) == 1
    rings = [await alarms_seen(client_of, case, party) for party in ("ITA", "MLT", "GRC")]
    assert [[one["cause"] for one in found] for found in rings] == [
        [],
        ["help_gone"],
        ["help_gone"],
    ]
    assert work["name"] == asset["name"]
