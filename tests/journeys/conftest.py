"""Journeys run against a real server process with real commits, one per module."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from tests.conftest import ExerciseTime, seed_database
from tests.running import Clients, Server, running


@pytest.fixture(scope="module")
def server(new_database: Callable[[str], str], request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server on its own migrated database with the small world; its clock stands still."""
    name = request.module.__name__.rpartition(".")[2].removeprefix("test_")
    url = new_database(name)
    world = asyncio.run(seed_database(url))
    with running(url, world) as started:
        yield started


@pytest.fixture
async def client_of(server: Server, time: ExerciseTime) -> AsyncIterator[Clients]:
    """HTTP as any party's key, on the running server, whose clock stands as the test's does."""
    clients = Clients(server)
    yield clients
    await clients.close()
