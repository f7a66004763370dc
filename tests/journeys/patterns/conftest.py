"""A story is told to a running server with a running worker, whose clocks are set forward."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.journeys.patterns.story import Story
from tests.running import Server, working


@pytest.fixture(scope="module")
def clockwork(server: Server) -> Iterator[Server]:
    """The server of the module, with the worker that every clock of a case is told by."""
    with working(server):
        yield server


@pytest.fixture
async def story(clockwork: Server) -> AsyncIterator[Story]:
    """A story that has not begun."""
    async with Story(clockwork) as told:
        yield told
