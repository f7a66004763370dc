"""From the tables of agreements to the plain data that the pure rule decides on."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, collate, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements.clauses import CostClause, EntryClause, TermPlain
from sar.agreements.models import Agreement, AgreementParty, Term, Version
from sar.agreements.versions import VersionInstants
from sar.agreements.words import ClockName, CostRule, EntryMode, Kind, Phase, Situation

When = datetime | ColumnElement[datetime]


def in_force(now: When) -> ColumnElement[bool]:
    """The SQL twin of `versions.version_state(...) is IN_FORCE`, on the table `version`."""
    return and_(
        col(Version.signed_at).is_not(None),
        col(Version.valid_from) <= now,
        _before(now, Version.valid_until),
        _before(now, Version.suspended_at),
        _before(now, Version.ended_at),
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
    return await _load(db, and_(in_force(now), valid(now)), parties)


async def load_version_terms(db: AsyncSession, version_ids: Iterable[UUID]) -> list[TermPlain]:
    """All terms of some versions, in whatever state these are."""
    return await _load(db, col(Version.id).in_(list(version_ids)), None)


async def _load(
    db: AsyncSession, wanted: ColumnElement[bool], parties: Collection[str] | None
) -> list[TermPlain]:
    members = (
        select(
            col(AgreementParty.agreement_id),
            func.array_agg(col(AgreementParty.party_code)).label("parties"),
        )
        .group_by(col(AgreementParty.agreement_id))
        .subquery()
    )
    query = (
        select(Term, Version, Agreement, members.c.parties)
        .join(Version, col(Version.id) == col(Term.version_id))
        .join(Agreement, col(Agreement.id) == col(Version.agreement_id))
        .join(members, members.c.agreement_id == col(Agreement.id))
        .where(wanted)
        .order_by(collate(col(Agreement.reference), "C"), col(Version.number), col(Term.ordinal))
    )
    if parties is not None:
        theirs = select(col(AgreementParty.agreement_id)).where(
            col(AgreementParty.party_code).in_(list(parties))
        )
        query = query.where(col(Agreement.id).in_(theirs))
    rows = await db.execute(query)
    return [
        plain_term(term, version, agreement, parties=members)
        for term, version, agreement, members in rows
    ]


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
    )


def plain_term(
    term: Term, version: Version, agreement: Agreement, *, parties: Iterable[str]
) -> TermPlain:
    """A row as the rule takes it."""
    return TermPlain(
        id=term.id,
        agreement=agreement.reference,
        agreement_id=agreement.id,
        version=version.number,
        version_id=version.id,
        ordinal=term.ordinal,
        article=term.article,
        parties=frozenset(parties),
        instants=instants_of(version),
        prevails_over=frozenset(version.prevails_over),
        grantor=term.grantor,
        grantees=tuple(term.grantees),
        kinds=tuple(Kind(kind) for kind in term.kinds),
        types=tuple(term.types),
        excluded_types=tuple(term.excluded_types),
        zone=term.zone,
        zone_name=term.zone_name,
        phases=tuple(Phase(phase) for phase in term.phases),
        situations=tuple(Situation(situation) for situation in term.situations),
        valid_from=term.valid_from,
        valid_until=term.valid_until,
        visibility=term.visibility,
        position_precision_nm=term.position_precision_nm,
        position_delay_minutes=term.position_delay_minutes,
        incident_awareness=term.incident_awareness,
        feeds=tuple(term.feeds),
        may_request=term.may_request,
        clocks={ClockName(clock): minutes for clock, minutes in term.clocks.items()},
        entry=tuple(_entry_clause(clause) for clause in term.entry),
        costs=None if term.costs is None else _cost_clause(term.costs),
        data_use=term.data_use,
        command=term.command,
        liability=term.liability,
        crew_status=term.crew_status,
    )


def _entry_clause(kept: dict[str, Any]) -> EntryClause:
    return EntryClause(
        mode=EntryMode(kept["mode"]),
        kinds=tuple(Kind(kind) for kind in kept["kinds"]),
        lead_minutes=kept["lead_minutes"],
        contact=kept["contact"],
    )


def _cost_clause(kept: dict[str, Any]) -> CostClause:
    return CostClause(**{**kept, "rule": CostRule(kept["rule"])})
