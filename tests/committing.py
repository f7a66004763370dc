"""The application in this process with real commits, for tests of what happens at once."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import cache

from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from starlette.requests import HTTPConnection

from sar.app import create_app
from sar.db import make_engine, make_sessions
from sar.http.request_session import session
from tests.clients import ClientOf, in_process
from tests.world import World

BeforeCommit = Callable[[str], Awaitable[None]]
"""Called with a request's path when its route has returned."""


async def _at_once(_path: str) -> None:
    """Let nothing come between."""


@cache
def _engine(url: str, statement_s: float | None) -> AsyncEngine:
    """One for all tests of a database, so that what was compiled for one serves all others; its
    connections are of one test."""
    return make_engine(url, statement_s=statement_s)


@asynccontextmanager
async def committing(
    url: str,
    world: World,
    *,
    before_commit: BeforeCommit = _at_once,
    statement_s: float | None = None,
) -> AsyncIterator[ClientOf]:
    """Clients whose writes are committed."""
    engine = _engine(url, statement_s)
    app: FastAPI = create_app(url)
    app.state.sessions = make_sessions(engine)

    async def committed(connection: HTTPConnection) -> AsyncIterator[AsyncSession]:
        async with asynccontextmanager(session)(connection) as db:
            yield db
            await before_commit(connection.scope["path"])

    app.dependency_overrides[session] = committed
    clients = in_process(app, world)
    yield clients
    await clients.close()
    await engine.dispose()
