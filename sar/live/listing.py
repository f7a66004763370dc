"""Lists of a party's entries of the record."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents import listing as cases
from sar.pages_of_lists import PAGE_BYTES
from sar.plain_fields import At
from sar.record.search import EntrySearch, find
from sar.record.service import Read
from sar.wire import Limit


class EntryList(BaseModel):
    """The query of a list of entries. Unknown parameters are passed over."""

    model_config = ConfigDict(frozen=True)

    since: int = Field(0, ge=0, lt=2**63, description="Entries after this number")
    before: int | None = Field(
        None, ge=1, lt=2**63, description="Entries before this number, the newest first"
    )
    limit: Limit = 100
    q: str | None = Field(
        None,
        min_length=1,
        max_length=200,
        description="Words in the sentence, or in the reference of a case that you are involved in:"
        " all its entries",
    )
    about: Annotated[list[UUID], Field(max_length=50)] = Field(
        [], description="About any of these: cases, requests, offers, deployments, assets, ships"
    )
    from_at: At | None = Field(None, description="Recorded at or after this instant")
    until_at: At | None = Field(None, description="Recorded before this instant")
    facts_only: bool = Field(
        False, description="Without entries that only tell that your picture changed"
    )
    changes: bool = Field(True, description="With what each entry changed in your picture")


async def entries(db: AsyncSession, party: str, wanted: EntryList) -> list[Read]:
    """The party's entries that are wanted, in order, or the newest first; with large changes fewer
    than the limit, but one at least where there is one."""
    search = EntrySearch(
        after=wanted.since,
        before=wanted.before,
        words=wanted.q,
        named=await cases.ids_called(db, party, wanted.q) if wanted.q else (),
        about=wanted.about,
        from_at=wanted.from_at,
        until_at=wanted.until_at,
        facts_only=wanted.facts_only,
        changes=wanted.changes,
    )
    octets = PAGE_BYTES if wanted.changes else None
    return await find(db, party, search, limit=wanted.limit, octets=octets)
