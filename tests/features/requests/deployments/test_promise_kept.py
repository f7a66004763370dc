"""A promise that has passed rings, whether or not anybody knows when the unit comes."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.words import AlarmCause
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.features.incidents.alarms.test_case_alarms import alarms
from tests.features.requests.deployments.test_eta import (
    of_arrivals,
)
from tests.given.assets import helicopter, registered
from tests.given.incidents import opened, plain
from tests.given.record import entries
from tests.given.requests import (
    accepted,
    asked,
    deployed,
    expected,
    foreseen,
    later,
    offer,
    post,
    stepped,
    work_seen,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

Plain = dict[str, Any]


async def promised(client_of: ClientOf, world: World, db: AsyncSession) -> Plain:
    """A helicopter that Malta has promised in half an hour to a case without a datum."""
    case = await opened(client_of, position=None)
    sent = await asked(client_of, world, "MLT", incident=case)
    asset = await registered(client_of, "MLT", helicopter())
    body = offer(asset["id"])
    body["items"][0]["promised_at"] = later(minutes=30)
    made = plain(await post(client_of, "MLT", f"requests/{sent['id']}/offers", **body))
    await accepted(client_of, "ITA", made)
    await foreseen(db)
    (work,) = await deployed(client_of, "MLT", made)
    return work


async def test_one_that_never_comes_is_overdue_though_no_scene_is_known(
    client_of: ClientOf, world: World, time: ExerciseTime, db: AsyncSession
) -> None:
    work = await promised(client_of, world, db)
    assert (await expected(client_of, "ITA", work))["why"] == "no_scene"
    time.advance(minutes=29)
    await foreseen(db)
    assert await of_arrivals(db) == []
    for _ in range(2):
        time.advance(minutes=2)
        async with lawful(db):
            await foreseen(db)
    over = await expected(client_of, "ITA", work)
    assert (over["at"], over["why"], over["was_at"]) == (None, "overdue", work["promised_at"])
    assert await of_arrivals(db) == ["Overdue"]
    assert (await work_seen(client_of, work))["deployment"]["late"] == "promise"
    case = plain(await client_of("ITA", "observer").get(f"/api/incidents/{work['incident_id']}"))
    assert [(one["name"], one["why"]) for one in case["units_gone"]] == [(work["name"], "late")]
    rings = await alarms(db, AlarmCause.HELP_GONE)
    assert sorted(one.party_code for one in rings) == ["ITA", "MLT"]


async def test_a_new_promise_is_waited_for_and_one_that_is_there_is_not_overdue(
    client_of: ClientOf, world: World, time: ExerciseTime, db: AsyncSession
) -> None:
    work = await promised(client_of, world, db)
    time.advance(minutes=31)
    await foreseen(db)
    await stepped(client_of, "MLT", work, "depart", promised_at=later(minutes=20))
    async with lawful(db):
        await foreseen(db)
    assert (await work_seen(client_of, work))["deployment"]["late"] is None
    case = plain(await client_of("ITA", "observer").get(f"/api/incidents/{work['incident_id']}"))
    assert case["units_gone"] == []
    assert await of_arrivals(db) == ["Overdue", "ArrivalUnknown"]
    await stepped(client_of, "MLT", work, "arrive")
    time.advance(minutes=30)
    await foreseen(db)
    assert len(await entries(db, "ITA", of="Overdue")) == 1
