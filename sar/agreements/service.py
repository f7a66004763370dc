"""Drafting, proposing and signing agreements."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from operator import itemgetter
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, insert, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col
from uuid_utils.compat import uuid7

from sar.agreements import conflict_alarm, drafting, proposals_quota, visible
from sar.agreements.locks import access_locked, choose_version, signed_by
from sar.agreements.models import (
    Agreement,
    AgreementParty,
    Signature,
    TermPair,
    Version,
)
from sar.agreements.recording import (
    compare_in_turn,
    defer_due_changes,
    defer_look,
    defer_notes,
    fact_of,
    recording,
)
from sar.agreements.schemas import (
    AgreementBody,
    AgreementDraftBody,
    AgreementVersionBody,
    AmendAgreementBody,
    SignAgreementBody,
)
from sar.agreements.visible import Dossier
from sar.agreements.words import VersionAction, VersionState
from sar.errors import Conflict, Malformed, NotFound, Refusal, TooMuchProposed
from sar.geo.state_names import StateNames
from sar.languages.places import filled
from sar.parties.caller import Caller
from sar.parties.visible import joined, state_names
from sar.record.entries import (
    AgreementDrafted,
    AgreementEnded,
    AgreementProposed,
    AgreementSigned,
)
from sar.record.recording import Recording
from sar.wire import check_version


async def draft(db: AsyncSession, caller: Caller, body: AgreementBody, *, now: datetime) -> None:
    """A new agreement with the draft of its first version, which only the caller's party sees."""
    names = await state_names(db)
    _refuse_faults(
        *_wrong_parties(body.parties, caller.party, await joined(db), names),
        *drafting.faults(
            body.draft, at="draft.", reference=body.reference, parties=body.parties, now=now
        ),
    )
    agreement = Agreement(
        id=body.id,
        reference=body.reference,
        title=body.title,
        proposed_by=caller.party,
        created_at=now,
    )
    await _refuse_taken(db, caller, agreement, shown_to=[caller.party])
    await _insert(
        db, agreement, refusal=Refusal("id_taken", filled("The id {id} is taken.", id=body.id))
    )
    dossier = Dossier(agreement, parties=sorted(body.parties), names=names)
    async with recording(db, dossier, by=caller.actor, now=now) as entry:
        db.add_all(AgreementParty(agreement_id=body.id, party_code=one) for one in body.parties)
        version = await _add_version(db, caller, dossier, body.draft, id_=uuid7(), now=now)
        entry.record(fact_of(AgreementDrafted, dossier, version), readers=[])


async def _refuse_taken(
    db: AsyncSession, caller: Caller, agreement: Agreement, *, shown_to: Iterable[str]
) -> None:
    """Refuse a reference that another agreement which the caller's party sees has.

    References of strangers are not disclosed, and nobody waits for them: the lock is of the parties
    that are shown the agreement. Of two acts that show one party the same reference the second
    waits, and is refused if that party is its own.
    """
    reference = agreement.reference
    parties = {"reference": reference, "parties": list(shown_to)}
    await db.execute(_REFERENCE_IN_TURN, parties)
    if await visible.sees_reference(db, caller.party, reference, besides=agreement.id):
        taken = filled(
            "Your party has another agreement with the reference {reference}.", reference=reference
        )
        raise Conflict.of(Refusal("reference_taken", taken))


_REFERENCE_IN_TURN = text(
    "SELECT pg_advisory_xact_lock(key) FROM (SELECT DISTINCT hashtextextended('agreement ' ||"
    " CAST(:reference AS text) || ' of ' || party, 0) AS key FROM unnest(CAST(:parties AS text[]))"
    " AS party ORDER BY key OFFSET 0) AS in_order"
)
"""A lock for each party, always in the same order."""

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended(:reference, 0))")


def _wrong_parties(
    parties: Iterable[str], own: str, joined_parties: Iterable[str], names: StateNames
) -> list[drafting.FieldFault]:
    known = set(joined_parties)
    faults = [
        {
            "field": f"parties[{i}]",
            "code": "party_not_joined",
            "reason": f"{names.of(party)} is not a party that has joined, so nobody can sign for"
            " it",
        }
        for i, party in enumerate(parties)
        if party not in known
    ]
    if own not in parties:
        faults.append(
            {"field": "parties", "code": "own_party_missing", "reason": f"must include {own}"}
        )
    return faults


def _refuse_faults(*faults: drafting.FieldFault) -> None:
    if faults:
        raise Malformed.all(list(faults))


async def _insert(db: AsyncSession, row: SQLModel, *, refusal: Refusal) -> None:
    try:
        async with db.begin_nested():
            db.add(row)
            await db.flush()
    except IntegrityError:
        raise Conflict.of(refusal) from None


