"""Suspending what the own party grants by a version, and resuming it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements import notices
from sar.agreements.locks import access_locked, choose_version
from sar.agreements.notices import PartyNotice
from sar.agreements.recording import fact_of, recording
from sar.agreements.schemas import AgreementVersionBody, SuspendSharingBody
from sar.agreements.words import VersionAction
from sar.parties.caller import Caller
from sar.record.entries import AgreementResumed, SharingResumed, SharingSuspended


async def resume(
    db: AsyncSession,
    caller: Caller,
    agreement_id: UUID,
    body: AgreementVersionBody,
    *,
    now: datetime,
) -> None:
    """Put a version into force again that the party suspended whole, by an earlier release."""
    dossier = await access_locked(db, caller, agreement_id, now=now)
    version = choose_version(
        dossier, VersionAction.RESUME, body.version, party=caller.party, now=now
    )
    async with recording(db, dossier, by=caller.actor, now=now) as entry:
        version.suspended_at = version.suspended_by = None
        fact = fact_of(AgreementResumed, dossier, version, party=caller.party)
        entry.record(fact, readers=dossier.parties)


async def suspend_sharing(
    db: AsyncSession,
    caller: Caller,
    agreement_id: UUID,
    body: SuspendSharingBody,
    *,
    now: datetime,
) -> None:
    """Suspend what the caller's party grants by a version, with notice; what others grant goes on,
    and so do cases that both sides take part in by then."""
    dossier = await access_locked(db, caller, agreement_id, now=now)
    action = VersionAction.SUSPEND_SHARING
    version = choose_version(dossier, action, body.version, party=caller.party, now=now)
    from_at = notices.instant_of(body.from_at, version, withdraws=False, now=now)
    async with recording(db, dossier, by=caller.actor, now=now) as entry:
        said = PartyNotice(party=caller.party, from_at=from_at, reason=body.reason, withdraws=False)
        await notices.give(db, dossier, version, said, now=now)
        fact = fact_of(
            SharingSuspended,
            dossier,
            version,
            party=caller.party,
            from_at=f"{from_at:%Y-%m-%dT%H:%M:%SZ}",
            reason=body.reason,
        )
        entry.record(fact, readers=dossier.parties)


async def resume_sharing(
    db: AsyncSession,
    caller: Caller,
    agreement_id: UUID,
    body: AgreementVersionBody,
    *,
    now: datetime,
) -> None:
    """Lift the suspension of what the caller's party grants by a version, begun or to come."""
    dossier = await access_locked(db, caller, agreement_id, now=now)
    action = VersionAction.RESUME_SHARING
    version = choose_version(dossier, action, body.version, party=caller.party, now=now)
    async with recording(db, dossier, by=caller.actor, now=now) as entry:
        await notices.take_back(db, dossier, version, party=caller.party, withdraws=False)
        fact = fact_of(SharingResumed, dossier, version, party=caller.party)
        entry.record(fact, readers=dossier.parties)
