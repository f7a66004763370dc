"""Fields of distances by sea are computed for the parties in turn."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection

from sar.incidents.sea_work import FIELDS
from sar.parties.long_work import IN_LINE
from tests.clients import ClientOf
from tests.given.incidents import codes, opened

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def all_asked_for(party: str) -> AsyncIterator[None]:
    """The party has one computed, and as many in line as may wait."""
    done, anywhere = Event(), HTTPConnection({"type": "http"})
    asked = [
        asyncio.create_task(FIELDS.done(anywhere, AsyncSession(), party, done.wait))
        for _ in range(1 + IN_LINE)
    ]
    for _ in range(3):
        await asyncio.sleep(0)
    try:
        yield
    finally:
        done.set()
        await asyncio.gather(*asked)


@pytest.mark.parametrize("what", ["isochrones?minutes=60", "sea-ways?places=12.7,35.2"])
async def test_one_partys_fields_keep_no_other_waiting(client_of: ClientOf, what: str) -> None:
    incident = await opened(client_of)
    path = f"/api/incidents/{incident['id']}/{what}"
    async with all_asked_for("ITA"):
        refused = await client_of("ITA", "observer").get(path)
        answered = await client_of("MLT", "observer").get(path)
    assert (refused.status_code, codes(refused)) == (429, ["too_many_at_once"])
    assert answered.status_code == 200, answered.text
