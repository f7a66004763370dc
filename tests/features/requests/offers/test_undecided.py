"""Offers that nobody decides: told once a case, and only where they would help."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.incidents.models import CaseAlarm
from sar.incidents.words import AlarmCause
from sar.requests.offers import jobs
from sar.requests.offers.waiting import UNDECIDED
from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.assets import helicopter, registered
from tests.given.jobs import run_job
from tests.given.record import told
from tests.given.requests import (
    Plain,
    accepted,
    asked,
    deferred,
    deployed,
    offered,
    plain,
    post,
    stepped,
)
from tests.world import World

pytestmark = pytest.mark.anyio


@beginning
async def second(client_of: ClientOf) -> Plain:
    return await registered(client_of, "MLT", helicopter(name="Rescue 2"))


async def looked(db: AsyncSession, time: ExerciseTime) -> tuple[int, int]:
    """The numbers of undecided offers that Italy was told of, and of those that rang, now that
    every clock is looked at again."""
    db.expire_all()
    for args in await deferred(db, UNDECIDED):
        await run_job(db, jobs.note_offer_undecided, args, now=time.now)
    rang = await db.scalars(select(col(CaseAlarm.id)).where(_IS_OFFER))
    return (await told(db, "ITA")).count("OfferUndecided"), len(rang.all())


_IS_OFFER = col(CaseAlarm.cause) == AlarmCause.OFFER_WAITS


@pytest.mark.long
async def test_of_a_cases_offers_each_is_told_and_one_rings_until_it_is_decided(
    client_of: ClientOf,
    db: AsyncSession,
    time: ExerciseTime,
    sent: Plain,
    rescue: Plain,
    second: Plain,
) -> None:
    where = f"requests/{sent['id']}"
    first = await offered(client_of, "MLT", where, rescue["id"])
    time.advance(minutes=5)
    later = await offered(client_of, "MLT", where, second["id"])
    time.advance(minutes=10)
    assert await looked(db, time) == (1, 1)
    time.advance(minutes=5)
    assert datetime.fromisoformat(later["decide_due_at"]) == time.now
    assert await looked(db, time) == (2, 1), "one ring a case"
    assert len(await deferred(db, UNDECIDED)) == 2
    await post(client_of, "ITA", f"offers/{first['id']}/decline", reason="Another comes.")
    assert len(await deferred(db, UNDECIDED)) == 3, "the other is looked at at once"
    assert await looked(db, time) == (2, 2), "it is decided, and another waits"
    assert await looked(db, time) == (2, 2)


async def test_one_that_has_lapsed_keeps_no_other_silent(
    client_of: ClientOf,
    db: AsyncSession,
    time: ExerciseTime,
    sent: Plain,
    rescue: Plain,
    second: Plain,
) -> None:
    where = f"requests/{sent['id']}"
    await offered(client_of, "MLT", where, rescue["id"])
    time.advance(minutes=30)
    assert await looked(db, time) == (1, 1)
    await offered(client_of, "MLT", where, second["id"])
    time.advance(minutes=29)
    assert await looked(db, time) == (2, 1)
    time.advance(minutes=1)
    assert await looked(db, time) == (2, 2)


@pytest.mark.long
async def test_one_that_comes_later_and_that_nothing_lacks_is_told_and_does_not_ring(
    client_of: ClientOf,
    db: AsyncSession,
    time: ExerciseTime,
    sent: Plain,
    rescue: Plain,
    second: Plain,
) -> None:
    where = f"requests/{sent['id']}"
    made = await accepted(client_of, "ITA", await offered(client_of, "MLT", where, rescue["id"]))
    (work,) = await deployed(client_of, "MLT", made)
    await stepped(client_of, "MLT", work, "depart", "arrive")
    await offered(client_of, "MLT", where, second["id"])
    time.advance(minutes=20)
    assert await looked(db, time) == (1, 0), "its need is covered, and the first is there"
    await stepped(client_of, "MLT", work, "recall")
    assert await looked(db, time) == (1, 1), "its need lacks it again"


@pytest.mark.long
async def test_for_a_border_emergency_it_is_told_too_and_for_capacity_building_there_is_no_clock(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime, rescue: Plain
) -> None:
    made = {}
    for situation in ("border_emergency", "capacity_building"):
        sent = await asked(client_of, world, "MLT", situation=situation)
        made[situation] = await offered(client_of, "MLT", f"requests/{sent['id']}", rescue["id"])
    due_at = datetime.fromisoformat(made["border_emergency"]["decide_due_at"])
    assert due_at == time.now + timedelta(minutes=15)
    assert made["capacity_building"]["decide_due_at"] is None
    assert len(await deferred(db, UNDECIDED)) == 1
    time.advance(minutes=15)
    assert await looked(db, time) == (1, 0)
    assert (await told(db, "MLT")).count("OfferUndecided") == 1, "who offered reads it"


@pytest.mark.long
async def test_what_its_own_party_confirms_is_to_be_decided_from_then(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, sent: Plain, rescue: Plain
) -> None:
    where = f"requests/{sent['id']}"
    made = await offered(client_of, "MLT", where, rescue["id"], provisional=True)
    assert made["decide_due_at"] is None
    time.advance(minutes=20)
    assert await looked(db, time) == (0, 0)
    sure = plain(await post(client_of, "MLT", f"offers/{made['id']}/confirm"))
    assert datetime.fromisoformat(sure["decide_due_at"]) == time.now + timedelta(minutes=15)
    time.advance(minutes=5)
    again = plain(await post(client_of, "MLT", f"offers/{made['id']}/confirm"))
    assert again["decide_due_at"] == sure["decide_due_at"], "to confirm anew puts nothing off"
    time.advance(minutes=10)
    assert await looked(db, time) == (1, 1)
