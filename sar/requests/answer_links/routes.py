"""HTTP: answer links, made and withdrawn by who asks; and the three calls of a link's page."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from sar import clock
from sar.http.networks import network_of
from sar.http.request_session import Db
from sar.languages.accepting import wanted_language
from sar.languages.words import Language
from sar.parties.identifying import Watch, bearer
from sar.parties.once import Idempotent
from sar.parties.tokens import hash_of
from sar.requests import visible
from sar.requests.answer_links import by_link, making, opening, page_phrases
from sar.requests.answer_links.link_page import see_page
from sar.requests.answer_links.link_rules import LASTS
from sar.requests.answer_links.making import NewCode, NewSecrets
from sar.requests.answer_links.opening import Device
from sar.requests.answer_links.schemas import (
    CentreCodeBody,
    CentreLinkBody,
    ClearanceLinkBody,
    LinkAnswerBody,
    LinkCodeBody,
    WithdrawLinkBody,
)
from sar.requests.answer_links.views import AnswerPageView, LinkPhrasesView, NewAnswerLinkView
from sar.requests.clearance_views import ClearanceView
from sar.requests.views import RequestView
from sar.settings import settings

router = APIRouter(prefix="/api")

BY_TOKEN: Final[dict[str, Any]] = {"security": [{"link": []}]}


def _shown(
    request: Request, new: NewSecrets | None, expires_at: datetime | None
) -> NewAnswerLinkView:
    origin = next(iter(settings().public_origins), str(request.base_url)).rstrip("/")
    return NewAnswerLinkView(
        url=new and new.url(origin),
        code=new and new.code,
        expires_at=expires_at,
        shown_before=new is None,
    )


def _code_shown(new: NewCode | None, expires_at: datetime | None) -> NewAnswerLinkView:
    return NewAnswerLinkView(
        url=None, code=new and new.code, expires_at=expires_at, shown_before=new is None
    )


@router.post(
    "/requests/{request_id}/answer-link",
    tags=["requests"],
    status_code=201,
    summary="Make a link by which a centre that has not joined answers",
)
async def make_answer_link(
    request_id: UUID,
    body: CentreLinkBody,
    request: Request,
    db: Db,
    caller: Watch,
    once: Idempotent,
) -> NewAnswerLinkView:
    """Shows the link and its code once: the requester sends the link by any way, and speaks the
    code by voice to a number of the directory. A link made before is no longer good.
    """
    new = None
    if not once.repeated:
        new = await making.new_secrets()
        await making.make_for_centre(db, caller, request_id, body.centre_id, new, now=clock.now())
    seen = await visible.read_request(db, caller, request_id)
    link = next((one.link for one in seen.addressees if one.centre.id == body.centre_id), None)
    return _shown(request, new, link.expires_at if link else None)


@router.post(
    "/requests/{request_id}/answer-link/code",
    tags=["requests"],
    status_code=201,
    summary="Make a code for a link that has been sent",
)
async def make_answer_code(
    request_id: UUID, body: CentreCodeBody, db: Db, caller: Watch, once: Idempotent
) -> NewAnswerLinkView:
    """Shows the code once, to be spoken by voice; alerts carry links without one. The code before,
    and the device that had given it, are no longer good."""
    new = None
    if not once.repeated:
        new = await making.new_code()
        now = clock.now()
        await making.set_code_for_centre(db, caller, request_id, body.centre_id, new, now=now)
    seen = await visible.read_request(db, caller, request_id)
    link = next((one.link for one in seen.addressees if one.centre.id == body.centre_id), None)
    return _code_shown(new, link.expires_at if link else None)


@router.post(
    "/requests/{request_id}/answer-link/withdraw",
    tags=["requests"],
    summary="Withdraw the answer link of a centre",
)
async def withdraw_answer_link(
    request_id: UUID, body: WithdrawLinkBody, db: Db, caller: Watch, once: Idempotent
) -> RequestView:
    """It is no longer good from now on. The centre's answers by it stand."""
    if not once.repeated:
        now = clock.now()
        await making.withdraw_from_centre(db, caller, request_id, body.centre_id, now=now)
    return await visible.read_request(db, caller, request_id)


@router.post(
    "/clearances/{clearance_id}/answer-link",
    tags=["clearances"],
    status_code=201,
    summary="Make a link by which a State that has not joined answers",
)
async def make_clearance_link(
    clearance_id: UUID,
    body: ClearanceLinkBody,  # noqa: ARG001 its id is the key by which it is made once
    request: Request,
    db: Db,
    caller: Watch,
    once: Idempotent,
) -> NewAnswerLinkView:
    """Shows the link and its code once, as for a request."""
    new = None
    if not once.repeated:
        new = await making.new_secrets()
        await making.make_for_clearance(db, caller, clearance_id, new, now=clock.now())
    link = (await visible.read_clearance(db, caller, clearance_id, now=clock.now())).link
    return _shown(request, new, link.expires_at if link else None)


