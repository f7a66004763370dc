"""The first view of the map: own waters with own cases, and a line about those outside it."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import unreadable
from tests.clients import Clients
from tests.given.incidents import opened
from tests.given.places import point
from tests.running import Server

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True

FAR = (-175.2, -21.1)
"""In the Pacific, beyond the antimeridian."""
ONE_OUTSIDE = "Outside this map: 1 of your open cases."


@pytest.mark.long
async def test_a_case_on_the_other_side_of_the_earth_leaves_the_own_waters_in_view(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await opened(client_of, "ITA", title="At home")
    login = await person(client_of, server, "ITA", "ita.first", "watch_officer")
    screen = await screens.sign_in(login)
    page = screen.page
    scale = page.locator(".map-scale")
    await expect(scale).to_have_text("100 nm")
    await expect(page.get_by_text("Outside this map")).to_have_count(0)
    await opened(
        client_of,
        "ITA",
        title="Italian ship in the Pacific",
        position={"point": point(*FAR), "error_nm": 2.0},
    )
    await page.reload()
    await expect(page.get_by_text(ONE_OUTSIDE)).to_be_visible()
    await expect(scale).to_have_text("100 nm")
    assert await unreadable(screen, "first-view", "night-1280") == []
    await page.get_by_role("navigation", name="Incidents").get_by_text("At home").click()
    await expect(page.get_by_role("heading", name="At home")).to_be_visible()
    await expect(page.get_by_text(ONE_OUTSIDE)).to_have_count(0)
