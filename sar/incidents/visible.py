"""The door to incidents: who may see a case, and how; nothing else selects from their tables.

Involved parties see everything but log lines that others keep their own; parties with full
awareness the same without the call-back; with coarse awareness the coarse view alone. Closed
cases leave the picture and concern the involved parties only.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from sar.agreements.clauses import Setting
from sar.agreements.load import load_terms
from sar.agreements.terms import aware_parties
from sar.agreements.words import Awareness
from sar.errors import Conflict, NotFound, Refusal
from sar.incidents import pictures
from sar.incidents.answers import CentreRef, IncidentView, InvolvedView, LinkView, SeenIncident
from sar.incidents.models import (
    Coordination,
    DatumChange,
    Incident,
    IncidentLink,
    Involved,
    ReportedPosition,
)
from sar.incidents.phases import Action, Step, decide
from sar.incidents.pictures import LATEST_POSITIONS, Parts, Sight
from sar.incidents.words import CoordinationState, IncidentState, Office
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.parties.models import Centre, Party
from sar.record.service import Picture, Views

Sights = dict[str, Sight]
"""How each party sees one case, by party code; absent: not at all."""


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
    query = (
        _rows(set(incident_ids), lock=lock)
        .join(Involved, col(Involved.incident_id) == col(Incident.id))
        .where(col(Involved.party_code) == caller.party)
    )
    found = list((await db.execute(query)).scalars())
    if len(found) != len(set(incident_ids)):
        raise NotFound("incident")
    return found


async def access_aware(
    db: AsyncSession,
    caller: Caller,
    incident_id: UUID,
    *,
    now: datetime,
    least: Awareness = Awareness.FULL,
    lock: bool = False,
) -> Incident:
    """A case that the caller's party is involved in or has at least that awareness of."""
    incident = await locked(db, incident_id) if lock else await _one(db, incident_id)
    sights = (await _sights(db, [incident], now=now))[incident.id]
    allowed = {Sight.INVOLVED, Sight.FULL} | ({Sight.COARSE} if least != Awareness.FULL else set())
    if sights.get(caller.party) not in allowed:
        raise NotFound("incident")
    return incident


async def locked(db: AsyncSession, incident_id: UUID) -> Incident:
    """The case's row, locked, whoever asks: for jobs."""
    return (await lock_all(db, [incident_id]))[incident_id]


async def lock_all(db: AsyncSession, incident_ids: Collection[UUID]) -> dict[UUID, Incident]:
    """The cases' rows, locked in the order of their ids, for callers who have access already."""
    found = (await db.execute(_rows(set(incident_ids), lock=True))).scalars()
    rows = {incident.id: incident for incident in found}
    if rows.keys() != set(incident_ids):
        raise NotFound("incident")
    return rows


async def _one(db: AsyncSession, incident_id: UUID) -> Incident:
    found = (await db.execute(_rows({incident_id}, lock=False))).scalar_one_or_none()
    if found is None:
        raise NotFound("incident")
    return found


def _rows(incident_ids: set[UUID], *, lock: bool) -> Select[Incident]:
    query = select(Incident).where(col(Incident.id).in_(incident_ids)).order_by(col(Incident.id))
    if lock:
        query = query.with_for_update(of=Incident, key_share=True)
    return query.execution_options(populate_existing=lock)


def allow(caller: Caller, incident: Incident, action: Action) -> Step:
    """The step of the case's machine, or Conflict with every reason."""
    step = decide(incident.state, action, leads=caller.party == incident.lead_party)
    if isinstance(step, Step):
        return step
    raise Conflict.of(step, state=incident.state)


def lead_only(caller: Caller, incident: Incident) -> None:
    """Conflict unless the caller's party leads the case."""
    if caller.party != incident.lead_party:
        refusal = Refusal("not_lead", "Only the centre that leads the case may do this.")
        raise Conflict.of(refusal, state=incident.state)


def involving(party: str) -> Select[UUID]:
    """The ids of the cases that the party is involved in, to narrow a statement with."""
    return select(col(Involved.incident_id)).where(col(Involved.party_code) == party)


async def parties_involved(db: AsyncSession, incident_id: UUID) -> list[str]:
    """The parties involved in the case."""
    return [row.party for row in (await involvements(db, [incident_id]))[incident_id]]


async def parties_told(db: AsyncSession, incident: Incident, *, now: datetime) -> list[str]:
    """Those who may read facts of the case: involved, or with full awareness of it."""
    sights = (await _sights(db, [incident], now=now))[incident.id]
    return [party for party, sight in sights.items() if sight is not Sight.COARSE]


