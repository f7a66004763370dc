"""HTTP: agreements, their versions and signatures, and previews of access under them."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.requests import HTTPConnection
from starlette.responses import Response

from sar import clock, limits
from sar.agreements import ending, service, suspending, visible
from sar.agreements.clauses import OccasionPlain
from sar.agreements.conflict_views import ConflictsView, conflicts_of
from sar.agreements.preview import PreviewView, ReadsOwnAssets, access_preview
from sar.agreements.schemas import (
    AgreementBody,
    AgreementDraftBody,
    AgreementVersionBody,
    AmendAgreementBody,
    EndAgreementBody,
    SignAgreementBody,
    SuspendSharingBody,
)
from sar.agreements.views import AgreementPage, AgreementView
from sar.agreements.visible import AgreementList
from sar.agreements.words import Phase, Situation
from sar.errors import Busy, NotFound
from sar.http.preconditions import IfMatch
from sar.http.request_session import Db
from sar.pages_of_lists import page_answer
from sar.parties.caller import Caller
from sar.parties.identifying import Negotiate, Reader
from sar.parties.long_work import LongWork
from sar.parties.once import Idempotent
from sar.parties.visible import joined
from sar.text_fields import PartyCode

router = APIRouter(prefix="/api/agreements", tags=["agreements"])

CHANGES_OF_FORCE: Final = 6
"""Of one agreement by one party in a minute: each has all whose access changes read their snapshot
again."""


_SEARCHES: Final = LongWork(most=1, busy=Busy)
"""A search for conflicts among hundreds of clauses takes a core for a good part of a second."""


def _not_too_often(caller: Caller, agreement_id: UUID) -> None:
    limits.take("force", f"{caller.party} {agreement_id}", per_minute=CHANGES_OF_FORCE)


@router.get("", summary="The agreements that my party is party to", response_model=AgreementPage)
async def list_agreements(
    request: Request, db: Db, caller: Reader, wanted: Annotated[AgreementList, Query()]
) -> Response:
    """By reference. A draft is shown to the party alone that drafts it."""
    found, places = await visible.listing(db, caller.party, wanted)
    return await page_answer(request, found, places, limit=wanted.limit)


@router.post("", status_code=201, summary="Draft a new agreement")
async def draft_agreement(
    body: AgreementBody, db: Db, caller: Negotiate, once: Idempotent
) -> AgreementView:
    """With its first version and that version's terms; nobody else sees it until proposed."""
    if not once.repeated:
        await service.draft(db, caller, body, now=clock.now())
    return await visible.view_of(db, caller, await once.made(db, body.id))


@router.get("/preview", summary="What will that party see of my assets, and under which article?")
async def preview_visibility(
    viewer: PartyCode,
    db: Db,
    caller: Reader,
    own_assets: ReadsOwnAssets,
    version_id: Annotated[
        UUID | None, Query(description="A draft or proposed version to try")
    ] = None,
    situation: Annotated[
        Situation | None, Query(description="Suppose the viewer in an incident of this kind")
    ] = None,
    phase: Annotated[Phase | None, Query(description="and in this phase")] = None,
) -> PreviewView:
    """For each own asset: level, precision, delay, the clause that wins and those that lose.

    Terms that ask for an incident are met only by the one supposed: distress if no phase is
    given, maritime if no situation is.
    """
    now = clock.now()
    if viewer not in await joined(db):
        raise NotFound("party")
    supposed = None
    if situation or phase:
        supposed = OccasionPlain(situation or Situation.MARITIME, phase or Phase.DISTRESS)
    tried = None
    if version_id is not None:
        tried = await visible.access_version(db, caller, version_id)
    return await access_preview(
        db,
        own_assets,
        owner=caller.party,
        viewer=viewer,
        tried=tried,
        supposed=supposed,
        now=now,
    )


@router.get("/conflicts", summary="Which clauses does that version conflict with?")
async def read_conflicts(
    connection: HTTPConnection, version_id: UUID, db: Db, caller: Reader
) -> ConflictsView:
    """Clauses on one subject between the same parties that differ, where neither agreement says
    that it prevails and the version's is not the one that holds. Read it before it is confirmed.

    It conflicts with what is in force once it can be: with agreements of the caller's party alone.
    """
    tried = await visible.access_version(db, caller, version_id)
    async with _SEARCHES.turn(connection, db, caller.party):
        return await conflicts_of(db, party=caller.party, tried=tried, now=clock.now())


@router.get("/{agreement_id}", summary="One agreement with all its versions")
async def read_agreement(agreement_id: UUID, db: Db, caller: Reader) -> AgreementView:
    """For the parties to it; the newest version first."""
    return await visible.view_of(db, caller, agreement_id)


@router.post("/{agreement_id}/versions", status_code=201, summary="Amend: draft another version")
async def amend_agreement(
    agreement_id: UUID, body: AmendAgreementBody, db: Db, caller: Negotiate, once: Idempotent
) -> AgreementView:
    """A version in force is never edited; the new one ends it when it enters into force."""
    if not once.repeated:
        await service.amend(db, caller, agreement_id, body, now=clock.now())
    return await visible.view_of(db, caller, agreement_id)