@router.post(
    "/clearances/{clearance_id}/answer-link/code",
    tags=["clearances"],
    status_code=201,
    summary="Make a code for a State's link that has been sent",
)
async def make_clearance_code(
    clearance_id: UUID,
    body: ClearanceLinkBody,  # noqa: ARG001 its id is the key by which it is made once
    db: Db,
    caller: Watch,
    once: Idempotent,
) -> NewAnswerLinkView:
    """Shows the code once, as for a request."""
    new = None
    if not once.repeated:
        new = await making.new_code()
        await making.set_code_for_clearance(db, caller, clearance_id, new, now=clock.now())
    link = (await visible.read_clearance(db, caller, clearance_id, now=clock.now())).link
    return _code_shown(new, link.expires_at if link else None)


@router.post(
    "/clearances/{clearance_id}/answer-link/withdraw",
    tags=["clearances"],
    summary="Withdraw the answer link of a State",
)
async def withdraw_clearance_link(
    clearance_id: UUID, db: Db, caller: Watch, once: Idempotent
) -> ClearanceView:
    """It is no longer good from now on. The State's answers by it stand."""
    if not once.repeated:
        await making.withdraw_from_clearance(db, caller, clearance_id, now=clock.now())
    return await visible.read_clearance(db, caller, clearance_id, now=clock.now())


# the page of a link


def _device(request: Request) -> Device:
    """The device that asks. A link's secret has a cookie of its own, which no script reads."""
    token = bearer(request)
    network = network_of(request.client.host if request.client else "")
    return Device(token, request.cookies.get(_cookie(token)), network)


def _cookie(token: str) -> str:
    """The cookie's name, of which the token cannot be told."""
    name = f"sar-link-{hash_of(token).hex()[:16]}"
    return f"__Host-{name}" if settings().tls else name


def _language(request: Request) -> Language:
    return wanted_language(request.headers.get("accept-language", ""))


@router.get(
    "/answer/phrases/{language}",
    tags=["answers"],
    summary="The phrases of the page of answer links in a language",
    response_model=LinkPhrasesView,
    openapi_extra={"security": []},
)
async def read_link_phrases(language: Language, request: Request) -> Response:
    """For everybody: they tell of nothing. English is the page's own."""
    return page_phrases.answer(language, request.headers)


@router.post(
    "/answer/look",
    tags=["answers"],
    summary="Look at an answer link",
    openapi_extra=BY_TOKEN,
)
async def look_at_answer_link(request: Request, db: Db) -> AnswerPageView:
    """Tells that something waits, its reference, who asks and whom to call; once the code was given
    on this device, what is asked.
    """
    device = _device(request)
    link = await opening.known_link(db, device)
    return await see_page(db, link, device, language=_language(request), now=clock.now())


@router.post(
    "/answer/open",
    tags=["answers"],
    summary="Open an answer link with the code",
    openapi_extra=BY_TOKEN,
)
async def open_answer_link(
    body: LinkCodeBody, request: Request, response: Response, db: Db
) -> AnswerPageView:
    """Binds the link to this device by a cookie. `outcome` tells what the code proved: five wrong
    ones lock the link. Sent again with the same `opening` it is accepted again.
    """
    device = _device(request)
    given = await opening.give_code(db, device, body.digits, body.opening, now=clock.now())
    if given.secret is not None:
        response.set_cookie(
            _cookie(device.token),
            given.secret,
            max_age=int(LASTS.total_seconds()),
            httponly=True,
            samesite="strict",
            secure=settings().tls,
            path="/",
        )
    language = _language(request)
    return await see_page(db, given.link, device, given=given, language=language, now=clock.now())


@router.post(
    "/answer/say",
    tags=["answers"],
    summary="Answer by an answer link",
    openapi_extra=BY_TOKEN,
)
async def say_by_answer_link(body: LinkAnswerBody, request: Request, db: Db) -> AnswerPageView:
    """Puts the centre's own word on the record, by function; its `id` makes it once, however often
    it is sent. It stops the same clocks as an answer given here.
    """
    device = _device(request)
    now = clock.now()
    link = await by_link.record_link_answer(db, device, body, now=now)
    return await see_page(db, link, device, language=_language(request), now=now)
