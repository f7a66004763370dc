"""Doing a thing once however often it is asked: over a bad link nothing doubles."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

import orjson
from fastapi import Depends, Header, Request
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel

from sar import clock
from sar.db import instant
from sar.errors import Conflict, Refusal
from sar.http.request_session import Db
from sar.languages.places import filled
from sar.parties.identifying import AnyCaller


class Repeatable(SQLModel, table=True):
    """An idempotency key of a caller, the digest of its request, and what was made."""

    __tablename__ = "repeatable"

    identity: UUID = Field(primary_key=True)
    key: str = Field(primary_key=True)
    asked: bytes
    made_id: UUID | None = None
    """The thing that was created, when the body did not name it itself."""
    at: datetime = instant()


@dataclass(frozen=True, slots=True)
class Once:
    """`repeated`: it is done already; answer with the present state of the thing."""

    repeated: bool
    row: Repeatable | None = None

    async def made(self, db: AsyncSession, id_: UUID) -> UUID:
        """The id of what a creation has made: `id_`, or to a repeat the one made at first.

        A body without an id is given a new one whenever it is read, so that the id is kept with
        the key. Call it after the creation, and answer with the thing of the id it returns.
        """
        if self.row is None:
            return id_
        if self.repeated:
            return self.row.made_id or id_
        if str(id_) != self.row.key:
            self.row.made_id = id_
            await db.flush()
        return id_


async def once(
    request: Request,
    db: Db,
    caller: AnyCaller,
    idempotency_key: Annotated[
        str | None, Header(max_length=200, description="Repeat an action safely with the same key")
    ] = None,
) -> Once:
    """Dependency of every write: the body's `id`, else the header Idempotency-Key, is the key.

    The row is part of the request's transaction: a concurrent repeat waits for the first to
    commit; one that failed leaves nothing behind. 409 when the same key comes with another body.
    """
    body = await request.body()
    key = idempotency_key or _id_in(body)
    if key is None:
        return Once(repeated=False)
    asked = hashlib.sha256(
        b"\n".join([request.method.encode(), request.url.path.encode(), _canonical(body)])
    ).digest()
    return await noted(db, caller.identity, key, asked)


async def noted(db: AsyncSession, identity: UUID, key: str, asked: bytes) -> Once:
    """Notes the key of who asks, with the digest of its request; a repeat, if it is noted already.

    409 when the same key comes with another request.
    """
    inserted = await db.execute(
        insert(Repeatable)
        .values(identity=identity, key=key, asked=asked, at=clock.real_now())
        .on_conflict_do_nothing()
        .returning(Repeatable)
    )
    row = inserted.scalar_one_or_none()
    if row is not None:
        return Once(repeated=False, row=row)
    kept = await db.get(Repeatable, (identity, key))
    if kept is None or kept.asked != asked:
        raise Conflict.of(
            Refusal(
                "repeated_with_another_body",
                filled("{key} was used before for something else.", key=key),
            )
        )
    return Once(repeated=True, row=kept)


def _parsed(body: bytes) -> object:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return None


def _id_in(body: bytes) -> str | None:
    match _parsed(body):
        case {"id": str(id_)} if len(id_) <= 64:
            return id_.lower()
        case _:
            return None


def _canonical(body: bytes) -> bytes:
    try:
        return orjson.dumps(orjson.loads(body), option=orjson.OPT_SORT_KEYS)
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):  # unreadable, or too deep to write
        return body


Idempotent = Annotated[Once, Depends(once)]
