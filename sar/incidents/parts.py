"""Parts of cases besides their rows: proposals, links, reports and the centres they name.

An access module, behind `incidents.visible`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from sar.errors import NotFound
from sar.incidents.access import access_by_party, involvements
from sar.incidents.models import Coordination, Incident, IncidentLink, ReportedPosition
from sar.incidents.presenting import LATEST_POSITIONS, Linked, Parts
from sar.incidents.views import CentreRef, LinkView
from sar.incidents.words import CoordinationState, Office
from sar.parties.models import Centre, Party


async def parts_of(
    db: AsyncSession, incidents: Sequence[Incident], *, now: datetime
) -> dict[UUID, Parts]:
    """All that the views of the cases are drawn from, by case."""
    ids = [incident.id for incident in incidents]
    if not ids:
        return {}
    involved = await involvements(db, ids)
    proposals = await _open_proposals(db, ids)
    links = await _links(db, ids, now=now)
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


async def _links(
    db: AsyncSession, ids: Iterable[UUID], *, now: datetime
) -> dict[UUID, list[Linked]]:
    rows = await db.execute(
        select(IncidentLink, Incident)
        .join(Incident, col(Incident.id) == col(IncidentLink.other_id))
        .where(col(IncidentLink.incident_id).in_(ids))
        .order_by(col(Incident.reference))
    )
    pairs = [(link, other) for link, other in rows]
    access = await access_by_party(
        db, list({other.id: other for _, other in pairs}.values()), now=now
    )
    result: dict[UUID, list[Linked]] = defaultdict(list)
    for link, other in pairs:
        view = LinkView(
            id=link.link_id,
            state=link.state,
            incident_id=other.id,
            reference=other.reference,
            party=other.lead_party,
            asked=link.asked,
            reason=link.reason,
        )
        result[link.incident_id].append(Linked(view, frozenset(access[other.id])))
    return result


async def link_between(db: AsyncSession, incident_id: UUID, other_id: UUID) -> IncidentLink | None:
    """The link of the one case to the other, proposed or accepted; call it under their locks."""
    return await db.get(IncidentLink, (incident_id, other_id), populate_existing=True)


async def access_link(db: AsyncSession, incident_id: UUID, link_id: UUID) -> IncidentLink:
    """The link of a case, which the caller's party leads, or NotFound."""
    query = select(IncidentLink).where(
        col(IncidentLink.incident_id) == incident_id, col(IncidentLink.link_id) == link_id
    )
    found = (await db.execute(query)).scalar_one_or_none()
    if found is None:
        raise NotFound("link")
    return found


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