@router.put("/{agreement_id}/draft", summary="Replace the text of my party's draft")
async def redraft_agreement(
    agreement_id: UUID,
    body: AgreementDraftBody,
    version: IfMatch,
    db: Db,
    caller: Negotiate,
    once: Idempotent,
) -> AgreementView:
    """If-Match is the `version` of the draft among the agreement's versions."""
    if not once.repeated:
        await service.redraft(db, caller, agreement_id, body, version=version, now=clock.now())
    return await visible.view_of(db, caller, agreement_id)


@router.delete("/{agreement_id}/draft", status_code=204, summary="Discard my party's draft")
async def discard_draft(agreement_id: UUID, db: Db, caller: Negotiate, once: Idempotent) -> None:
    """An agreement that was nothing but this draft goes with it."""
    if not once.repeated:
        await service.discard(db, caller, agreement_id, now=clock.now())


@router.post("/{agreement_id}/propose", summary="Propose my party's draft for signature")
async def propose_agreement(
    agreement_id: UUID, body: AgreementVersionBody, db: Db, caller: Negotiate, once: Idempotent
) -> AgreementView:
    """From here on every party to the agreement sees it, and its text stands."""
    if not once.repeated:
        await service.propose(db, caller, agreement_id, body, now=clock.now())
    return await visible.view_of(db, caller, agreement_id)


@router.post("/{agreement_id}/sign", summary="Sign a proposed version for my party")
async def sign_agreement(
    agreement_id: UUID, body: SignAgreementBody, db: Db, caller: Negotiate, once: Idempotent
) -> AgreementView:
    """The text that was read, by its version. In force when all have signed, from `valid_from`."""
    if not once.repeated:
        await service.sign(db, caller, agreement_id, body, now=clock.now())
    return await visible.view_of(db, caller, agreement_id)


@router.post("/{agreement_id}/resume", summary="Resume the version that my party suspended")
async def resume_agreement(
    agreement_id: UUID, body: AgreementVersionBody, db: Db, caller: Negotiate, once: Idempotent
) -> AgreementView:
    """It is in force again at once. Only an earlier release suspended whole versions: a party
    suspends what it grants itself."""
    if not once.repeated:
        _not_too_often(caller, agreement_id)
        await suspending.resume(db, caller, agreement_id, body, now=clock.now())
    return await visible.view_of(db, caller, agreement_id)


@router.post("/{agreement_id}/suspend-sharing", summary="Suspend what my party grants by a version")
async def suspend_sharing(
    agreement_id: UUID, body: SuspendSharingBody, db: Db, caller: Negotiate, once: Idempotent
) -> AgreementView:
    """From an instant that lies at least 24 hours ahead (house figure). Grants of others go
    on; of a suspended term the `sentence` says what goes on, and for which cases."""
    if not once.repeated:
        _not_too_often(caller, agreement_id)
        await suspending.suspend_sharing(db, caller, agreement_id, body, now=clock.now())
    return await visible.view_of(db, caller, agreement_id)


@router.post("/{agreement_id}/resume-sharing", summary="Grant again what my party suspended")
async def resume_sharing(
    agreement_id: UUID, body: AgreementVersionBody, db: Db, caller: Negotiate, once: Idempotent
) -> AgreementView:
    """It is granted again at once; a suspension to come never begins."""
    if not once.repeated:
        _not_too_often(caller, agreement_id)
        await suspending.resume_sharing(db, caller, agreement_id, body, now=clock.now())
    return await visible.view_of(db, caller, agreement_id)


@router.post("/{agreement_id}/end", summary="End my party's part in a version, or refuse one")
async def end_agreement(
    agreement_id: UUID, body: EndAgreementBody, db: Db, caller: Negotiate, once: Idempotent
) -> AgreementView:
    """Of a version in force my party's part ends, from an instant that lies at least 24 hours ahead
    (house figure). The others go on among themselves; a version of two ends. The `sentence` of each
    term says what goes on, and for which cases; accepted deployments finish. A version that is not
    in force is refused or withdrawn at once, for all."""
    if not once.repeated:
        _not_too_often(caller, agreement_id)
        await ending.end(db, caller, agreement_id, body, now=clock.now())
    return await visible.view_of(db, caller, agreement_id)


@router.post("/{agreement_id}/take-back-notice", summary="Take back my party's notice of its end")
async def take_back_notice(
    agreement_id: UUID, body: AgreementVersionBody, db: Db, caller: Negotiate, once: Idempotent
) -> AgreementView:
    """Before it takes effect (VCLT 68); afterwards only a new version that all confirm brings the
    party back."""
    if not once.repeated:
        _not_too_often(caller, agreement_id)
        await ending.take_back_notice(db, caller, agreement_id, body, now=clock.now())
    return await visible.view_of(db, caller, agreement_id)
