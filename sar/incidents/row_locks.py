"""Rows of cases, locked with the cases linked to them.

A link shows to those who see both cases: a change of access to the one changes the view of the
other, so that linked cases are locked together, in the order of their ids.
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, all_, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.errors import NotFound
from sar.incidents.access import IDS, NAMED, involving
from sar.incidents.linked_cases import events_of
from sar.incidents.models import Incident, IncidentLink


async def locked(db: AsyncSession, incident_id: UUID) -> Incident:
    """The case's row, locked, without a check of access: for jobs."""
    return (await lock_all(db, [incident_id]))[incident_id]


async def lock_all(db: AsyncSession, incident_ids: Collection[UUID]) -> dict[UUID, Incident]:
    """The cases' rows, locked in the order of their ids, for callers who have access already."""
    wanted = set(incident_ids)
    found = await locked_rows(db, {"ids": list(wanted)}, of_party=False)
    rows = {incident.id: incident for incident in found if incident.id in wanted}
    if rows.keys() != wanted:
        raise NotFound("incident")
    return rows


async def locked_rows(
    db: AsyncSession, given: dict[str, Any], *, of_party: bool
) -> Sequence[Incident]:
    """The rows of `rows_named`, selected again if a case was linked during the wait for a lock.

    A statement that waits does not see rows that are committed meanwhile.
    """
    while True:
        rows = (await db.scalars(rows_named(lock=True, of_party=of_party), given)).all()
        linked = (await db.scalars(linked_with(of_party=of_party), given)).all()
        if {row.id for row in rows} >= set(linked):
            return rows


_THEIRS: Final[ColumnElement[bool]] = and_(
    NAMED, col(Incident.id).in_(involving(bindparam("party", type_=Text())))
)
"""One of them that `party` is involved in."""


@cache
def rows_named(*, lock: bool, of_party: bool = False) -> Select[Incident]:
    """The cases `ids`, of which `party` is involved if asked for; to be locked, with the cases
    linked to them: those that a stranger names are not, nor what is linked to them. Cached:
    building a statement costs as much as running it."""
    wanted = _THEIRS if of_party else NAMED
    rows = select(Incident).order_by(col(Incident.id))
    if not lock:
        return rows.where(wanted)
    rows = rows.where(wanted | col(Incident.id).in_(linked_with(of_party=of_party)))
    held = rows.with_for_update(of=Incident, key_share=True)
    return held.execution_options(populate_existing=True)


@cache
def linked_with(*, of_party: bool = False) -> Select[UUID]:
    """The cases linked with any of the events of those, however many links lie between; of the
    cases `ids` themselves none."""
    of_events = select(events_of(_THEIRS if of_party else NAMED).c.id)
    other = col(IncidentLink.other_id)
    return select(other).where(col(IncidentLink.incident_id).in_(of_events), other != all_(IDS))
