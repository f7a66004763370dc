"""Nobody writes anything about people in distress: it rings at the lead until somebody does."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.incidents.alarms.unwritten import NOTHING_WRITTEN
from sar.incidents.jobs import note_nothing_written
from sar.incidents.models import Incident
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.incidents import JOINED, Plain, act, case_changed, case_seen, opened
from tests.given.jobs import run_newest
from tests.given.places import point
from tests.given.record import sentences
from tests.given.requests import asked, deferred, embarked, hailed, id_of, post, stepped
from tests.world import World

pytestmark = pytest.mark.anyio


async def looked(db: AsyncSession, time: ExerciseTime) -> None:
    """The newest look, at its time."""
    await run_newest(db, note_nothing_written, NOTHING_WRITTEN, now=time.now)


async def rings(client_of: ClientOf, case: Plain) -> Any:
    return (await case_seen(client_of, case))["unwritten"]


async def writes(client_of: ClientOf, case: Plain, kind: str, world: World) -> None:
    """A word of that kind about the case, by any party involved."""
    if kind == "log":
        line = {"id": id_of(), "text": "They were called again."}
        done = await act(client_of, "MLT", "watch_officer", f"{case['id']}/log", **line)
    elif kind == "position":
        place: Plain = {"id": id_of(), "point": point(12.7, 34.3)}
        done = await act(client_of, "MLT", "watch_officer", f"{case['id']}/positions", **place)
    elif kind == "call":
        call: Plain = {"function": "Duty officer", "reached": False}
        done = await act(client_of, "ITA", "watch_officer", f"{case['id']}/called-people", **call)
    else:
        await asked(client_of, world, "TUN", incident=case)
        return
    assert done.is_success, done.text


@pytest.mark.long
@pytest.mark.parametrize(
    "kind",
    [
        "log",
        pytest.param("position", marks=pytest.mark.long),
        pytest.param("call", marks=pytest.mark.long),
        "task",
    ],
)
async def test_it_rings_after_half_an_hour_and_until_somebody_writes(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime, kind: str
) -> None:
    case = await opened(client_of)
    time.advance(minutes=30)
    await looked(db, time)
    since = await rings(client_of, case)
    assert since is not None
    assert await sentences(db, of="NothingWritten") == [
        f"{case['reference']}: nobody has written anything for 30 min, since 11 Oct 12:26Z,"
        " and people in distress wait."
    ]
    time.advance(minutes=7)
    await looked(db, time)
    assert len(await sentences(db, of="NothingWritten")) == 1, "once for each silence"
    await writes(client_of, case, kind, world)
    await looked(db, time)
    assert await rings(client_of, case) is None
    time.advance(minutes=29)
    await looked(db, time)
    assert await rings(client_of, case) is None
    time.advance(minutes=1)
    await looked(db, time)
    assert len(await sentences(db, of="NothingWritten")) == 2


@pytest.mark.long
async def test_a_word_before_the_time_puts_it_off(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    sent = await asked(client_of, world, "MLT", incident=case)
    time.advance(minutes=20)
    await post(client_of, "MLT", f"requests/{sent['id']}/acknowledge")
    time.advance(minutes=10)
    await looked(db, time)
    assert await rings(client_of, case) is None, "another party's answer counts"
    time.advance(minutes=20)
    await looked(db, time)
    assert await rings(client_of, case) is not None


@pytest.mark.long
async def test_what_another_party_notes_for_itself_alone_does_not_put_it_off_nor_end_it(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)

    async def notes(party: str) -> None:
        line = {"id": id_of(), "text": "Our crew changes at six.", "own": True}
        done = await act(client_of, party, "watch_officer", f"{case['id']}/log", **line)
        assert done.is_success, done.text

    time.advance(minutes=20)
    await notes("MLT")
    time.advance(minutes=10)
    await looked(db, time)
    assert await rings(client_of, case) is not None
    await notes("MLT")
    await looked(db, time)
    assert await rings(client_of, case) is not None, "the lead has read nothing"
    await notes("ITA")
    await looked(db, time)
    assert await rings(client_of, case) is None, "the lead's own note is its word"


async def test_to_take_an_alarm_up_is_not_to_write(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    time.advance(minutes=30)
    await looked(db, time)
    path = f"{case['id']}/alarms/take-up"
    assert (await act(client_of, "ITA", "watch_officer", path)).is_success
    await looked(db, time)
    assert await rings(client_of, case) is not None


async def test_it_is_over_when_the_distress_is(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, pob={"min": 1, "max": 1})
    time.advance(minutes=30)
    await looked(db, time)
    body = {"reason": "Dark.", "ground": "darkness", "second": "Head of operations"}
    done = await act(client_of, "ITA", "coordinator", f"{case['id']}/suspend", **body)
    assert done.is_success, done.text
    await looked(db, time)
    assert await rings(client_of, case) is None


@pytest.mark.long
async def test_below_distress_nobody_is_awaited_to_write_unless_the_sheet_suggests_it(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, phase="alert")
    assert await deferred(db, NOTHING_WRITTEN) == []
    sheet = {"source": "Aircraft", "answers": [{"criterion": "asks_for_rescue", "answer": "yes"}]}
    said = await act(client_of, "ITA", "watch_officer", f"{case['id']}/assessment", **sheet)
    assert said.is_success, said.text
    time.advance(minutes=30)
    await looked(db, time)
    assert await rings(client_of, case) is not None
    for party in JOINED:
        heard = bool(await sentences(db, party, of="NothingWritten"))
        assert heard is (party in ("ITA", "MLT")), "who sees the case reads it"


async def kept(db: AsyncSession, case: Plain) -> Any:
    """The clock in the row of the case."""
    query = select(col(Incident.unwritten)).where(col(Incident.id) == UUID(case["id"]))
    found = (await db.execute(query)).scalar_one()
    await db.rollback()
    return found


async def stopped(client_of: ClientOf, db: AsyncSession, time: ExerciseTime) -> tuple[Plain, Plain]:
    """A case of one on board, who is aboard a ship, and the ship: the clock has stopped."""
    case = await opened(client_of, pob={"min": 1, "max": 1})
    ship = await embarked(client_of, case, persons=1)
    time.advance(minutes=30)
    await looked(db, time)
    assert await kept(db, case) is None
    return case, ship


@pytest.mark.long
@pytest.mark.parametrize("how", ["back in water", "corrected", "more on board"])
async def test_it_runs_again_when_somebody_is_missing_again(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, how: str
) -> None:
    case, ship = await stopped(client_of, db, time)
    if how == "back in water":
        body: Plain = {"fact": "back-in-water", "persons": 1, "said_by": "the master"}
        assert (await post(client_of, "ITA", f"deployments/{ship['id']}/lives", **body)).is_success
    elif how == "corrected":
        body = {"aboard": 0, "delivered": 0, "reason": "One of the crew.", "source": "Master"}
        assert (await post(client_of, "ITA", f"deployments/{ship['id']}/count", **body)).is_success
    else:
        pob = {"min": 2, "max": 2, "source": "Master"}
        await case_changed(client_of, case, pob=pob, pob_reason="A child.")
    time.advance(minutes=30)
    await looked(db, time)
    assert await rings(client_of, case) is not None


@pytest.mark.long
@pytest.mark.parametrize("whose", ["a ship", "another authority"])
async def test_help_that_is_gone_starts_it_where_that_suggests_distress(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, whose: str
) -> None:
    case = await opened(client_of, phase="alert")
    sheet = {"source": "Aircraft", "answers": [{"criterion": "overloaded", "answer": "yes"}]}
    said = await act(client_of, "ITA", "watch_officer", f"{case['id']}/assessment", **sheet)
    assert said.is_success, said.text
    ship = await hailed(client_of, case)
    await stepped(client_of, "ITA", ship, "proceed")
    assert await kept(db, case) is None
    if whose == "a ship":
        await stepped(client_of, "ITA", ship, "unable", note="Its engine failed.")
    else:
        gone = {"name": "Customs", "unit": "Boat Two", "unit_gone": "turned_back"}
        path = f"{case['id']}/other-authority"
        assert (await act(client_of, "MLT", "watch_officer", path, **gone)).is_success
    time.advance(minutes=30)
    await looked(db, time)
    assert await rings(client_of, case) is not None
