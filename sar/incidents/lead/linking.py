"""Links between cases of one event: one lead proposes, the other consents, either may end it.

Nobody reads more of a case for a proposal that concerns it: a lead that does not see the other
case is told whose it is.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar.agreements.words import Awareness
from sar.errors import Conflict, Malformed, NotFound, Refusal
from sar.incidents import visible
from sar.incidents.access import AccessByParty, kept_from
from sar.incidents.coordination_schemas import LinkIncidentBody
from sar.incidents.informing.involving import refuse_kept_from
from sar.incidents.models import Incident, IncidentLink
from sar.incidents.recording import recording
from sar.incidents.words import CaseAction, IncidentAccess, LinkState
from sar.languages.places import filled
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.record.entries import (
    IncidentFact,
    IncidentLinked,
    IncidentUnlinked,
    LinkDeclined,
    LinkProposed,
    LinkWithdrawn,
)
from sar.record.recording import Recording


@dataclass(slots=True)
class _CasePair:
    """Two cases, locked, and their link in both directions; `own` is led by who acts."""

    own: Incident
    other: Incident
    rows: tuple[IncidentLink, ...]


async def propose(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: LinkIncidentBody, *, now: datetime
) -> None:
    """Propose to the lead of another case that both are of one event; done at once when the
    caller's party leads both."""
    if incident_id == body.other_id:
        raise Malformed.at("other_id", "same_case", "is the case itself")
    await visible.access_incident(db, caller, incident_id)
    await visible.access_aware(db, caller, body.other_id, now=now, least=Awareness.COARSE)
    cases = await visible.lock_all(db, [incident_id, body.other_id])
    own, other = cases[incident_id], cases[body.other_id]
    visible.allow(caller, own, CaseAction.LINK)
    _check_pair(own, other)
    await refuse_kept_from(db, own, [other.lead_party])
    await _check_new(db, own, other)
    at_once = other.lead_party == caller.party
    link_id = uuid7()

    def row(one: Incident, another: Incident, *, asked: bool) -> IncidentLink:
        return IncidentLink(
            incident_id=one.id,
            other_id=another.id,
            link_id=link_id,
            state=LinkState.ACCEPTED if at_once else LinkState.PROPOSED,
            asked=asked,
            reason=body.reason,
            by_party=caller.party,
            at=now,
        )

    rows = row(own, other, asked=False), row(other, own, asked=not at_once)
    pair = _CasePair(own, other, rows)
    fact = IncidentLinked if at_once else LinkProposed
    async with _recording(db, caller, pair, now=now) as entry:
        db.add_all(rows)
        await _name(db, entry, pair, fact, reason=body.reason, open_to_all=at_once, now=now)


async def accept(
    db: AsyncSession, caller: Caller, incident_id: UUID, link_id: UUID, *, now: datetime
) -> None:
    """Say as the asked lead that both cases are of one event."""
    pair = await _hold(db, caller, incident_id, link_id)
    _check_asked(pair)
    async with _recording(db, caller, pair, now=now) as entry:
        for row in pair.rows:
            row.state, row.asked, row.at = LinkState.ACCEPTED, False, now
        await _name(db, entry, pair, IncidentLinked, open_to_all=True, now=now)


async def decline(
    db: AsyncSession,
    caller: Caller,
    incident_id: UUID,
    link_id: UUID,
    *,
    reason: str,
    now: datetime,
) -> None:
    """Decline as the asked lead, with a reason."""
    pair = await _hold(db, caller, incident_id, link_id)
    _check_asked(pair)
    await _end(db, caller, pair, LinkDeclined, reason=reason, now=now)


async def withdraw(
    db: AsyncSession,
    caller: Caller,
    incident_id: UUID,
    link_id: UUID,
    *,
    reason: str,
    now: datetime,
) -> None:
    """Take a proposal back, or as either lead the link apart, with a reason."""
    pair = await _hold(db, caller, incident_id, link_id)
    if pair.rows[0].state is LinkState.ACCEPTED:
        await _end(db, caller, pair, IncidentUnlinked, reason=reason, open_to_all=True, now=now)
        return
    if pair.rows[0].asked:
        said = "It is proposed to you: accept or decline it."
        raise Conflict.of(Refusal("asked", said), state=pair.rows[0].state)
    await _end(db, caller, pair, LinkWithdrawn, reason=reason, now=now)


