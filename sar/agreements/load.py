"""Loader of agreements: rows of their tables become the plain data of the pure rule."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Interval,
    Select,
    Text,
    and_,
    bindparam,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements.clauses import OccasionPlain, Suspended, TermPlain
from sar.agreements.models import (
    Agreement,
    AgreementParty,
    Occasion,
    SharingSuspension,
    Term,
    Version,
)
from sar.agreements.term_document import CostClause, read, says
from sar.agreements.versions import VersionInstants
from sar.db import Instant

When = datetime | ColumnElement[datetime]


def in_force(now: When) -> ColumnElement[bool]:
    """The SQL form of `versions.holds`, on the table `version`; without those that their parties
    have left and that spare nothing any more."""
    return and_(
        col(Version.signed_at).is_not(None),
        col(Version.valid_from) <= now,
        _before(now, Version.valid_until),
        _before(now, Version.suspended_at),
        _before(now, Version.ended_at),
        _spares_anything(now),
    )


LINGERS: Final = timedelta(days=90)
"""The time that a version is still read after its parties have left it, for requests without a case
that were sent before (house figure): what has been accepted by then keeps its clauses itself."""


def _spares_anything(now: When) -> ColumnElement[bool]:
    """Whether a version that its parties have left may still hold for anybody: else the terms of
    every agreement that has ever ended would be read for each question."""
    party = (
        select(col(AgreementParty.party_code))
        .where(col(AgreementParty.agreement_id) == col(Version.agreement_id))
        .correlate(Version)
    )
    running = select(col(Occasion.incident_id)).where(
        col(Occasion.party_code).in_(party), col(Occasion.since) < col(Version.left_at)
    )
    return or_(
        col(Version.left_at).is_(None),
        col(Version.left_at) + literal(LINGERS, Interval()) > now,
        running.correlate(Version).exists(),
    )


def valid(now: When) -> ColumnElement[bool]:
    """Whether a row of the table `term` is within its own validity."""
    return and_(
        or_(col(Term.valid_from).is_(None), col(Term.valid_from) <= now),
        _before(now, Term.valid_until),
    )


def _before(now: When, bound: Any) -> ColumnElement[bool]:
    return or_(col(bound).is_(None), col(bound) > now)


async def load_terms(
    db: AsyncSession, *, now: datetime, parties: Collection[str] | None = None
) -> list[TermPlain]:
    """Every term that is effective at `now`, of agreements that any of the parties is party to."""
    given = {"now": now} if parties is None else {"now": now, "parties": list(parties)}
    return await _load(db, _effective(of_parties=parties is not None), given)


async def load_beginnings(
    db: AsyncSession, party: str, *, after: datetime, before: datetime | None, most: int
) -> list[datetime]:
    """The soonest instants within a span at which confirmed versions or clauses, of agreements that
    the party is party to, begin."""
    theirs = select(col(AgreementParty.agreement_id)).where(col(AgreementParty.party_code) == party)
    confirmed = [
        col(Version.signed_at).is_not(None),
        _before(after, Version.ended_at),
        _before(after, Version.left_at),
        col(Version.agreement_id).in_(theirs),
    ]
    of_terms = select(col(Term.valid_from)).join(Version, col(Version.id) == col(Term.version_id))
    found: set[datetime] = set()
    for query, at in (
        (select(col(Version.valid_from)), col(Version.valid_from)),
        (of_terms, col(Term.valid_from)),
    ):
        within = [at > after, *([at < before] if before else [])]
        rows = query.where(*confirmed, *within).distinct().order_by(at).limit(most)
        found.update(one for one in await db.scalars(rows) if one is not None)
    return sorted(found)[:most]


async def load_costs(db: AsyncSession, term_id: UUID) -> CostClause | None:
    """The rule on costs of one clause, in force or not; None: it has none."""
    stored = await db.scalar(select(col(Term.document)).where(col(Term.id) == term_id))
    return None if stored is None else read(stored, zone=None).costs


async def load_version_terms(db: AsyncSession, version_ids: Iterable[UUID]) -> list[TermPlain]:
    """All terms of some versions, in whatever state these are."""
    wanted = col(Version.id).in_(list(version_ids))
    return await _load(db, _of_terms(col(Term.id), _ROW, _IS_SUSPENDED).where(wanted), {})


@cache
def _effective(*, of_parties: bool) -> Select[*tuple[Any, ...]]:
    """Cached: compiling the statement costs more than running it."""
    now: ColumnElement[datetime] = bindparam("now", type_=Instant())
    query = _of_terms(col(Term.id), _ROW, _IS_SUSPENDED).where(in_force(now), valid(now))
    if not of_parties:
        return query
    parties = bindparam("parties", expanding=True, type_=Text())
    theirs = select(col(AgreementParty.agreement_id)).where(
        col(AgreementParty.party_code).in_(parties)
    )
    return query.where(col(Agreement.id).in_(theirs))


async def _load(
    db: AsyncSession, query: Select[*tuple[Any, ...]], given: dict[str, Any]
) -> list[TermPlain]:
    """Load only the terms whose rows have changed: most are asked for each time, few change."""
    rows = (await db.execute(query, given)).all()
    known = {id_: _kept.get((id_, row, *parties)) for id_, row, _, parties in rows}
    new = [id_ for id_, term in known.items() if term is None]
    if new:
        # Reads the rows anew: the session may hold older ones.
        whole = _of_terms(Term, Version, Agreement, _ROW).where(col(Term.id).in_(new))
        anew = await db.execute(whole.execution_options(populate_existing=True))
        for term, version, agreement, row, parties in anew:
            plain = plain_term(term, version, agreement, parties=parties)
            known[term.id] = _kept[term.id, row, *parties] = plain
    if len(_kept) > _MOST:
        _kept.clear()
    terms = [term for term in known.values() if term is not None]
    touched = {id_ for id_, _, is_suspended, _ in rows if is_suspended}
    suspended = await _load_suspended(db, {t.version_id for t in terms if t.id in touched})
    return sorted(
        (
            replace(term, suspended=suspended[term.version_id])
            if term.version_id in suspended
            else term
            for term in terms
        ),
        key=lambda term: (term.agreement, term.version, term.ordinal, term.id),
    )


async def _load_suspended(
    db: AsyncSession, version_ids: Collection[UUID]
) -> dict[UUID, tuple[Suspended, ...]]:
    """The suspensions of these versions and the ends of parties' parts in them, each with the cases
    that it spares."""
    if not version_ids:
        return {}
    said, of = col(SharingSuspension.party_code), col(SharingSuspension.version_id)
    from_at, withdraws = col(SharingSuspension.from_at), col(SharingSuspension.withdraws)
    words = select(of, said, withdraws, from_at).where(of.in_(version_ids))
    rows = await db.execute(words.order_by(said, withdraws))
    cases = (
        select(
            of,
            said,
            withdraws,
            col(Occasion.incident_id),
            col(Occasion.party_code),
            col(Occasion.since) < col(SharingSuspension.said_at),
        )
        .join(Version, col(Version.id) == of)
        .join(AgreementParty, col(AgreementParty.agreement_id) == col(Version.agreement_id))
        .join(Occasion, col(Occasion.party_code) == col(AgreementParty.party_code))
        .where(of.in_(version_ids), col(Occasion.since) < from_at)
    )
    running: dict[tuple[UUID, str, bool], set[tuple[UUID, str]]] = defaultdict(set)
    at_notice: dict[tuple[UUID, str, bool], set[tuple[UUID, str]]] = defaultdict(set)
    for version_id, by, whole, incident_id, party, early in await db.execute(cases):
        running[version_id, by, whole].add((incident_id, party))
        if early:
            at_notice[version_id, by, whole].add((incident_id, party))
    found: dict[UUID, tuple[Suspended, ...]] = defaultdict(tuple)
    for version_id, by, whole, at in rows:
        key = (version_id, by, whole)
        spared, first = frozenset(running[key]), frozenset(at_notice[key])
        found[version_id] += (Suspended(by, at, spared, first, whole),)
    return found


_MOST: Final = 50_000

_kept: dict[tuple[Any, ...], TermPlain] = {}
"""Keyed by ctid and xmin, so any update changes the key. Restart servers after restoring a backup.
"""

_ROW: Final[ColumnElement[str]] = literal_column(
    "concat_ws(' ', term.ctid, term.xmin, version.ctid, version.xmin, agreement.ctid,"
    " agreement.xmin)"
)


_IS_SUSPENDED: Final = (
    select(col(SharingSuspension.version_id))
    .where(col(SharingSuspension.version_id) == col(Version.id))
    .exists()
)
"""Whether a party has suspended what it grants by the term's version, or ended its part in it."""


