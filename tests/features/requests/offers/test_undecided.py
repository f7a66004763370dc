"""Offers that nobody decides: told once a case, and only where they would help."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.requests import jobs
from sar.requests.offers.waiting import UNDECIDED
from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.assets import helicopter, registered
from tests.given.record import told
from tests.given.requests import (
    Plain,
    accepted,
    asked,
    deferred,
    deployed,
    offered,
    post,
    stepped,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio


@beginning
async def sent(client_of: ClientOf, world: World, incident: Plain) -> Plain:
    """Italy asks Malta and Tunisia for an aircraft."""
    return await asked(client_of, world, "MLT", "TUN", incident=incident)


@beginning
async def second(client_of: ClientOf) -> Plain:
    return await registered(client_of, "MLT", helicopter(name="Rescue 2"))


async def looked(db: AsyncSession, time: ExerciseTime) -> int:
    """The number of undecided offers that Italy was told of, now that every clock is looked at
    again."""
    db.expire_all()
    for args in await deferred(db, UNDECIDED):
        async with lawful(db):
            await jobs.note_offer_undecided(db, now=time.now, **args)
            await db.commit()
    return (await told(db, "ITA")).count("OfferUndecided")


async def test_of_a_cases_offers_one_is_told_until_it_is_decided(
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
    await offered(client_of, "MLT", where, second["id"])
    time.advance(minutes=10)
    assert await looked(db, time) == 1
    time.advance(minutes=5)
    assert await looked(db, time) == 1, "one ring a case"
    assert len(await deferred(db, UNDECIDED)) == 2
    await post(client_of, "ITA", f"offers/{first['id']}/decline", reason="Another comes.")
    assert len(await deferred(db, UNDECIDED)) == 3, "the other is looked at at once"
    assert await looked(db, time) == 2, "it is decided, and another waits"
    assert await looked(db, time) == 2


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
    assert await looked(db, time) == 1
    await offered(client_of, "MLT", where, second["id"])
    time.advance(minutes=29)
    assert await looked(db, time) == 1
    time.advance(minutes=1)
    assert await looked(db, time) == 2


async def test_one_that_comes_later_and_that_nothing_lacks_is_not_told(
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
    assert await looked(db, time) == 0, "its need is covered, and the first is there"
    await stepped(client_of, "MLT", work, "recall")
    assert await looked(db, time) == 1, "its need lacks it again"
