"""Devices that hold answer links."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import httpx
import pytest
from fastapi import FastAPI

from sar import limits
from tests.clients import ClientOf
from tests.given.answer_links import Devices, Holder


@pytest.fixture
async def device(application: FastAPI, client_of: ClientOf) -> AsyncIterator[Devices]:
    """Devices that share nothing, each with the token it was given."""
    async with AsyncExitStack() as stack:

        def another(token: str) -> Holder:
            client = httpx.AsyncClient(
                transport=httpx.ASGITransport(app=application, raise_app_exceptions=True),
                base_url="http://test",
            )
            stack.push_async_callback(client.aclose)
            return Holder(client, token)

        yield another


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Codes are counted by address, which all tests share."""
    limits._counters._paced_out_at.clear()
