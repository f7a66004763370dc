"""Answer links in alerts: each message to a centre that has not joined carries a way to its link.

The link has no code until somebody of the asker makes one and speaks it by voice: before, it shows
only that something waits, and whom to call.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.alerts.subjects import register_link
from sar.alerts.words import AlertMatter
from sar.incidents.access import kept_from
from sar.parties import visible as directory
from sar.parties.tokens import new_token
from sar.record.service import PLATFORM
from sar.requests import link_rows
from sar.requests.answer_links.making import PAGE, issue, over
from sar.requests.answer_links.subjects import (
    AnswerSubject,
    lock_any_addressee,
    lock_any_clearance,
)
from sar.requests.models import AnswerLinkToken
from sar.settings import settings


async def of_request(db: AsyncSession, about_id: UUID, now: datetime) -> str:
    """The address at which an addressed centre answers."""
    return await _address(db, await lock_any_addressee(db, about_id), now=now)


async def of_clearance(db: AsyncSession, about_id: UUID, now: datetime) -> str:
    """The address at which a State answers."""
    return await _address(db, await lock_any_clearance(db, about_id), now=now)


async def _address(db: AsyncSession, subject: AnswerSubject | None, *, now: datetime) -> str:
    """An address with a token of its own, kept as a hash; empty where there is none to give: the
    installation has no origin, the party answers here itself, nothing is asked any more, or who
    asks has withdrawn its link, or it was locked."""
    origin = next(iter(settings().public_origins), "").rstrip("/")
    if not origin or subject is None or over(subject):
        return ""
    incident = subject.incident
    if incident is not None and subject.party in kept_from(incident):
        return ""
    if subject.party in await directory.joined(db):
        return ""
    token, token_hash = new_token()
    link = await link_rows.standing_link(db, subject.row, real_now=clock.real_now())
    if link is not None:
        db.add(AnswerLinkToken(token_hash=token_hash, link_id=link.id))
    elif await link_rows.had_link(db, subject.row):
        return ""
    else:
        await issue(db, subject, token_hash, None, by=PLATFORM, now=now)
    return f"{origin}{PAGE}#{token}"


register_link(AlertMatter.REQUEST, of_request)
register_link(AlertMatter.CLEARANCE, of_clearance)
