"""HTTP: requests, their answers, and who could come."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sar import clock
from sar.http.preconditions import MayMatch
from sar.http.request_session import Db
from sar.matching.fleet_line import FleetInLine
from sar.matching.schemas import MatchBody
from sar.matching.views import MatchesView
from sar.pages_of_lists import page_answer
from sar.parties.identifying import Reader, Watch
from sar.parties.once import Idempotent
from sar.requests import listing, visible
from sar.requests.asking import (
    answering,
    by_voice,
    case_matches,
    ending,
    filing,
    first_unit,
)
from sar.requests.listing import RequestList
from sar.requests.schemas import (
    AcknowledgeRequestBody,
    AmendRequestBody,
    DeclineRequestBody,
    OptionalReasonBody,
    RequestBody,
    RequestCallBody,
    VoiceAnswerBody,
)
from sar.requests.views import FirstUnitView, RequestPage, RequestView
from sar.wire import Limit, ReasonBody

router = APIRouter(prefix="/api")


@router.get(
    "/requests",
    tags=["requests"],
    summary="Requests that I made or that were sent to me, newest first",
    response_model=RequestPage,
)
async def list_requests(
    request: Request, db: Db, caller: Reader, wanted: Annotated[RequestList, Query()]
) -> Response:
    """The requester reads all answers and the coverage, an addressed party its own answers."""
    rows = await listing.requests(db, caller.party, wanted)
    return await page_answer(request, rows, [row.id for row in rows], limit=wanted.limit)


@router.post("/requests", tags=["requests"], status_code=201, summary="File a request")
async def file_request(body: RequestBody, db: Db, caller: Watch, once: Idempotent) -> RequestView:
    """Files it as a draft, or sends it at once with `open`. Any centre may be asked to assist
    (Annex 3.1.7), also one that is only listed: `call_script_url` has the text to call it with.
    """
    if not once.repeated:
        await filing.file(db, caller, body, now=clock.now())
    return await visible.read_request(db, caller, await once.made(db, body.id))


@router.get("/requests/{request_id}", tags=["requests"], summary="One request")
async def read_request(request_id: UUID, db: Db, caller: Reader) -> RequestView:
    """Reads one that is over, too."""
    return await visible.read_request(db, caller, request_id)


@router.post("/requests/{request_id}/open", tags=["requests"], summary="Send a draft")
async def open_request(request_id: UUID, db: Db, caller: Watch, once: Idempotent) -> RequestView:
    """The addressees' clocks start; their parties become involved in the incident."""
    if not once.repeated:
        await filing.open_request(db, caller, request_id, now=clock.now())
    return await visible.read_request(db, caller, request_id)


@router.post("/requests/{request_id}/amend", tags=["requests"], summary="Change what is asked for")
async def amend_request(
    request_id: UUID,
    body: AmendRequestBody,
    db: Db,
    caller: Watch,
    version: MayMatch,
    once: Idempotent,
) -> RequestView:
    """Answers stand; what is promised is counted anew. If-Match may say on which version it is
    based.
    """
    if not once.repeated:
        await filing.amend(db, caller, request_id, body, version=version, now=clock.now())
    return await visible.read_request(db, caller, request_id)


@router.post(
    "/requests/{request_id}/acknowledge", tags=["requests"], summary="Acknowledge a request"
)
async def acknowledge_request(
    request_id: UUID, body: AcknowledgeRequestBody, db: Db, caller: Watch, once: Idempotent
) -> RequestView:
    """An addressed centre says that it has read it: a house rule, serving Annex 3.1.7."""
    if not once.repeated:
        await answering.acknowledge(db, caller, request_id, body, now=clock.now())
    return await visible.read_request(db, caller, request_id)


