"""The clock of the first able unit is stopped by an acknowledgement of what it waits for alone, and
no longer than until the answer is due."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from sar.incidents.alarms.untasked import NOBODY_TASKED
from sar.jobs import SNAPSHOTS
from sar.requests.asking.jobs_untasked import note_nobody_tasked
from tests.clients import ClientOf
from tests.conftest import ExerciseTime, _session_on
from tests.features.requests.asking.test_first_unit import first, maltas
from tests.given.incidents import opened
from tests.given.record import entries
from tests.given.requests import asked, deferred, need, post
from tests.world import World

pytestmark = pytest.mark.anyio


async def test_acknowledging_something_else_does_not_stop_it(
    client_of: ClientOf,
    world: World,
    time: ExerciseTime,
    db: AsyncSession,
    connection: AsyncConnection,
) -> None:
    await maltas(client_of)
    case = await opened(client_of)
    modeller = need(kinds=["expertise"], what="A drift modeller")
    made = await asked(client_of, world, "MLT", incident=case, needs=[modeller])
    assert [one["takes_people"] for one in made["needs"]] == [False]
    await post(client_of, "MLT", f"requests/{made['id']}/acknowledge")
    answer = await first(client_of, case)
    assert not answer["acknowledged"]
    assert [one["centre"]["party"] for one in answer["ask"]] == ["MLT"], "not asked for it yet"
    db.info[SNAPSHOTS] = partial(_session_on, connection)
    (job,) = await deferred(db, NOBODY_TASKED)
    await note_nobody_tasked(db, now=time.advance(minutes=5), **job)
    assert len(await entries(db, "ITA", of="NobodyTasked")) == 1


async def test_an_acknowledgement_whose_answer_is_overdue_does_not_stop_it_any_more(
    client_of: ClientOf,
    world: World,
    time: ExerciseTime,
    db: AsyncSession,
    connection: AsyncConnection,
) -> None:
    await maltas(client_of)
    case = await opened(client_of)
    made = await asked(client_of, world, "MLT", incident=case)
    assert [one["takes_people"] for one in made["needs"]] == [True]
    await post(client_of, "MLT", f"requests/{made['id']}/acknowledge")
    due = datetime.fromisoformat(made["addressees"][0]["answer_due_at"])
    db.info[SNAPSHOTS] = partial(_session_on, connection)
    (job,) = await deferred(db, NOBODY_TASKED)
    await note_nobody_tasked(db, now=time.advance(minutes=5), **job)
    assert (await first(client_of, case))["acknowledged"]
    assert not await entries(db, "ITA", of="NobodyTasked")
    *_, again = await deferred(db, NOBODY_TASKED)
    time.advance(minutes=(due - time.now) // timedelta(minutes=1))
    assert time.now == due
    assert not (await first(client_of, case))["acknowledged"]
    await note_nobody_tasked(db, now=time.now, **again)
    assert [one["facts"] for one in await entries(db, "ITA", of="NobodyTasked")] == [
        {"minutes": 15}
    ]
