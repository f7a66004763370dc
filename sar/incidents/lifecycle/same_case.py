"""Closing a case as the same as a linked one: one person's word, which a second is awaited for.

Two boats until proven one: nothing passes from the one to the other. Both references stay.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Conflict, Malformed
from sar.incidents import visible
from sar.incidents.assessment.seconding import await_second
from sar.incidents.case_people import most_outstanding_of, outstanding_of
from sar.incidents.lead import linking
from sar.incidents.models import Incident
from sar.incidents.one_event import SameCase, against_closing_as
from sar.incidents.one_word import given
from sar.incidents.recording import changed
from sar.incidents.words import IncidentState, LinkState
from sar.parties.caller import Caller
from sar.record.entries import CaseClosedAs, ClosedAsSeconded
from sar.record.recording import FurtherFact


async def hold_other(
    db: AsyncSession, caller: Caller, incident_id: UUID, same_as: UUID | None
) -> Incident | None:
    """The other case, both locked in the order of their ids; None: it is not closed as another."""
    if same_as is None:
        return None
    if same_as == incident_id:
        raise Malformed.at("same_as", "same_case", "is the case itself")
    await visible.access_incident(db, caller, incident_id)
    await visible.access_incident(db, caller, same_as)
    return (await visible.lock_all(db, [incident_id, same_as]))[same_as]


async def check(
    db: AsyncSession, incident: Incident, other: Incident, *, tasked: tuple[str, ...]
) -> None:
    """Conflict with every reason why the case cannot be closed as the other. `tasked`: the units at
    work for it."""
    link = await visible.link_between(db, incident.id, other.id)
    refusals = against_closing_as(
        SameCase(
            other=other.reference,
            is_linked=link is not None and link.state is LinkState.ACCEPTED,
            other_is_open=other.state is IncidentState.OPEN,
            one_lead=incident.lead_party == other.lead_party,
            missing=outstanding_of(incident),
            missing_there=outstanding_of(other),
            most=most_outstanding_of(incident),
            most_there=most_outstanding_of(other),
            tasked=tasked,
        )
    )
    if refusals:
        raise Conflict.of(refusals, state=incident.state)


async def keep_word(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    other: Incident,
    *,
    reason: str,
    second: str,
    now: datetime,
) -> list[FurtherFact]:
    """Keep the word beside the other case, where the search goes on, unless a `second` was heard by
    voice; the facts of it."""
    word = {
        **given(caller.identity, now=now),
        "party": caller.party,
        "case_id": str(incident.id),
        "name": incident.reference,
        "reason": reason,
        "at": now.isoformat(),
    }
    if not second:
        other.closed_as_this = [*(other.closed_as_this or []), word]
        await await_second(db, other, word)
    changed(other, now=now)
    fact = CaseClosedAs(id=other.id, about=incident.reference, other=other.reference, reason=reason)
    readers = await linking.readers_of_both(db, incident, other, now=now)
    told = [FurtherFact(fact, caller.actor, readers)]
    if second:
        seconded = ClosedAsSeconded(
            id=other.id, about=other.reference, function=second, name=incident.reference
        )
        told.append(FurtherFact(seconded, caller.actor, [other.lead_party]))
    return told


async def hold_reopened(db: AsyncSession, incident_id: UUID) -> Incident | None:
    """The case as which this one was closed, both locked; None: it was not closed so."""
    (incident,) = await visible.rows_of(db, [incident_id])
    if incident.closed_as is None:
        return None
    other_id = UUID(incident.closed_as["incident_id"])
    return (await visible.lock_all(db, [incident_id, other_id]))[other_id]


async def is_closed_alone(db: AsyncSession, incident: Incident) -> bool:
    """Whether the case was closed as the same as another by one person's word, so far."""
    if incident.closed_as is None:
        return False
    (other,) = await visible.rows_of(db, [UUID(incident.closed_as["incident_id"])])
    return any(one["case_id"] == str(incident.id) for one in other.closed_as_this or [])


def forget(incident: Incident, other: Incident, *, now: datetime) -> None:
    """The case is worked on again: it is not the other one."""
    incident.closed_as = None
    words = other.closed_as_this or []
    other.closed_as_this = [one for one in words if one["case_id"] != str(incident.id)] or None
    changed(other, now=now)
