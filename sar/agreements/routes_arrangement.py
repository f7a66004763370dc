"""HTTP: the arrangement between centres, as a text out and back in."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sar import clock
from sar.agreements import arranging
from sar.agreements.arrangement_views import ArrangementReadView
from sar.agreements.schemas import VersionNumber
from sar.errors import Malformed
from sar.http.request_session import Db
from sar.parties.identifying import Negotiate, Reader
from sar.parties.once import Idempotent

router = APIRouter(prefix="/api/agreements", tags=["agreements"])

MARKDOWN: Final = "text/markdown"
_TAKEN: Final = (MARKDOWN, "text/plain")


@router.get(
    "/{agreement_id}/arrangement",
    summary="An arrangement between centres, as a text to edit",
    response_class=Response,
    responses={200: {"content": {MARKDOWN: {"schema": {"type": "string"}}}}},
)
async def write_arrangement(
    agreement_id: UUID,
    db: Db,
    caller: Reader,
    version: Annotated[VersionNumber | None, Query(description="Without it the newest")] = None,
) -> Response:
    """Its 28 clauses (SAR Convention, Annex 3.1.8), each with the paragraph it serves, words to
    begin from, and in marks what the version's fields say; nothing is said where a mark is
    empty."""
    name, text = await arranging.written_out(db, caller, agreement_id, version)
    return Response(
        text,
        media_type=f"{MARKDOWN}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@router.post(
    "/{agreement_id}/arrangement",
    summary="Read an edited arrangement back into my party's draft",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {kind: {"schema": {"type": "string"}} for kind in _TAKEN},
        }
    },
)
async def read_arrangement(
    agreement_id: UUID,
    request: Request,
    db: Db,
    caller: Negotiate,
    once: Idempotent,
    check: Annotated[bool, Query(description="Only read it, and say what it says")] = False,
) -> ArrangementReadView:
    """The text in UTF-8, up to 1 MB. Its marks become the draft of another version, or the text
    of the draft that it was written of; words are kept with it. If one line is not understood
    nothing is kept, and every such line is told."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind not in _TAKEN:
        raise Malformed.at("Content-Type", "not_markdown", "is text/markdown or text/plain")
    return await arranging.read_in(
        db,
        caller,
        agreement_id,
        await request.body(),
        check=check,
        repeated=once.repeated,
        now=clock.now(),
    )
