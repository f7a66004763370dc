"""Keeping the table of occasions: which open incidents each party is involved in.

Terms of agreements that ask for a phase or a situation are met by them.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements.clauses import TermPlain
from sar.agreements.load import load_terms
from sar.agreements.models import Occasion
from sar.incidents import visible
from sar.incidents.models import Incident
from sar.incidents.words import IncidentState


async def refresh(db: AsyncSession, incident: Incident, *, now: datetime) -> frozenset[str]:
    """Let the occasions follow the incident, under its lock.

    Returns the parties to name in `resync`: those for whom a term that asks for a phase or a
    situation may now show other assets than before.
    """
    rows = await db.execute(select(Occasion).where(col(Occasion.incident_id) == incident.id))
    kept = {row.party_code: row for row in rows.scalars()}
    closed = incident.state is IncidentState.CLOSED
    wanted = set() if closed else set(await visible.parties_involved(db, incident.id))
    changed = kept.keys() ^ wanted
    for party in kept.keys() - wanted:
        await db.delete(kept[party])
    for party in kept.keys() & wanted:
        row = kept[party]
        if (row.phase, row.situation) != (incident.phase, incident.situation):
            changed.add(party)
        row.phase, row.situation, row.point = incident.phase, incident.situation, incident.datum
    db.add_all(_occasion(incident, party) for party in wanted - kept.keys())
    await db.flush()
    if not changed:
        return frozenset()
    terms = await load_terms(db, now=now, parties=changed)
    return frozenset(party for party in changed if _depends(party, terms))


def _occasion(incident: Incident, party: str) -> Occasion:
    return Occasion(
        incident_id=incident.id,
        party_code=party,
        situation=incident.situation,
        phase=incident.phase,
        point=incident.datum,
    )


def _depends(party: str, terms: Iterable[TermPlain]) -> bool:
    """Whether what the party sees depends on its occasions."""
    return any(
        term.visibility is not None
        and (term.phases or term.situations)
        and any(term.grants(grantor, party) for grantor in term.parties)
        for term in terms
    )
