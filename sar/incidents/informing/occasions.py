"""Occasions: the table of the open incidents that each party is involved in, kept up to date.

Terms of agreements that ask for a phase or a situation are met by them. An exercise meets no
condition in a real installation: otherwise it could unlock phase-conditional visibility. A grantor
that a case is kept from is not told that the case meets its terms before it is taken off that list.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import installation
from sar.agreements.clauses import (
    OccasionPlain,
    TermPlain,
    has_occasion,
)
from sar.agreements.load import load_terms
from sar.agreements.models import Occasion
from sar.agreements.spared_cases import begun, shares
from sar.agreements.words import Visibility
from sar.incidents import visible
from sar.incidents.access import is_held_back, kept_from
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
    before = await _met(db, changed)
    # Before any goes: a version that its parties have left holds for these alone.
    terms = await load_terms(db, now=now, parties=changed) if changed else []
    for party in kept.keys() - wanted:
        await db.delete(kept[party])
    for party in kept.keys() & wanted:
        row = kept[party]
        row.phase, row.situation, row.point = incident.phase, incident.situation, incident.datum
    db.add_all(_occasion(incident, party, since[party]) for party in wanted - kept.keys())
    await db.flush()
    if not changed:
        return frozenset()
    conditional = _conditional(terms, now=now)
    after = await _met(db, changed)
    for term, grantor, grantee in _opened(conditional, before, after, now=now):
        await _record_condition(db, incident, term, grantor=grantor, grantee=grantee, now=now)
    return frozenset(party for party in changed if _depends(party, conditional))


async def tell_taken_off(
    db: AsyncSession, incident: Incident, grantor: str | None, *, now: datetime
) -> None:
    """Record for a grantor that the case is kept from no more, or for all where nobody was told
    (None), which of its terms the case meets, unless another case met them that it has been told
    of."""
    await access_barrier.note(db)
    involved = await visible.parties_involved(db, incident.id)
    after = await _met(db, involved)
    before = {
        party: [one for one in met if one.incident_id != incident.id]
        for party, met in after.items()
    }
    conditional = _conditional(await load_terms(db, now=now, parties=involved), now=now)
    for term, owed, grantee in _opened(conditional, before, after, now=now):
        if grantor in (None, owed):
            await _record_condition(db, incident, term, grantor=owed, grantee=grantee, now=now)


@dataclass(frozen=True, slots=True)
class _MetCase:
    """An open case of a party, and the parties that it is kept from; `is_held_back`: all."""

    incident_id: UUID
    plain: OccasionPlain
    kept_from: frozenset[str]
    is_held_back: bool

    def is_told(self, grantor: str) -> bool:
        """Whether a grantor may be told that its term meets the case."""
        return not self.is_held_back and grantor not in self.kept_from


async def _met(db: AsyncSession, parties: Collection[str]) -> dict[str, list[_MetCase]]:
    rows = (await db.scalars(select(Occasion).where(col(Occasion.party_code).in_(parties)))).all()
    cases = await visible.rows_of(db, {row.incident_id for row in rows})
    kept = {incident.id: (kept_from(incident), is_held_back(incident)) for incident in cases}
    met: dict[str, list[_MetCase]] = {party: [] for party in parties}
    for row in rows:
        plain = OccasionPlain(row.situation, row.phase)
        met[row.party_code].append(_MetCase(row.incident_id, plain, *kept[row.incident_id]))
    return met


def _conditional(terms: Iterable[TermPlain], *, now: datetime) -> list[TermPlain]:
    """The terms that show assets in some cases only."""
    return [
        term
        for term in terms
        if term.visibility is not None and (term.phases or term.situations or begun(term, now))
    ]


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
    before: Mapping[str, list[_MetCase]],
    after: Mapping[str, list[_MetCase]],
    *,
    now: datetime,
) -> Iterator[tuple[TermPlain, str, str]]:
    """The terms that have begun to show something by cases not kept from the grantor, each with
    grantor and grantee."""
    for term in terms:
        if term.visibility is Visibility.NONE:
            continue
        for grantee in sorted(after):
            for grantor in sorted(term.parties):
                if not (term.grants(grantor, grantee) and shares(term, grantor, grantee, now)):
                    continue
                had, has = (_has(term, met[grantee], grantor) for met in (before, after))
                if has and not had:
                    yield term, grantor, grantee


def _has(term: TermPlain, met: Iterable[_MetCase], grantor: str) -> bool:
    return has_occasion(term, (one.plain for one in met if one.is_told(grantor)))


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
