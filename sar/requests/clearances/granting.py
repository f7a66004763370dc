"""A State's answers to a clearance request, given here; and its withdrawal by the asking party."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Final, TypedDict
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.errors import Refusal
from sar.languages.places import filled
from sar.machine import Side, Step, decide
from sar.parties.caller import Caller
from sar.record.entries import (
    EntryAcknowledged,
    EntryGranted,
    EntryLapsed,
    EntryObjected,
    EntryRefused,
    EntryWithdrawn,
)
from sar.record.recording import Recording
from sar.record.service import PLATFORM, Actor
from sar.requests import locks
from sar.requests.claims import confirmed
from sar.requests.clearance_rules import (
    CLEARANCE,
    NOT_ASKED,
    clearance_machine,
    effective_state,
    is_objection,
)
from sar.requests.deployment_traits import is_active
from sar.requests.grant_end import GrantEnd, check_end
from sar.requests.locks import LockedClearance, LockedDeployment
from sar.requests.models import Clearance, Deployment
from sar.requests.recording import Touched, changed, recording, refuse
from sar.requests.schemas import GrantClearanceBody
from sar.requests.words import ClearanceAction, ClearanceState

LAPSE: Final = "requests.entry_lapsed"
"""The job that puts on the record that a State's clearance has run out."""


async def acknowledge(
    db: AsyncSession, caller: Caller, clearance_id: UUID, *, now: datetime
) -> None:
    """Acknowledge, as the State, that the request has been read (Annex 3.1.4: immediately)."""
    locked = await locks.lock_clearance(db, caller, clearance_id)
    row = locked.clearance
    async with recording_clearance(db, locked, by=caller.actor, now=now) as entry:
        answer(locked, ClearanceAction.ACKNOWLEDGE, _sides(caller, locked), at=now, now=now)
        fact = EntryAcknowledged(**named(row))
        entry.record(fact, readers=readers_of(locked))


async def grant(
    db: AsyncSession, caller: Caller, clearance_id: UUID, body: GrantClearanceBody, *, now: datetime
) -> None:
    """Let the unit enter as the State, with the conditions (Annex 3.1.4)."""
    end = GrantEnd.of(body.valid_until, none_said=True)
    check_end(end, said_at=now, now=now)
    locked = await locks.lock_clearance(db, caller, clearance_id)
    row = locked.clearance
    async with recording_clearance(db, locked, by=caller.actor, now=now) as entry:
        answer(locked, ClearanceAction.GRANT, _sides(caller, locked), at=now, now=now)
        await let_in(db, row, conditions=body.conditions, end=end)
        fact = EntryGranted(**named(row), until=end.as_recorded, conditions=row.conditions)
        entry.record(fact, readers=readers_of(locked))


async def let_in(db: AsyncSession, row: Clearance, *, conditions: str, end: GrantEnd) -> None:
    """Keep the State's conditions and the end of its leave, and defer that it lapses then, however
    the State has said so."""
    row.conditions, row.reason, row.valid_until = conditions, "", end.at
    if end.at is not None and row.state is ClearanceState.GRANTED:
        await jobs.defer(db, LAPSE, {"clearance_id": str(row.id)}, at=end.at)


def keep_out(row: Clearance, *, reason: str) -> None:
    """Keep the State's reason; what it had granted is over."""
    row.conditions, row.reason, row.valid_until = "", reason, None


async def lapse(db: AsyncSession, locked: LockedClearance, *, now: datetime) -> None:
    """Put on the record that the State's clearance has run out."""
    row = locked.clearance
    counts = effective_state(row.state, valid_until=row.valid_until, now=now)
    if over(locked.work.deployment) or counts is row.state:
        return
    async with recording_clearance(db, locked, by=PLATFORM, now=now) as entry:
        row.state = counts
        changed(row, now=now)
        entry.record(EntryLapsed(**named(row)), readers=readers_of(locked))


async def refuse_clearance(
    db: AsyncSession, caller: Caller, clearance_id: UUID, *, reason: str, now: datetime
) -> None:
    """Refuse the clearance as the State, with a reason, or object where law needs none; also after
    it was granted, and of a notice."""
    locked = await locks.lock_clearance(db, caller, clearance_id)
    row = locked.clearance
    async with recording_clearance(db, locked, by=caller.actor, now=now) as entry:
        answer(locked, ClearanceAction.REFUSE, _sides(caller, locked), at=now, now=now)
        keep_out(row, reason=reason)
        kind = EntryObjected if is_objection(row.state, row.code) else EntryRefused
        fact = kind(**named(row), reason=reason)
        entry.record(fact, readers=readers_of(locked))


