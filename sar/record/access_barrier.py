"""Optimistic check: refuses the commit if access changed after the pictures were drawn. Drawing
pictures for the record begins here; the commit is refused (`serialization_failure`, to be done
again from the start) when an entry that made a party read its snapshot again was committed in
between, or tells of a later instant than the one that the pictures were drawn for."""

from datetime import datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sar.db import LAST_ATTEMPT
from sar.record.chain import microseconds
from sar.record.entries import Thing

UNDER_ACCESS: Final[frozenset[Thing]] = frozenset(
    {"asset", "fuel_point", "incident", "request", "offer", "deployment", "clearance"}
)
"""Things seen by agreements, occasions or involvement; the rest everyone concerned sees."""


async def note(db: AsyncSession) -> None:
    """Note which change of access this transaction's pictures are drawn after.

    After the locks and before the first picture; again does nothing. In a last attempt nobody's
    access changes from here to the commit.
    """
    if not _is_noted(db):
        if holds(db):
            await db.execute(_RECORD_LOCK)
        await db.execute(_BEGIN)
        db.info[note] = db.sync_session.get_transaction()


def _is_noted(db: AsyncSession) -> bool:
    transaction = db.sync_session.get_transaction()
    return transaction is not None and db.info.get(note) is transaction


def never_hold(db: AsyncSession) -> None:
    """Draw without the record's lock in a last attempt, too: for what takes so long to draw that
    everybody's writes would wait for it. If others overtake that as well, the caller is told so."""
    db.info[LAST_ATTEMPT] = False


def holds(db: AsyncSession) -> bool:
    """Whether the pictures of this transaction are drawn under the record's lock, for which all
    others that write wait."""
    return bool(db.info.get(LAST_ATTEMPT))


async def check(db: AsyncSession, *, now: datetime) -> None:
    """Have the commit refused as for an entry, where what was drawn shows that none is due; of what
    everyone concerned sees, without `note`, that needs no proof."""
    if _is_noted(db):
        await db.execute(_CONFIRM, {"at_us": microseconds(now)})


_RECORD_LOCK = text("SELECT pg_advisory_xact_lock(5999166691937046354)")
_BEGIN = text("SELECT record_begin_drawing()")
_CONFIRM = text(
    "INSERT INTO record_pending"
    " (at_us, kind, entry_parts, salts, bodies, parties, slots, resyncs, under_access, subjects)"
    " VALUES (:at_us, '', '{}', '{}', '{}', '{}', '{}', '{}', true, '{}')"
)
