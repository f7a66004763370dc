"""The record as parties read it in a test's own transaction."""

from typing import Any

import psycopg
from sqlalchemy.ext.asyncio import AsyncSession

from sar.record import service as record
from sar.record.proof import Head, Proof, verify
from tests.clients import ClientOf


async def entries(
    db: AsyncSession, party: str, since: int = 0, *, of: str | None = None
) -> list[dict[str, Any]]:
    """The entries that the party reads on the record after its own number `since`; of one fact,
    if it is named."""
    found = [record.parse(read) for read in await record.since(db, party, since)]
    return [entry for entry in found if of in (None, entry["type"])]


async def told(db: AsyncSession, party: str, since: int = 0) -> list[str]:
    """The names of the facts that the party reads."""
    return [entry["type"] for entry in await entries(db, party, since)]


async def sentences(db: AsyncSession, party: str = "ITA", *, of: str | None = None) -> list[str]:
    """The sentences that the party reads; of one fact, if it is named."""
    return [entry["sentence"] for entry in await entries(db, party, of=of)]


async def facts_read(client_of: ClientOf, party: str = "ITA") -> list[str]:
    """The names of the facts that the party reads over HTTP."""
    answer = await client_of(party, "observer").get("/api/record", params={"limit": 500})
    return [entry["type"] for entry in answer.json()["entries"]]


async def proved(db: AsyncSession, earlier: Head | None = None) -> Proof:
    """The proof of the record as the session's transaction has it."""
    await db.flush()
    raw = await (await db.connection()).get_raw_connection()
    connection = raw.driver_connection
    assert isinstance(connection, psycopg.AsyncConnection)
    return await verify(connection, earlier)
