"""Parts of files: what is no part of one is refused as everything else is."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from sar.settings import settings
from tests.clients import ClientOf
from tests.pmtiles import of_one_tile

pytestmark = pytest.mark.anyio


@pytest.fixture
def size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The size of the installation's chart."""
    file = tmp_path / "sea.pmtiles"
    file.write_bytes(of_one_tile(b"picture"))
    monkeypatch.setenv("SAR_MAP_PMTILES", str(file))
    settings.cache_clear()
    yield file.stat().st_size
    settings.cache_clear()


async def read(client: httpx.AsyncClient, ranges: str) -> httpx.Response:
    return await client.get("/api/chart.pmtiles", headers={"Range": ranges})


async def test_a_part_is_given(client_of: ClientOf, size: int) -> None:
    answer = await read(client_of("ITA", "observer"), "bytes=0-6")
    assert (answer.status_code, answer.content) == (206, b"PMTiles")


@pytest.mark.parametrize(
    "ranges", ["bytes=9999999-", "bytes=x-y", "leagues=1-2", "bytes", "bytes=5-1"]
)
async def test_what_is_no_part_is_a_problem(client_of: ClientOf, size: int, ranges: str) -> None:
    answer = await read(client_of("ITA", "observer"), ranges)
    assert (answer.status_code, answer.json()["code"]) == (416, "no_such_range")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["content-range"] == f"bytes */{size}"
    assert answer.json()["params"] == {"size_bytes": size}
