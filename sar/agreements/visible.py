"""Access to agreements: only parties to one see it, and a draft only the party that drafts."""

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import accumulate
from typing import Final
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, Select, and_, collate, exists, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.agreements.arrangement_clauses import TITLES, digest_of
from sar.agreements.clauses import Suspended
from sar.agreements.load import instants_of, plain_term
from sar.agreements.models import (
    Agreement,
    AgreementParty,
    SharingSuspension,
    Signature,
    Term,
    TermPair,
    Version,
)
from sar.agreements.sentences import sentence
from sar.agreements.term_document import says
from sar.agreements.views import (
    AgreementView,
    ArrangementWordsView,
    KnownConflictsView,
    SharingSuspensionView,
    SignatureView,
    TermView,
    VersionView,
)
from sar.agreements.words import VersionState
from sar.errors import NotFound
from sar.geo.state_names import BY_CODE, StateNames
from sar.parties.caller import Caller
from sar.parties.models import Party
from sar.record.service import Picture, Views
from sar.stints import Stints
from sar.text_fields import PartyCode
from sar.wire import Limit, Listing, read_cursor

FEW: Final = 4
"""So many versions are read with all their terms at once."""
ROWS_AT_ONCE: Final = 100
TERMS_OF_PAGE: Final = 500
"""A page ends with the agreement that passes it, in all its versions (house figure)."""


