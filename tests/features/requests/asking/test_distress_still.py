"""Distress hastens what is awaited, and no one word that lowers it takes a safeguard away."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.phases import PHASE_CHANGED
from sar.requests.asking.jobs import follow_distress, note_overdue
from sar.requests.asking.phase_answers import HELP_FOLLOWS
from sar.requests.asking.quota import WITHIN_AT_MOST
from sar.requests.clearances.jobs import follow_changed
from sar.requests.deployments.hail_clock import HAIL_FOLLOWS
from sar.requests.deployments.jobs import hasten_hail
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.features.incidents.lead.test_lead import proposed
from tests.given.incidents import Plain, act, case_seen, in_phase, opened
from tests.given.jobs import run_job
from tests.given.record import entries
from tests.given.requests import asked, deferred, hailed, request_seen, work_seen
from tests.world import World

pytestmark = pytest.mark.anyio


async def followed(db: AsyncSession, time: ExerciseTime) -> None:
    """All that follows the newest phase is done, twice, as by a worker that is killed."""
    await follow_changed(db, now=time.now, **(await deferred(db, PHASE_CHANGED))[-1])
    works: list[tuple[str, Any]] = [(HELP_FOLLOWS, follow_distress), (HAIL_FOLLOWS, hasten_hail)]
    for name, work in works:
        for args in await deferred(db, name) * 2:
            await run_job(db, work, args, now=time.now)


async def dues(client_of: ClientOf, sent: Plain, time: ExerciseTime, party: str) -> list[int]:
    """The minutes in which the centre is to acknowledge and to answer, as the party reads it."""
    seen = await request_seen(client_of, sent, party)
    (asked_one,) = seen["addressees"]
    ends = [asked_one[f"{step}_due_at"] for step in ("acknowledge", "answer")]
    return [(datetime.fromisoformat(end) - time.now) // timedelta(minutes=1) for end in ends]


async def test_a_request_sent_before_distress_is_answered_as_in_it_and_both_sides_read_so(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, phase="alert")
    sent = await asked(client_of, world, "MLT", incident=case)
    work = await hailed(client_of, case)
    assert await dues(client_of, sent, time, "MLT") == [10, 30]
    time.advance(minutes=1)
    await in_phase(client_of, case, "distress")
    await followed(db, time)
    for party in ("MLT", "ITA"):
        assert await dues(client_of, sent, time, party) == [5, 15]
        told = await entries(db, party, of="AnswerHastened")
        assert [one["sentence"] for one in told] == [
            f"The case of {sent['reference']} is in distress now. RCC Malta is to acknowledge by"
            " 11 Oct 12:32Z."
        ]
    seen = await work_seen(client_of, work)
    due_at = datetime.fromisoformat(seen["deployment"]["hail_due_at"])
    assert due_at == time.now + timedelta(minutes=5)
    (addressee,) = {one["addressee_id"] for one in await deferred(db, HELP_FOLLOWS)}
    await note_overdue(db, now=time.advance(minutes=5), addressee_id=addressee)
    assert (await entries(db, "ITA"))[-1]["type"] == "AcknowledgementOverdue"


async def test_no_clock_grows_longer(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, phase="alert")
    sent = await asked(client_of, world, "MLT", incident=case)
    time.advance(minutes=8)
    await in_phase(client_of, case, "distress")
    await followed(db, time)
    assert await dues(client_of, sent, time, "MLT") == [2, 15]
    await in_phase(client_of, case, "alert")
    await followed(db, time)
    assert await dues(client_of, sent, time, "MLT") == [2, 15]


@pytest.mark.long
async def test_one_word_that_lowers_distress_lengthens_no_time_for_an_answer(
    client_of: ClientOf, world: World, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    asks = await proposed(client_of, world, case)
    assert asks.is_success, asks.text

    async def minutes() -> tuple[int, list[int]]:
        seen = await case_seen(client_of, case)
        (one,) = seen["coordination"]
        left = datetime.fromisoformat(one["answer_due_at"]) - time.now
        sent = await asked(client_of, world, "TUN", incident=case)
        return left // timedelta(minutes=1), await dues(client_of, sent, time, "ITA")

    await in_phase(client_of, case, "alert")
    assert await minutes() == (5, [5, 15])
    said = await act(
        client_of, "ITA", "watch_officer", f"{case['id']}/second", function="Head of operations"
    )
    assert said.is_success, said.text
    assert await minutes() == (15, [10, 30])


@pytest.mark.long
async def test_a_quota_refuses_nobody_after_one_word(client_of: ClientOf, world: World) -> None:
    case = await opened(client_of)
    await in_phase(client_of, case, "alert")
    for _ in range(WITHIN_AT_MOST + 1):
        await asked(client_of, world, "MLT", incident=case)
