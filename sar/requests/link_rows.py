"""Answer links by their token, and by what they answer, whoever asks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Delete, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.parties.models import Centre, Party
from sar.requests.models import Addressee, AnswerLink, AnswerLinkToken, Clearance

CENTRE: Final = func.coalesce(col(Addressee.centre_id), col(Clearance.centre_id))


@dataclass(frozen=True, slots=True)
class KnownLink:
    """A link that is good, with the listed centre that it was made for and what it answers."""

    id: UUID
    code_hash: str | None
    device_hash: bytes | None
    wrong_codes: int
    party: str
    centre_id: UUID
    centre: str
    request_id: UUID | None
    clearance_id: UUID | None


async def by_token(db: AsyncSession, token_hash: bytes, *, real_now: datetime) -> KnownLink | None:
    """The link of a token; None, after the same statement, where there is none, where it has ended
    or is past its time, and where its party has joined since and answers for itself."""
    query = (
        select(
            col(AnswerLink.id),
            col(AnswerLink.code_hash),
            col(AnswerLink.device_hash),
            col(AnswerLink.wrong_codes),
            col(Centre.party_code),
            col(Centre.id),
            col(Centre.code),
            col(Addressee.request_id),
            col(AnswerLink.clearance_id),
        )
        .join(AnswerLinkToken, col(AnswerLinkToken.link_id) == col(AnswerLink.id))
        .outerjoin(Addressee, col(Addressee.id) == col(AnswerLink.addressee_id))
        .outerjoin(Clearance, col(Clearance.id) == col(AnswerLink.clearance_id))
        .join(Centre, col(Centre.id) == CENTRE)
        .join(Party, col(Party.code) == col(Centre.party_code))
        .where(
            col(AnswerLinkToken.token_hash) == token_hash,
            col(AnswerLink.ended_at).is_(None),
            col(AnswerLink.expires_at) > real_now,
            col(Party.listed),
        )
    )
    found = (await db.execute(query)).one_or_none()
    return None if found is None else KnownLink(*found)


async def lock_link(db: AsyncSession, link_id: UUID, *, real_now: datetime) -> AnswerLink | None:
    """The link, locked, if it is still good; what it answers is locked before."""
    return await _lock_good(db, col(AnswerLink.id) == link_id, real_now=real_now)


def old_links(before: datetime, *, limit: int) -> Delete:
    """Deletes links that were over before; what became of them is on the record."""
    over = or_(col(AnswerLink.expires_at) < before, col(AnswerLink.ended_at) < before)
    old = select(col(AnswerLink.id)).where(over).limit(limit).subquery()
    return delete(AnswerLink).where(col(AnswerLink.id) == old.c.id)


async def standing_link(
    db: AsyncSession, row: Addressee | Clearance, *, real_now: datetime
) -> AnswerLink | None:
    """The link to what is locked, while it is good; locked too."""
    return await _lock_good(db, _answers(row), real_now=real_now)


async def _lock_good(
    db: AsyncSession, which: ColumnElement[bool], *, real_now: datetime
) -> AnswerLink | None:
    query = select(AnswerLink).where(
        which, col(AnswerLink.ended_at).is_(None), col(AnswerLink.expires_at) > real_now
    )
    anew = query.with_for_update().execution_options(populate_existing=True)
    return (await db.execute(anew)).scalar_one_or_none()


async def had_link(db: AsyncSession, row: Addressee | Clearance) -> bool:
    """Whether a link to it was ever made, as far back as links are kept."""
    return (await db.execute(select(select(AnswerLink).where(_answers(row)).exists()))).scalar_one()


async def end_links(db: AsyncSession, row: Addressee | Clearance, *, real_now: datetime) -> None:
    """End the links to what is locked."""
    await db.execute(
        update(AnswerLink)
        .where(_answers(row), col(AnswerLink.ended_at).is_(None))
        .values(ended_at=real_now)
    )


def _answers(row: Addressee | Clearance) -> ColumnElement[bool]:
    purpose = AnswerLink.addressee_id if isinstance(row, Addressee) else AnswerLink.clearance_id
    return col(purpose) == row.id