@dataclass(slots=True)
class Dossier:
    """An agreement with all that belongs to it, whoever may see it."""

    agreement: Agreement
    parties: list[str] = field(default_factory=list)
    names: StateNames = BY_CODE
    """Of its parties."""
    versions: list[Version] = field(default_factory=list)
    """In the order of their numbers; drafts, whose numbers are provisional, come last."""
    signatures: dict[UUID, list[Signature]] = field(default_factory=lambda: defaultdict(list))
    terms: dict[UUID, list[Term]] = field(default_factory=lambda: defaultdict(list))
    suspensions: dict[UUID, list[SharingSuspension]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """The suspensions, and the ends of parties' parts (`withdraws`)."""

    def said_of(self, version: Version, *, withdraws: bool) -> list[SharingSuspension]:
        """The suspensions of the version, or the ends of parties' parts in it."""
        return [one for one in self.suspensions[version.id] if one.withdraws is withdraws]

    def end_reason(self, version: Version) -> str:
        """The reason of the party by whose word the version ends, or ended."""
        over_at = instants_of(version).over_at
        leaving = self.said_of(version, withdraws=True) if over_at == version.left_at else []
        return next((one.reason for one in leaving if one.from_at == over_at), version.end_reason)

    def seen_by(self, party: str) -> list[Version]:
        """The versions that a party to the agreement sees."""
        return [
            version
            for version in self.versions
            if version.proposed_at is not None or version.drafted_by == party
        ]


def _seen(party: str) -> ColumnElement[bool]:
    """Whether a row of `agreement` is visible to the party."""
    return and_(
        exists().where(
            col(AgreementParty.agreement_id) == col(Agreement.id),
            col(AgreementParty.party_code) == party,
        ),
        exists().where(
            col(Version.agreement_id) == col(Agreement.id),
            or_(col(Version.proposed_at).is_not(None), col(Version.drafted_by) == party),
        ),
    )


async def access_agreement(
    db: AsyncSession, caller: Caller, agreement_id: UUID, *, lock: bool = False
) -> Agreement:
    """An agreement that the caller's party is party to, or NotFound."""
    query = select(Agreement).where(col(Agreement.id) == agreement_id, _seen(caller.party))
    if lock:
        query = query.with_for_update(of=Agreement)
    agreement = (await db.execute(query)).scalar_one_or_none()
    if agreement is None:
        raise NotFound("agreement")
    return agreement


async def access_version(db: AsyncSession, caller: Caller, version_id: UUID) -> Version:
    """A version that the caller's party sees, or NotFound."""
    theirs = select(col(AgreementParty.agreement_id)).where(
        col(AgreementParty.party_code) == caller.party
    )
    query = select(Version).where(
        col(Version.id) == version_id,
        col(Version.agreement_id).in_(theirs),
        or_(col(Version.proposed_at).is_not(None), col(Version.drafted_by) == caller.party),
    )
    version = (await db.execute(query)).scalar_one_or_none()
    if version is None:
        raise NotFound("version")
    return version


async def version_row(db: AsyncSession, version_id: UUID) -> Version | None:
    """The version's row, whoever may see it: for jobs."""
    return await db.get(Version, version_id)


async def proposed_versions(
    db: AsyncSession, parties: Collection[str], *, now: datetime
) -> list[Version]:
    """The versions of any of these parties that are proposed and may still come to hold: for
    jobs."""
    theirs = select(col(AgreementParty.agreement_id)).where(
        col(AgreementParty.party_code).in_(parties)
    )
    found = await db.execute(
        select(Version)
        .where(
            col(Version.agreement_id).in_(theirs),
            col(Version.state) == VersionState.PROPOSED,
            or_(col(Version.valid_until).is_(None), col(Version.valid_until) > now),
        )
        .order_by(col(Version.id))
    )
    return list(found.scalars())


async def promised(
    db: AsyncSession, parties: Collection[str], *, now: datetime
) -> dict[tuple[str, str], int]:
    """The number of terms from each of the parties to each other, signed and not over."""
    lasts = and_(
        col(Version.signed_at).is_not(None),
        col(Version.ended_at).is_(None),
        col(Version.left_at).is_(None),
        or_(col(Version.valid_until).is_(None), col(Version.valid_until) > now),
    )
    pair = (col(TermPair.grantor), col(TermPair.grantee))
    counted = await db.execute(
        select(*pair, func.count())
        .join(Term, col(Term.id) == col(TermPair.term_id))
        .join(Version, col(Version.id) == col(Term.version_id))
        .where(pair[0].in_(parties), pair[1].in_(parties), lasts)
        .group_by(*pair)
    )
    return {(grantor, grantee): terms for grantor, grantee, terms in counted}


async def proposed_unsigned(
    db: AsyncSession, proposer: str, parties: Collection[str], *, since: datetime
) -> dict[str, list[int]]:
    """The number of terms of each version that the proposer has proposed since then and one of the
    parties has not signed, by that party: ended ones too."""
    other = col(AgreementParty.party_code)
    signature = exists().where(
        col(Signature.version_id) == col(Version.id), col(Signature.party_code) == other
    )
    terms = select(func.count()).where(col(Term.version_id) == col(Version.id)).scalar_subquery()
    found = await db.execute(
        select(other, terms)
        .join(Version, col(Version.agreement_id) == col(AgreementParty.agreement_id))
        .where(
            other.in_(parties),
            col(Version.drafted_by) == proposer,
            col(Version.proposed_at) > since,
            ~signature,
        )
    )
    unsigned: dict[str, list[int]] = defaultdict(list)
    for party, count in found:
        unsigned[party].append(count)
    return unsigned


async def dossiers(
    db: AsyncSession, agreement_ids: Collection[UUID], *, lock: bool = False
) -> list[Dossier]:
    """The whole of some agreements, by reference; `lock` locks their rows and versions."""
    ids = list(agreement_ids)
    if not ids:
        return []
    agreements = select(Agreement).where(col(Agreement.id).in_(ids)).order_by(col(Agreement.id))
    versions = (
        select(Version)
        .where(col(Version.agreement_id).in_(ids))
        .order_by(
            col(Version.agreement_id), col(Version.state) == VersionState.DRAFT, col(Version.number)
        )
    )
    if lock:
        agreements, versions = agreements.with_for_update(), versions.with_for_update()
    found = {one.id: Dossier(one) for one in (await db.execute(agreements)).scalars()}
    by_version: dict[UUID, Dossier] = {}
    for version in (await db.execute(versions)).scalars():
        by_version[version.id] = found[version.agreement_id]
        found[version.agreement_id].versions.append(version)
    parties = (
        select(AgreementParty, col(Party.name))
        .join(Party, col(Party.code) == col(AgreementParty.party_code))
        .where(col(AgreementParty.agreement_id).in_(ids))
        .order_by(col(AgreementParty.party_code))
    )
    rows = (await db.execute(parties)).all()
    names = StateNames({row.party_code: name for row, name in rows})
    for row, _ in rows:
        found[row.agreement_id].parties.append(row.party_code)
        found[row.agreement_id].names = names
    signatures = select(Signature).where(col(Signature.version_id).in_(by_version))
    for signature in (await db.execute(signatures.order_by(col(Signature.party_code)))).scalars():
        by_version[signature.version_id].signatures[signature.version_id].append(signature)
    suspended = (
        select(SharingSuspension)
        .where(col(SharingSuspension.version_id).in_(by_version))
        .order_by(col(SharingSuspension.party_code), col(SharingSuspension.withdraws))
    )
    for said in (await db.execute(suspended)).scalars():
        by_version[said.version_id].suspensions[said.version_id].append(said)
    terms = select(Term).where(col(Term.version_id).in_(by_version)).order_by(col(Term.ordinal))
    async for term in _each(db, terms, many=len(by_version) > FEW):
        by_version[term.version_id].terms[term.version_id].append(term)
    return sorted(found.values(), key=lambda one: (one.agreement.reference, one.agreement.id))


async def _each(db: AsyncSession, terms: Select[Term], *, many: bool) -> AsyncIterator[Term]:
    """Read a little at a time where they may be many: to read their zones takes long."""
    if not many:
        for term in (await db.execute(terms)).scalars():
            yield term
        return
    stints = Stints(rests=0.0)
    async for term in await db.stream_scalars(terms, execution_options={"yield_per": ROWS_AT_ONCE}):
        yield term
        await stints.rest()


class AgreementList(Listing):
    """The query of a list of agreements."""

    party: PartyCode | None = Field(None, description="Only those with this party")
    limit: Limit = 50


async def listing(
    db: AsyncSession, party: str, wanted: AgreementList
) -> tuple[list[AgreementView], list[str]]:
    """A page of the agreements that the party sees, by reference, no more after those that have
    very many terms; and the places of all that were found, with one more when there are more."""
    query = _by_reference(party)
    if wanted.party is not None:
        query = query.where(
            exists().where(
                col(AgreementParty.agreement_id) == col(Agreement.id),
                col(AgreementParty.party_code) == wanted.party,
            )
        )
    if (after := read_cursor(wanted.cursor, _place)) is not None:
        query = query.where(tuple_(_REFERENCE, col(Agreement.id)) > tuple_(*after))
    rows_of = query.with_only_columns(col(Agreement.id), col(Agreement.reference), _TERMS)
    rows = (await db.execute(rows_of.limit(wanted.limit + 1))).all()
    before = accumulate((terms for _, _, terms in rows), initial=0)
    shown = [row[0] for row, terms in zip(rows, before, strict=False) if terms < TERMS_OF_PAGE]
    places = [f"{reference} {id_}" for id_, reference, _ in rows]
    return await _views(db, party, shown[: wanted.limit]), places


_TERMS: Final = (
    select(func.count())
    .select_from(Term)
    .join(Version, col(Version.id) == col(Term.version_id))
    .where(col(Version.agreement_id) == col(Agreement.id))
    .correlate(Agreement)
    .scalar_subquery()
)
_REFERENCE: Final = collate(col(Agreement.reference), "C")


def _by_reference(party: str) -> Select[UUID]:
    return select(col(Agreement.id)).where(_seen(party)).order_by(_REFERENCE, col(Agreement.id))


async def _views(db: AsyncSession, party: str, ids: Collection[UUID]) -> list[AgreementView]:
    stints, drawn = Stints(rests=0.0), list[AgreementView]()
    for dossier in await dossiers(db, ids):
        drawn.append(view(dossier, party))
        await stints.rest()
    return drawn


def _place(key: str) -> tuple[str, UUID]:
    reference, _, id_ = key.partition(" ")
    return reference, UUID(id_)


async def sees_reference(
    db: AsyncSession, party: str, reference: str, *, besides: UUID | None = None
) -> bool:
    """Whether the party sees an agreement of this reference (`besides`: another than this)."""
    query = select(col(Agreement.id)).where(_seen(party), col(Agreement.reference) == reference)
    if besides is not None:
        query = query.where(col(Agreement.id) != besides)
    return (await db.execute(query.limit(1))).first() is not None


async def view_of(db: AsyncSession, caller: Caller, agreement_id: UUID) -> AgreementView:
    """The agreement as the caller's party sees it, or NotFound."""
    agreement = await access_agreement(db, caller, agreement_id)
    [dossier] = await dossiers(db, [agreement.id])
    return view(dossier, caller.party)


async def views(db: AsyncSession, agreement_ids: Collection[UUID]) -> Views:
    """The views that each party to some agreements has of them."""
    return views_of(await dossiers(db, agreement_ids))


def views_of(whole: Iterable[Dossier]) -> Views:
    """The same as `views`, of agreements that are loaded already."""
    pictures: dict[str, Picture] = defaultdict(dict)
    for dossier in whole:
        for party in dossier.parties:
            if dossier.seen_by(party):
                key = ("agreement", str(dossier.agreement.id))
                pictures[party][key] = view(dossier, party).plain()  # type: ignore[index] # Picture is made here
    return pictures


async def picture(db: AsyncSession, party: str) -> Picture:
    """Every agreement that the party sees."""
    ids = (await db.execute(_by_reference(party))).scalars().all()
    seen = await _views(db, party, ids)
    stints, told = Stints(rests=0.0), Picture()
    for one in seen:
        told["agreement", str(one.id)] = one.plain()
        await stints.rest()
    return told


def view(dossier: Dossier, party: str) -> AgreementView:
    """One agreement as one of its parties sees it."""
    agreement, seen = dossier.agreement, dossier.seen_by(party)
    return AgreementView.of_row(
        agreement,
        version=sum(version.row_version for version in seen),
        parties=dossier.parties,
        versions=[_version_view(dossier, version, party) for version in reversed(seen)],
    )


def _version_view(dossier: Dossier, version: Version, party: str) -> VersionView:
    return VersionView.of_row(
        version,
        version=version.row_version,
        arrangement=[
            ArrangementWordsView(title=TITLES[one["clause"]], **one)
            for one in version.arrangement or ()
        ],
        conflicts=_known_conflicts(version, party),
        arrangement_sha256=digest_of(version.arrangement or ()),
        signatures=[
            SignatureView(party=signature.party_code, at=signature.at)
            for signature in dossier.signatures[version.id]
        ],
        suspensions=_said_views(dossier.said_of(version, withdraws=False)),
        withdrawals=_said_views(dossier.said_of(version, withdraws=True)),
        ended_at=instants_of(version).over_at,
        end_reason=dossier.end_reason(version),
        terms=[_term_view(dossier, version, term) for term in dossier.terms[version.id]],
    )


def _known_conflicts(version: Version, party: str) -> KnownConflictsView | None:
    if version.state is not VersionState.PROPOSED:
        return None
    own = [one for one in version.conflicts or () if one["party"] == party]
    return KnownConflictsView(count=own[0]["count"], since=own[0]["since"]) if own else None


def _said_views(rows: Iterable[SharingSuspension]) -> list[SharingSuspensionView]:
    return [
        SharingSuspensionView(
            party=said.party_code,
            from_at=said.from_at,
            reason=said.reason,
            said_at=said.said_at,
        )
        for said in rows
    ]


def _term_view(dossier: Dossier, version: Version, term: Term) -> TermView:
    plain = plain_term(term, version, dossier.agreement, parties=dossier.parties)
    said = dossier.suspensions[version.id]
    suspended = tuple(
        Suspended(one.party_code, one.from_at, withdraws=one.withdraws) for one in said
    )
    told = sentence(replace(plain, suspended=suspended), dossier.names)
    return TermView(**says(plain), id=term.id, ordinal=term.ordinal, sentence=told)
