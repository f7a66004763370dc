"""The page that describes the API: served from here, under the policy of every page."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_every_route_is_described_with_nothing_inline_and_from_no_other_host(
    screens: Screens,
) -> None:
    """Any breach of the policy, and any other host that is asked, is a fault of the window."""
    page = (await screens.open()).page
    answer = await page.goto("/api/docs")
    assert answer is not None
    assert "unsafe" not in answer.headers["content-security-policy"]
    await expect(page.get_by_role("heading", name="SAR Assist")).to_be_visible()
    route = page.locator(".opblock", has_text="/api/me").first
    await route.get_by_role("button").first.click()
    await expect(route.get_by_role("heading", name="Responses")).to_be_visible()
