"""Ending the own party's part in a version by notice, and refusing one that is not in force."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements import notices
from sar.agreements.load import instants_of
from sar.agreements.locks import access_locked, choose_version
from sar.agreements.models import Version
from sar.agreements.notices import PartyNotice
from sar.agreements.recording import fact_of, recording
from sar.agreements.schemas import AgreementVersionBody, EndAgreementBody
from sar.agreements.versions import version_state
from sar.agreements.visible import Dossier
from sar.agreements.words import VersionAction, VersionState
from sar.errors import Conflict, Malformed, Refusal
from sar.languages.places import filled
from sar.parties.caller import Caller
from sar.record.entries import AgreementEnded, AgreementNoticeGiven, AgreementNoticeTakenBack


async def end(
    db: AsyncSession, caller: Caller, agreement_id: UUID, body: EndAgreementBody, *, now: datetime
) -> None:
    """End the part of the caller's party in a version in force, by notice; the others go on, while
    there are two, and so do cases that both sides take part in by then.

    A version that is not in force is refused or withdrawn at once, for all. Accepted deployments
    finish under the terms in force at acceptance.
    """
    if body.at is not None and body.at < now:
        raise Malformed.at("at", "in_the_past", "notice can only be given for the future")
    dossier = await access_locked(db, caller, agreement_id, now=now)
    version = choose_version(dossier, VersionAction.END, body.version, party=caller.party, now=now)
    if version_state(instants_of(version), now) is VersionState.IN_FORCE:
        await _end_part(db, caller, dossier, version, body, now=now)
    else:
        await _refuse(db, caller, dossier, version, body, now=now)


async def _end_part(
    db: AsyncSession,
    caller: Caller,
    dossier: Dossier,
    version: Version,
    body: EndAgreementBody,
    *,
    now: datetime,
) -> None:
    party = caller.party
    from_at = notices.instant_of(body.at, version, withdraws=True, now=now)
    leaving = dossier.said_of(version, withdraws=True)
    over_at = instants_of(version).over_at
    own = next((one.from_at for one in leaving if one.party_code == party), None)
    if before := min(
        (at for at in (own, over_at) if at is not None and at <= from_at), default=None
    ):
        raise _ends_before(version, dossier.names.of(party) if before == own else None, before)
    async with recording(db, dossier, by=caller.actor, now=now) as entry:
        notice = PartyNotice(party=party, from_at=from_at, reason=body.reason, withdraws=True)
        await notices.give(db, dossier, version, notice, now=now)
        fact = fact_of(
            AgreementNoticeGiven,
            dossier,
            version,
            party=party,
            ends_at=f"{from_at:%Y-%m-%dT%H:%M:%SZ}",
            reason=body.reason,
            whole=version.left_at == from_at,
        )
        entry.record(fact, readers=dossier.parties)


def _ends_before(version: Version, party: str | None, at: datetime) -> Conflict:
    """The refusal of a notice that takes effect too late; `party`: by name, whose part ends."""
    time = f"{at:%Y-%m-%d %H:%MZ}"
    said = (
        filled("Version {number} ends at {time} already.", number=version.number, time=time)
        if party is None
        else filled(
            "The part of {party} in version {number} ends at {time} already.",
            party=party,
            number=version.number,
            time=time,
        )
    )
    return Conflict.of(Refusal("ends_before", said), state=version.state)


async def _refuse(
    db: AsyncSession,
    caller: Caller,
    dossier: Dossier,
    version: Version,
    body: EndAgreementBody,
    *,
    now: datetime,
) -> None:
    if body.at is not None and body.at > now:
        said = filled(
            "Version {number} is not in force: it is refused or withdrawn at once.",
            number=version.number,
        )
        raise Conflict.of(Refusal("ends_at_once", said), state=version.state)
    async with recording(db, dossier, by=caller.actor, now=now) as entry:
        version.notice_at = version.ended_at = now
        version.end_reason = body.reason
        version.row_version += 1
        fact = fact_of(AgreementEnded, dossier, version, reason=body.reason)
        entry.record(fact, readers=dossier.parties)


async def take_back_notice(
    db: AsyncSession,
    caller: Caller,
    agreement_id: UUID,
    body: AgreementVersionBody,
    *,
    now: datetime,
) -> None:
    """Take back the notice by which the caller's party ends its part, before it takes effect."""
    dossier = await access_locked(db, caller, agreement_id, now=now)
    action = VersionAction.TAKE_BACK_NOTICE
    version = choose_version(dossier, action, body.version, party=caller.party, now=now)
    async with recording(db, dossier, by=caller.actor, now=now) as entry:
        await notices.take_back(db, dossier, version, party=caller.party, withdraws=True)
        fact = fact_of(AgreementNoticeTakenBack, dossier, version, party=caller.party)
        entry.record(fact, readers=dossier.parties)
