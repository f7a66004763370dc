"""Occasions: the table of the open incidents that each party is involved in, kept up to date.

Terms of agreements that ask for a phase or a situation are met by them. An exercise meets no
condition in a real installation: otherwise it could unlock phase-conditional visibility.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import installation
from sar.agreements.clauses import (
    OccasionPlain,
    TermPlain,
    has_occasion,
)
from sar.agreements.load import load_occasions, load_terms
from sar.agreements.models import Occasion
from sar.agreements.spared_cases import begun, shares
from sar.agreements.words import Visibility
from sar.incidents import visible
from sar.incidents.models import Incident
from sar.incidents.words import IncidentState
from sar.record import access_barrier
from sar.record import service as record
from sar.record.entries import ConditionMet
from sar.record.service import PLATFORM


async def refresh(db: AsyncSession, incident: Incident, *, now: datetime) -> frozenset[str]:
    """Update the occasions by the incident, under its lock; record for grantors what this opens.

    Returns the parties to name in `resync`: those for whom a term that asks for a phase or a
    situation may now show other assets than before.
    """
    await access_barrier.note(db)  # the terms it reads below must be those that stand at the commit
    rows = await db.execute(select(Occasion).where(col(Occasion.incident_id) == incident.id))
    kept = {row.party_code: row for row in rows.scalars()}
    since = await _wanted(db, incident)
    wanted = since.keys()
    changed = kept.keys() ^ wanted
    for party in kept.keys() & wanted:
        row = kept[party]
        if (row.phase, row.situation) != (incident.phase, incident.situation):
            changed.add(party)
    before = await load_occasions(db, changed)
    for party in kept.keys() - wanted:
        await db.delete(kept[party])
    for party in kept.keys() & wanted:
        row = kept[party]
        row.phase, row.situation, row.point = incident.phase, incident.situation, incident.datum
    db.add_all(_occasion(incident, party, since[party]) for party in wanted - kept.keys())
    await db.flush()
    if not changed:
        return frozenset()
    terms = await load_terms(db, now=now, parties=changed)
    conditional = [
        term
        for term in terms
        if term.visibility is not None and (term.phases or term.situations or begun(term, now))
    ]
    after = await load_occasions(db, changed)
    for term, grantor, grantee in _opened(conditional, before, after, now=now):
        await _record_condition(db, incident, term, grantor=grantor, grantee=grantee, now=now)
    return frozenset(party for party in changed if _depends(party, conditional))


async def _wanted(db: AsyncSession, incident: Incident) -> dict[str, datetime]:
    """The parties for which the incident is an occasion, and since when they take part."""
    played = incident.exercise and not (await installation.read(db)).exercise
    if played or incident.state is IncidentState.CLOSED:
        return {}
    involved = (await visible.involvements(db, [incident.id]))[incident.id]
    return {row.party: row.since for row in involved}


def _occasion(incident: Incident, party: str, since: datetime) -> Occasion:
    return Occasion(
        incident_id=incident.id,
        party_code=party,
        situation=incident.situation,
        phase=incident.phase,
        point=incident.datum,
        since=since,
    )


def _opened(
    terms: Iterable[TermPlain],
    before: Mapping[str, list[OccasionPlain]],
    after: Mapping[str, list[OccasionPlain]],
    *,
    now: datetime,
) -> Iterator[tuple[TermPlain, str, str]]:
    """The terms that have begun to show something, each with grantor and grantee."""
    for term in terms:
        if term.visibility is Visibility.NONE:
            continue
        for grantee in sorted(after):
            if has_occasion(term, before[grantee]) or not has_occasion(term, after[grantee]):
                continue
            for grantor in sorted(term.parties):
                if term.grants(grantor, grantee) and shares(term, grantor, grantee, now):
                    yield term, grantor, grantee


async def _record_condition(
    db: AsyncSession,
    incident: Incident,
    term: TermPlain,
    *,
    grantor: str,
    grantee: str,
    now: datetime,
) -> None:
    """Record for the grantor that its term now applies, and of the incident what it may see."""
    access = (await visible.access_by_party(db, [incident], now=now))[incident.id]
    seen, own = grantor in access, incident.lead_party == grantee
    fact = ConditionMet(
        id=term.agreement_id,
        about=term.agreement,
        version=term.version,
        article=term.article,
        grantee=grantee,
        phase=incident.phase.value,
        situation=incident.situation.value,
        lead=incident.lead_party if seen or own else None,
        incident_id=str(incident.id) if seen else None,
        case=incident.reference if seen else "a case of its own" if own else "another's case",
    )
    await record.write(db, fact, by=PLATFORM, told=[grantor], now=now, exercise=incident.exercise)


def _depends(party: str, conditional: Iterable[TermPlain]) -> bool:
    """Whether what the party sees depends on its occasions, or on its cases that are running."""
    return any(term.grants(grantor, party) for term in conditional for grantor in term.parties)
