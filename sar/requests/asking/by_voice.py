"""Answers of addressed centres by voice, as the requester writes them down, and calls that brought
none.

The words said are recorded, whatever stands: the word that was said last counts.
"""

from datetime import datetime
from typing import assert_never
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Forbidden, Malformed
from sar.incidents.alarms.untasked import look_at_once
from sar.incidents.checks import check_past
from sar.machine import Side
from sar.parties.caller import Caller
from sar.record.entries import (
    CallNotNeeded,
    CallUnanswered,
    RequestFact,
    VoiceAnswerClaimed,
    VoiceAnswerRecorded,
)
from sar.requests import locks, rows
from sar.requests.asking.answering import (
    addressees,
    centre_name,
    check_claims,
    claimant_of,
    is_asked,
    note_told,
    readers_of,
    recording_answer,
)
from sar.requests.asking.proposing_next import propose_after_call
from sar.requests.claims import claimed, confirmed, written_down
from sar.requests.models import Addressee, Request
from sar.requests.recording import changed
from sar.requests.schemas import RequestCallBody, VoiceAnswerBody
from sar.requests.spoken_order import (
    decided_at,
    first_of,
    is_late,
    late_text,
    state_after,
    words_known,
)
from sar.requests.state_tables import ANSWER_BY_VOICE
from sar.requests.unanswered_calls import call_row
from sar.requests.words import AnswerAction, AnswerState, CallOutcome
from sar.time_words import minute_text, to_the_minute
from sar.wire import JsonObject


async def record_voice(
    db: AsyncSession, caller: Caller, request_id: UUID, body: VoiceAnswerBody, *, now: datetime
) -> None:
    """Record what an addressed centre said by voice, with the function of who spoke; of a party
    that has joined it is a claim, which leaves its answer and its clocks to itself. The words said
    are recorded whatever stands."""
    locked = await locks.lock_request(db, caller, request_id)
    request = locked.request
    if request.party_code != caller.party:
        raise Forbidden("not_yours", "Only the requester may record an answer by voice.")
    row = await _called(db, request, body.centre_id, body.at, now=now)
    at = body.at or now
    late = is_late(at, words_known(row.voice, row.acknowledged_at, row.answered_at))
    kept = {"function": body.function, "said": body.said, "answer": body.answer.value}
    written: JsonObject = {**kept, "at": at.isoformat(), "recorded_at": now.isoformat()}
    if late:
        written["late"] = True
    told = {**kept, "late": late_text(at) if late else ""}
    claimant = await claimant_of(db, caller, row.party_code)
    if claimant is not None:
        written["claimed_by"] = claimant
        await check_claims(db, written, row.voice, of=row.party_code)
    incident = locked.incident
    hears = claimant is None and incident is not None
    changing = [incident.id] if incident is not None and hears else []
    async with recording_answer(db, caller, request, incidents=changing, now=now) as entry:
        about = {"id": request_id, "about": request.reference, "centre": await centre_name(db, row)}
        changed(request, now=now)
        fact: RequestFact
        if claimant is None:
            await _hear(db, request, row, body, at=at, now=now)
            await note_told(db, incident, row, at=at, now=now)
            await look_at_once(db, incident, now=now)
            fact = VoiceAnswerRecorded(**about, **told)
        else:
            fact = VoiceAnswerClaimed(**about, **told, **claimed(claimant))
        row.voice = written_down(row.voice, written)
        entry.record(fact, readers=readers_of(request, row))


async def _hear(
    db: AsyncSession,
    request: Request,
    row: Addressee,
    body: VoiceAnswerBody,
    *,
    at: datetime,
    now: datetime,
) -> None:
    """Take the step of the centre's own word, as far as it changes anything: not where it has said
    something else since, nor where nothing is asked any more. A no takes back no offer that stands
    here: which of them holds is for people to ask."""
    if not is_asked(request):
        return
    row.acknowledged_at = first_of(row.acknowledged_at, at)
    action = _action(body)
    after = state_after(
        ANSWER_BY_VOICE,
        row.state,
        action,
        side=Side.ADDRESSEE,
        at=at,
        decided=decided_at(row.voice),
    )
    declines = action is AnswerAction.DECLINE
    if after is None or (declines and await rows.has_offered(db, request.id, row.party_code)):
        return
    row.state = after
    row.voice = confirmed(row.voice, body.answer.value, now=now)
    if action is not AnswerAction.ACKNOWLEDGE:
        row.reason = body.said if declines else ""
        row.answered_at = row.answered_at or at


async def record_call(
    db: AsyncSession, caller: Caller, request_id: UUID, body: RequestCallBody, *, now: datetime
) -> None:
    """Record a call to an addressed centre that brought no answer; its state stays."""
    request = (await locks.lock_request(db, caller, request_id)).request
    if request.party_code != caller.party:
        raise Forbidden("not_yours", "Only the requester may record a call.")
    row = await _called(db, request, body.centre_id, body.at, now=now)
    async with recording_answer(db, caller, request, now=now) as entry:
        row.voice = written_down(row.voice, call_row(body, now=now))
        if body.outcome is CallOutcome.NO_ANSWER:
            await propose_after_call(db, request, row, now=now)
        changed(request, now=now)
        about, centre, tried = request.reference, await centre_name(db, row), body.at or now
        fact: RequestFact = (
            CallUnanswered(
                id=request_id,
                about=about,
                centre=centre,
                tried_at=minute_text(tried),
                note=body.note,
            )
            if body.outcome is CallOutcome.NO_ANSWER
            else CallNotNeeded(id=request_id, about=about, centre=centre, note=body.note)
        )
        entry.record(fact, readers=readers_of(request, row))


async def _called(
    db: AsyncSession, request: Request, centre_id: UUID, at: datetime | None, *, now: datetime
) -> Addressee:
    """The addressed centre that was called, at an instant since the request was sent."""
    check_past("at", at, now=now)
    row = next((r for r in await addressees(db, request) if r.centre_id == centre_id), None)
    if row is None:
        raise Malformed.at("centre_id", "not_addressed", "is not a centre this was sent to")
    if at is not None and row.sent_at is not None and at < to_the_minute(row.sent_at):
        raise Malformed.at("at", "before_it_was_sent", "is before the request was sent")
    return row


def _action(body: VoiceAnswerBody) -> AnswerAction:
    match body.answer:
        case AnswerState.ACKNOWLEDGED:
            return AnswerAction.ACKNOWLEDGE
        case AnswerState.OFFERED:
            return AnswerAction.OFFER
        case AnswerState.DECLINED:
            return AnswerAction.DECLINE
        case _ as never:
            assert_never(never)
