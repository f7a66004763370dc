"""Work that a centre still has, for which an operator may not retire it."""

from collections.abc import AsyncIterator, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.assets.listing import names_at_centre
from sar.incidents.case_rows import held_by_centre
from sar.parties.models import ApiKey, Person, Posting
from sar.requests.clearance_rows import unanswered_at_centre
from sar.requests.rows import open_at_centre

_NAMED: Final = 3


async def work_left(db: AsyncSession, centre_id: UUID) -> list[str]:
    """The reasons why the centre may not be retired yet, each with what is to be done first."""
    return [reason async for reason in _reasons(db, centre_id)]


async def _reasons(db: AsyncSession, centre_id: UUID) -> AsyncIterator[str]:
    if cases := await held_by_centre(db, centre_id):
        yield f"it has a part in the lead of {_few(cases)}: close these, or hand them over"
    if requests := await open_at_centre(db, centre_id):
        yield f"requests are open with it: {_few(requests)}: close or answer these"
    if clearances := await unanswered_at_centre(db, centre_id):
        yield f"it is asked for clearances: {_few(clearances)}: answer these"
    if assets := await names_at_centre(db, centre_id):
        yield f"assets belong to it: {_few(assets)}: give these to another centre"
    posted = select(col(Posting.person_id)).where(col(Posting.centre_id) == centre_id)
    people = select(col(Person.login)).where(col(Person.id).in_(posted))
    if logins := list(await db.scalars(people.order_by(col(Person.login)))):
        yield f"people act for it: {_few(logins)}: give these other roles"
    keys = select(col(ApiKey.label)).where(
        col(ApiKey.centre_id) == centre_id, col(ApiKey.revoked_at).is_(None)
    )
    if labels := list(await db.scalars(keys.order_by(col(ApiKey.label)))):
        yield f"keys act for it: {_few(labels)}: revoke these"


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"
