"""HTTP: a case as a party saw it at an instant, and the parties that were told what of it."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.requests import HTTPConnection
from starlette.responses import Response

from sar import clock
from sar.casefile import past_case
from sar.casefile.past_case import MOST_COMPARED
from sar.casefile.past_views import PastCaseView, TellingsView
from sar.errors import Busy
from sar.http.request_session import Db
from sar.http.slices import SlicedJson, slices
from sar.parties.identifying import Reader, RepeatableReader
from sar.parties.long_work import LongWork
from sar.plain_fields import At
from sar.wire import Limit

router = APIRouter(prefix="/api/incidents", tags=["incidents"])

_FOLDS: Final = LongWork(most=1, busy=Busy)
"""Each reads all entries of a party since the case was opened."""


@router.get(
    "/{incident_id}/as-of",
    summary="A case as the party saw it at an instant",
    responses={200: {"model": PastCaseView}},
)
async def read_incident_as_of(
    incident_id: UUID,
    connection: HTTPConnection,
    db: Db,
    caller: RepeatableReader,
    at: Annotated[At, Query(description="The instant; none that is to come")],
) -> Response:
    """Folds the entries that the caller's party has been told since the case was opened; of a case
    that it sees in full now, closed ones too, and 404 of others.

    `known` says whether it knew of the case then. It says so if the record does not tell how
    something looked: `unsure`, `whole` and `unplaced`. Words that have been erased since are not
    shown as of before either.
    """
    async with _FOLDS.turn(connection, db, caller.party, as_of_one_instant=True):
        view = await past_case.read_as_of(db, caller, incident_id, at=at, now=clock.now())
        return SlicedJson(await slices(view.plain()))


@router.get(
    "/{incident_id}/tellings", summary="The parties that were told what of a case, and when"
)
async def list_tellings(
    incident_id: UUID,
    db: Db,
    caller: Reader,
    party: Annotated[
        list[str] | None,
        Query(max_length=MOST_COMPARED, description="The parties to tell of, `comparable` ones"),
    ] = None,
    since: Annotated[int, Query(ge=0, lt=2**63, description="Entries after this number")] = 0,
    limit: Limit = 100,
) -> TellingsView:
    """Lists facts about the case that the caller's party was told itself, the oldest first, and
    whether each of the parties was told them too. The lead may ask for every party that is
    involved, others for the lead alone; 404 for any other, and of a case not seen in full."""
    return await past_case.read_tellings(
        db, caller, incident_id, party or [], after=since, limit=limit, now=clock.now()
    )
