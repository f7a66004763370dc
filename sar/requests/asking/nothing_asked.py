"""Help for people in distress that is short while not enough is asked for: looked at, and told."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents import visible as incidents
from sar.incidents.alarms.raising import raise_at_lead
from sar.incidents.case_people import found_of, most_outstanding_of, outstanding_of
from sar.incidents.models import Incident
from sar.incidents.recording import in_full, recording
from sar.incidents.words import AlarmCause
from sar.matching.words import NeedUnit
from sar.record.entries import NotAllHaveRoom, NothingAsked, PictureChanged
from sar.record.recording import FurtherFact
from sar.record.service import PLATFORM
from sar.requests import deployment_rows, presenting, rows
from sar.requests.deployment_traits import TRAITS, Counts
from sar.requests.models import Deployment, Request
from sar.requests.presenting import RequestParts
from sar.requests.room_to_come import AwaitedRoom, OfferedRoom, room_to_come
from sar.requests.state_tables import AWAITED
from sar.requests.taking_place import is_tasked, may_answer


async def check_help_asked(
    db: AsyncSession, incident_id: UUID, look_at: str, *, now: datetime
) -> None:
    """Look whether those tasked have room for all who are in distress, or as many are asked for or
    offered: tell the record that it is not so, or that it rings no more."""
    incident = await incidents.locked(db, incident_id)
    kept = incident.unasked
    if kept is None or (kept["look_at"] or "") != look_at:
        return
    tasked = [
        one for one in await deployment_rows.work_of_case(db, incident.id) if is_tasked(one.state)
    ]
    lacking = _lacking(incident, tasked)
    to_come = await _to_come(db, incident, tasked, now=now) if lacking else 0
    if to_come is None or lacking <= to_come:
        lacking = 0
    since = (kept["since"] or now.isoformat()) if lacking else None
    if since == kept["since"]:
        incident.unasked = {"look_at": None, "since": since}
        return
    async with recording(db, incident, by=PLATFORM, now=now) as entry:
        incident.unasked = {"look_at": None, "since": since}
        incident.updated_at = now
        about = {"id": incident.id, "about": incident.reference}
        if since is None:
            entry.record(PictureChanged(**about), readers=())
        else:
            await raise_at_lead(db, incident, AlarmCause.UNCOVERED, now=now)
            unknown = _unknown(tasked)
            entry.record(NotAllHaveRoom(**about, unknown=unknown), readers=in_full)
            counted = NothingAsked(**about, lacking=lacking, may_come=to_come or 0, unknown=unknown)
            entry.further.append(FurtherFact(counted, PLATFORM, [incident.lead_party]))


def _unknown(tasked: Sequence[Deployment]) -> str:
    """The units whose room nobody knows; empty: it is known of all."""
    names = ", ".join(one.name for one in tasked if one.uncounted_aboard)
    return f"Room not known, people aboard not counted: {names}." if names else ""


def _lacking(incident: Incident, tasked: Sequence[Deployment]) -> int:
    """The number of those outstanding for whom those tasked have no room; 0 while nobody able is
    tasked: that rings by itself.

    If nobody knows how many they are at most, those known to be there count, and with people
    found who are not counted as many as anybody has told of.
    """
    if not incident.able_tasked:
        return 0
    outstanding = outstanding_of(incident)
    people = outstanding.least if outstanding.most is None else outstanding.most
    if found_of(incident).any_uncounted:
        people = most_outstanding_of(incident)
    coming = [one for one in tasked if TRAITS[one.state].counts is Counts.PROMISED]
    room = sum(max(0, one.persons - one.aboard) for one in coming if not one.uncounted_aboard)
    return max(0, people - room)


async def _to_come(
    db: AsyncSession, incident: Incident, tasked: Sequence[Deployment], *, now: datetime
) -> int | None:
    """The people for whom help may still come: a centre that is asked for room which is still
    lacking has not said yes or no, or an offer of a unit that takes people waits to be decided. A
    unit that is promised or declined is no question that is open. None: nobody knows for how many.

    A ship that was hailed and has not answered is no room: until her answer is due she is asked.
    """
    asked = await rows.live_requests_of(db, incident.id)
    parts = await rows.parts_of(db, asked)
    awaited = [one for request in asked for one in _awaited(request, parts[request.id])]
    hailed = [one for one in tasked if may_answer(one.state, told_at=one.hail_overdue_at)]
    asked_ships = [OfferedRoom(None, one.persons) for one in hailed]
    offered = await rows.offered_room(db, incident.id, now=now)
    return room_to_come(awaited, [*asked_ships, *offered])


def _awaited(request: Request, parts: RequestParts) -> Iterator[AwaitedRoom]:
    # A centre of a party that has taken the case over since has nobody to answer to.
    if not any(
        one.state in AWAITED and one.party_code != request.party_code for one in parts.addressees
    ):
        return
    coverage = parts.coverage()
    for need in parts.without_withdrawn().needs:
        missing = coverage[need.id].missing
        if missing and presenting.takes_people(need):
            yield AwaitedRoom(need.id, missing if need.unit is NeedUnit.PERSONS else None)
