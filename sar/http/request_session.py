"""The session of a request: one transaction, committed before the reply."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection

from sar.db import COMMITTING, LAST_ATTEMPT


async def session(connection: HTTPConnection) -> AsyncIterator[AsyncSession]:
    """One request, one transaction: committed when the route returns, before the reply."""
    async with connection.app.state.sessions() as db:
        db.info[LAST_ATTEMPT] = connection.scope.get("state", {}).get(LAST_ATTEMPT, False)
        yield db
        connection.scope.setdefault("state", {})[COMMITTING] = True
        await db.commit()


Db = Annotated[AsyncSession, Depends(session, scope="function")]
