"""People who are signed in, a real installation, and clients whose writes are committed."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession

from tests.beginnings import beginning
from tests.clients import ClientOf, SignedIn
from tests.committing import committing
from tests.conftest import ExerciseTime, NewWorld
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


@pytest.fixture(scope="module")
def seeded_here(new_world: NewWorld, request: pytest.FixtureRequest) -> tuple[str, World]:
    """The module's own database, with the small world committed."""
    _, _, name = request.module.__name__.partition(".features.")
    return new_world(name.replace(".", "_"))


@pytest.fixture
def here(seeded_here: tuple[str, World]) -> World:
    """The parties, centres and keys of the module's own database."""
    return seeded_here[1]


@pytest.fixture
async def of(seeded_here: tuple[str, World], time: ExerciseTime) -> AsyncIterator[ClientOf]:
    """Clients whose writes are committed, in the module's own database."""
    async with committing(*seeded_here) as clients:
        yield clients
