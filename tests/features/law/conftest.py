"""The cases of the law share a database in which the agreements stand already, committed."""

import asyncio

import pytest
from fastapi import FastAPI

from sar import clock
from sar.app import create_app
from tests.clients import in_process
from tests.conftest import NewWorld
from tests.features.law.stage import Stage
from tests.world import World


@pytest.fixture(scope="session")
def seeded(new_world: NewWorld) -> tuple[str, World]:
    """The small world with agreements in force."""
    url, world = new_world("law")
    asyncio.run(_set_up(url, world))
    return url, world


async def _set_up(url: str, world: World) -> None:
    app = create_app(url, pool_size=2)
    clients = in_process(app, world, raising=True)
    async with app.router.lifespan_context(app):
        await Stage(clients, world).set_up()
    await clients.close()
    clock.use(None)


@pytest.fixture(scope="session")
def application(seeded: tuple[str, World]) -> FastAPI:
    """The application on that database."""
    return create_app(seeded[0])
