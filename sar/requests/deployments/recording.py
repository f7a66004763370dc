"""Records an expected time: when it is first known, missed, met again, or moved."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.record.entries import (
    ArrivalExpected,
    ArrivalMoved,
    ArrivalUnknown,
    Fact,
    InTimeAgain,
    Overdue,
    RunsLate,
)
from sar.record.service import PLATFORM
from sar.requests import locks, time_rows
from sar.requests.deployment_traits import TRAITS
from sar.requests.deployments.case_help import lateness_of, tell_case
from sar.requests.deployments.lateness import ToldTime, Word, overdue_now, told_now
from sar.requests.models import Deployment
from sar.requests.recording import Touched, recording
from sar.requests.time_rows import LeadsTime
from sar.requests.words import Lateness, NoTime
from sar.time_words import minute_text


async def with_news(
    db: AsyncSession, deployment_ids: Collection[UUID], *, now: datetime
) -> list[UUID]:
    """The deployments in whose expected time there is news for the record."""
    known = await time_rows.times_of_leads(db, deployment_ids)
    return [one.work.id for one in known if _news(one, now=now) is not None]


async def record_expected_time(db: AsyncSession, deployment_id: UUID, *, now: datetime) -> None:
    """Put the news in the deployment's expected time on the record, as its lead knows it; nothing
    when there is none."""
    locked = await locks.lock_any_deployment(db, deployment_id)
    known = await time_rows.times_of_leads(db, [deployment_id])
    news = _news(known[0], now=now) if known else None
    if locked is None or news is None:
        return
    work = locked.deployment
    word, after, was = news
    incident = locked.incident
    told = lateness_of(incident, work, late=word in (Word.LATE, Word.OVERDUE), now=now)
    touched = Touched(
        incidents=[incident.id] if incident and told else [],
        requests=[work.request_id] if work.request_id else [],
        deployments=[work.id],
    )
    async with recording(db, touched, by=PLATFORM, exercise=locked.exercise, now=now) as entry:
        work.first_expected_at, work.told_at = after.first_expected_at, after.told_at
        work.late, work.late_told_at = after.late, after.late_told_at
        # No party has changed it: a form about it is not out of date, nor is its time.
        work.updated_at = now
        if incident and told:
            asset = locked.assets.get(work.asset_id) if work.asset_id else None
            await tell_case(db, incident, told, asset=asset, by=None, now=now)
        fact = _fact(work, word, after, was)
        entry.record(fact, readers=work.parties)


def _news(known: LeadsTime, *, now: datetime) -> tuple[Word, ToldTime, datetime | None] | None:
    """The word, the record's state after it, and the time that was told or expected before."""
    work, time = known.work, known.time
    if time.why is NoTime.WAY_NOT_KNOWN or not TRAITS[work.state].before_scene:
        return None
    told = ToldTime(
        promised_at=work.promised_at,
        needed_at=known.needed_at,
        first_expected_at=work.first_expected_at,
        told_at=work.told_at,
        late=work.late,
        late_told_at=work.late_told_at,
    )
    if time.why is NoTime.OVERDUE:
        word, after = overdue_now(told, now=now)
        was = time.was_at
    else:
        word, after = told_now(told, time.at, now=now)
        was = work.told_at
    return None if word is None else (word, after, was)


def _fact(work: Deployment, word: Word, after: ToldTime, was: datetime | None) -> Fact:
    about = {"id": work.id, "about": work.name}
    before = minute_text(was) if was else ""
    if after.told_at is None:
        return Overdue(**about, was=before) if word is Word.OVERDUE else ArrivalUnknown(**about)
    at = minute_text(after.told_at)
    match word:
        case Word.LATE:
            return RunsLate(**about, at=at, **_missed(after))
        case Word.IN_TIME:
            return InTimeAgain(**about, at=at)
        case Word.MOVED:
            return ArrivalMoved(**about, at=at, was=before)
        case _:
            return ArrivalExpected(**about, at=at)


def _missed(late: ToldTime) -> dict[str, Any]:
    """The time that is missed, and which it is."""
    if late.late is Lateness.NEED:
        misses, due = "need", late.needed_at
    elif late.promised_at is not None:
        misses, due = "promise", late.promised_at
    else:
        misses, due = "first", late.first_expected_at
    assert due is not None  # noqa: S101 it is missed
    return {"misses": misses, "due": minute_text(due)}
