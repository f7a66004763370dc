"""Clocks of a case that is worked on again: none that expired meanwhile stays silent, and what a
suspended search had is not forgotten."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.incidents.alarms.authority_clock import NO_PROGRESS
from sar.incidents.jobs import note_handover_unconfirmed, note_no_progress, note_smc_silent
from sar.incidents.lead.confirming import UNCONFIRMED
from sar.incidents.lead.smc_by_voice import SMC_SILENT
from sar.incidents.models import Incident
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.features.incidents.lead.test_smc_by_voice import by_voice
from tests.given.assets import helicopter, registered
from tests.given.incidents import act, case_seen, opened, plain
from tests.given.jobs import run_job
from tests.given.record import entries
from tests.given.requests import (
    Plain,
    asked,
    deferred,
    hailed,
    instant,
    post,
    stepped,
    work_of,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

ASHORE = {"min": 0, "max": 0, "source": "all ashore"}
SUSPENDED = {"reason": "Dark.", "ground": "darkness", "second": "Head of operations"}


async def done(client_of: ClientOf, case: Plain, path: str, **body: Any) -> Plain:
    role = "watch_officer" if path in ("reopen", "other-authority") else "coordinator"
    answer = await act(client_of, "ITA", role, f"{case['id']}/{path}", **body)
    assert answer.is_success, answer.text
    return plain(answer)


async def attended(db: AsyncSession, case: Plain) -> bool:
    """Whether a vessel is alongside, as the case keeps it."""
    query = select(col(Incident.attended)).where(col(Incident.id) == UUID(case["id"]))
    found: bool = (await db.execute(query)).scalar_one()
    await db.rollback()
    return found


async def test_another_authority_is_awaited_again(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, phase="alert", pob=ASHORE)
    await done(client_of, case, "other-authority", name="Customs", heard="They look.")
    await done(client_of, case, "close", reason="Ashore.")
    (first,) = await deferred(db, NO_PROGRESS)
    await note_no_progress(db, now=time.advance(hours=3), **first)
    await db.commit()
    async with lawful(db):
        has = (await done(client_of, case, "reopen", reason="Not ashore."))["other_authority"]
    assert (instant(has["due_at"]), has["overdue_at"]) == (time.now + timedelta(hours=1), None)
    (*_, again) = await deferred(db, NO_PROGRESS)
    async with lawful(db):
        await note_no_progress(db, now=time.advance(hours=1), **again)
        await db.commit()
    assert (await entries(db, "ITA"))[-1]["type"] == "ProgressUnknown"


async def test_a_clock_that_runs_still_goes_on(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, phase="alert", pob=ASHORE)
    told = await done(client_of, case, "other-authority", name="Customs", heard="They look.")
    await done(client_of, case, "close", reason="Ashore.")
    time.advance(minutes=20)
    after = await done(client_of, case, "reopen", reason="Not ashore.")
    assert after["other_authority"] == told["other_authority"]
    assert len(await deferred(db, NO_PROGRESS)) == 1


async def test_a_coordinator_by_voice_and_what_was_handed_over_are_awaited_again(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, phase="alert", pob=ASHORE)
    assert (await by_voice(client_of, world, case)).is_success
    await done(client_of, case, "close", reason="Ashore.")
    time.advance(hours=3)
    for job in await deferred(db, SMC_SILENT):
        await note_smc_silent(db, now=time.now, **job)
    unconfirmed = await deferred(db, UNCONFIRMED)
    for job in unconfirmed:
        await note_handover_unconfirmed(db, now=time.now, **job)
    await db.commit()
    async with lawful(db):
        smc = (await done(client_of, case, "reopen", reason="Not ashore."))["smc_by_voice"]
    assert instant(smc["due_at"]) == time.now + timedelta(minutes=30)
    (*_, look) = await deferred(db, UNCONFIRMED)
    assert len(await deferred(db, UNCONFIRMED)) == len(unconfirmed) + 1
    await run_job(db, note_handover_unconfirmed, look, now=time.now)
    assert (await entries(db, "ITA"))[-1]["type"] == "HandoverUnconfirmed"
    (*_, again) = await deferred(db, SMC_SILENT)
    async with lawful(db):
        await note_smc_silent(db, now=time.advance(minutes=30), **again)
        await db.commit()
    assert (await entries(db, "ITA"))[-1]["type"] == "SmcSilent"


@pytest.mark.long
async def test_a_suspended_search_keeps_who_turned_back_and_who_is_alongside(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    case = await opened(client_of)
    ship = await hailed(client_of, case)
    await stepped(client_of, "ITA", ship, "proceed", "arrive")
    sent = await asked(client_of, world, "MLT", incident=case)
    asset = await registered(client_of, "MLT", helicopter())
    work = await work_of(client_of, sent, asset)
    await post(client_of, "MLT", f"deployments/{work['id']}/recall", reason="defect", note="Lamp.")
    before = await case_seen(client_of, case)
    assert (await attended(db, case), len(before["units_gone"])) == (True, 1)
    await done(client_of, case, "suspend", **SUSPENDED)
    async with lawful(db):
        after = await done(client_of, case, "reopen", reason="It is light.")
    assert after["units_gone"] == before["units_gone"]
    assert await attended(db, case)
