"""Answers of addressed centres to a request, given here."""

from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Conflict, Forbidden, Malformed, Refusal, TooManyClaims
from sar.incidents import visible as incidents
from sar.incidents.alarms.untasked import look_at_once
from sar.incidents.models import Incident
from sar.incidents.recording import changed as incident_changed
from sar.languages.places import filled
from sar.machine import Side, Step, decide
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.record.entries import RequestAcknowledged, RequestDeclined
from sar.record.recording import Recording
from sar.requests import locks, pair_rows, rows
from sar.requests.claims import STANDING_AT_MOST, Claimant, confirmed, replaces
from sar.requests.models import Addressee, Request
from sar.requests.recording import Touched, changed, recording, refuse
from sar.requests.schemas import AcknowledgeRequestBody, DeclineRequestBody
from sar.requests.state_tables import ANSWER, ASKING
from sar.requests.words import AnswerAction, AnswerState
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
    async with recording_answer(db, caller, locked.request, now=now) as entry:
        answer(locked.request, row, AnswerAction.ACKNOWLEDGE, at=now, now=now)
        await look_at_once(db, locked.incident, now=now)
        name = await centre_name(db, row)
        fact = RequestAcknowledged(id=request_id, about=locked.request.reference, centre=name)
        entry.record(fact, readers=readers_of(locked.request, row))


async def decline(
    db: AsyncSession, caller: Caller, request_id: UUID, body: DeclineRequestBody, *, now: datetime
) -> None:
    """Decline, with a reason: each Party acts when the centre of the region asks (Annex 4.6), and
    centres assist any other that asks (3.1.7); that they must say why not is the platform's own
    rule."""
    locked = await locks.lock_request(db, caller, request_id)
    row = await own_addressee(db, caller, locked.request, body.centre_id)
    async with recording_answer(db, caller, locked.request, now=now) as entry:
        await check_no_offer_stands(db, locked.request, row)
        answer(locked.request, row, AnswerAction.DECLINE, at=now, now=now)
        row.reason = body.reason
        await look_at_once(db, locked.incident, now=now)
        fact = RequestDeclined(
            id=request_id,
            about=locked.request.reference,
            centre=await centre_name(db, row),
            reason=body.reason,
        )
        entry.record(fact, readers=readers_of(locked.request, row))


async def check_no_offer_stands(db: AsyncSession, request: Request, row: Addressee) -> None:
    """Nobody declines here while the requester could still take up what was offered, or has: one
    act would say two things of the same unit."""
    if await rows.has_offered(db, request.id, row.party_code):
        said = (
            "An offer of yours to this request stands: withdraw it first, which declines nothing"
            " else. If it was accepted, recall the unit."
        )
        raise Conflict.of(Refusal("offer_stands", said), state=row.state)


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
    return request.state in ASKING


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
        raise TooManyClaims(of, await directory.state_names(db), STANDING_AT_MOST)


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
    return any(row.party_code == caller.party for row in await addressees(db, request))


async def own_addressee(
    db: AsyncSession, caller: Caller, request: Request, centre_id: UUID | None
) -> Addressee:
    """The addressee that the caller answers for: its own centre, or that of its party it names."""
    own = [row for row in await addressees(db, request) if row.party_code == caller.party]
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


async def addressees(db: AsyncSession, request: Request) -> Sequence[Addressee]:
    """The addressed centres of a request."""
    return (await rows.addressees_of(db, [request.id]))[request.id]


async def centre_name(db: AsyncSession, row: Addressee) -> str:
    """The name of an addressed centre."""
    return (await incidents.centre_refs(db, ids=[row.centre_id]))[row.centre_id].name


async def note_told(
    db: AsyncSession, incident: Incident | None, row: Addressee, *, at: datetime, now: datetime
) -> None:
    """Note at the case that the centre knows of it by its own word outside the platform."""
    if incident is None:
        return
    centre = (await incidents.centre_refs(db, ids=[row.centre_id]))[row.centre_id]
    if centre.listed and incident.hear_by_voice(centre.code, at=at):
        incident_changed(incident, now=now)


def recording_answer(
    db: AsyncSession,
    caller: Caller,
    request: Request,
    *,
    incidents: Collection[UUID] = (),
    now: datetime,
) -> AbstractAsyncContextManager[Recording]:
    """Records one answer to a request; `incidents`: its case, if that changes by it."""
    touched = Touched(requests=[request.id], incidents=incidents)
    return recording(db, touched, by=caller.actor, exercise=request.exercise, now=now)


def readers_of(request: Request, row: Addressee) -> list[str]:
    """The requester and the answering party read the answer, and nobody else."""
    return [request.party_code, request.filed_by, row.party_code]
