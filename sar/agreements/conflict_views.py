"""The conflicts of a version, as its parties read them before they confirm it."""

import asyncio
from datetime import datetime
from itertools import islice
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.clauses import basis
from sar.agreements.conflicts import ClauseConflict, conflicts, only
from sar.agreements.load import load_terms, load_version_terms
from sar.agreements.models import Version
from sar.agreements.preview import BasisView
from sar.agreements.sentences import sentence
from sar.agreements.words import Dimension
from sar.wire import View

MOST_CONFLICTS_TOLD: Final = 50
MOST_PAIRS_TOLD: Final = 12
MOST_CONFLICTS_SOUGHT: Final = 500


class PromiseView(View):
    """A party that promises something to another."""

    grantor: str
    grantee: str


class ConflictView(View):
    """Two clauses that speak of the same and say it differently.

    `other` holds against `clause`: it prevails, prohibits, or is more favourable to the grantee. Or
    it stands `beside` it: of texts both are quoted, of positions the finer of each holds. Each
    sentence says what its clause says on this subject alone. `between_more`: so many pairs beyond
    those named.
    """

    dimension: Dimension
    between: list[PromiseView]
    between_more: int
    clause: BasisView
    says: str
    other: BasisView
    other_says: str
    beside: bool

    @classmethod
    def of(cls, found: ClauseConflict) -> "ConflictView":
        """The view of a conflict that the rule has found."""
        return cls(
            dimension=found.dimension,
            between=[
                PromiseView(grantor=one, grantee=other)
                for one, other in found.between[:MOST_PAIRS_TOLD]
            ],
            between_more=max(0, len(found.between) - MOST_PAIRS_TOLD),
            clause=BasisView.of(basis(found.clause)),
            says=sentence(only(found.clause, found.dimension)),
            other=BasisView.of(basis(found.other)),
            other_says=sentence(only(found.other, found.dimension)),
            beside=found.beside,
        )


class ConflictsView(View):
    """The conflicts of a version with clauses that are in force `at` the earliest instant at which
    it may be, of agreements of the caller's party; and within its own text."""

    version_id: UUID
    at: datetime
    items: list[ConflictView]
    more: int
    """So many beyond those told, as far as they were sought."""


async def conflicts_of(
    db: AsyncSession, *, party: str, tried: Version, now: datetime
) -> ConflictsView:
    """The conflicts of a version that the party sees, by clause."""
    at = max(now, tried.valid_from)
    terms = await load_version_terms(db, [tried.id])
    beside = [
        term
        for term in await load_terms(db, now=at, parties=[party])
        if term.agreement_id != tried.agreement_id
    ]
    found = await asyncio.to_thread(
        lambda: list(islice(conflicts(terms, beside, at=at), MOST_CONFLICTS_SOUGHT))
    )
    found.sort(
        key=lambda one: (one.beside, one.clause.ordinal, one.dimension, basis(one.other).label)
    )
    return ConflictsView(
        version_id=tried.id,
        at=at,
        items=[ConflictView.of(one) for one in found[:MOST_CONFLICTS_TOLD]],
        more=max(0, len(found) - MOST_CONFLICTS_TOLD),
    )
