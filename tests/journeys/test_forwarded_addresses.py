"""The address that a client is counted by: the word of the proxy, and of nobody else."""

from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from tests.conftest import NewWorld
from tests.running import running

pytestmark = pytest.mark.anyio

COMPOSED = Path(__file__).parents[2] / "docker-compose.yml"
A_MINUTE = 3


def test_the_compose_file_takes_the_word_of_its_own_gateway_alone() -> None:
    composed: dict[str, Any] = yaml.safe_load(COMPOSED.read_text(encoding="utf-8"))
    (network,) = composed["networks"]["default"]["ipam"]["config"]
    for service in ("web", "worker"):
        allowed = composed["services"][service]["environment"]["FORWARDED_ALLOW_IPS"]
        assert allowed == network["gateway"]
        assert composed["services"][service]["mem_limit"], "nor does one take the host's memory"
    (port,) = composed["services"]["web"]["ports"]
    assert port.startswith("127.0.0.1:"), "nobody comes past the proxy"


@pytest.mark.parametrize(
    ("allowed", "forwarded", "refused"),
    [
        ("127.0.0.1", "198.51.100.{n}", 0),
        ("127.0.0.1", "198.51.100.{n}, 203.0.113.7", 3),
        ("172.31.250.1", "198.51.100.{n}", 3),
    ],
    ids=["the proxy tells each", "a client tells, the proxy tells better", "no proxy tells"],
)
async def test_who_is_counted(
    new_world: NewWorld, allowed: str, forwarded: str, refused: int
) -> None:
    url, world = new_world("forwarded_addresses")
    limits = {"SAR_STRANGER_REQUESTS_PER_MINUTE": str(A_MINUTE), "FORWARDED_ALLOW_IPS": allowed}
    with running(url, world, **limits) as server:
        async with httpx.AsyncClient(base_url=server.base_url) as client:
            told = Counter(
                [
                    (
                        await client.get(
                            "/api/session", headers={"X-Forwarded-For": forwarded.format(n=n)}
                        )
                    ).status_code
                    for n in range(2 * A_MINUTE)
                ]
            )
    assert told == Counter({200: 2 * A_MINUTE - refused, 429: refused})
