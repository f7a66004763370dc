"""Access to incidents: every party's views of cases, and the rows that a caller may act on.

Involved parties see everything but log lines that others keep their own; parties with full
awareness the same without the call-back; with coarse awareness the coarse view alone. Closed
cases leave the picture and concern the involved parties only. Linked cases are locked
(`row_locks`) and drawn together.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements.words import Awareness
from sar.errors import Conflict, Malformed, NotFound, Refusal
from sar.incidents import coordination_presenting, presenting
from sar.incidents.access import (
    NAMED,
    AccessByParty,
    CaseReader,
    access_by_party,
    access_of,
    centres_in,
    in_distress,
    in_exercise,
    involved_in,
    involvements,
    involving,
    kept_from,
    setting,
)
from sar.incidents.case_rows import (
    alarm_of,
    alarms_of,
    asking_heard,
    centres_that_know,
    last_report,
    newer_reports,
    open_proposal,
    open_proposals,
    parties_asked,
    proposal_of,
    proposed_below_distress,
    region_alarms_below_distress,
    ringing_unwritten,
)
from sar.incidents.coordination import AskedCentre
from sar.incidents.coordination_presenting import FartherCase, Linked
from sar.incidents.informing_views import InvolvedView
from sar.incidents.linked_cases import access_link, lead_moves, link_between
from sar.incidents.models import (
    DatumChange,
    Incident,
)
from sar.incidents.parts import centre_refs, parts_of
from sar.incidents.phases import decide_case
from sar.incidents.presenting import Parts
from sar.incidents.row_locks import linked_with, lock_all, locked, locked_rows, rows_named
from sar.incidents.views import IncidentView, SeenIncident
from sar.incidents.words import CaseAction, IncidentAccess, IncidentState
from sar.machine import Step
from sar.parties.caller import Caller
from sar.record import access_barrier
from sar.record.service import Picture, Views
from sar.stints import Stints
from sar.wire import JsonObject

__all__ = [
    "CaseReader",
    "access_by_party",
    "access_link",
    "alarm_of",
    "alarms_of",
    "asking_heard",
    "centre_refs",
    "centres_in",
    "centres_that_know",
    "in_distress",
    "in_exercise",
    "involved_in",
    "involvements",
    "involving",
    "last_report",
    "lead_moves",
    "link_between",
    "lock_all",
    "locked",
    "newer_reports",
    "open_proposal",
    "open_proposals",
    "parties_asked",
    "proposal_of",
    "proposed_below_distress",
    "region_alarms_below_distress",
    "ringing_unwritten",
    "setting",
]


async def access_incident(
    db: AsyncSession, caller: Caller, incident_id: UUID, *, lock: bool = False
) -> Incident:
    """A case that the caller's party is involved in, or NotFound.

    `lock` it before anything else of the case (requests, offers, assets) and before drawing
    `before`: that order is what keeps two writers from waiting for each other.
    """
    return (await access_incidents(db, caller, [incident_id], lock=lock))[0]


async def access_incidents(
    db: AsyncSession, caller: Caller, incident_ids: Collection[UUID], *, lock: bool = True
) -> list[Incident]:
    """Cases that the caller's party is involved in, locked in the order of their ids."""
    wanted = set(incident_ids)
    given = {"ids": list(wanted), "party": caller.party}
    if lock:
        rows = await locked_rows(db, given, of_party=True)
    else:
        rows = (await db.scalars(rows_named(lock=False, of_party=True), given)).all()
    found = [one for one in rows if one.id in wanted]
    if len(found) != len(wanted):
        raise NotFound("incident")
    return found


async def rows_of(db: AsyncSession, incident_ids: Collection[UUID]) -> list[Incident]:
    """The cases, whoever asks: for what is worked out of them, and not read by anybody."""
    if not incident_ids:
        return []
    rows = await db.scalars(rows_named(lock=False), {"ids": list(incident_ids)})
    return [row for row in rows if row.id in incident_ids]


async def case_told(db: AsyncSession, party: str, incident_id: UUID) -> Incident:
    """The case that a listed party was addressed about: it is told what an involved party reads.
    NotFound where the case is kept from it.

    Listed parties are never involved: that a centre was addressed is the caller's to know.
    """
    found = await rows_of(db, [incident_id])
    if not found or party in kept_from(found[0]):
        raise NotFound("incident")
    return found[0]


async def is_kept_from(db: AsyncSession, incident_id: UUID | None, party: str) -> bool:
    """Whether the case is kept from the party."""
    cases = await rows_of(db, {incident_id}) if incident_id else []
    return any(party in kept_from(one) for one in cases)


async def id_of(db: AsyncSession, reference: str) -> UUID:
    """The case of that reference, whoever asks: for the operator. NotFound: there is none."""
    query = select(col(Incident.id)).where(col(Incident.reference) == reference)
    found = (await db.execute(query)).scalar_one_or_none()
    if found is None:
        raise NotFound("incident")
    return found


