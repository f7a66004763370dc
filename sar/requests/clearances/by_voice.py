"""A State's answers to a clearance by voice, as the asking party writes them down, and calls that
brought none.

The words said are recorded, whatever stands: the word that was said last counts.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.alerts import rows as alerts
from sar.errors import Forbidden, Malformed
from sar.incidents.checks import check_past
from sar.machine import Side
from sar.parties.caller import Caller
from sar.record.entries import (
    ClearanceFact,
    EntryAnswerClaimed,
    EntryAnsweredByVoice,
    EntryCallNotNeeded,
    EntryCallUnanswered,
)
from sar.requests import locks
from sar.requests.asking.answering import check_claims, claimant_of
from sar.requests.claims import claimed, confirmed, written_down
from sar.requests.clearance_rules import (
    UNREAD,
    clearance_by_voice,
    effective_state,
)
from sar.requests.clearances.granting import (
    keep_out,
    let_in,
    named,
    nothing_asked,
    readers_of,
    recording_clearance,
    speaks_for,
)
from sar.requests.clearances.next_of_state import next_of_state
from sar.requests.grant_end import GrantEnd, check_end
from sar.requests.locks import LockedClearance
from sar.requests.models import Clearance
from sar.requests.recording import changed
from sar.requests.schemas import CallBody, ClearanceVoiceAnswerBody
from sar.requests.spoken_order import first_of, is_late, late_text, state_after, words_known
from sar.requests.unanswered_calls import call_row
from sar.requests.words import UNANSWERED, CallOutcome, ClearanceAction, ClearanceState
from sar.time_words import minute_text, to_the_minute
from sar.wire import JsonObject


async def record_voice(
    db: AsyncSession,
    caller: Caller,
    clearance_id: UUID,
    body: ClearanceVoiceAnswerBody,
    *,
    now: datetime,
) -> None:
    """Record, as the asking party or who leads its ship by now, the State's answer by voice, with
    the function of who spoke; of a State that has joined it is a claim, which leaves its answer and
    its clocks to itself."""
    locked = await locks.lock_clearance(db, caller, clearance_id)
    row = locked.clearance
    if not speaks_for(caller, locked):
        raise Forbidden("not_yours", "Only who asked or leads may record an answer by voice.")
    _check_when(row, body.at, now=now)
    at = body.at or now
    granted = body.answer is ClearanceState.GRANTED
    end = GrantEnd.of(body.valid_until, none_said=body.no_end_said)
    check_end(end, said_at=at, now=now)
    late = is_late(at, words_known(row.voice, row.acknowledged_at, row.answered_at))
    kept = {"function": body.function, "said": body.said, "answer": body.answer.value}
    written: JsonObject = {**kept, "at": at.isoformat(), "recorded_at": now.isoformat()}
    until = end.as_recorded if granted else ""
    if granted:
        written |= end.kept
    if late:
        written["late"] = True
    told = {**kept, "until": until, "late": late_text(at) if late else ""}
    claimant = await claimant_of(db, caller, row.territory)
    if claimant is not None:
        written["claimed_by"] = claimant
        await check_claims(db, written, row.voice, of=row.territory)
    async with recording_clearance(db, locked, by=caller.actor, now=now) as entry:
        fact: ClearanceFact
        if claimant is None:
            await _hear(db, locked, body, end, at=at, now=now)
            fact = EntryAnsweredByVoice(**named(row), **told)
        else:
            changed(row, now=now)
            fact = EntryAnswerClaimed(**named(row), **told, **claimed(claimant))
        row.voice = written_down(row.voice, written)
        entry.record(fact, readers=readers_of(locked))


async def _hear(
    db: AsyncSession,
    locked: LockedClearance,
    body: ClearanceVoiceAnswerBody,
    end: GrantEnd,
    *,
    at: datetime,
    now: datetime,
) -> None:
    """Take the step of the State's own word, as far as it changes anything: not where it has said
    something else since, nor where nothing is asked any more."""
    row = locked.clearance
    changed(row, now=now)
    if nothing_asked(row, locked.work.deployment):
        return
    row.acknowledged_at = first_of(row.acknowledged_at, at)
    action = _action(body.answer)
    after = state_after(
        clearance_by_voice(row.mode, row.code),
        effective_state(row.state, valid_until=row.valid_until, now=now),
        action,
        side=Side.STATE,
        at=at,
        decided=row.answered_at,
    )
    if after is None:
        return
    row.voice = confirmed(row.voice, body.answer.value, now=now)
    if action is ClearanceAction.ACKNOWLEDGE:
        # An answer that has lapsed is put on the record as that by its own job.
        row.state = after if row.state in UNREAD else row.state
        return
    row.state, row.answered_at = after, at
    if action is ClearanceAction.GRANT:
        await let_in(db, row, conditions=body.said, end=end)
    else:
        keep_out(row, reason=body.said)


async def record_call(
    db: AsyncSession, caller: Caller, clearance_id: UUID, body: CallBody, *, now: datetime
) -> None:
    """Record, as the asking party or who leads its ship by now, a call to the State that brought no
    answer; nothing is decided by it."""
    locked = await locks.lock_clearance(db, caller, clearance_id)
    row = locked.clearance
    if not speaks_for(caller, locked):
        raise Forbidden("not_yours", "Only who asked or leads may record a call.")
    _check_when(row, body.at, now=now)
    async with recording_clearance(db, locked, by=caller.actor, now=now) as entry:
        row.voice = written_down(row.voice, call_row(body, now=now))
        changed(row, now=now)
        if body.outcome is CallOutcome.NO_ANSWER:
            await _propose_next(db, row)
        tried = minute_text(body.at or now)
        fact: ClearanceFact = (
            EntryCallUnanswered(**named(row), tried_at=tried, note=body.note)
            if body.outcome is CallOutcome.NO_ANSWER
            else EntryCallNotNeeded(**named(row), note=body.note)
        )
        entry.record(fact, readers=readers_of(locked))


async def _propose_next(db: AsyncSession, row: Clearance) -> None:
    """A call that nobody answered: whom to call next is named at once, though the contacts are
    still tried; not where the State has answered."""
    found = await alerts.escalation_about(db, row.id)
    if found is not None and row.state in UNANSWERED | {ClearanceState.NOTIFIED}:
        found.propose(await next_of_state(db, row))


def _check_when(row: Clearance, at: datetime | None, *, now: datetime) -> None:
    """The instant is neither in the future nor before the asking."""
    check_past("at", at, now=now)
    if at is not None and at < to_the_minute(row.asked_at):
        raise Malformed.at("at", "before_it_was_asked", "is before it was asked")


def _action(answer: ClearanceState) -> ClearanceAction:
    match answer:
        case ClearanceState.GRANTED:
            return ClearanceAction.GRANT
        case ClearanceState.REFUSED:
            return ClearanceAction.REFUSE
        case _:
            return ClearanceAction.ACKNOWLEDGE
