"""Access to cases: the parties involved in each, and the access of every party."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements.clauses import Setting
from sar.agreements.load import load_terms
from sar.agreements.terms import aware_parties
from sar.incidents.models import Incident, Involved
from sar.incidents.views import InvolvedView
from sar.incidents.words import IncidentAccess, IncidentState
from sar.parties import visible as directory

AccessByParty = dict[str, IncidentAccess]
"""The access of each party to one case, by party code; absent: none."""


def involving(party: str) -> Select[UUID]:
    """The ids of the cases that the party is involved in, to narrow a statement with."""
    return select(col(Involved.incident_id)).where(col(Involved.party_code) == party)


async def involvements(
    db: AsyncSession, incident_ids: Collection[UUID]
) -> dict[UUID, list[InvolvedView]]:
    """The parties involved in each case, with reasons and the instant it began."""
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


async def access_by_party(
    db: AsyncSession, incidents: Sequence[Incident], *, now: datetime
) -> dict[UUID, AccessByParty]:
    """The access of every joined party to each of the cases."""
    ids = [incident.id for incident in incidents]
    involved = await involvements(db, ids)
    result: dict[UUID, AccessByParty] = {
        id_: {row.party: IncidentAccess.INVOLVED for row in involved[id_]} for id_ in ids
    }
    open_ones = [i for i in incidents if i.state is not IncidentState.CLOSED]
    if not open_ones:
        return result
    terms = await load_terms(db, now=now, parties={i.lead_party for i in open_ones})
    sharing = [term for term in terms if term.incident_awareness is not None]
    joined = set(await directory.joined(db)) if sharing else set()
    for incident in open_ones:
        aware = aware_parties(sharing, lead=incident.lead_party, setting=setting(incident), now=now)
        for party in aware.keys() & joined - result[incident.id].keys():
            result[incident.id][party] = IncidentAccess(aware[party])
    return result


def setting(incident: Incident) -> Setting:
    """The facts of the case that terms ask for."""
    return Setting(incident.situation, incident.phase, incident.datum)
