"""People who are signed in, and a real installation, for the tests of features."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession

from tests.beginnings import beginning
from tests.clients import ClientOf, SignedIn
from tests.given.installation import become_real
from tests.given.requests import id_of
from tests.world import PASSWORD, World


@pytest.fixture
async def signed_in(
    anonymous: httpx.AsyncClient, application: FastAPI, client_of: ClientOf, world: World
) -> AsyncIterator[SignedIn]:
    """Somebody of Rome with one role, signed in at a browser of their own."""
    async with AsyncExitStack() as stack:

        async def enter(role: str) -> httpx.AsyncClient:
            person = {
                "login": f"{role}.{id_of()}"[:40],
                "name": f"A {role}",
                "password": PASSWORD,
                "centre_id": str(world.centres["ITA"]),
                "roles": [role],
            }
            added = await client_of("ITA", "admin").post("/api/people", json=person)
            assert added.status_code == 201, added.text
            browser = await stack.enter_async_context(
                httpx.AsyncClient(
                    transport=httpx.ASGITransport(app=application),
                    base_url="http://test",
                    headers={"Origin": "http://test"},
                )
            )
            login = {"login": f"ITA/{person['login']}", "password": PASSWORD}
            answer = await browser.post("/api/session", json=login)
            assert answer.status_code == 204, answer.text
            return browser

        yield enter


@beginning
async def real_installation(db: AsyncSession) -> None:
    """It holds real cases, and exercises that are marked."""
    await become_real(db)