async def involvements(
    db: AsyncSession, incident_ids: Collection[UUID]
) -> dict[UUID, list[InvolvedView]]:
    """Who is involved in each case, why and since when."""
    rows = await db.execute(
        select(
            col(Involved.incident_id),
            col(Involved.party_code),
            col(Involved.why),
            col(Involved.since),
        )
        .where(col(Involved.incident_id).in_(incident_ids))
        .order_by(col(Involved.since), col(Involved.party_code))
    )
    result: dict[UUID, list[InvolvedView]] = defaultdict(list)
    for incident_id, party, why, since in rows:
        result[incident_id].append(InvolvedView(party=party, why=why, since=since))
    return result


async def _sights(
    db: AsyncSession, incidents: Sequence[Incident], *, now: datetime
) -> dict[UUID, Sights]:
    """How every joined party sees each of the cases."""
    ids = [incident.id for incident in incidents]
    involved = await involvements(db, ids)
    result: dict[UUID, Sights] = {
        id_: {row.party: Sight.INVOLVED for row in involved[id_]} for id_ in ids
    }
    open_ones = [i for i in incidents if i.state is not IncidentState.CLOSED]
    if not open_ones:
        return result
    terms = await load_terms(db, now=now, parties={i.lead_party for i in open_ones})
    told = [term for term in terms if term.incident_awareness is not None]
    joined = set(await directory.joined(db)) if told else set()
    for incident in open_ones:
        aware = aware_parties(told, lead=incident.lead_party, setting=setting(incident), now=now)
        for party in aware.keys() & joined - result[incident.id].keys():
            result[incident.id][party] = Sight(aware[party])
    return result


def setting(incident: Incident) -> Setting:
    """What terms ask about the case."""
    return Setting(incident.situation, incident.phase, incident.datum)


async def views(
    db: AsyncSession,
    incident_ids: Collection[UUID],
    *,
    now: datetime,
    parties: Collection[str] | None = None,
) -> Views:
    """How all parties (or those given) see the cases that are not closed."""
    rows = _rows(set(incident_ids), lock=False).where(col(Incident.state) != IncidentState.CLOSED)
    incidents = list((await db.execute(rows)).scalars())
    return await _draw(db, incidents, now=now, parties=parties)


async def picture(db: AsyncSession, party: str, *, now: datetime) -> Picture:
    """Every case that is not closed, as the party sees it."""
    query = select(Incident).where(col(Incident.state) != IncidentState.CLOSED)
    incidents = list((await db.execute(query)).scalars())
    return (await _draw(db, incidents, now=now, parties=[party])).get(party, {})


async def _draw(
    db: AsyncSession,
    incidents: Sequence[Incident],
    *,
    now: datetime,
    parties: Collection[str] | None,
) -> Views:
    sights = await _sights(db, incidents, now=now)
    watched = [i for i in incidents if parties is None or sights[i.id].keys() & set(parties)]
    parts = await _parts(db, watched)
    result: dict[str, Picture] = defaultdict(dict)
    for incident in watched:
        drawn = {
            sight: pictures.seen(incident, parts[incident.id], sight).plain()
            for sight in set(sights[incident.id].values())
        }
        for party, sight in sights[incident.id].items():
            if parties is None or party in parties:
                result[party]["incident", str(incident.id)] = drawn[sight]
    return result


async def see(db: AsyncSession, party: str, incident_id: UUID, *, now: datetime) -> SeenIncident:
    """The case as the party sees it, also when closed; NotFound when it does not."""
    return (await see_all(db, party, [await _one(db, incident_id)], now=now))[0]


async def see_full(
    db: AsyncSession, party: str, incident_id: UUID, *, now: datetime
) -> IncidentView:
    """The case as an involved party sees it, or NotFound."""
    seen = await see(db, party, incident_id, now=now)
    if not isinstance(seen, IncidentView):
        raise NotFound("incident")
    return seen


async def see_all(
    db: AsyncSession, party: str, incidents: Sequence[Incident], *, now: datetime
) -> list[SeenIncident]:
    """The cases as the party sees them; NotFound when it does not see one of them."""
    sights = await _sights(db, incidents, now=now)
    if any(party not in sights[incident.id] for incident in incidents):
        raise NotFound("incident")
    parts = await _parts(db, incidents)
    return [pictures.seen(i, parts[i.id], sights[i.id][party]) for i in incidents]


async def sights_of(
    db: AsyncSession, party: str, incidents: Sequence[Incident], *, now: datetime
) -> dict[UUID, Sight]:
    """How the party sees those of the cases that it sees."""
    sights = await _sights(db, incidents, now=now)
    return {id_: seen[party] for id_, seen in sights.items() if party in seen}


