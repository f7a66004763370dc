"""Positions of assets by day: tables made ahead, thinned once they are over, and dropped whole.

Each step is one transaction: one that is ended in the middle has not begun. A step that has to wait
for readers for more than a second gives up, and the next round does it.
"""

import asyncio
import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, column, func, or_, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import Uuid
from sqlmodel import col

from sar.agreements.models import Term, TermPair
from sar.assets.day_bounds import (
    TrackSpan,
    due_for_thinning,
    end_of_those_over,
    ends_to_make,
    midnight,
    whole_from,
)
from sar.assets.holding import span_s
from sar.assets.models import Asset, TrackPoint
from sar.assets.track_thinning import ThinnedPoint, WholeWindow, those_that_stay
from sar.db import Instant
from sar.log import logger
from sar.threads import to_its_end

log = logger(__name__)

_AT_ONCE: Final = 8
"""Assets whose tracks are read together: a day of positions each second is 86,400 of each."""


@dataclass(frozen=True, slots=True)
class KeptWork:
    """A unit's time at work for a case that needs its positions."""

    asset_id: UUID
    window: WholeWindow


class _Thinning(NamedTuple):
    """Beside the positions, all that the rule asks for."""

    spans_s: Mapping[UUID, Collection[int]]
    whole: Mapping[UUID, Collection[WholeWindow]]


def bound_of(now: datetime, kept_days: int) -> datetime:
    """The midnight before which positions are past their time."""
    return midnight((now - timedelta(days=kept_days)).astimezone(UTC).date())


async def spans(db: AsyncSession) -> list[TrackSpan]:
    """All tables, in the order of time and without a gap."""
    rows = await db.execute(text("SELECT name, from_at, to_at, thinned FROM track_spans()"))
    return [TrackSpan(*row) for row in rows]


async def whole_since(
    db: AsyncSession, *, since: datetime, until: datetime, at_work: bool = False
) -> datetime | None:
    """The instant from which on all positions of a window are kept as they came; None: all."""
    return whole_from(await spans(db), since=since, until=until, at_work=at_work)


async def days_ahead(db: AsyncSession, *, now: datetime) -> float:
    """The days until positions have no table of their day; not a number: no day was ever made."""
    begins = (await spans(db))[-1].from_at
    return math.nan if begins is None else (begins - now) / timedelta(days=1)


async def next_end(db: AsyncSession, *, now: datetime, kept_days: int) -> date | None:
    """The next day that what lies ahead is to be cut at; None: enough tables are made.

    It says in the log if positions have come there: nobody made their days in time.
    """
    begins = (await spans(db))[-1].from_at
    today = now.astimezone(UTC).date()
    end = next(ends_to_make(begins, today, kept_days), None)
    if begins is not None and (came := await _came_since(db, begins)):
        log.warning("positions have come for days without tables", since=begins, positions=came)
        end = end or _day_after(await _newest(db, begins))
    return end


async def _came_since(db: AsyncSession, since: datetime) -> int:
    found = await db.scalar(
        select(func.count()).select_from(TrackPoint).where(col(TrackPoint.at) >= since)
    )
    return found or 0


async def _newest(db: AsyncSession, since: datetime) -> datetime:
    found = await db.scalar(select(func.max(col(TrackPoint.at))).where(col(TrackPoint.at) >= since))
    return found or since


def _day_after(at: datetime) -> date:
    return at.astimezone(UTC).date() + timedelta(days=1)


async def cut_ahead(db: AsyncSession, end: date) -> None:
    """End the table of what lies ahead, and begin another."""
    await db.execute(text("SELECT track_split(:end)"), {"end": end})


async def next_to_thin(
    db: AsyncSession, *, now: datetime, whole_hours: int, kept_days: int
) -> TrackSpan | None:
    """The oldest table that is over, and no term tells positions of it late any more."""
    delay = await db.scalar(select(func.max(col(Term.position_delay_minutes))))
    after = timedelta(minutes=max(delay or 0, 60 * whole_hours))
    due = due_for_thinning(await spans(db), now=now, after=after, before=bound_of(now, kept_days))
    return due[0] if due else None


async def thin(db: AsyncSession, span: TrackSpan, works: Sequence[KeptWork]) -> tuple[int, int]:
    """Replace the table by one without what the rest tells; the positions that it had, and has."""
    within = _within(span)
    ids = list(await db.scalars(select(col(TrackPoint.asset_id)).where(*within).distinct()))
    began = await _begin(db)
    whole = defaultdict(list)
    for work in works:
        whole[work.asset_id].append(work.window)
    about = _Thinning(await _spans_s(db), whole)
    had = has = 0
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        rows = (await db.execute(_points(span), {"some": some})).all()
        staying = await to_its_end(asyncio.ensure_future(asyncio.to_thread(_staying, rows, about)))
        had, has = had + len(rows), has + len(staying)
        await db.execute(
            _PUT,
            {
                "ids": [asset_id for asset_id, _ in staying],
                "ats": [at for _, at in staying],
                "since": span.from_at,
                "until": span.to_at,
            },
        )
    await _end(db, began, span.from_at, span.to_at)
    return had, has


def _within(span: TrackSpan) -> tuple[ColumnElement[bool], ...]:
    assert span.from_at is not None  # noqa: S101 those that are due have both
    assert span.to_at is not None  # noqa: S101 as above
    return (col(TrackPoint.at) >= span.from_at, col(TrackPoint.at) < span.to_at)


