"""Going in and out of zones by time alone: a position that has become old enough to be told (SQL).

A zone asks where an asset was as long ago as its term tells positions. Nobody writes when that
place crosses a line, so the worker looks, and has those whose picture it changes read theirs again.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Text, and_, exists, literal, or_, select, text, type_coerce
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import installation
from sar.agreements.load import in_force, valid
from sar.agreements.models import Term, TermPair, Version
from sar.agreements.words import Visibility
from sar.assets.access import horizon_by
from sar.assets.models import Asset, TrackPoint
from sar.assets.visible import access_assets, views
from sar.db import Instant
from sar.record import service as record
from sar.record.entries import PictureChanged


async def record_crossings(db: AsyncSession, *, since: datetime | None, now: datetime) -> None:
    """Put on the record what fell due after `since`, until now.

    None, and a clock that was set back: nobody knows what has fallen due, and whoever sees by
    such terms reads its snapshot again.
    """
    if since is None or since > now:
        await _record(db, await _grantees(db, now=now), now=now)
        return
    due = await _fallen_due(db, since=since, now=now)
    if not due or not await _changed(db, due, since=since, now=now):
        return
    await access_assets(db, due)
    await _record(db, await _changed(db, due, since=since, now=now), now=now)


async def _changed(
    db: AsyncSession, ids: Collection[UUID], *, since: datetime, now: datetime
) -> set[str]:
    """The parties that see the assets otherwise now than at that instant, all else being equal."""
    before, after = await views(db, ids, now=since), await views(db, ids, now=now)
    return {
        party for party in before.keys() | after.keys() if before.get(party) != after.get(party)
    }


async def _record(db: AsyncSession, parties: Collection[str], *, now: datetime) -> None:
    """They read their snapshots again: also a write that was drawn for an earlier instant, and
    waited since, is thereby done again (decision 9)."""
    if parties:
        await record.write(
            db,
            PictureChanged(id="", about=""),
            by=record.PLATFORM,
            told=[],
            resync=parties,
            now=now,
            exercise=(await installation.read(db)).exercise,
        )


async def _grantees(db: AsyncSession, *, now: datetime) -> set[str]:
    return {row.grantee for row in await db.execute(_late(now))}


async def _fallen_due(db: AsyncSession, *, since: datetime, now: datetime) -> list[UUID]:
    """Assets whose position has newly become old enough for a zone term, in order."""
    late = _late(now).subquery()
    delay = late.c.position_delay_minutes * text("interval '1 minute'")
    before, then = (literal(at, Instant()) - delay for at in (since, now))
    precision_nm, type_code = late.c.position_precision_nm, type_coerce(Asset.type_code, Text())
    over_before, over = (horizon_by(at, precision_nm, type_code) for at in (before, then))
    at = col(TrackPoint.at)
    ends_span = over > over_before
    is_first = and_(at > before, late.c.position_delay_minutes > 0)
    told = exists().where(
        col(TrackPoint.asset_id) == col(Asset.id),
        at > over_before,
        at <= then,
        or_(ends_span, is_first),
    )
    standing = col(Asset.retired_at).is_(None)
    query = select(col(Asset.id)).join(late, late.c.grantor == col(Asset.party_code))
    rows = await db.execute(query.where(standing, told).distinct().order_by(col(Asset.id)))
    return list(rows.scalars())


def _late(now: datetime) -> Select[*tuple[Any, ...]]:
    """Pairs of parties in which one shows the other positions late or coarsely within a zone."""
    return (
        select(
            col(TermPair.grantor),
            col(TermPair.grantee),
            col(Term.position_delay_minutes),
            col(Term.position_precision_nm),
        )
        .join(Term, col(Term.id) == col(TermPair.term_id))
        .join(Version, col(Version.id) == col(Term.version_id))
        .where(
            col(Term.zone).is_not(None),
            col(Term.visibility) == Visibility.POSITION,
            or_(col(Term.position_delay_minutes) > 0, col(Term.position_precision_nm) > 0),
            in_force(now),
            valid(now),
        )
        .distinct()
    )
