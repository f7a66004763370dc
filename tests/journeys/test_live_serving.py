"""The server of the journeys: a real process that commits."""

import httpx
import pytest

from tests.running import Server

pytestmark = pytest.mark.anyio


async def test_a_server_answers_as_a_seeded_party(server: Server) -> None:
    async with server.client("ITA", "watch_officer") as http:
        me = await http.get("/api/me")
    assert me.status_code == 200
    assert me.json()["party"] == "ITA"


async def test_nobody_reads_without_a_key(server: Server) -> None:
    async with httpx.AsyncClient(base_url=server.base_url) as http:
        assert (await http.get("/api/parties")).status_code == 401
