"""Recording of facts about agreements: acts of parties, and changes of state that are due."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import text
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
WEIGH_CONFLICTS = "agreements.weigh_conflicts"

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

    was, stood = _in_force(dossier, now), _confirmed(dossier)
    async with recorded.recording(db, draw, by=by, now=now) as entry:
        yield entry
        _renew_ends(dossier)
        following = [fact for fact in due_facts(dossier, now) if fact != entry.fact]
        set_states(dossier, now)
        entry.resync = dossier.parties if _in_force(dossier, now) != was else []
        entry.further += [
            FurtherFact(fact, PLATFORM, dossier.parties, entry.resync) for fact in following
        ]
        if _confirmed(dossier) != stood:
            await defer_weighing(db, dossier.parties, now=now)


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


def _confirmed(dossier: Dossier) -> set[tuple[Any, ...]]:
    """The versions that all have confirmed, with their states, bounds and notices: conflicts with
    other texts depend on these."""
    return {
        (
            *(version.id, version.state, version.ended_at, version.left_at, version.suspended_at),
            frozenset(
                (said.party_code, said.withdraws, said.from_at)
                for said in dossier.suspensions[version.id]
            ),
        )
        for version in dossier.versions
        if version.signed_at is not None
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


async def compare_in_turn(db: AsyncSession, parties: Sequence[str]) -> None:
    """Until the commit no other text of any of the parties is compared, or changed: of two at once
    each would miss the other."""
    await db.execute(_COMPARED_IN_TURN, {"parties": list(parties)})


_COMPARED_IN_TURN = text(
    "SELECT pg_advisory_xact_lock(key) FROM (SELECT DISTINCT hashtextextended('clauses of ' ||"
    " party, 0) AS key FROM unnest(CAST(:parties AS text[])) AS party ORDER BY key OFFSET 0) AS"
    " in_order"
)
"""A lock for each party, always in the same order. Each later statement of the transaction reads
what the one before has committed (READ COMMITTED)."""


async def defer_weighing(db: AsyncSession, parties: Sequence[str], *, now: datetime) -> None:
    """Have every version that is proposed to any of the parties looked at anew for conflicts, once
    this act is committed."""
    await compare_in_turn(db, parties)
    for version in await visible.proposed_versions(db, parties, now=now):
        args, once = _look_at(version), str(version.id)
        await jobs.defer_once(db, WEIGH_CONFLICTS, args, at=now, once=once)


async def defer_look(db: AsyncSession, version: Version, *, at: datetime) -> None:
    """Have the version looked at anew for conflicts at an instant to come."""
    await jobs.defer(db, WEIGH_CONFLICTS, _look_at(version), at=at)


def _look_at(version: Version) -> dict[str, str]:
    return {"agreement_id": str(version.agreement_id), "version_id": str(version.id)}


async def note_terms(db: AsyncSession, version_id: UUID, *, now: datetime) -> None:
    """Resend their pictures to the parties: a term has begun or ceased to be valid, a party's
    suspension of what it grants has begun, or its part has ended."""
    version = await visible.version_row(db, version_id)
    if version is None or version_state(instants_of(version), now) is not VersionState.IN_FORCE:
        return
    [dossier] = await visible.dossiers(db, [version.agreement_id])
    await defer_weighing(db, dossier.parties, now=now)
    await record.write(
        db,
        PictureChanged(id="", about=""),
        by=PLATFORM,
        told=[],
        resync=dossier.parties,
        now=now,
        exercise=(await installation.read(db)).exercise,
    )