async def open_with_datum(db: AsyncSession, *, limit: int) -> Sequence[Incident]:
    """The newest open cases with a datum, of all leads.

    For preparations of a process in a session of the system role, which discloses nothing.
    """
    query = select(Incident).where(
        col(Incident.state) == IncidentState.OPEN, col(Incident.datum).is_not(None)
    )
    return (await db.scalars(query.order_by(col(Incident.id).desc()).limit(limit))).all()


async def access_aware(
    db: AsyncSession,
    caller: Caller,
    incident_id: UUID,
    *,
    now: datetime,
    least: Awareness = Awareness.FULL,
    lock: bool = False,
) -> Incident:
    """A case that the caller's party is involved in or has at least that awareness of; else
    NotFound.

    `lock` it as `access_incident` does; what may not be seen is never locked.
    """
    seen, level = await _seen(CaseReader(db, caller.party, now), incident_id)
    if lock:
        await locked(db, incident_id)
        seen, level = await _seen(CaseReader(db, caller.party, now), incident_id)
    if level is IncidentAccess.COARSE and least is Awareness.FULL:
        raise NotFound("incident")
    return seen


async def _seen(reader: CaseReader, incident_id: UUID) -> tuple[Incident, IncidentAccess]:
    """The case and the reader's access to it; NotFound, after the same statements whether there is
    no such case or none that may be seen."""
    await reader.sharing()
    found = (await reader.db.scalars(rows_named(lock=False), {"ids": [incident_id]})).all()
    level = (await access_of(reader, found)).get(incident_id)
    if level is None:
        raise NotFound("incident")
    return found[0], level


@cache
def _cases_to_draw() -> Select[Incident]:
    """The cases `ids` and those linked to them, if anybody's picture has them."""
    near = NAMED | col(Incident.id).in_(linked_with())
    return select(Incident).where(near, _in_pictures()).order_by(col(Incident.id))


def allow(caller: Caller, incident: Incident, action: CaseAction) -> Step[IncidentState]:
    """The step of the case's machine, or Conflict with every reason."""
    step = decide_case(incident.state, action, leads=caller.party == incident.lead_party)
    if isinstance(step, Step):
        return step
    raise Conflict.of(step, state=incident.state)


async def named_centre(db: AsyncSession, field: str, id_: UUID) -> AskedCentre:
    """A centre of the directory, or Malformed at the field that names it."""
    refs = await centre_refs(db, ids=[id_])
    if id_ not in refs:
        raise Malformed.at(field, "no_such_centre", "is not a centre in the directory")
    ref = refs[id_]
    return AskedCentre(ref.id, party=ref.party, code=ref.code, name=ref.name, listed=ref.listed)


def lead_only(caller: Caller, incident: Incident) -> None:
    """Conflict unless the caller's party leads the case."""
    if caller.party != incident.lead_party:
        refusal = Refusal("not_lead", "Only the centre that leads the case may do this.")
        raise Conflict.of(refusal, state=incident.state)


async def parties_involved(db: AsyncSession, incident_id: UUID) -> list[str]:
    """The parties involved in the case."""
    return [row.party for row in (await involvements(db, [incident_id]))[incident_id]]


async def fact_readers(db: AsyncSession, incident: Incident, *, now: datetime) -> list[str]:
    """The parties that may read facts of the case: involved, or with full awareness of it."""
    access = (await access_by_party(db, [incident], now=now))[incident.id]
    return [party for party, level in access.items() if level is not IncidentAccess.COARSE]


async def views(
    db: AsyncSession,
    incident_ids: Collection[UUID],
    *,
    now: datetime,
    parties: Collection[str] | None = None,
) -> Views:
    """The views that all parties (or those given) have of cases not closed, and of those linked;
    and of a closed one those of the parties that something is left to do of."""
    await access_barrier.note(db)
    found = await db.scalars(_cases_to_draw(), {"ids": list(incident_ids)})
    incidents = list(found)
    access = await access_by_party(db, incidents, now=now)
    for incident in incidents:
        if incident.state is IncidentState.CLOSED:
            left_to = _left_to(incident)
            levels = access[incident.id].items()
            access[incident.id] = {party: level for party, level in levels if party in left_to}
    if parties is not None:
        access = {
            id_: {party: level for party, level in levels.items() if party in parties}
            for id_, levels in access.items()
        }
    return await _draw(db, incidents, access, now=now)


async def picture(db: AsyncSession, party: str, *, now: datetime) -> Picture:
    """Every case that is not closed, as the party sees it; of the closed those of which it owes a
    list, or has not looked at what its watch officer decided."""
    reader = CaseReader(db, party, now)
    query = select(Incident).where(
        or_(
            col(Incident.state) != IncidentState.CLOSED,
            and_(_owes_list(), col(Incident.lead_party) == party),
            col(Incident.acted).contains([{"party": party}]),
        ),
        or_(
            col(Incident.id).in_(involving(party)),
            col(Incident.lead_party).in_(await reader.others_sharing()),
        ),
    )
    incidents = (await db.scalars(query)).all()
    access = await access_of(reader, incidents)
    theirs: dict[UUID, AccessByParty] = {
        incident.id: {party: access[incident.id]} for incident in incidents if incident.id in access
    }
    return (await _draw(db, incidents, theirs, now=now, reader=reader)).get(party, {})


