"""The measures of the process are its operator's alone."""

from collections.abc import Iterator

import httpx
import pytest

from sar.settings import settings

pytestmark = pytest.mark.anyio


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("SAR_METRICS_TOKEN", "scraper-secret")
    settings.cache_clear()
    yield "scraper-secret"
    settings.cache_clear()


async def test_without_a_token_in_the_settings_there_are_no_metrics(
    anonymous: httpx.AsyncClient,
) -> None:
    answer = await anonymous.get("/metrics", headers={"Authorization": "Bearer None"})
    assert answer.status_code == 404
    assert "sar_http" not in answer.text


@pytest.mark.parametrize("given", [None, "Bearer", "Bearer ", "Bearer wrong", "scraper-secret"])
async def test_another_token_reads_nothing(
    anonymous: httpx.AsyncClient, token: str, given: str | None
) -> None:
    headers = {} if given is None else {"Authorization": given}
    answer = await anonymous.get("/metrics", headers=headers)
    assert answer.status_code == 401
    assert "sar_http" not in answer.text


async def test_the_token_reads_them(anonymous: httpx.AsyncClient, token: str) -> None:
    answer = await anonymous.get("/metrics", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    assert "sar_http_requests_total" in answer.text
