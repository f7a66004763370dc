"""Recording of facts about agreements: acts of parties, and changes of state that are due."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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
from sar.record import recording as recorded
from sar.record import service as record
from sar.record.entries import (
    AgreementEnded,
    AgreementEnteredIntoForce,
    AgreementFact,
    PictureChanged,
)
from sar.record.recording import FurtherFact, Recording
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


@asynccontextmanager
async def recording(
    db: AsyncSession, dossier: Dossier, *, by: Actor, now: datetime
) -> AsyncIterator[Recording]:
    """As `sar.record.recording`, of an agreement; the changes of state that follow from an act
    come after it.

    Every party reads its snapshot again when a version came into force or ceased to be: its
    access has changed beyond the agreement.
    """

    async def draw() -> Views:
        return visible.views_of([dossier])

    was = _in_force(dossier, now)
    async with recorded.recording(db, draw, by=by, now=now) as entry:
        yield entry
        _renew_ends(dossier)
        following = [fact for fact in due_facts(dossier, now) if fact != entry.fact]
        set_states(dossier, now)
        entry.resync = dossier.parties if _in_force(dossier, now) != was else []
        entry.further += [
            FurtherFact(fact, PLATFORM, dossier.parties, entry.resync) for fact in following
        ]


def due_facts(dossier: Dossier, now: datetime) -> list[AgreementFact]:
    """The facts of the versions whose state has changed by their instants."""
    facts: list[AgreementFact] = []
    for version, state in _changes(dossier, now):
        if version.state is VersionState.PROPOSED and state is VersionState.IN_FORCE:
            facts.append(fact_of(AgreementEnteredIntoForce, dossier, version))
        elif state is VersionState.ENDED:
            reason = _why_ended(dossier, version, now)
            facts.append(fact_of(AgreementEnded, dossier, version, reason=reason))
    return facts


def set_states(dossier: Dossier, now: datetime) -> None:
    """Set the state of every version by its instants."""
    for version, state in _changes(dossier, now):
        version.state = state
        version.row_version += 1


def _changes(dossier: Dossier, now: datetime) -> list[tuple[Version, VersionState]]:
    states = [(version, version_state(instants_of(version), now)) for version in dossier.versions]
    return [(version, state) for version, state in states if version.state is not state]


def _why_ended(dossier: Dossier, version: Version, now: datetime) -> str:
    over_at = instants_of(version).over_at
    if over_at is None or over_at > now:
        return "Its validity is over."
    if over_at in (version.notice_at, version.left_at):
        return dossier.end_reason(version)
    return "A newer version is in force."


def _renew_ends(dossier: Dossier) -> None:
    """Set the end of older versions by the newer version that takes over from them; cases that
    still run under one that its parties have left go over too."""
    proposed = {v.number: instants_of(v) for v in dossier.versions if v.proposed_at is not None}
    for version in dossier.versions:
        ended = version.state is VersionState.ENDED and version.left_at is None
        if version.proposed_at is not None and not ended:
            version.ended_at = ends_at(version.number, proposed)


def _in_force(dossier: Dossier, now: datetime) -> dict[UUID, frozenset[str]]:
    """The versions in force, each with the parties whose own suspension has begun, or whose part
    has ended."""
    return {
        version.id: frozenset(
            said.party_code for said in dossier.suspensions[version.id] if said.from_at <= now
        )
        for version in dossier.versions
        if version.state is VersionState.IN_FORCE
    }


async def lock_dossier(db: AsyncSession, agreement_id: UUID, *, now: datetime) -> Dossier | None:
    """Everything of an agreement, locked, after recording the changes of state that are due.

    None when there is no such agreement.
    """
    found = await visible.dossiers(db, [agreement_id], lock=True)
    if not found:
        return None
    [dossier] = found
    due = due_facts(dossier, now)
    if not due:
        set_states(dossier, now)
        return dossier
    async with recording(db, dossier, by=PLATFORM, now=now) as entry:
        entry.record(due[0], readers=dossier.parties)
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


async def defer_note(db: AsyncSession, version: Version, at: datetime) -> None:
    """Defer a note to the instant from which a party has suspended what it grants, or ends its
    part."""
    await jobs.defer(db, NOTE_TERMS, {"version_id": str(version.id)}, at=at)


async def note_terms(db: AsyncSession, version_id: UUID, *, now: datetime) -> None:
    """Resend their pictures to the parties: a term has begun or ceased to be valid, a party's
    suspension of what it grants has begun, or its part has ended."""
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