@cache
def _in_pictures() -> ColumnElement[bool]:
    """Whether anybody's picture has the case."""
    acted = func.jsonb_array_length(col(Incident.acted)) > 0
    return or_(col(Incident.state) != IncidentState.CLOSED, _owes_list(), acted)


def _left_to(incident: Incident) -> set[str]:
    """The parties in whose picture a closed case stays: its lead that owes a list of it, and those
    whose coordinator has not looked at what a watch officer decided."""
    owes = {incident.lead_party} if incident.lost_due_at else set()
    return owes | {line["party"] for line in incident.acted}


@cache
def _owes_list() -> ColumnElement[bool]:
    return col(Incident.lost_due_at).is_not(None)


async def _draw(
    db: AsyncSession,
    incidents: Sequence[Incident],
    access: Mapping[UUID, AccessByParty],
    *,
    now: datetime,
    reader: CaseReader | None = None,
) -> Views:
    """The views of the cases that somebody has access to; of the reader alone, if given."""
    watched = [incident for incident in incidents if access.get(incident.id)]
    parts = await parts_of(db, watched, now=now, reader=reader)
    result: dict[str, Picture] = defaultdict(dict)
    stints = Stints(rests=0.0)
    for incident in watched:
        for party, view in _views_by_party(
            incident, parts[incident.id], access[incident.id]
        ).items():
            result[party]["incident", str(incident.id)] = view
        await stints.rest()
    return result


def _views_by_party(
    incident: Incident, parts: Parts, access: AccessByParty
) -> dict[str, JsonObject]:
    """Each party's view of the case, drawn once for all that read the same."""
    drawn: dict[tuple[IncidentAccess, str | None, frozenset[UUID]], JsonObject] = {}
    result: dict[str, JsonObject] = {}
    for party, level in access.items():
        lead = incident.lead_party
        links = frozenset(link.view.id for link in parts.links if link.shown_to(party, lead=lead))
        links |= {far.case.id for far in parts.farther if far.shown_to(party, lead=lead)}
        alike = (
            (level, None, frozenset[UUID]())
            if level is IncidentAccess.COARSE
            else (level, party if level is IncidentAccess.INVOLVED else None, links)
        )
        if alike not in drawn:
            drawn[alike] = presenting.view_of(incident, parts, level, reader=party).plain()
        result[party] = drawn[alike]
    return result


async def view_of(
    db: AsyncSession, party: str, incident_id: UUID, *, now: datetime
) -> SeenIncident:
    """The case as the party sees it, also when closed; NotFound when it does not."""
    reader = CaseReader(db, party, now)
    return (await views_for(reader, [await _seen(reader, incident_id)]))[0]


async def full_view_of(
    db: AsyncSession, party: str, incident_id: UUID, *, now: datetime
) -> IncidentView:
    """The case as an involved party sees it, or NotFound."""
    view = await view_of(db, party, incident_id, now=now)
    if not isinstance(view, IncidentView):
        raise NotFound("incident")
    return view


async def views_for(
    reader: CaseReader, seen: Sequence[tuple[Incident, IncidentAccess]]
) -> list[SeenIncident]:
    """The cases as the reader sees them with that access."""
    incidents = [incident for incident, _ in seen]
    parts = await parts_of(reader.db, incidents, now=reader.now, reader=reader)
    stints, drawn = Stints(rests=0.0), list[SeenIncident]()
    for incident, level in seen:
        drawn.append(presenting.view_of(incident, parts[incident.id], level, reader=reader.party))
        await stints.rest()
    return drawn


async def linked_kept_from(
    db: AsyncSession, caller: Caller, incident: Incident, party: str, *, now: datetime
) -> list[str]:
    """The other cases of its event that are kept from a party, as far as the caller, who leads it,
    reads of them, and named as the caller may know them."""
    reader = CaseReader(db, caller.party, now)
    parts = (await parts_of(db, [incident], now=now, reader=reader))[incident.id]
    lead = incident.lead_party
    others: list[Linked | FartherCase] = [*parts.links, *parts.farther]
    return [
        one.named_for(caller.party)
        for one in others
        if party in one.kept_from and one.shown_to(caller.party, lead=lead)
    ]


async def involved_view_of(db: AsyncSession, party: str, incident: Incident) -> list[InvolvedView]:
    """The parties involved in the case, as a party reads them that sees the case in full."""
    rows = (await involvements(db, [incident.id]))[incident.id]
    return coordination_presenting.involved_for(party, rows, lead=incident.lead_party)


async def datum_set_by(db: AsyncSession, incident_id: UUID, at: datetime) -> DatumChange | None:
    """The working datum that stood at an instant."""
    rows = await db.execute(
        select(DatumChange)
        .where(col(DatumChange.incident_id) == incident_id, col(DatumChange.set_at) <= at)
        .order_by(col(DatumChange.set_at).desc(), col(DatumChange.id).desc())
        .limit(1)
    )
    return rows.scalar_one_or_none()
