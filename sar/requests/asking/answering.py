"""Answers of addressed centres to a request: here, or by voice as the requester records them."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import assert_never
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Conflict, Forbidden, Malformed, Refusal, TooManyClaims
from sar.incidents import visible as incidents
from sar.incidents.checks import check_past, to_the_minute
from sar.incidents.untasked import look_at_once
from sar.languages.places import filled
from sar.machine import Side, Step, decide
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.record.entries import (
    CallNotNeeded,
    CallUnanswered,
    RequestAcknowledged,
    RequestDeclined,
    RequestFact,
    VoiceAnswerClaimed,
    VoiceAnswerRecorded,
)
from sar.record.recording import Recording
from sar.requests import locks, pair_rows, rows
from sar.requests.asking.proposing_next import propose_after_call
from sar.requests.claims import (
    STANDING_AT_MOST,
    Claimant,
    claimed,
    confirmed,
    replaces,
    written_down,
)
from sar.requests.models import Addressee, Request
from sar.requests.recording import Touched, changed, recording, refuse
from sar.requests.schemas import (
    AcknowledgeRequestBody,
    DeclineRequestBody,
    RequestCallBody,
    VoiceAnswerBody,
)
from sar.requests.state_tables import ANSWER
from sar.requests.unanswered_calls import call_row, tried_text
from sar.requests.words import AnswerAction, AnswerState, CallOutcome, RequestState
from sar.wire import JsonObject


async def acknowledge(
    db: AsyncSession,
    caller: Caller,
    request_id: UUID,
    body: AcknowledgeRequestBody,
    *,
    now: datetime,
) -> None:
    """Say that the request has been read (a house rule, serving Annex 3.1.7)."""
    locked = await locks.lock_request(db, caller, request_id)
    row = await own_addressee(db, caller, locked.request, body.centre_id)
    async with _recording(db, caller, locked.request, now=now) as entry:
        answer(locked.request, row, AnswerAction.ACKNOWLEDGE, at=now, now=now)
        await look_at_once(db, locked.incident, now=now)
        name = await _name(db, row)
        fact = RequestAcknowledged(id=request_id, about=locked.request.reference, centre=name)
        entry.record(fact, readers=_readers(locked.request, row))


async def decline(
    db: AsyncSession, caller: Caller, request_id: UUID, body: DeclineRequestBody, *, now: datetime
) -> None:
    """Decline, with a reason: centres shall assist when requested (Annex 3.1.7); that they must
    say why not is the platform's own rule."""
    locked = await locks.lock_request(db, caller, request_id)
    row = await own_addressee(db, caller, locked.request, body.centre_id)
    async with _recording(db, caller, locked.request, now=now) as entry:
        await check_no_offer_stands(db, locked.request, row)
        answer(locked.request, row, AnswerAction.DECLINE, at=now, now=now)
        row.reason = body.reason
        await look_at_once(db, locked.incident, now=now)
        fact = RequestDeclined(
            id=request_id,
            about=locked.request.reference,
            centre=await _name(db, row),
            reason=body.reason,
        )
        entry.record(fact, readers=_readers(locked.request, row))


async def record_voice(
    db: AsyncSession, caller: Caller, request_id: UUID, body: VoiceAnswerBody, *, now: datetime
) -> None:
    """Record what an addressed centre said by voice, with the function of who spoke; of a party
    that has joined it is a claim, which leaves its answer and its clocks to itself."""
    locked = await locks.lock_request(db, caller, request_id)
    request = locked.request
    if request.party_code != caller.party:
        raise Forbidden("not_yours", "Only the requester may record an answer by voice.")
    row = await _called(db, request, body.centre_id, body.at, now=now)
    at = body.at or now
    kept = {"function": body.function, "said": body.said, "answer": body.answer.value}
    written: JsonObject = {**kept, "at": at.isoformat(), "recorded_at": now.isoformat()}
    claimant = await claimant_of(db, caller, row.party_code)
    if claimant is not None:
        written["claimed_by"] = claimant
        await check_claims(db, written, row.voice, of=row.party_code)
    async with _recording(db, caller, request, now=now) as entry:
        if body.answer is AnswerState.DECLINED:
            await check_no_offer_stands(db, request, row)
        about = {"id": request_id, "about": request.reference, "centre": await _name(db, row)}
        fact: RequestFact
        if claimant is None:
            answer(request, row, _action(body), at=at, now=now)
            if body.answer is AnswerState.DECLINED:
                row.reason = body.said
            await look_at_once(db, locked.incident, now=now)
            fact = VoiceAnswerRecorded(**about, **kept)
        else:
            _may_answer(request, row, _action(body))
            changed(request, now=now)
            fact = VoiceAnswerClaimed(**about, **kept, **claimed(claimant))
        row.voice = written_down(row.voice, written)
        entry.record(fact, readers=_readers(request, row))


async def record_call(
    db: AsyncSession, caller: Caller, request_id: UUID, body: RequestCallBody, *, now: datetime
) -> None:
    """Record a call to an addressed centre that brought no answer; its state stays."""
    request = (await locks.lock_request(db, caller, request_id)).request
    if request.party_code != caller.party:
        raise Forbidden("not_yours", "Only the requester may record a call.")
    row = await _called(db, request, body.centre_id, body.at, now=now)
    async with _recording(db, caller, request, now=now) as entry:
        row.voice = written_down(row.voice, call_row(body, now=now))
        if body.outcome is CallOutcome.NO_ANSWER:
            await propose_after_call(db, request, row, now=now)
        changed(request, now=now)
        about, centre, tried = request.reference, await _name(db, row), body.at or now
        fact: RequestFact = (
            CallUnanswered(
                id=request_id,
                about=about,
                centre=centre,
                tried_at=tried_text(tried),
                note=body.note,
            )
            if body.outcome is CallOutcome.NO_ANSWER
            else CallNotNeeded(id=request_id, about=about, centre=centre, note=body.note)
        )
        entry.record(fact, readers=_readers(request, row))