async def _parts(db: AsyncSession, incidents: Sequence[Incident]) -> dict[UUID, Parts]:
    ids = [incident.id for incident in incidents]
    if not ids:
        return {}
    involved = await involvements(db, ids)
    proposals = await _open_proposals(db, ids)
    links = await _links(db, ids)
    latest = await _latest_positions(db, ids)
    codes = {code for incident in incidents for code in incident.to_be_called}
    named = {i.lead_centre_id for i in incidents} | {i.region_centre_id for i in incidents}
    for row in (row for rows in proposals.values() for row in rows):
        named |= {row.from_centre_id, row.to_centre_id}
    centres = await centre_refs(db, ids={id_ for id_ in named if id_}, codes=codes)
    return {
        id_: Parts(
            involved=involved[id_],
            proposals=proposals[id_],
            links=links[id_],
            positions_reported=latest[id_][0],
            latest=latest[id_][1],
            centres=centres,
        )
        for id_ in ids
    }


async def centre_refs(
    db: AsyncSession, *, ids: Collection[UUID], codes: Collection[str] = ()
) -> dict[UUID, CentreRef]:
    """Centres by id, as cases name them, in the order of their codes."""
    rows = await db.execute(
        select(
            col(Centre.id),
            col(Centre.party_code),
            col(Centre.code),
            col(Centre.name),
            col(Party.listed),
        )
        .join(Party, col(Party.code) == col(Centre.party_code))
        .where(col(Centre.id).in_(ids) | col(Centre.code).in_(codes))
        .order_by(col(Centre.code))
    )
    return {
        id_: CentreRef(id=id_, party=party, code=code, name=name, listed=listed)
        for id_, party, code, name, listed in rows
    }


async def _open_proposals(db: AsyncSession, ids: Iterable[UUID]) -> dict[UUID, list[Coordination]]:
    rows = await db.execute(
        select(Coordination)
        .where(
            col(Coordination.incident_id).in_(ids),
            col(Coordination.state) == CoordinationState.PROPOSED,
        )
        .order_by(col(Coordination.proposed_at), col(Coordination.id))
    )
    result: dict[UUID, list[Coordination]] = defaultdict(list)
    for row in rows.scalars():
        result[row.incident_id].append(row)
    return result


async def open_proposals(db: AsyncSession, incident_id: UUID) -> list[Coordination]:
    """The proposals of a case that are not answered yet."""
    return (await _open_proposals(db, [incident_id]))[incident_id]


async def open_proposal(db: AsyncSession, incident_id: UUID, office: Office) -> Coordination | None:
    """The proposal for one office that is not answered yet; call it under the case's lock."""
    found = [row for row in await open_proposals(db, incident_id) if row.office is office]
    return found[0] if found else None


async def _links(db: AsyncSession, ids: Iterable[UUID]) -> dict[UUID, list[LinkView]]:
    rows = await db.execute(
        select(col(IncidentLink.incident_id), col(Incident.id), col(Incident.reference))
        .join(Incident, col(Incident.id) == col(IncidentLink.other_id))
        .where(col(IncidentLink.incident_id).in_(ids))
        .order_by(col(Incident.reference))
    )
    result: dict[UUID, list[LinkView]] = defaultdict(list)
    for incident_id, other_id, reference in rows:
        result[incident_id].append(LinkView(id=other_id, reference=reference))
    return result


async def linked_to(db: AsyncSession, incident_id: UUID) -> set[UUID]:
    """The cases that the case is linked to."""
    return {link.id for link in (await _links(db, [incident_id]))[incident_id]}


async def _latest_positions(
    db: AsyncSession, ids: Iterable[UUID]
) -> dict[UUID, tuple[int, list[ReportedPosition]]]:
    case = col(ReportedPosition.incident_id)
    newest = (col(ReportedPosition.reported_at).desc(), col(ReportedPosition.id).desc())
    ranked = (
        select(
            ReportedPosition,
            func.count().over(partition_by=case).label("reported"),
            func.row_number().over(partition_by=case, order_by=newest).label("place"),
        )
        .where(col(ReportedPosition.incident_id).in_(ids))
        .subquery()
    )
    latest = aliased(ReportedPosition, ranked)
    rows = await db.execute(
        select(latest, ranked.c.reported)
        .where(ranked.c.place <= LATEST_POSITIONS)
        .order_by(ranked.c.place)
    )
    result: dict[UUID, tuple[int, list[ReportedPosition]]] = defaultdict(lambda: (0, []))
    for row, reported in rows:
        result[row.incident_id] = (reported, [*result[row.incident_id][1], row])
    return result


async def datum_set_by(db: AsyncSession, incident_id: UUID, at: datetime) -> DatumChange | None:
    """The working datum that stood at an instant."""
    rows = await db.execute(
        select(DatumChange)
        .where(col(DatumChange.incident_id) == incident_id, col(DatumChange.set_at) <= at)
        .order_by(col(DatumChange.set_at).desc(), col(DatumChange.id).desc())
        .limit(1)
    )
    return rows.scalar_one_or_none()
