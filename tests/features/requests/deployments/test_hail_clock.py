"""A ship that was hailed and does not answer is told of, and no clock rests on her any more."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.alerts.models import Escalation
from sar.incidents.alarms.untasked import NOBODY_TASKED
from sar.incidents.words import AlarmCause
from sar.requests.asking.jobs_untasked import note_nobody_tasked
from sar.requests.deployments.hail_clock import HAIL_UNANSWERED
from sar.requests.deployments.jobs import tell_unanswered_hail
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.features.incidents.alarms.test_case_alarms import alarms
from tests.given.incidents import Plain, act, case_seen, opened
from tests.given.jobs import run_job
from tests.given.record import sentences, told
from tests.given.requests import asked, deferred, hailed, id_of, post, ship_of_opportunity, stepped
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio


def due_in(work: Plain, time: ExerciseTime) -> timedelta:
    return datetime.fromisoformat(work["hail_due_at"]) - time.now


async def look(db: AsyncSession, time: ExerciseTime) -> None:
    """Every hail that is awaited, twice, as by a worker that is killed."""
    for job in await deferred(db, HAIL_UNANSWERED):
        await run_job(db, tell_unanswered_hail, job, now=time.now, times=2)


async def untasked(client_of: ClientOf, case: Plain) -> Plain | None:
    found: Plain | None = (await case_seen(client_of, case))["untasked"]
    return found


@pytest.mark.long
@pytest.mark.parametrize(("phase", "minutes"), [("distress", 5), ("alert", 10)])
async def test_silence_is_told_once_when_the_answer_is_due(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, phase: str, minutes: int
) -> None:
    case = await opened(client_of, phase=phase)
    work = await hailed(client_of, case)
    assert due_in(work, time) == timedelta(minutes=minutes)
    time.advance(minutes=minutes, seconds=-1)
    await look(db, time)
    assert await sentences(db, of="HailUnanswered") == []
    time.advance(seconds=1)
    await look(db, time)
    assert await sentences(db, of="HailUnanswered") == [
        f"{work['name']}: no answer {minutes} min after it was hailed for"
        f" {case['reference']}. Nobody knows that it comes."
    ]
    assert await sentences(db, "MLT", of="HailUnanswered") == [], (
        "who has no part in the hail reads nothing of it"
    )


async def test_the_first_able_unit_rests_on_a_hail_until_its_answer_is_due(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    time.advance(minutes=4)
    work = await hailed(client_of, case)
    assert await untasked(client_of, case) is None
    time.advance(minutes=5)
    await look(db, time)
    found = await untasked(client_of, case)
    assert found is not None
    assert datetime.fromisoformat(found["due_at"]) == time.now, "it rings at once"
    job = (await deferred(db, NOBODY_TASKED))[-1]
    await note_nobody_tasked(db, now=time.now, **job)
    assert "NobodyTasked" in await told(db, "ITA")
    await stepped(client_of, "ITA", work, "proceed")
    assert await untasked(client_of, case) is None


@pytest.mark.long
@pytest.mark.parametrize("step", ["proceed", "unable", "release"])
async def test_an_answer_ends_it(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, step: str
) -> None:
    case = await opened(client_of)
    work = await hailed(client_of, case)
    await stepped(client_of, "ITA", work, step, note="Said so.")
    time.advance(minutes=5)
    await look(db, time)
    assert await sentences(db, of="HailUnanswered") == []


async def test_one_that_proceeds_and_a_newer_hail_keep_it_quiet(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    await hailed(client_of, case)
    time.advance(minutes=3)
    other = await ship_of_opportunity(client_of, name="Exercise Moon")
    moon = await hailed(client_of, case, ship_id=other["id"])
    time.advance(minutes=2)
    await look(db, time)
    assert len(await sentences(db, of="HailUnanswered")) == 1
    assert await untasked(client_of, case) is None, "the newer hail may be answered"
    await stepped(client_of, "ITA", moon, "proceed")
    time.advance(minutes=3)
    await look(db, time)
    assert len(await sentences(db, of="HailUnanswered")) == 1
    assert await untasked(client_of, case) is None


async def test_who_hailed_her_without_leading_is_told_too(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    await asked(client_of, world, "MLT", incident=case)
    ship = await ship_of_opportunity(client_of, by="MLT")
    said = await post(
        client_of,
        "MLT",
        f"incidents/{case['id']}/ships",
        role="watch_officer",
        id=id_of(),
        ship_id=ship["id"],
    )
    assert said.is_success, said.text
    time.advance(minutes=5)
    await look(db, time)
    for party in ("ITA", "MLT"):
        assert len(await sentences(db, party, of="HailUnanswered")) == 1, party


@pytest.mark.long
async def test_a_distress_that_one_word_alone_has_ended_is_one_for_her_still(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    lowered = await act(
        client_of, "ITA", "watch_officer", f"{case['id']}/phase", phase="alert", reason="Calm."
    )
    assert lowered.is_success, lowered.text
    assert due_in(await hailed(client_of, case), time) == timedelta(minutes=5)


async def alarming(client_of: ClientOf, case: Plain, party: str = "ITA") -> list[str]:
    seen = await case_seen(client_of, case, party)
    return [one["cause"] for one in seen["alarms"] if one["cause"] == "hail_unanswered"]


@pytest.mark.long
@pytest.mark.parametrize(
    "step",
    [
        "proceed",
        pytest.param("unable", marks=pytest.mark.long),
        pytest.param("release", marks=pytest.mark.long),
    ],
)
async def test_silence_is_an_alarm_of_the_case_for_each_ship_until_it_answers(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, step: str
) -> None:
    case = await opened(client_of)
    work = await hailed(client_of, case)
    other = await ship_of_opportunity(client_of, name="Exercise Moon")
    moon = await hailed(client_of, case, ship_id=other["id"])
    assert await alarming(client_of, case) == []
    time.advance(minutes=5)
    await look(db, time)
    assert await alarming(client_of, case) == ["hail_unanswered"] * 2
    assert await alarming(client_of, case, "MLT") == []
    raised = await alarms(db, AlarmCause.HAIL_UNANSWERED)
    assert [one.party_code for one in raised] == ["ITA", "ITA"]
    leaves = select(col(Escalation.about_id)).where(
        col(Escalation.about_id).in_([one.id for one in raised])
    )
    assert set(await db.scalars(leaves)) == {one.id for one in raised}, "it leaves the screens"
    async with lawful(db):
        await stepped(client_of, "ITA", work, step, note="Said so.")
    assert await alarming(client_of, case) == ["hail_unanswered"]
    await stepped(client_of, "ITA", moon, "proceed")
    assert await alarming(client_of, case) == []


@pytest.mark.long
async def test_it_rings_where_she_was_hailed_too(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    await asked(client_of, world, "MLT", incident=case)
    ship = await ship_of_opportunity(client_of, by="MLT")
    path = f"incidents/{case['id']}/ships"
    body = {"id": id_of(), "ship_id": ship["id"]}
    said = await post(client_of, "MLT", path, role="watch_officer", **body)
    assert said.is_success, said.text
    time.advance(minutes=5)
    await look(db, time)
    raised = await alarms(db, AlarmCause.HAIL_UNANSWERED)
    assert {one.party_code for one in raised} == {"ITA", "MLT"}
    for party in ("ITA", "MLT"):
        assert await alarming(client_of, case, party) == ["hail_unanswered"]
