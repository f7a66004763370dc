"""A web process tells its memory and keeps it bounded, however many places are asked about and
however many assets it holds."""

import re
from collections.abc import Iterator

import httpx
import pytest

from tests.clients import Clients
from tests.conftest import NewWorld
from tests.given.assets import boat, registered
from tests.given.matches import matches
from tests.given.places import point
from tests.running import NO_TLS, Server, running

pytestmark = pytest.mark.anyio

MOST_MB = 800.0
"""Of one web process with 12,000 assets."""


@pytest.fixture(scope="module", name="server")
def server_with_metrics(new_world: NewWorld) -> Iterator[Server]:
    """A server that tells its metrics to who has the token for them."""
    with running(*new_world("web_memory"), SAR_METRICS_TOKEN="count") as started:
        yield started


async def resident_mb(server: Server) -> float:
    """As its metrics tell it, in MB of 10^6 bytes."""
    async with httpx.AsyncClient(base_url=server.base_url, verify=NO_TLS, timeout=60) as client:
        told = (await client.get("/metrics", headers={"Authorization": "Bearer count"})).text
    found = re.search(r"^process_resident_memory_bytes (\S+)$", told, re.MULTILINE)
    assert found is not None, "memory is not told"
    return float(found[1]) / 1e6


@pytest.mark.parametrize(
    ("assets", "places"), [(0, 4), pytest.param(12_000, 40, marks=pytest.mark.long)]
)
async def test_memory_is_told_and_stays_below_its_bound(
    server: Server, client_of: Clients, assets: int, places: int
) -> None:
    """Each place needs a field of the sea of its own, of which so many are kept."""
    registrar = client_of("ITA", "registrar")
    if assets:
        rows = "".join(
            f"Unit {n},S5,{30 + n % 100 / 10:.1f},{n / 1_000:.3f}\n" for n in range(assets)
        )
        answer = await registrar.post(
            "/api/assets/import",
            content=f"name,type,base_lat,base_lon\n{rows}",
            headers={"Content-Type": "text/csv"},
            timeout=300,
        )
        assert answer.is_success, answer.text
    await registered(client_of, "ITA", boat())
    for number in range(places):
        place = point(2.0 + number % 10 * 1.5, 34.0 + number // 10 * 0.9)
        need = {"situation": "maritime", "place": place, "need": {"kinds": []}}
        await matches(client_of, "ITA", **need)
        snapshot = await client_of("ITA", "observer").get("/api/snapshot")
        assert snapshot.is_success, snapshot.text
    resident = await resident_mb(server)
    print(f"{assets} assets, {places} places: {resident:.0f} MB")
    assert resident <= MOST_MB