def _points(span: TrackSpan) -> Any:
    flat = func.geometry(col(TrackPoint.point))
    some = bindparam("some", type_=ARRAY(Uuid()))
    return (
        select(
            col(TrackPoint.asset_id),
            col(TrackPoint.at),
            func.ST_Y(flat),
            func.ST_X(flat),
            col(TrackPoint.source),
            col(TrackPoint.uncertainty_nm),
            col(TrackPoint.doubt).is_not(None),
            col(TrackPoint.implausible),
        )
        .where(col(TrackPoint.asset_id) == func.any(some), *_within(span))
        .order_by(col(TrackPoint.asset_id), col(TrackPoint.at))
    )


def _staying(rows: Sequence[Any], about: _Thinning) -> list[tuple[UUID, datetime]]:
    return list(_each_staying(rows, about))


def _each_staying(rows: Sequence[Any], about: _Thinning) -> Iterator[tuple[UUID, datetime]]:
    for asset_id, theirs in groupby(rows, key=lambda row: row[0]):
        stay = those_that_stay(
            [ThinnedPoint(*row[1:]) for row in theirs],
            spans_s=about.spans_s.get(asset_id, ()),
            whole=about.whole.get(asset_id, ()),
        )
        for at in stay:
            yield asset_id, at


async def _spans_s(db: AsyncSession) -> dict[UUID, set[int]]:
    """The spans by which the places of assets are told coarsely, by any term that was ever
    written."""
    rows = await db.execute(
        select(col(Asset.id), col(Asset.type_code), col(Term.position_precision_nm))
        .distinct()
        .join(TermPair, col(TermPair.grantor) == col(Asset.party_code))
        .join(Term, col(Term.id) == col(TermPair.term_id))
        .where(col(Term.position_precision_nm) > 0)
    )
    found: dict[UUID, set[int]] = defaultdict(set)
    for asset_id, type_code, precision_nm in rows:
        if seconds := span_s(precision_nm, type_code):
            found[asset_id].add(seconds)
    return found


async def drop_those_over(
    db: AsyncSession, works: Sequence[KeptWork], *, now: datetime, kept_days: int
) -> datetime | None:
    """Drop the tables of which all is past its time, and say until when. The first takes in all
    that outlasts: of each asset the newest position and the newest plausible one, and those that
    cases need."""
    until = end_of_those_over(await spans(db), bound_of(now, kept_days))
    if until is None:
        return None
    began = await _begin(db)
    await db.execute(_OUTLASTING, {"until": until, **columns_of(works)})
    await _end(db, began, None, until)
    return until


async def _begin(db: AsyncSession) -> str:
    return str((await db.execute(text("SELECT track_rewrite_begin()"))).scalar_one())


async def _end(
    db: AsyncSession, began: str, since: datetime | None, until: datetime | None
) -> None:
    await db.execute(_END, {"began": began, "since": since, "until": until})


def columns_of(works: Sequence[KeptWork]) -> dict[str, list[Any]]:
    """As `NEEDED` asks for them."""
    return {
        "work_ids": [work.asset_id for work in works],
        "work_since": [work.window.since for work in works],
        "work_until": [work.window.until for work in works],
    }


def needed(works: Sequence[KeptWork]) -> ColumnElement[bool]:
    """Whether a position is of a unit at work for a case that needs it."""
    given = columns_of(works)
    work = (
        func.unnest(
            bindparam("work_ids", given["work_ids"], type_=ARRAY(Uuid())),
            bindparam("work_since", given["work_since"], type_=ARRAY(Instant())),
            bindparam("work_until", given["work_until"], type_=ARRAY(Instant())),
        )
        .table_valued(
            column("asset_id", Uuid()), column("since", Instant()), column("until", Instant())
        )
        .render_derived(name="work")
    )
    return (
        select(work.c.asset_id)
        .where(
            work.c.asset_id == col(TrackPoint.asset_id),
            col(TrackPoint.at) >= work.c.since,
            or_(work.c.until.is_(None), col(TrackPoint.at) <= work.c.until),
        )
        .correlate(TrackPoint)
        .exists()
    )


_PUT: Final = text("""
    INSERT INTO track_point_next
    SELECT point.* FROM unnest(CAST(:ids AS uuid[]), CAST(:ats AS timestamptz[])) AS stays(id, at)
    JOIN track_point point ON point.asset_id = stays.id AND point.at = stays.at
    WHERE point.at >= :since AND point.at < :until
""").bindparams(bindparam("since", type_=Instant()), bindparam("until", type_=Instant()))
_OUTLASTING: Final = text("""
    INSERT INTO track_point_next
    SELECT point.* FROM track_point point WHERE at < :until AND (
        EXISTS (
            SELECT FROM unnest(
                CAST(:work_ids AS uuid[]), CAST(:work_since AS timestamptz[]),
                CAST(:work_until AS timestamptz[])
            ) AS work(asset_id, since, until)
            WHERE work.asset_id = point.asset_id AND point.at >= work.since
                AND (work.until IS NULL OR point.at <= work.until)
        )
        OR (asset_id, at) IN (
            SELECT asset_id, max(at) FROM track_point WHERE at < :until
            GROUP BY asset_id, implausible
        )
    )
""").bindparams(bindparam("until", type_=Instant()))
_END: Final = text("SELECT track_rewrite_end(:began, :since, :until)").bindparams(
    bindparam("since", type_=Instant()), bindparam("until", type_=Instant())
)