def _of_terms(*columns: Any) -> Select[*tuple[Any, ...]]:
    """A statement over terms, with the parties of each as the last column."""
    code, of = col(AgreementParty.party_code), col(AgreementParty.agreement_id)
    theirs = select(code).where(of == col(Agreement.id)).order_by(code).scalar_subquery()
    return (
        select(*columns, func.array(theirs, type_=ARRAY(Text())).label("parties"))
        .select_from(Term)
        .join(Version, col(Version.id) == col(Term.version_id))
        .join(Agreement, col(Agreement.id) == col(Version.agreement_id))
    )


async def load_occasions(
    db: AsyncSession, parties: Collection[str] | None = None
) -> dict[str, list[OccasionPlain]]:
    """The occasions of these parties, or of all, by party: terms with phases ask for one."""
    met: dict[str, list[OccasionPlain]] = {party: [] for party in parties or ()}
    query = select(col(Occasion.party_code), col(Occasion.situation), col(Occasion.phase))
    if parties is not None:
        query = query.where(col(Occasion.party_code).in_(parties))
    for party, situation, phase in await db.execute(query):
        met.setdefault(party, []).append(OccasionPlain(situation, phase))
    return met


def instants_of(version: Version) -> VersionInstants:
    """The instants that the version's state follows from."""
    return VersionInstants(
        valid_from=version.valid_from,
        valid_until=version.valid_until,
        proposed_at=version.proposed_at,
        signed_at=version.signed_at,
        suspended_at=version.suspended_at,
        ended_at=version.ended_at,
        notice_at=version.notice_at,
        left_at=version.left_at,
    )


def plain_term(
    term: Term, version: Version, agreement: Agreement, *, parties: Iterable[str]
) -> TermPlain:
    """A row as plain data for the rule."""
    return TermPlain(
        **says(read(term.document, term.zone)),
        id=term.id,
        agreement=agreement.reference,
        agreement_id=agreement.id,
        version=version.number,
        version_id=version.id,
        ordinal=term.ordinal,
        parties=frozenset(parties),
        instants=instants_of(version),
        prevails_over=frozenset(version.prevails_over),
    )
