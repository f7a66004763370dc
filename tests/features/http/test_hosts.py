"""The hosts that the platform answers to."""

import re
from collections.abc import Callable, Iterator

import httpx
import pytest
import yaml

from sar.app import create_app
from sar.settings import settings
from tests.running import ROOT

pytestmark = pytest.mark.anyio

Configured = Callable[[str], None]
ALL = "0.0.0.0"  # noqa: S104 told, not bound


@pytest.fixture
def configured(monkeypatch: pytest.MonkeyPatch) -> Iterator[Configured]:
    """Tells the installation its origins, a JSON list."""

    def tell(origins: str) -> None:
        monkeypatch.setenv("SAR_PUBLIC_ORIGINS", origins)
        settings.cache_clear()

    yield tell
    settings.cache_clear()


@pytest.mark.long
@pytest.mark.parametrize(
    ("origins", "host", "status"),
    [
        ("[]", "whatever.example", 400),
        ("[]", "10.0.0.5", 400),
        ("[]", "localhost:8000", 200),
        ("[]", "127.0.0.1:8000", 200),
        ("[]", "[::1]:8000", 200),
        ('["https://sar.example.int"]', "sar.example.int", 200),
        ('["https://sar.example.int:8443"]', "sar.example.int:8443", 200),
        ('["https://sar.example.int"]', "127.0.0.1:8000", 200),
        ('["https://sar.example.int"]', "localhost", 200),
        ('["https://sar.example.int"]', "elsewhere.example", 400),
        ('["https://sar.example.int"]', "sar.example.int.elsewhere.example", 400),
    ],
)
async def test_it_answers_to_the_hosts_of_its_origins_and_to_this_machine_alone(
    configured: Configured, origins: str, host: str, status: int
) -> None:
    configured(origins)
    transport = httpx.ASGITransport(app=create_app("postgresql+psycopg://nowhere/nothing"))
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
        answer = await client.get("/healthz")
    assert answer.status_code == status
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.long
@pytest.mark.parametrize(
    ("bound", "host", "status"),
    [
        ("sar.lan", "sar.lan:8000", 200),
        ("sar.lan", "localhost", 200),
        ("sar.lan", "elsewhere.lan", 400),
        ("10.0.0.5", "10.0.0.5:8000", 200),
        ("fd00::5", "[fd00::5]:8000", 200),
        (ALL, ALL, 400),
        ("::", "[::]", 400),
        (ALL, "10.0.0.5", 400),
    ],
)
async def test_it_answers_to_the_name_that_it_listens_on(
    monkeypatch: pytest.MonkeyPatch, configured: Configured, bound: str, host: str, status: int
) -> None:
    monkeypatch.setenv("SAR_HOST", bound)
    configured("[]")
    transport = httpx.ASGITransport(app=create_app("postgresql+psycopg://nowhere/nothing"))
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
        assert (await client.get("/healthz")).status_code == status


def test_the_compose_file_names_no_host_by_itself(
    monkeypatch: pytest.MonkeyPatch, configured: Configured
) -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    told = compose["services"]["web"]["environment"]["SAR_PUBLIC_ORIGINS"]
    default = re.fullmatch(r"\$\{SAR_PUBLIC_ORIGINS:-(.*)\}", told)
    assert default
    monkeypatch.setenv("SAR_HOST", ALL)
    configured(default[1])
    assert settings().hosts() == ["127.0.0.1", "[::1]", "localhost"]


@pytest.mark.long
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
