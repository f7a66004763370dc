"""A unit at work that owes a sign rings at its owner and the lead, and a position or word ends
it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.requests.deployments.silence_round import one_round
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.assets import delivered, fix
from tests.given.incidents import Plain, case_seen, opened
from tests.given.record import sentences
from tests.given.requests import helicopter_at_work, post, stepped, work_seen
from tests.world import World

pytestmark = pytest.mark.anyio


async def look(db: AsyncSession, time: ExerciseTime) -> None:
    """A round, twice."""

    @asynccontextmanager
    async def transaction() -> AsyncIterator[AsyncSession]:
        yield db
        await db.commit()

    for _ in range(2):
        await one_round(transaction, now=time.now)


async def fixes(client_of: ClientOf, work: Plain, time: ExerciseTime, *ago: float) -> None:
    for minutes in ago:
        told = fix(14.0, 35.5, time.now - timedelta(minutes=minutes))
        await delivered(client_of, "MLT", work["asset_id"], told)


async def unheard(client_of: ClientOf, work: Plain, party: str = "ITA") -> str | None:
    found = (await work_seen(client_of, work, party))["deployment"]["unheard"]
    return found and str(found["why"])


async def causes(client_of: ClientOf, case: Plain, party: str = "ITA") -> list[str]:
    seen = await case_seen(client_of, case, party)
    return [one["cause"] for one in seen["alarms"] if one["cause"] == "unit_silent"]


async def test_positions_that_stop_ring_once_and_one_that_comes_ends_it(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    work = await helicopter_at_work(client_of, world, case)
    await stepped(client_of, "MLT", work, "depart")
    time.advance(minutes=20)
    await fixes(client_of, work, time, 1, 0)
    time.advance(minutes=10, seconds=-1)
    await look(db, time)
    assert await unheard(client_of, work) is None
    time.advance(seconds=1)
    await look(db, time)
    for party in ("ITA", "MLT"):
        assert await unheard(client_of, work, party) == "silent"
        assert await causes(client_of, case, party) == ["unit_silent"], "of its own"
        assert len(await sentences(db, party, of="UnitSilent")) == 1
    assert await sentences(db, "TUN", of="UnitSilent") == []
    time.advance(minutes=1)
    await fixes(client_of, work, time, 0)
    await look(db, time)
    assert await unheard(client_of, work) is None
    assert await causes(client_of, case) == []
    assert len(await sentences(db, "MLT", of="UnitHeardAgain")) == 1


async def test_a_word_by_voice_ends_it_at_once_and_for_so_long(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    work = await helicopter_at_work(client_of, world, case)
    await stepped(client_of, "MLT", work, "depart")
    time.advance(minutes=20)
    await fixes(client_of, work, time, 1, 0)
    time.advance(minutes=12)
    await look(db, time)
    answer = await post(
        client_of,
        "ITA",
        f"deployments/{work['id']}/heard",
        said_by="its pilot",
        role="watch_officer",
    )
    assert answer.status_code == 200, answer.text
    assert answer.json()["deployment"]["unheard"] is None
    assert answer.json()["steps"][-1]["said_by"] == "its pilot"
    assert await causes(client_of, case) == []
    time.advance(minutes=30, seconds=-1)
    await look(db, time)
    assert await unheard(client_of, work) is None
    time.advance(seconds=1)
    await look(db, time)
    assert await unheard(client_of, work) == "silent"


async def test_one_without_a_transmitter_owes_a_word(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    work = await helicopter_at_work(client_of, world, case)
    time.advance(minutes=45)
    await look(db, time)
    assert await unheard(client_of, work) is None, "it has not set out"
    await stepped(client_of, "MLT", work, "depart")
    time.advance(minutes=30)
    await look(db, time)
    assert await unheard(client_of, work) == "check_in"
    assert await causes(client_of, case) == []
    assert len(await sentences(db, "ITA", of="CheckInOverdue")) == 1
    await stepped(client_of, "MLT", work, "arrive")
    assert await unheard(client_of, work) is None, "a step is a word"


async def test_a_crew_says_how_long_its_fuel_lasts_and_takes_fuel_anew(
    client_of: ClientOf, world: World, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    work = await helicopter_at_work(client_of, world, case)
    await stepped(client_of, "MLT", work, "depart", "arrive")
    answer = await post(
        client_of,
        "MLT",
        f"deployments/{work['id']}/heard",
        endurance_minutes=180,
        check_in_minutes=15,
    )
    told = answer.json()["deployment"]
    assert told["check_in_minutes"] == 15
    home = told["fuel"]["home_minutes"]
    assert home > 20, "its way, and the time kept in hand"
    must_leave = datetime.fromisoformat(told["must_leave_at"])
    assert must_leave == time.now + timedelta(minutes=180 - home)
    seen = await stepped(client_of, "MLT", work, "refuel")
    assert seen["fuel"] is None


async def test_only_its_sides_say_so_and_only_while_it_is_out(
    client_of: ClientOf, world: World
) -> None:
    case = await opened(client_of)
    work = await helicopter_at_work(client_of, world, case)
    early = await post(client_of, "MLT", f"deployments/{work['id']}/heard")
    assert early.status_code == 409
    await stepped(client_of, "MLT", work, "depart")
    other = await post(client_of, "TUN", f"deployments/{work['id']}/heard")
    assert other.status_code == 404
