"""Journeys run against a real server process with real commits, one per module."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.clients import Clients
from tests.conftest import ExerciseTime, NewWorld
from tests.running import Server, running
from tests.serve import QUICK_PASSWORDS


@pytest.fixture(scope="module")
def server(new_world: NewWorld, request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server on its own migrated database with the small world; its clock stands still."""
    name = request.module.__name__.rpartition(".")[2].removeprefix("test_")
    url, world = new_world(name)
    with running(url, world, **{QUICK_PASSWORDS: "yes"}) as started:
        yield started


@pytest.fixture
async def client_of(server: Server, time: ExerciseTime) -> AsyncIterator[Clients]:
    """HTTP as any party's key, on the running server, whose clock stands as the test's does."""
    clients = Clients(server.client)
    yield clients
    await clients.close()
