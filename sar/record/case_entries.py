"""Entries that may tell of one thing, read in order out of a party's own part of the record; and,
of single facts, the other parties that were told them."""

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sar.record.entries import PictureChanged
from sar.stints import Stints
from sar.wire import JsonObject

WINDOW: Final = 1_000
"""So many of the party's own numbers are looked through in one statement."""


@dataclass(frozen=True, slots=True)
class ChangingEntry:
    """An entry of a party, with the steps of its picture."""

    number: int
    """The party's own."""
    at: datetime
    steps: list[JsonObject]
    is_gap: bool
    """More may have changed than the steps tell: the party read its snapshot again, or what the
    entry told has been erased."""


async def entries_naming(
    db: AsyncSession, party: str, thing_id: UUID, *, until: int
) -> AsyncIterator[ChangingEntry]:
    """The party's entries up to its own number `until` whose text names the thing, takes anything
    out of the picture, or may have changed more than it tells; none from before the thing was first
    recorded.

    The index of subjects alone would not do: it holds what the fact of an entry is about, and a
    picture of the thing may have changed in an entry about another.
    """
    first = await db.scalar(_FIRST, {"party": party, "thing": thing_id})
    stints = Stints(rests=0.0)
    for after in range((first or 1) - 1, until, WINDOW):
        given = {
            "party": party,
            "after": after,
            "until": min(until, after + WINDOW),
            "naming": str(thing_id),
            "gone": _GONE,
        }
        for row in await db.execute(_NAMING, given):
            steps = orjson.loads(row.body)["changes"] if row.body else []
            is_gap = row.resync or row.is_erased
            yield ChangingEntry(row.party_number, row.at, steps, is_gap)
            await stints.rest()


_FIRST: Final = text(
    "SELECT min(r.party_number) FROM record_reader r WHERE r.party_code = :party"
    " AND r.number >= (SELECT min(s.number) FROM record_subject s WHERE s.subject = :thing)"
)
_GONE: Final = '"value":null}'
"""The end of a step that takes a thing out of the picture, which does not tell whose it was."""
_NAMING: Final = text(
    "SELECT r.party_number, e.at, r.resync, s.body IS NULL AS is_erased,"
    " CASE WHEN strpos(s.body, :naming) > 0 OR strpos(s.body, :gone) > 0"
    "  THEN s.body END AS body"
    " FROM record_reader r JOIN record_entry e ON e.number = r.number"
    " LEFT JOIN record_slot s ON s.number = r.number AND s.slot = r.slot"
    " WHERE r.party_code = :party AND r.party_number > :after AND r.party_number <= :until"
    " AND (r.resync OR s.body IS NULL OR strpos(s.body, :naming) > 0"
    "  OR strpos(s.body, :gone) > 0)"
    " ORDER BY r.party_number"
)


class ToldFact(NamedTuple):
    """A fact that a party was told, and which others were."""

    number: int
    """The party's own."""
    at: datetime
    sentence: str | None
    """None once it is erased."""
    type: str | None
    told: dict[str, bool | None]
    """By party: whether it was told the fact; None: it cannot be known any more."""


async def facts_with_readers(
    db: AsyncSession,
    party: str,
    thing_id: UUID,
    others: Collection[str],
    *,
    after: int,
    limit: int,
) -> list[ToldFact]:
    """The facts about a thing that the party was told after its own number `after`, in order, and
    which of the `others` were told them too. Of an entry that only changed another's picture
    nothing is said, and of what another was told alone neither."""
    given = {
        "party": party,
        "thing": thing_id,
        "others": sorted(others),
        "after": after,
        "limit": limit,
        "changed": PictureChanged.__name__,
    }
    rows = await db.execute(_WITH_READERS, given)
    return [
        ToldFact(row.party_number, row.at, row.sentence, row.type, _told(row.readers or {}, others))
        for row in rows
    ]


def _told(readers: dict[str, Any], others: Collection[str]) -> dict[str, bool | None]:
    return {party: readers.get(party, False) for party in sorted(others)}


_WITH_READERS: Final = text(
    "SELECT r.party_number, e.at, CAST(s.body AS jsonb) ->> 'sentence' AS sentence,"
    " CAST(s.body AS jsonb) ->> 'type' AS type, (SELECT jsonb_object_agg(o.party_code,"
    "  CASE WHEN o.slot = r.slot THEN true"
    "   ELSE CAST(t.body AS jsonb) ->> 'type' <> :changed END)"
    "  FROM record_reader o LEFT JOIN record_slot t ON t.number = o.number AND t.slot = o.slot"
    "  WHERE o.number = r.number AND o.party_code = ANY(CAST(:others AS text[]))) AS readers"
    " FROM record_subject b JOIN record_reader r ON r.number = b.number"
    " JOIN record_entry e ON e.number = r.number"
    " LEFT JOIN record_slot s ON s.number = r.number AND s.slot = r.slot"
    " WHERE b.subject = :thing AND r.party_code = :party AND r.party_number > :after"
    " AND CAST(s.body AS jsonb) ->> 'type' IS DISTINCT FROM :changed"
    " ORDER BY r.party_number LIMIT :limit"
)