async def _hold(db: AsyncSession, caller: Caller, incident_id: UUID, link_id: UUID) -> _CasePair:
    """The cases and their link, locked, of which the caller's party leads the first."""
    case = await visible.access_incident(db, caller, incident_id)
    visible.allow(caller, case, CaseAction.LINK)
    seen = await visible.access_link(db, incident_id, link_id)
    cases = await visible.lock_all(db, [incident_id, seen.other_id])
    own, other = cases[incident_id], cases[seen.other_id]
    visible.allow(caller, own, CaseAction.LINK)
    if caller.party in kept_from(other):
        raise NotFound("link")
    there = await visible.link_between(db, own.id, other.id)
    back = await visible.link_between(db, other.id, own.id)
    if there is None or back is None or there.link_id != link_id:
        raise NotFound("link")
    return _CasePair(own, other, (there, back))


async def _end(
    db: AsyncSession,
    caller: Caller,
    pair: _CasePair,
    fact: Callable[..., IncidentFact],
    *,
    reason: str,
    open_to_all: bool = False,
    now: datetime,
) -> None:
    async with _recording(db, caller, pair, now=now) as entry:
        for row in pair.rows:
            await db.delete(row)
        await _name(db, entry, pair, fact, reason=reason, open_to_all=open_to_all, now=now)


def _recording(
    db: AsyncSession, caller: Caller, pair: _CasePair, *, now: datetime
) -> AbstractAsyncContextManager[Recording]:
    return recording(db, pair.own, pair.other, by=caller.actor, now=now)


async def _name(
    db: AsyncSession,
    entry: Recording,
    pair: _CasePair,
    fact: Callable[..., IncidentFact],
    *,
    reason: str = "",
    open_to_all: bool = False,
    now: datetime,
) -> None:
    """Name the fact for both leads, and a link for those who see both cases; a case is named
    only when both leads see it."""
    for case in (pair.own, pair.other):
        case.updated_at = now
    access = await visible.access_by_party(db, [pair.own, pair.other], now=now)
    kept = kept_from(pair.own) | kept_from(pair.other)
    leads = {pair.own.lead_party, pair.other.lead_party} - kept
    named = {case.id for case in (pair.own, pair.other) if leads <= access[case.id].keys()}
    first, second = sorted((pair.own, pair.other), key=lambda case: case.id not in named)
    names = await directory.state_names(db)
    about, other = (
        case.reference if case.id in named else f"a case of {names.of(case.lead_party)}"
        for case in (first, second)
    )
    id_ = first.id if first.id in named else ""
    said = fact(id=id_, about=about, other=other, by=entry.by.party, reason=reason)
    entry.record(said, readers=leads | (_seeing(access, pair) if open_to_all else set()))


async def readers_of_both(
    db: AsyncSession, one: Incident, other: Incident, *, now: datetime
) -> set[str]:
    """The leads of two linked cases, and the parties that may read of both."""
    access = await visible.access_by_party(db, [one, other], now=now)
    pair = _CasePair(one, other, ())
    return {one.lead_party, other.lead_party} | _seeing(access, pair)


def _seeing(access: dict[UUID, AccessByParty], pair: _CasePair) -> set[str]:
    """The parties that may read of both: they see either case, and one of them in full."""
    one, another = access[pair.own.id], access[pair.other.id]
    return {
        party
        for party in one.keys() & another.keys()
        if {one[party], another[party]} != {IncidentAccess.COARSE}
    }


def _check_asked(pair: _CasePair) -> None:
    row = pair.rows[0]
    if row.state is LinkState.ACCEPTED:
        raise Conflict.of(Refusal("already_linked", "They are linked already."), state=row.state)
    if not row.asked:
        said = "You proposed it: the lead of the other case answers."
        raise Conflict.of(Refusal("not_asked", said), state=row.state)


async def _check_new(db: AsyncSession, own: Incident, other: Incident) -> None:
    standing = await visible.link_between(db, own.id, other.id)
    if standing is None:
        return
    both = {"reference": own.reference, "other": other.reference}
    if standing.state is LinkState.ACCEPTED:
        said = filled("{reference} and {other} are linked already.", **both)
        raise Conflict.of(Refusal("already_linked", said))
    said = filled("It is proposed already that {reference} and {other} are of one event.", **both)
    raise Conflict.of(Refusal("already_proposed", said), state=standing.state)


def _check_pair(incident: Incident, other: Incident) -> None:
    if incident.exercise is not other.exercise:
        raise Conflict.of(
            Refusal("exercise_and_real", "An exercise case and a real one cannot be linked.")
        )
