"""The page of an answer link as a device sees it: that something waits; after the code, what the
listed centre may read as every addressed party does."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import LinkNotGood, NotFound
from sar.incidents import visible as incidents
from sar.incidents.centre_ref import CentreRef
from sar.incidents.text_service import case_of, stations
from sar.incidents.texts.case_facts import Case
from sar.languages.accepting import first_other
from sar.languages.po_files import wording_in
from sar.languages.words import Language
from sar.requests import visible
from sar.requests.answer_links.contents import clearance_lines, request_lines
from sar.requests.answer_links.link_rules import (
    answers_to_clearance,
    answers_to_request,
    link_standing,
    tries_left,
)
from sar.requests.answer_links.opening import CodeGiven, Device, caller_of
from sar.requests.answer_links.page_phrases import languages_offered
from sar.requests.answer_links.views import AnswerPageView, LinkContactView, LinkContentView
from sar.requests.asking.answering import is_asked
from sar.requests.clearances.entry_waters import waters_entered
from sar.requests.clearances.granting import nothing_asked
from sar.requests.link_rows import KnownLink
from sar.requests.words import AnswerSource, CodeOutcome, LinkMatter, LinkStanding

STANDS: Final = {
    CodeOutcome.ACCEPTED: LinkStanding.OPEN,
    CodeOutcome.WRONG: LinkStanding.CODE,
    CodeOutcome.LOCKED: LinkStanding.CODE,
    CodeOutcome.NOT_SPOKEN: LinkStanding.CODE,
    CodeOutcome.OTHER_DEVICE: LinkStanding.OTHER_DEVICE,
}


@dataclass(frozen=True, slots=True)
class ShownMatter:
    """The matter of a link; `content` once it is open."""

    matter: LinkMatter
    exercise: bool
    reference: str
    asked_by: CentreRef
    content: LinkContentView | None


async def see_page(
    db: AsyncSession,
    link: KnownLink,
    device: Device,
    *,
    given: CodeGiven | None = None,
    language: Language = Language.EN,
    now: datetime,
) -> AnswerPageView:
    """The page of a good link, after the code that was just given, if one was; `language` tells in
    which other one what is asked is told too. LinkNotGood where nothing is asked any more."""
    stands = STANDS[given.outcome] if given else link_standing(link.device_hash, device.hash)
    opened = stands is LinkStanding.OPEN
    if link.request_id is not None:
        shown = await _request(db, link, link.request_id, language, opened=opened, now=now)
    else:
        shown = await _clearance(db, link, link.clearance_id, language, opened=opened, now=now)
    found = await stations(db, {shown.asked_by.id, link.centre_id})
    sender = found[shown.asked_by.id]
    languages = languages_offered(exercise=shown.exercise)
    own = first_other(found[link.centre_id].languages)
    return AnswerPageView(
        matter=shown.matter,
        exercise=shown.exercise,
        reference=shown.reference,
        to=found[link.centre_id].name,
        asked_by=sender.name,
        asked_by_party=sender.party_name,
        call=[
            LinkContactView(channel=one.channel, value=one.value, language=one.language)
            for one in sender.contacts
        ],
        as_of=now,
        standing=stands,
        outcome=given.outcome if given else None,
        tries_left=tries_left(given.wrong_codes if given else link.wrong_codes),
        languages=languages,
        language=own if own in {one.code for one in languages} else None,
        content=shown.content,
    )


async def _request(
    db: AsyncSession,
    link: KnownLink,
    request_id: UUID,
    language: Language,
    *,
    opened: bool,
    now: datetime,
) -> ShownMatter:
    try:
        row = await visible.access_request(db, caller_of(link), request_id)
    except NotFound:
        raise LinkNotGood from None
    if not is_asked(row):
        raise LinkNotGood
    seen = await visible.see_request(db, link.party, row)
    own = next((one for one in seen.addressees if one.centre.id == link.centre_id), None)
    if own is None:
        raise LinkNotGood
    case = await _case(db, link, row.incident_id, now=now)
    content = None
    if opened:
        content = LinkContentView(
            facts=request_lines(
                seen, own, case, wording_in(language), exercise=row.exercise, now=now
            ),
            state=own.state.value,
            may=answers_to_request(own.state),
            said=[one for one in own.voice if one.source is AnswerSource.LINK],
        )
    return ShownMatter(LinkMatter.REQUEST, row.exercise, row.reference, seen.centre, content)


async def _case(
    db: AsyncSession, link: KnownLink, incident_id: UUID | None, *, now: datetime
) -> Case | None:
    """The case as an addressed party reads it, for its lines, which leave out how to call it back;
    LinkNotGood where it is kept from the party meanwhile."""
    if incident_id is None:
        return None
    try:
        incident = await incidents.case_told(db, link.party, incident_id)
    except NotFound:
        raise LinkNotGood from None
    lead = (await stations(db, {incident.smc_centre_id}))[incident.smc_centre_id]
    return case_of(incident, lead=lead, reader=link.party, now=now)


async def _clearance(
    db: AsyncSession,
    link: KnownLink,
    clearance_id: UUID | None,
    language: Language,
    *,
    opened: bool,
    now: datetime,
) -> ShownMatter:
    try:
        assert clearance_id is not None  # noqa: S101 a link answers one or the other
        row, work = await visible.access_clearance(db, caller_of(link), clearance_id)
    except NotFound:
        raise LinkNotGood from None
    if nothing_asked(row, work):
        raise LinkNotGood
    await _case(db, link, row.incident_id, now=now)
    (seen,) = await visible.see_clearances(db, [row], now=now)
    content = None
    if opened:
        found = await stations(db, {seen.asked_by.id, seen.centre.id})
        facts = clearance_lines(
            seen,
            asked_by=found[seen.asked_by.id],
            to=found[seen.centre.id],
            entered=await waters_entered(db, seen, at_work=True),
            other=wording_in(language),
        )
        content = LinkContentView(
            facts=facts,
            state=seen.state.value,
            may=answers_to_clearance(seen.state),
            said=[one for one in seen.voice if one.source is AnswerSource.LINK],
        )
    return ShownMatter(LinkMatter.CLEARANCE, row.exercise, row.reference, seen.asked_by, content)
