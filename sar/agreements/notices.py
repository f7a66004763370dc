"""A party's notices under a version: that what it grants is suspended, or that its part ends."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.models import SharingSuspension, Version
from sar.agreements.recording import defer_due_changes, defer_note
from sar.agreements.versions import NOTICE, left_at, notice_too_short
from sar.agreements.visible import Dossier
from sar.errors import Conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyNotice:
    """The notice of a party; `withdraws`: that its part ends."""

    party: str
    from_at: datetime
    reason: str
    withdraws: bool


async def give(
    db: AsyncSession, dossier: Dossier, version: Version, notice: PartyNotice, *, now: datetime
) -> None:
    """Write the notice, in place of one of the same kind that the party gave before."""
    await _drop(db, dossier, version, party=notice.party, withdraws=notice.withdraws)
    said = SharingSuspension(
        version_id=version.id,
        party_code=notice.party,
        withdraws=notice.withdraws,
        from_at=notice.from_at,
        reason=notice.reason,
        said_at=now,
    )
    db.add(said)
    await db.flush()
    rows = [*dossier.suspensions[version.id], said]
    dossier.suspensions[version.id] = sorted(rows, key=lambda one: (one.party_code, one.withdraws))
    await defer_note(db, version, notice.from_at)
    await _count_parts(db, dossier, version)


async def take_back(
    db: AsyncSession, dossier: Dossier, version: Version, *, party: str, withdraws: bool
) -> None:
    """Undo the party's notice of this kind."""
    await _drop(db, dossier, version, party=party, withdraws=withdraws)
    await _count_parts(db, dossier, version)


def instant_of(
    at: datetime | None, version: Version, *, withdraws: bool, now: datetime
) -> datetime:
    """The instant that a notice is given for, by default the earliest; Conflict if it is nearer."""
    from_at = at or now + NOTICE
    if refusal := notice_too_short(from_at, now, withdraws=withdraws):
        raise Conflict.of(refusal, state=version.state)
    return from_at


async def _drop(
    db: AsyncSession, dossier: Dossier, version: Version, *, party: str, withdraws: bool
) -> None:
    rows = dossier.suspensions[version.id]
    for one in [one for one in rows if (one.party_code, one.withdraws) == (party, withdraws)]:
        rows.remove(one)
        await db.delete(one)
    await db.flush()


async def _count_parts(db: AsyncSession, dossier: Dossier, version: Version) -> None:
    """Set from when fewer than two parties take part in the version."""
    leaving = dossier.said_of(version, withdraws=True)
    version.left_at = left_at(dossier.parties, (one.from_at for one in leaving))
    version.row_version += 1
    await defer_due_changes(db, dossier, version.left_at)