async def withdraw(
    db: AsyncSession, caller: Caller, clearance_id: UUID, *, reason: str, now: datetime
) -> None:
    """Withdraw the clearance request, as the asking party: the unit does not enter, or not any
    more."""
    locked = await locks.lock_clearance(db, caller, clearance_id)
    row = locked.clearance
    async with recording_clearance(db, locked, by=caller.actor, now=now) as entry:
        step = decide(CLEARANCE, row.state, ClearanceAction.WITHDRAW, sides=_sides(caller, locked))
        if not isinstance(step, Step):
            raise refuse(step, state=row.state)
        row.state, row.reason = step.state, reason
        changed(row, now=now)
        fact = EntryWithdrawn(**named(row), reason=reason)
        entry.record(fact, readers=readers_of(locked))


def speaks_for(caller: Caller, locked: LockedClearance) -> bool:
    """Whether the caller's party writes down what the State says: who asked, and of a hailed ship
    who leads by now. The asking party stays as it is."""
    return Side.OWNER in _sides(caller, locked)


def _sides(caller: Caller, locked: LockedClearance) -> frozenset[Side]:
    """The sides of the clearance that the caller's party is on. Of a hailed ship, whoever leads by
    now takes back what the lead before has asked, and asks itself."""
    row, work = locked.clearance, locked.work.deployment
    leads = work.lead_party if work.ship_id and work.lead_party != row.territory else None
    standing = ((Side.OWNER, row.party_code), (Side.OWNER, leads), (Side.STATE, row.territory))
    return frozenset(side for side, party in standing if party == caller.party)


def answer(
    locked: LockedClearance,
    action: ClearanceAction,
    sides: frozenset[Side],
    *,
    at: datetime,
    now: datetime,
) -> None:
    """Take the step, or raise; any answer acknowledges too, and confirms what was claimed of it."""
    step = _may_answer(locked, action, sides, now=now)
    row = locked.clearance
    row.state = step.state
    row.acknowledged_at = row.acknowledged_at or at
    if action is not ClearanceAction.ACKNOWLEDGE:
        row.answered_at = at
    row.voice = confirmed(row.voice, _ANSWERS[action], now=now)
    changed(row, now=now)


_STATE: Final = frozenset({Side.STATE})
_ANSWERS: Final = {
    ClearanceAction.ACKNOWLEDGE: ClearanceState.ACKNOWLEDGED.value,
    ClearanceAction.GRANT: ClearanceState.GRANTED.value,
    ClearanceAction.REFUSE: ClearanceState.REFUSED.value,
}
"""The answers by what gives them, as answers by voice have them."""


def _may_answer(
    locked: LockedClearance, action: ClearanceAction, sides: frozenset[Side], *, now: datetime
) -> Step[ClearanceState]:
    """The step that the answer takes, or raise."""
    row = locked.clearance
    state = effective_state(row.state, valid_until=row.valid_until, now=now)
    step = decide(clearance_machine(row.mode, row.code), state, action, sides=sides)
    refusals = [] if isinstance(step, Step) else step
    if not over(locked.work.deployment) and isinstance(step, Step):
        return step
    raise refuse([*over(locked.work.deployment), *refusals], state=state)


def over(work: Deployment) -> list[Refusal]:
    """The refusal for a unit that is not at work any more, if so."""
    if is_active(work.state, ship=work.ship_id is not None) or work.anybody_aboard:
        return []
    return [Refusal("work_over", filled("{name} is not at work any more.", name=work.name))]


def nothing_asked(row: Clearance, work: Deployment) -> list[Refusal]:
    """The refusal where the State is asked nothing about it any more, if so."""
    if row.state in NOT_ASKED:
        said = filled("Nothing is asked about the entry of {name} any more.", name=row.name)
        return [Refusal("clearance_over", said, {"state": row.state.value})]
    return over(work)


class ClearanceFields(TypedDict):
    """The fields that every fact of a clearance has."""

    id: UUID
    about: str
    party: str
    territory: str


def named(row: Clearance) -> ClearanceFields:
    """The fields that every fact of the clearance has."""
    return ClearanceFields(id=row.id, about=row.name, party=row.party_code, territory=row.territory)


def touched_by(work: LockedDeployment) -> Touched:
    """The things drawn with a clearance: the work, the units that ride along, and the needs both
    cover, for their ETA may change."""
    rows = [work.deployment, *work.carried]
    return Touched(
        requests={row.request_id for row in rows if row.request_id},
        deployments=[row.id for row in rows],
    )


def recording_clearance(
    db: AsyncSession, locked: LockedClearance, *, by: Actor, now: datetime
) -> AbstractAsyncContextManager[Recording]:
    """Records a fact of the clearance, and what it changes of the work's ETA and coverage."""
    touched = touched_by(locked.work)
    return recording(db, touched, by=by, exercise=locked.clearance.exercise, now=now)


def readers_of(locked: LockedClearance) -> list[str]:
    """The asking party, the State and the lead."""
    row = locked.clearance
    return [row.party_code, row.territory, locked.work.deployment.lead_party]