async def _add_version(
    db: AsyncSession,
    caller: Caller,
    dossier: Dossier,
    body: AgreementDraftBody,
    *,
    id_: UUID,
    now: datetime,
) -> Version:
    proposed = [version.number for version in dossier.versions if version.proposed_at is not None]
    version = drafting.version_of(
        body,
        id_=id_,
        agreement_id=dossier.agreement.id,
        number=max(proposed, default=0) + 1,
        drafted_by=caller.party,
        now=now,
    )
    await _insert(db, version, refusal=Refusal("id_taken", filled("The id {id} is taken.", id=id_)))
    dossier.versions.append(version)
    await _add_terms(db, dossier, version, body)
    return version


async def _add_terms(
    db: AsyncSession, dossier: Dossier, version: Version, body: AgreementDraftBody
) -> None:
    terms = drafting.terms_of(body, version_id=version.id)
    db.add_all(terms)
    await db.flush()
    dossier.terms[version.id] = terms


async def amend(
    db: AsyncSession, caller: Caller, agreement_id: UUID, body: AmendAgreementBody, *, now: datetime
) -> None:
    """The draft of another version; a party has one draft of an agreement at a time."""
    dossier = await access_locked(db, caller, agreement_id, now=now)
    if _own_draft(dossier, caller.party) is not None:
        sentence = "Your party has a draft of this agreement already: change or discard that one."
        raise Conflict.of(Refusal("draft_open", sentence), state=VersionState.DRAFT)
    async with recording(db, dossier, by=caller.actor, now=now) as entry:
        _refuse_faults(*_faults(dossier, body, now))
        version = await _add_version(db, caller, dossier, body, id_=body.id, now=now)
        fact = fact_of(AgreementDrafted, dossier, version)
        entry.record(fact, readers=[])


async def redraft(
    db: AsyncSession,
    caller: Caller,
    agreement_id: UUID,
    body: AgreementDraftBody,
    *,
    version: int,
    now: datetime,
) -> None:
    """Another text for the party's own draft; `version` is the row's, as the drafter read it."""
    dossier, own = await _access_draft(db, caller, agreement_id, now=now)
    check_version(given=version, current=own.row_version)
    _refuse_faults(*_faults(dossier, body, now))
    async with recording(db, dossier, by=caller.actor, now=now) as entry:
        await _delete_terms(db, dossier, own)
        drafting.retext(own, body)
        own.row_version += 1
        await _add_terms(db, dossier, own, body)
        fact = fact_of(AgreementDrafted, dossier, own)
        entry.record(fact, readers=[])


async def discard(db: AsyncSession, caller: Caller, agreement_id: UUID, *, now: datetime) -> None:
    """Do away with the party's own draft, and with an agreement that was nothing else."""
    dossier, own = await _access_draft(db, caller, agreement_id, now=now)
    async with recording(db, dossier, by=caller.actor, now=now) as entry:
        fact = fact_of(AgreementEnded, dossier, own, reason="The draft was discarded.")
        await _delete_terms(db, dossier, own)
        dossier.versions.remove(own)
        await db.delete(own)
        await db.flush()
        if not dossier.versions:
            parties = col(AgreementParty.agreement_id) == dossier.agreement.id
            await db.execute(delete(AgreementParty).where(parties))
            await db.delete(dossier.agreement)
        entry.record(fact, readers=[])


def _faults(dossier: Dossier, body: AgreementDraftBody, now: datetime) -> list[drafting.FieldFault]:
    return drafting.faults(
        body, at="", reference=dossier.agreement.reference, parties=dossier.parties, now=now
    )


async def _delete_terms(db: AsyncSession, dossier: Dossier, version: Version) -> None:
    terms = dossier.terms.pop(version.id, [])
    for term in terms:
        await db.delete(term)
    await db.flush()


async def propose(
    db: AsyncSession,
    caller: Caller,
    agreement_id: UUID,
    body: AgreementVersionBody,
    *,
    now: datetime,
) -> None:
    """Show the draft to every party for signature; its text is fixed from here on."""
    dossier = await access_locked(db, caller, agreement_id, now=now)
    version = choose_version(
        dossier, VersionAction.PROPOSE, body.version, party=caller.party, now=now
    )
    if all(one.proposed_at is None for one in dossier.versions):
        await _refuse_taken(db, caller, dossier.agreement, shown_to=dossier.parties)
    await _refuse_full(db, dossier, version, by=caller.party, now=now)
    async with recording(db, dossier, by=caller.actor, now=now) as entry:
        version.proposed_at = now
        for other in dossier.versions:
            if other.state is VersionState.DRAFT and other is not version:
                other.number = version.number + 1
                other.row_version += 1
            elif other.number < version.number:  # it is the newer one that is to be looked at
                other.conflicts = None
        fact = fact_of(AgreementProposed, dossier, version)
        entry.record(fact, readers=dossier.parties)
        await _tell_conflicts(db, entry, dossier, version, now=now)
        if version.valid_until is not None:
            await defer_look(db, version, at=version.valid_until)


