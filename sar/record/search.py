"""Search of a party's entries: by words, by subjects, by time, oldest or newest first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, String, and_, cast, func, or_, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.record.entries import PictureChanged
from sar.record.models import RecordEntry, RecordReader, RecordSlot, RecordSubject
from sar.record.service import PROOF, READ, Read


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySearch:
    """The entries wanted; left out: all."""

    after: int = 0
    """Only entries after this own number of the party."""
    before: int | None = None
    """Only entries before this one, the newest first."""
    words: str | None = None
    """In the sentence, in capitals or not."""
    named: Collection[UUID] = ()
    """Things whose entries the words find too: those that are called by them."""
    about: Collection[UUID] = ()
    """About any of these things."""
    from_at: datetime | None = None
    until_at: datetime | None = None
    """Recorded from, and before."""
    facts_only: bool = False
    """Leaves out the entries that only tell that the picture changed."""
    changes: bool = True
    """Adds what the entries changed in the picture."""


async def find(
    db: AsyncSession, party: str, search: EntrySearch, *, limit: int, octets: int | None = None
) -> list[Read]:
    """The party's entries that a search finds, at most so many of them; no more after one that
    passes so many `octets`, with its changes and those before it."""
    place = col(RecordReader.party_number)
    body = col(RecordSlot.body)
    told = body if search.changes else _without(body, "changes")
    query = READ.with_only_columns(
        col(RecordReader.party_code),
        place,
        told,
        col(RecordReader.resync),
        *PROOF,
        col(RecordEntry.at),
    ).where(col(RecordReader.party_code) == party, place > search.after, *_filters(search))
    if search.before is None:
        query, order = query.order_by(place), place.asc()
    else:
        query, order = query.where(place < search.before).order_by(place.desc()), place.desc()
    if octets is None:
        return [Read(*row) for row in await db.execute(query.limit(limit))]
    before_it = func.sum(func.octet_length(body)).over(order_by=order, rows=(None, -1))
    rows = query.add_columns(before_it.label("before_it")).limit(limit).cte("found")
    fits = func.coalesce(rows.c.before_it, 0) < octets
    kept = (
        select(*list(rows.c)[:-1])
        .where(fits)
        .order_by(
            rows.c.party_number.asc() if search.before is None else rows.c.party_number.desc()
        )
    )
    return [Read(*row) for row in await db.execute(kept)]


def _without(body: SQLColumnExpression[str], field: str) -> ColumnElement[str]:
    return cast(cast(body, JSONB).op("-")(cast(field, String)), String)


def _filters(search: EntrySearch) -> list[ColumnElement[bool]]:
    at = col(RecordEntry.at)
    filters: list[ColumnElement[bool]] = []
    if search.words is not None:
        sentence = cast(col(RecordSlot.body), JSONB)["sentence"].astext
        says = sentence.icontains(search.words, autoescape=True)
        filters.append(or_(says, _is_about(search.named)) if search.named else says)
    if search.about:
        filters.append(_is_about(search.about))
    if search.from_at is not None:
        filters.append(at >= search.from_at)
    if search.until_at is not None:
        filters.append(at < search.until_at)
    if search.facts_only:
        filters.append(_tells_a_fact())
    return filters


def _is_about(things: Collection[UUID]) -> ColumnElement[bool]:
    """Without entries that tell only that the picture changed: their subjects, such as for whom a
    unit works, are not the reader's to find out."""
    numbers = select(col(RecordSubject.number)).where(col(RecordSubject.subject).in_(things))
    return and_(col(RecordReader.number).in_(numbers), _tells_a_fact())


def _tells_a_fact() -> ColumnElement[bool]:
    type_: ColumnElement[str] = cast(col(RecordSlot.body), JSONB)["type"].astext
    return type_.is_distinct_from(PictureChanged.__name__)
