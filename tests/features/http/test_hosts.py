"""The hosts that the platform answers to."""

from collections.abc import Callable, Iterator

import httpx
import pytest

from sar.app import create_app
from sar.settings import settings

pytestmark = pytest.mark.anyio

Configured = Callable[[str], None]


@pytest.fixture
def configured(monkeypatch: pytest.MonkeyPatch) -> Iterator[Configured]:
    """Tells the installation its origins, a JSON list."""

    def tell(origins: str) -> None:
        monkeypatch.setenv("SAR_PUBLIC_ORIGINS", origins)
        settings.cache_clear()

    yield tell
    settings.cache_clear()


@pytest.mark.parametrize(
    ("origins", "host", "status"),
    [
        ("[]", "whatever.example", 200),
        ('["https://sar.example.int"]', "sar.example.int", 200),
        ('["https://sar.example.int:8443"]', "sar.example.int:8443", 200),
        ('["https://sar.example.int"]', "127.0.0.1:8000", 200),
        ('["https://sar.example.int"]', "localhost", 200),
        ('["https://sar.example.int"]', "elsewhere.example", 400),
        ('["https://sar.example.int"]', "sar.example.int.elsewhere.example", 400),
    ],
)
async def test_once_told_its_origins_it_answers_to_their_hosts_alone(
    configured: Configured, origins: str, host: str, status: int
) -> None:
    configured(origins)
    transport = httpx.ASGITransport(app=create_app("postgresql+psycopg://nowhere/nothing"))
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
        answer = await client.get("/healthz")
    assert answer.status_code == status
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("tls", [True, False])
async def test_under_tls_browsers_are_told_to_come_by_it_alone(
    monkeypatch: pytest.MonkeyPatch, configured: Configured, tls: bool
) -> None:
    monkeypatch.setenv("SAR_TLS", str(tls).lower())
    configured('["https://sar.example.int"]')
    transport = httpx.ASGITransport(app=create_app("postgresql+psycopg://nowhere/nothing"))
    async with httpx.AsyncClient(transport=transport, base_url="http://sar.example.int") as client:
        answers = [await client.get(path) for path in ("/healthz", "/api/nowhere", "/nowhere.js")]
    told = [answer.headers.get("strict-transport-security") for answer in answers]
    assert told == ["max-age=63072000" if tls else None] * 3