async def _called(
    db: AsyncSession, request: Request, centre_id: UUID, at: datetime | None, *, now: datetime
) -> Addressee:
    """The addressed centre that was called, at an instant since the request was sent."""
    check_past("at", at, now=now)
    row = next((r for r in await _rows(db, request) if r.centre_id == centre_id), None)
    if row is None:
        raise Malformed.at("centre_id", "not_addressed", "is not a centre this was sent to")
    if at is not None and row.sent_at is not None and at < to_the_minute(row.sent_at):
        raise Malformed.at("at", "before_it_was_sent", "is before the request was sent")
    return row


async def check_no_offer_stands(db: AsyncSession, request: Request, row: Addressee) -> None:
    """Nobody declines while the requester could still take up what was offered, or has."""
    if await rows.has_offered(db, request.id, row.party_code):
        said = "An offer to this request stands, which is withdrawn first, or was accepted."
        raise Conflict.of(Refusal("offer_stands", said), state=row.state)


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


def answer(
    request: Request, row: Addressee, action: AnswerAction, *, at: datetime, now: datetime
) -> None:
    """Take the step of the addressee's machine, or raise; any answer acknowledges too, and
    confirms what was claimed of it."""
    step = _may_answer(request, row, action)
    row.state = step.state
    row.voice = confirmed(row.voice, step.state.value, now=now)
    if action is AnswerAction.OFFER:
        row.reason = ""
    row.acknowledged_at = row.acknowledged_at or at
    if step.state is not AnswerState.ACKNOWLEDGED:
        row.answered_at = row.answered_at or at
    changed(request, now=now)


def _may_answer(request: Request, row: Addressee, action: AnswerAction) -> Step[AnswerState]:
    """The step that the answer takes, or raise."""
    step = decide(ANSWER, row.state, action, sides=frozenset({Side.ADDRESSEE}))
    refusals = [] if isinstance(step, Step) else step
    if not is_asked(request):
        refusals = [request_over(request), *refusals]
    if refusals or not isinstance(step, Step):
        raise refuse(refusals, state=row.state)
    return step


def is_asked(request: Request) -> bool:
    """Whether the request was sent and is not over."""
    return request.state in (RequestState.OPEN, RequestState.FILLED)


async def claimant_of(db: AsyncSession, caller: Caller, party: str) -> Claimant | None:
    """The caller, as who claims what the party has said; None: the party has not joined, or it is
    its own word."""
    if party == caller.party or party not in await directory.joined(db):
        return None
    refs = await incidents.centre_refs(db, ids=[caller.centre_id])
    return Claimant(party=caller.party, centre=refs[caller.centre_id].name)


async def check_claims(
    db: AsyncSession, new: JsonObject, voice: Sequence[JsonObject], *, of: str
) -> None:
    """TooManyClaims where too many of the claimant's claims of the party stand unconfirmed, unless
    the new one replaces one of those beside it. Holds what stands between them."""
    by: str = new["claimed_by"]["party"]
    await pair_rows.lock_pairs(db, asker=by, asked=[of])
    if any(replaces(new, said) for said in voice):
        return
    if await rows.standing_claims(db, by=by, of=of) >= STANDING_AT_MOST:
        raise TooManyClaims(of, STANDING_AT_MOST)


def request_over(request: Request) -> Refusal:
    """The refusal of answers and offers to a request that is over."""
    return Refusal(
        "request_over",
        filled(
            "{reference} is {state}: nothing is asked any more.",
            reference=request.reference,
            state=request.state,
        ),
        {"state": request.state.value},
    )


async def is_addressed(db: AsyncSession, caller: Caller, request: Request) -> bool:
    """Whether a centre of the caller's party was asked."""
    return any(row.party_code == caller.party for row in await _rows(db, request))


async def own_addressee(
    db: AsyncSession, caller: Caller, request: Request, centre_id: UUID | None
) -> Addressee:
    """The addressee that the caller answers for: its own centre, or that of its party it names."""
    own = [row for row in await _rows(db, request) if row.party_code == caller.party]
    if not own:
        raise Forbidden("not_yours", "Only an addressed centre may answer.")
    wanted = centre_id or caller.centre_id
    row = next((row for row in own if row.centre_id == wanted), None)
    if row is None and centre_id is None and len(own) == 1:
        return own[0]
    if row is None and centre_id is None:
        raise Conflict.of(
            Refusal("which_centre", "Several of your centres are addressed: name the one."),
            state=request.state,
        )
    if row is None:
        raise Malformed.at("centre_id", "not_addressed", "is not a centre of yours this went to")
    return row


async def _rows(db: AsyncSession, request: Request) -> Sequence[Addressee]:
    return (await rows.addressees_of(db, [request.id]))[request.id]


async def _name(db: AsyncSession, row: Addressee) -> str:
    return (await incidents.centre_refs(db, ids=[row.centre_id]))[row.centre_id].name


def _recording(
    db: AsyncSession, caller: Caller, request: Request, *, now: datetime
) -> AbstractAsyncContextManager[Recording]:
    touched = Touched(requests=[request.id])
    return recording(db, touched, by=caller.actor, exercise=request.exercise, now=now)


def _readers(request: Request, row: Addressee) -> list[str]:
    """The requester and the answering party read the answer, and nobody else."""
    return [request.party_code, request.filed_by, row.party_code]
