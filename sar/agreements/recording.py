"""Recording of facts about agreements: acts of parties, and changes of state that are due."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import installation, jobs
from sar.agreements import visible
from sar.agreements.load import instants_of
from sar.agreements.models import Version
from sar.agreements.versions import ends_at, version_state
from sar.agreements.visible import Dossier
from sar.agreements.words import VersionState
from sar.record import service as record
from sar.record.entries import (
    AgreementEnded,
    AgreementEnteredIntoForce,
    AgreementFact,
    PictureChanged,
)
from sar.record.service import PLATFORM, Actor, Views

DUE_CHANGES = "agreements.settle"
NOTE_TERMS = "agreements.note_terms"

AboutVersion = TypeVar("AboutVersion", bound=AgreementFact)


def fact_of(
    kind: type[AboutVersion], dossier: Dossier, version: Version, **said: Any
) -> AboutVersion:
    """A fact about one version."""
    return kind(
        id=dossier.agreement.id,
        about=dossier.agreement.reference,
        version=version.number,
        parties=dossier.parties,
        **said,
    )


async def record_fact(
    db: AsyncSession,
    dossier: Dossier,
    fact: AgreementFact,
    *,
    by: Actor,
    readers: Iterable[str],
    before: Views,
    now: datetime,
) -> None:
    """Record an act on a version, and after it the changes of state that follow from it."""
    was = _in_force(dossier)
    _renew_ends(dossier)
    consequences = [one for one in update_states(dossier, now) if one != fact]
    entries = [
        (fact, by, list(readers)),
        *((one, PLATFORM, dossier.parties) for one in consequences),
    ]
    await _write(db, dossier, entries, was=was, before=before, now=now)


async def _write(
    db: AsyncSession,
    dossier: Dossier,
    entries: list[tuple[AgreementFact, Actor, list[str]]],
    *,
    was: set[UUID],
    before: Views,
    now: datetime,
) -> None:
    """Write the entries; the first carries all changes.

    Every party reads its snapshot again when a version came into force or ceased to be: its
    access has changed beyond the agreement.
    """
    await db.flush()
    after = visible.views_of([dossier])
    resync = dossier.parties if _in_force(dossier) != was else []
    exercise = (await installation.read(db)).exercise
    for fact, by, readers in entries:
        await record.write(
            db,
            fact,
            by=by,
            told=readers,
            before=before,
            after=after,
            resync=resync,
            now=now,
            exercise=exercise,
        )
        before = after


def update_states(dossier: Dossier, now: datetime) -> list[AgreementFact]:
    """Set the state of every version by its instants; returns the facts of those that change."""
    facts: list[AgreementFact] = []
    for version in dossier.versions:
        was, state = version.state, version_state(instants_of(version), now)
        if state is was:
            continue
        version.state = state
        version.row_version += 1
        if was is VersionState.PROPOSED and state is VersionState.IN_FORCE:
            facts.append(fact_of(AgreementEnteredIntoForce, dossier, version))
        elif state is VersionState.ENDED:
            reason = _why_ended(version, now)
            facts.append(fact_of(AgreementEnded, dossier, version, reason=reason))
    return facts


def _why_ended(version: Version, now: datetime) -> str:
    if version.notice_at is not None and version.notice_at == version.ended_at:
        return version.end_reason
    if version.ended_at is not None and version.ended_at <= now:
        return "A newer version is in force."
    return "Its validity is over."


def _renew_ends(dossier: Dossier) -> None:
    """Set the end of older versions by the newer version that takes over from them."""
    proposed = {v.number: instants_of(v) for v in dossier.versions if v.proposed_at is not None}
    for version in dossier.versions:
        if version.proposed_at is not None and version.state is not VersionState.ENDED:
            version.ended_at = ends_at(version.number, proposed)


def _in_force(dossier: Dossier) -> set[UUID]:
    return {v.id for v in dossier.versions if v.state is VersionState.IN_FORCE}


async def lock_dossier(db: AsyncSession, agreement_id: UUID, *, now: datetime) -> Dossier | None:
    """Everything of an agreement, locked, after recording the changes of state that are due.

    None when there is no such agreement.
    """
    found = await visible.dossiers(db, [agreement_id], lock=True)
    if not found:
        return None
    [dossier] = found
    before, was = visible.views_of([dossier]), _in_force(dossier)
    entries = [(fact, PLATFORM, dossier.parties) for fact in update_states(dossier, now)]
    if entries:
        await _write(db, dossier, entries, was=was, before=before, now=now)
    return dossier


async def defer_due_changes(db: AsyncSession, dossier: Dossier, *instants: datetime | None) -> None:
    """Defer the recording of due changes to those of the instants that are known."""
    for at in sorted({at for at in instants if at is not None}):
        await jobs.defer(db, DUE_CHANGES, {"agreement_id": str(dossier.agreement.id)}, at=at)


async def defer_notes(
    db: AsyncSession, dossier: Dossier, version: Version, *, now: datetime
) -> None:
    """Defer a note to the instants at which terms of the version begin or cease to be valid."""
    bounds = {
        at
        for term in dossier.terms[version.id]
        for at in (term.valid_from, term.valid_until)
        if at is not None and at > now
    }
    for at in sorted(bounds):
        await jobs.defer(db, NOTE_TERMS, {"version_id": str(version.id)}, at=at)


async def note_terms(db: AsyncSession, version_id: UUID, *, now: datetime) -> None:
    """Resend their pictures to the parties: a term has begun or ceased to be valid."""
    version = await visible.version_row(db, version_id)
    if version is None or version_state(instants_of(version), now) is not VersionState.IN_FORCE:
        return
    [dossier] = await visible.dossiers(db, [version.agreement_id])
    await record.write(
        db,
        PictureChanged(id="", about=""),
        by=PLATFORM,
        told=[],
        resync=dossier.parties,
        now=now,
        exercise=(await installation.read(db)).exercise,
    )
