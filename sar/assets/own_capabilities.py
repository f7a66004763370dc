"""Capabilities that parties add: read and listed. An access module."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.assets.capability_codes import is_own
from sar.assets.models import OwnCapability
from sar.assets.own_types import visible_types
from sar.db import locked


async def own_capability(db: AsyncSession, party: str, code: str) -> OwnCapability | None:
    """A capability of the party's own, locked."""
    found = select(OwnCapability).where(
        col(OwnCapability.code) == code, col(OwnCapability.party_code) == party
    )
    return await locked(db, found)


async def usable_codes(db: AsyncSession, party: str) -> frozenset[str]:
    """The capabilities of the party's own that its types may newly have."""
    query = select(col(OwnCapability.code)).where(
        col(OwnCapability.party_code) == party, col(OwnCapability.withdrawn_at).is_(None)
    )
    return frozenset(await db.scalars(query))


async def is_known_capability(db: AsyncSession, code: str) -> bool:
    """Whether there is such a capability already."""
    return await db.get(OwnCapability, code) is not None


async def count_capabilities(db: AsyncSession, party: str) -> int:
    """The number of capabilities of the party's own, withdrawn ones too."""
    query = select(func.count()).where(col(OwnCapability.party_code) == party)
    return (await db.execute(query)).scalar_one()


async def visible_capabilities(
    db: AsyncSession, viewer: str, *, now: datetime
) -> list[OwnCapability]:
    """The party's own capabilities, and those of assets of others that it sees, by code."""
    rows = {row.code: row for row in await db.scalars(select(OwnCapability))}
    seen: set[str] = set()
    if any(row.party_code != viewer for row in rows.values()):
        for of_type in await visible_types(db, viewer, now=now):
            seen |= set(of_type.definition["capabilities"])
    return [row for code, row in sorted(rows.items()) if row.party_code == viewer or code in seen]


async def seen_capabilities(
    db: AsyncSession, viewer: str, codes: Iterable[str], *, now: datetime
) -> frozenset[str]:
    """The codes of parties' own capabilities among these that the viewer sees."""
    wanted = {code for code in codes if is_own(code)}
    if not wanted:
        return frozenset()
    visible = await visible_capabilities(db, viewer, now=now)
    return frozenset(row.code for row in visible if row.code in wanted)
