"""The conflicts of a version, as its parties read them before they confirm it and on the record."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.clauses import TermPlain, basis
from sar.agreements.conflicts import ClauseConflict, Comparison, only
from sar.agreements.load import load_beginnings, load_terms, load_version_terms
from sar.agreements.models import Version
from sar.agreements.preview import BasisView
from sar.agreements.recording import fact_of
from sar.agreements.sentences import sentence
from sar.agreements.visible import Dossier
from sar.agreements.words import Dimension
from sar.geo.state_names import StateNames
from sar.parties import visible as directory
from sar.record.entries import ClausesConflict, ClausesNotCompared
from sar.wire import View

MOST_CONFLICTS_TOLD: Final = 50
MOST_PAIRS_TOLD: Final = 12
MOST_CONFLICTS_SOUGHT: Final = 500
MOST_COMPARED: Final = 1_000_000
"""The work of a search, for all parties of the version alike (house figure): some seconds in a
thread. A thousand clauses between two States are compared whole (`Comparison.allowance`)."""
MOST_BEGINNINGS: Final = 12
"""So many later instants are looked at, the soonest: when confirmed versions or clauses begin."""
MOST_RECORDED: Final = 5


class PromiseView(View):
    """A party that promises something to another."""

    grantor: str
    grantee: str


class ConflictView(View):
    """Two clauses that speak of the same and say it differently.

    `at`: the earliest instant, of those looked at, at which both speak. `other` holds against
    `clause`: it prevails, prohibits, or is more favourable to the grantee. Or it stands `beside`
    it: of texts both are quoted, of positions the finer of each holds. Each sentence says what its
    clause says on this subject alone. `between_more`: so many pairs beyond those named.
    """

    dimension: Dimension
    at: datetime
    between: list[PromiseView]
    between_more: int
    clause: BasisView
    says: str
    other: BasisView
    other_says: str
    beside: bool

    @classmethod
    def of(cls, found: ClauseConflict, *, at: datetime, names: StateNames) -> "ConflictView":
        """The view of a conflict that the rule has found."""
        return cls(
            dimension=found.dimension,
            at=at,
            between=[
                PromiseView(grantor=one, grantee=other)
                for one, other in found.between[:MOST_PAIRS_TOLD]
            ],
            between_more=max(0, len(found.between) - MOST_PAIRS_TOLD),
            clause=BasisView.of(basis(found.clause)),
            says=sentence(only(found.clause, found.dimension), names),
            other=BasisView.of(basis(found.other)),
            other_says=sentence(only(found.other, found.dimension), names),
            beside=found.beside,
        )


class ConflictsView(View):
    """The conflicts of a version with clauses that are in force `at` the earliest instant at which
    it may be, or that are confirmed and begin while it holds, of agreements of the caller's party;
    and within its own text."""

    version_id: UUID
    at: datetime
    items: list[ConflictView]
    more: int
    """So many beyond those told, as far as they were sought."""
    not_compared: int
    """So many clauses of other agreements were not compared, because there are too many: whether
    they conflict is not known."""
    looked_until: datetime | None
    """Later beginnings were not looked at; null: all that begins while it holds was."""


async def conflicts_of(
    db: AsyncSession, *, party: str, tried: Version, now: datetime
) -> ConflictsView:
    """The conflicts of a version that the party sees, by clause."""
    compared = await _comparison(db, tried)
    sought = await _sought(db, compared, party=party, tried=tried, now=now)
    found = sought.conflicts
    names = await directory.state_names(db)
    return ConflictsView(
        version_id=tried.id,
        at=max(now, tried.valid_from),
        items=[ConflictView.of(one, at=at, names=names) for one, at in found[:MOST_CONFLICTS_TOLD]],
        more=max(0, len(found) - MOST_CONFLICTS_TOLD),
        not_compared=sought.not_compared,
        looked_until=sought.looked_until,
    )


@dataclass(frozen=True, slots=True)
class ConflictFacts:
    """For the records of the parties to a version, each fact with its party, by that party's
    agreements alone: that clauses conflict, where any do; that not all were compared."""

    conflicts: list[tuple[ClausesConflict, str]]
    left: list[tuple[ClausesNotCompared, str]]
    unsure: frozenset[str] = frozenset()
    """The parties for which not all was looked at: a conflict of theirs that is not found may be
    there still."""


async def conflict_facts(
    db: AsyncSession, dossier: Dossier, version: Version, *, now: datetime
) -> ConflictFacts:
    """The facts on the conflicts of a version."""
    facts, left, unsure = [], [], set[str]()
    compared = await _comparison(db, version)
    for party in dossier.parties:
        sought = await _sought(db, compared, party=party, tried=version, now=now)
        found = sought.conflicts
        if sought.not_compared or sought.looked_until is not None:
            unsure.add(party)
        if sought.not_compared:
            count = sought.not_compared
            left.append((fact_of(ClausesNotCompared, dossier, version, count=count), party))
        if found:
            named = [
                f"{one.clause.article} ({_SUBJECTS[one.dimension]}) with {basis(one.other).label}"
                for one, _ in found[:MOST_RECORDED]
            ]
            rest = len(found) - len(named)
            if rest:
                named.append(f"{rest} more")
            fact = fact_of(
                ClausesConflict, dossier, version, count=len(found), named="; ".join(named)
            )
            facts.append((fact, party))
    return ConflictFacts(facts, left, frozenset(unsure))


_SUBJECTS: Final = {
    Dimension.VISIBILITY: "what is shown of assets",
    Dimension.INCIDENT_AWARENESS: "what is told of cases",
    Dimension.MAY_REQUEST: "asking by name",
    Dimension.CLOCKS: "time limits",
    Dimension.CLEARANCES: "entry",
    Dimension.COSTS: "costs",
    Dimension.COMMAND: "command",
    Dimension.LIABILITY: "liability",
    Dimension.CREW_STATUS: "status of crews",
    Dimension.DATA_USE: "use of data",
}


async def _comparison(db: AsyncSession, tried: Version) -> Comparison:
    """The version's clauses, to be compared with those of each party's other agreements."""
    return await asyncio.to_thread(Comparison, await load_version_terms(db, [tried.id]))


@dataclass(frozen=True, slots=True)
class _Sought:
    """The conflicts, each with the earliest instant at which it was found; first those in which the
    clause does not hold. The rest as `ConflictsView` tells it."""

    conflicts: list[tuple[ClauseConflict, datetime]]
    not_compared: int
    looked_until: datetime | None


async def _sought(
    db: AsyncSession, compared: Comparison, *, party: str, tried: Version, now: datetime
) -> _Sought:
    """The conflicts with the party's agreements. Clauses that have been compared for another party
    are so no more."""
    compared.allowance, compared.left = MOST_COMPARED // max(1, len(compared.parties)), set()
    first = max(now, tried.valid_from)
    later = await load_beginnings(
        db, party, after=first, before=tried.valid_until, most=MOST_BEGINNINGS + 1
    )
    looked_until = later[MOST_BEGINNINGS] if len(later) > MOST_BEGINNINGS else None
    found: dict[tuple[UUID, UUID, Dimension], tuple[ClauseConflict, datetime]] = {}
    for at in (first, *later[:MOST_BEGINNINGS]):
        beside = [
            term
            for term in await load_terms(db, now=at, parties=[party])
            if term.agreement_id != tried.agreement_id
        ]
        at_once = await asyncio.to_thread(_conflicts_at, compared, beside, at)
        for one in at_once:
            found.setdefault((one.clause.id, one.other.id, one.dimension), (one, at))
    in_order = sorted(
        found.values(),
        key=lambda pair: (
            pair[0].beside,
            pair[0].clause.ordinal,
            pair[0].dimension,
            basis(pair[0].other).label,
        ),
    )
    return _Sought(in_order, len(compared.left), looked_until)


def _conflicts_at(
    compared: Comparison, beside: Sequence[TermPlain], at: datetime
) -> list[ClauseConflict]:
    return list(islice(compared.conflicts_at(beside, at), MOST_CONFLICTS_SOUGHT))
