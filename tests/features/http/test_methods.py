"""A method that an address does not take is refused with those that it does."""

import httpx
import pytest

from sar.app import create_app

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/api/assets", "GET, POST"),
        ("DELETE", "/api/assets/0190f0c0-0000-7000-8000-000000000000", "GET, PATCH"),
        ("GET", "/api/assets/0190f0c0-0000-7000-8000-000000000000/retire", "POST"),
    ],
)
async def test_all_methods_of_an_address_are_told(method: str, path: str, allowed: str) -> None:
    transport = httpx.ASGITransport(app=create_app("postgresql+psycopg://nowhere/nothing"))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        answer = await client.request(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    assert answer.json()["code"] == "method_not_allowed"
