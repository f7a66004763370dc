"""People who are signed in, a real installation, contacts that are alerted, and clients whose
writes are committed."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.parties import directory
from sar.parties.models import Centre
from sar.parties.schemas import CentreContact
from sar.settings import settings
from tests.beginnings import beginning
from tests.clients import ClientOf, SignedIn
from tests.committing import committing
from tests.conftest import ExerciseTime, NewWorld
from tests.given.installation import become_real
from tests.given.requests import id_of
from tests.law import lawful
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


@pytest.fixture
def mail_leaves(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """E-mail is configured; nothing is sent here."""
    monkeypatch.setenv("SAR_ALERT_EMAIL", "smtp://mail.example.int/?from=sar@example.int")
    settings.cache_clear()
    yield
    settings.cache_clear()


@beginning
async def contacts(world: World, db: AsyncSession) -> None:
    """Every centre has two contacts that are alerted, in exercises too."""
    for party, centre_id in world.centres.items():
        found = [
            CentreContact(channel="email", value=f"{n}@{party.lower()}.example", in_exercises=True)
            for n in (1, 2)
        ]
        async with lawful(db):
            centre = await db.get_one(Centre, centre_id)
            await directory.change_contacts(db, centre, found, now=clock.now())
            await db.commit()
    await db.commit()


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
