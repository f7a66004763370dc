"""Journeys run against a real server process with real commits, one per module."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command

from sar import migrations
from sar.localdb import cluster as localdb
from tests.clients import Clients
from tests.conftest import ExerciseTime, NewWorld, seed_database
from tests.running import Server, running


@pytest.fixture(scope="module")
def server(new_world: NewWorld, request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server on its own migrated database with the small world; its clock stands still."""
    name = request.module.__name__.rpartition(".")[2].removeprefix("test_")
    url, world = new_world(name)
    with running(url, world) as started:
        yield started


@pytest.fixture
async def client_of(server: Server, time: ExerciseTime) -> AsyncIterator[Clients]:
    """HTTP as any party's key, on the running server, whose clock stands as the test's does."""
    clients = Clients(server.client)
    yield clients
    await clients.close()


@pytest.fixture(name="checkout")
def checkout_of_a_test() -> Iterator[Path]:
    """A folder with a cluster that may be stopped without harm to other tests."""
    with own_checkout() as folder:
        yield folder


@contextmanager
def own_checkout() -> Iterator[Path]:
    """A folder for a cluster of its own, which is deleted with it."""
    folder = Path(tempfile.mkdtemp(prefix="sar-outage-", dir="/var/tmp"))
    folder.chmod(0o755)
    yield folder
    localdb.destroy(folder)
    shutil.rmtree(folder)


@pytest.fixture
def fragile(checkout: Path) -> Iterator[Server]:
    """A server on that cluster."""
    with serving_from(checkout) as server:
        yield server


@contextmanager
def serving_from(checkout: Path, **environment: str) -> Iterator[Server]:
    """A server on the cluster of the folder, which is started."""
    cluster = localdb.start(checkout)
    command.upgrade(migrations.config(cluster.url()), "head")
    world = asyncio.run(seed_database(cluster.url()))
    with running(cluster.url(), world, **environment) as server:
        yield server
