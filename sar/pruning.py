"""Deleting what is kept for a time only; the record and what the parties have made never is."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, cast

from procrastinate import JobContext
from sqlalchemy import CursorResult, Delete, Update, delete, or_, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import clock, jobs
from sar.assets.fix_ingest import old_displacements, old_ship_track, old_track
from sar.assets.track_days import (
    bound_of,
    cut_ahead,
    drop_those_over,
    needed,
    next_end,
    next_to_thin,
    thin,
)
from sar.assets.vessel_ingest import old_vessel_track, once_before, silent_vessels
from sar.distress_reports.forgetting import KEPT, forget_settled
from sar.interop.mail_rows import KEPT as MAIL_KEPT
from sar.interop.mail_rows import old_mail
from sar.log import first_line, logger
from sar.parties.models import SignIn
from sar.parties.once import Repeatable
from sar.requests.link_rows import old_links
from sar.requests.work_windows import kept_works
from sar.settings import settings

log = logger(__name__)

REPEATS_KEPT: Final = timedelta(days=30)
SIGN_INS_KEPT: Final = timedelta(days=30)
LEAST_TRACK_DAYS: Final = 14
"""Terms may show positions up to a week late."""

BATCH: Final = 5_000
BETWEEN_BATCHES_S: Final = 1.0
EVERY_TEN_MINUTES: Final = "*/10 * * * *"


@jobs.blueprint.periodic(cron=EVERY_TEN_MINUTES)
@jobs.blueprint.task(name="prune", queue=jobs.QUEUE, queueing_lock="prune", pass_context=True)
async def prune_all(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 its instant: the queue gives it
    """One batch after the other while there is anything to delete, in one worker of all."""
    sessions: jobs.SystemSessions = context.additional_context["sessions"]
    while not context.should_abort():
        try:
            async with sessions() as db, db.begin():
                gone = await prune(
                    db,
                    real_now=clock.real_now(),
                    now=clock.now(),
                    track_days=settings().track_days,
                    vessel_hours=settings().vessel_hours,
                )
        except SQLAlchemyError as error:
            log.warning("nothing could be pruned", error=first_line(error))
            return
        if not any(gone.values()):
            return
        log.info("pruned", **gone)
        await asyncio.sleep(BETWEEN_BATCHES_S)


@jobs.blueprint.periodic(cron=EVERY_TEN_MINUTES)
@jobs.blueprint.task(
    name="track_days", queue=jobs.QUEUE, queueing_lock="track_days", pass_context=True
)
async def keep_all_track_days(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 as above
    """The tables of positions, in one worker of all; given up where readers are in the way."""
    sessions: jobs.SystemSessions = context.additional_context["sessions"]
    try:
        await keep_track_days(
            sessions,
            now=clock.now(),
            days=kept_days(settings().track_days),
            whole_hours=settings().track_whole_hours,
            should_end=context.should_abort,
        )
    except SQLAlchemyError as error:
        log.warning("the days of positions wait for the next round", error=first_line(error))


def kept_days(track_days: int) -> int:
    return max(LEAST_TRACK_DAYS, track_days)


async def keep_track_days(
    sessions: jobs.SystemSessions,
    *,
    now: datetime,
    days: int,
    whole_hours: int,
    should_end: Callable[[], bool] = lambda: False,
) -> None:
    """Make tables for the days to come, drop those past their time, thin those that are over: each
    a transaction of its own, so that none is left half done."""
    while not should_end():
        async with sessions() as db, db.begin():
            end = await next_end(db, now=now, kept_days=days)
            if end is None:
                break
            await cut_ahead(db, end)
    async with sessions() as db, db.begin():
        works = await kept_works(db, closed_after=bound_of(now, days))
        until = await drop_those_over(db, works, now=now, kept_days=days)
    if until is not None:
        log.info("days of positions dropped", until=until)
    while not should_end():
        async with sessions() as db, db.begin():
            span = await next_to_thin(db, now=now, whole_hours=whole_hours, kept_days=days)
            if span is None:
                return
            works = await kept_works(db, closed_after=bound_of(now, days))
            had, has = await thin(db, span, works)
        log.info("a day of positions thinned", table=span.name, had=had, has=has)


async def prune(
    db: AsyncSession,
    *,
    real_now: datetime,
    now: datetime,
    track_days: int,
    vessel_hours: float,
) -> Mapping[str, int]:
    """Delete one batch of each kind that is past its time, and blank the ships of distress reports;
    returns the number of rows, by table.

    Keys of repeated requests, ended sessions, answer links and mail go by real time. The newest
    position of a track before the bound stays, so that an asset that has been silent is still where
    it was, and so does what cases need; whole days go by `keep_track_days`.
    """
    days = kept_days(track_days)
    bound = bound_of(now, days)
    works = await kept_works(db, closed_after=bound)
    keys = (
        select(col(Repeatable.identity), col(Repeatable.key))
        .where(col(Repeatable.at) < real_now - REPEATS_KEPT)
        .limit(BATCH)
        .subquery()
    )
    over = real_now - SIGN_INS_KEPT
    ended = (
        select(col(SignIn.id))
        .where(or_(col(SignIn.expires_at) < over, col(SignIn.ended_at) < over))
        .limit(BATCH)
        .subquery()
    )
    deletions: dict[str, Delete | Update] = {
        "repeatable": delete(Repeatable).where(
            col(Repeatable.identity) == keys.c.identity, col(Repeatable.key) == keys.c.key
        ),
        "answer_link": old_links(over, limit=BATCH),
        "sign_in": delete(SignIn).where(col(SignIn.id) == ended.c.id),
        "ship_track_point": old_ship_track(now - timedelta(days=days), limit=BATCH),
        "track_point": old_track(bound, outlasting=needed(works), limit=BATCH),
        "heard_vessel": silent_vessels(
            now - timedelta(hours=vessel_hours), once_before=once_before(now), limit=BATCH
        ),
        "heard_vessel_point": old_vessel_track(now - timedelta(hours=vessel_hours), limit=BATCH),
        "distress_report": forget_settled(now - KEPT),
        "feed_mail": old_mail(real_now - MAIL_KEPT, limit=BATCH),
        "displacement": old_displacements(now - timedelta(days=days), limit=BATCH),
    }
    return {table: await _deleted(db, deletion) for table, deletion in deletions.items()}


async def _deleted(db: AsyncSession, deletion: Delete | Update) -> int:
    unseen = deletion.execution_options(synchronize_session=False)
    result = cast(CursorResult[Any], await db.execute(unseen))
    return result.rowcount