@router.post(
    "/requests/{request_id}/decline", tags=["requests"], summary="Decline a request, with a reason"
)
async def decline_request(
    request_id: UUID, body: DeclineRequestBody, db: Db, caller: Watch, once: Idempotent
) -> RequestView:
    """An addressed centre declines. It may still offer later. `limits.answer.serves` of its
    addressee is the paragraph by which it is asked: Annex 4.6 where the centre of the region asks,
    else 3.1.7. Saying why is a house rule.
    """
    if not once.repeated:
        await answering.decline(db, caller, request_id, body, now=clock.now())
    return await visible.read_request(db, caller, request_id)


@router.post(
    "/requests/{request_id}/voice-answer",
    tags=["requests"],
    summary="Record a centre's answer given by voice",
)
async def record_request_voice_answer(
    request_id: UUID, body: VoiceAnswerBody, db: Db, caller: Watch, once: Idempotent
) -> RequestView:
    """The requester records an addressed centre's answer, the function of who gave it, and when."""
    if not once.repeated:
        await by_voice.record_voice(db, caller, request_id, body, now=clock.now())
    return await visible.read_request(db, caller, request_id)


@router.post(
    "/requests/{request_id}/call",
    tags=["requests"],
    summary="Record a call that no centre answered",
)
async def record_request_call(
    request_id: UUID, body: RequestCallBody, db: Db, caller: Watch, once: Idempotent
) -> RequestView:
    """The requester called an addressed centre and had no answer, or need not call it any more."""
    if not once.repeated:
        await by_voice.record_call(db, caller, request_id, body, now=clock.now())
    return await visible.read_request(db, caller, request_id)


@router.post("/requests/{request_id}/close", tags=["requests"], summary="Close a request")
async def close_request(
    request_id: UUID, body: OptionalReasonBody, db: Db, caller: Watch, once: Idempotent
) -> RequestView:
    """Undecided offers are declined; deployments go on."""
    if not once.repeated:
        await ending.close(db, caller, request_id, reason=body.reason, now=clock.now())
    return await visible.read_request(db, caller, request_id)


@router.post(
    "/requests/{request_id}/cancel", tags=["requests"], summary="Take a request back, with a reason"
)
async def cancel_request(
    request_id: UUID, body: ReasonBody, db: Db, caller: Watch, once: Idempotent
) -> RequestView:
    """Undecided offers are declined; deployments go on until they are stood down."""
    if not once.repeated:
        await ending.cancel(db, caller, request_id, reason=body.reason, now=clock.now())
    return await visible.read_request(db, caller, request_id)


@router.get(
    "/requests/{request_id}/matches",
    tags=["matches"],
    summary="Who could serve a need of a request",
)
async def read_matches(
    request_id: UUID,
    line: FleetInLine,
    need_id: Annotated[UUID | None, Query(description="When the request has several")] = None,
    limit: Annotated[Limit, Query()] = 200,
    cursor: Annotated[
        str | None, Query(max_length=300, description="From `next_cursor` of a page")
    ] = None,
) -> MatchesView:
    """Ranks every asset that the caller may see, and every ship of opportunity, with its reasons,
    by time to scene. Other parties' times rest on what the caller may see of them.
    """
    return await case_matches.for_filed_need(line, request_id, need_id, limit=limit, cursor=cursor)


@router.post(
    "/matches",
    tags=["matches"],
    summary="Who could serve a need that is not yet filed",
)
async def ask_matches(body: MatchBody, line: FleetInLine) -> MatchesView:
    """Ranks help for an incident that involves the caller, or at a place. Nothing is stored."""
    return await case_matches.for_new_need(line, body)


@router.get(
    "/incidents/{incident_id}/first-unit",
    tags=["matches"],
    summary="The first that could take people aboard, who else could come, and whom to ask",
)
async def read_first_unit(incident_id: UUID, line: FleetInLine) -> FirstUnitView:
    """For the lead of any case, of the units and ships that it sees, for whoever is still to be
    taken aboard. A proposal: nobody is asked by it, and no party that the case is kept from is
    among those to ask. Nothing is stored.
    """
    return await first_unit.first_unit(line, incident_id)