async def _refuse_full(
    db: AsyncSession, dossier: Dossier, version: Version, *, by: str, now: datetime
) -> None:
    """Raise where more would wait for a party's signature than one other may put before it; until
    the commit the party proposes nothing else."""
    await db.execute(_ONE_AT_A_TIME, {"reference": f"proposals of {by}"})
    others = set(dossier.parties) - {by}
    since = now - proposals_quota.WITHIN
    unsigned = await visible.proposed_unsigned(db, by, others, since=since)
    more = len(dossier.terms[version.id])
    full = [one for one in sorted(others) if proposals_quota.is_full(unsigned.get(one, []), more)]
    if full:
        raise TooMuchProposed(
            full,
            dossier.names,
            versions=proposals_quota.VERSIONS_AT_MOST,
            terms=proposals_quota.TERMS_AT_MOST,
        )


async def sign(
    db: AsyncSession, caller: Caller, agreement_id: UUID, body: SignAgreementBody, *, now: datetime
) -> None:
    """Sign for the caller's party; with the last signature it is in force from `valid_from`."""
    dossier = await access_locked(db, caller, agreement_id, now=now)
    version = choose_version(dossier, VersionAction.SIGN, body.version, party=caller.party, now=now)
    pairs = drafting.spelled_out(dossier.terms[version.id], dossier.parties)
    await _refuse_too_many(db, pairs, dossier.names, now=now)
    async with recording(db, dossier, by=caller.actor, now=now) as entry:
        signature = Signature(
            version_id=version.id, party_code=caller.party, person_id=caller.person_id, at=now
        )
        db.add(signature)
        signatures = [*dossier.signatures[version.id], signature]
        dossier.signatures[version.id] = sorted(signatures, key=lambda one: one.party_code)
        version.row_version += 1
        if signed_by(dossier, version) == frozenset(dossier.parties):
            version.signed_at = now
            await db.execute(insert(TermPair), pairs)
            due_at = version.valid_from if version.valid_from > now else None
            await defer_due_changes(db, dossier, due_at, version.valid_until)
            await defer_notes(db, dossier, version, now=now)
        fact = fact_of(AgreementSigned, dossier, version, party=caller.party)
        entry.record(fact, readers=dossier.parties)
        if version.signed_at is not None:
            await _tell_conflicts(db, entry, dossier, version, now=now)
            if any(term.zone is not None for term in dossier.terms[version.id]):
                # From here to the commit no position moves, of which it is not known yet that a
                # zone shows it. All States' fixes wait for it: it is the last of the locks.
                await db.execute(_POSITIONS_LOCK)


async def _tell_conflicts(
    db: AsyncSession, entry: Recording, dossier: Dossier, version: Version, *, now: datetime
) -> None:
    """Have the record and the picture of each party say which clauses of the version conflict with
    others."""
    await db.flush()
    await compare_in_turn(db, dossier.parties)
    facts, _ = await conflict_alarm.note(db, dossier, version, now=now)
    entry.further += facts


_POSITIONS_LOCK = text("SELECT next_position_mark()")

MOST_TERMS: Final = 1_000
"""In force at once from one State to another (house figure): each is weighed whenever somebody
asks what the other may see."""


async def _refuse_too_many(
    db: AsyncSession, pairs: Iterable[Mapping[str, Any]], names: StateNames, *, now: datetime
) -> None:
    """Raise where a pair of parties would have more terms than that from one to the other."""
    more = Counter((one["grantor"], one["grantee"]) for one in pairs)
    held = await visible.promised(db, {party for pair in more for party in pair}, now=now)
    (grantor, grantee), terms = max(
        ((pair, count + held.get(pair, 0)) for pair, count in more.items()), key=itemgetter(1)
    )
    if terms > MOST_TERMS:
        said = filled(
            "{terms} terms would be in force from {grantor} to {grantee}: at most {most_terms}."
            " End an agreement first, or say it in fewer terms.",
            terms=terms,
            grantor=names.of(grantor),
            grantee=names.of(grantee),
            most_terms=MOST_TERMS,
        )
        raise Conflict.of(Refusal("too_many_terms", said, {"limit": MOST_TERMS, "terms": terms}))


async def _access_draft(
    db: AsyncSession, caller: Caller, agreement_id: UUID, *, now: datetime
) -> tuple[Dossier, Version]:
    dossier = await access_locked(db, caller, agreement_id, now=now)
    own = _own_draft(dossier, caller.party)
    if own is None:
        raise NotFound("draft")
    return dossier, own


def _own_draft(dossier: Dossier, party: str) -> Version | None:
    drafts = [v for v in dossier.seen_by(party) if v.state is VersionState.DRAFT]
    return drafts[0] if drafts else None
