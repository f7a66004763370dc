"""The map beside the candidates: it shows them all, and stays where somebody has moved it."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.test_could_come import TWO, fleet
from tests.clients import Clients
from tests.given.incidents import opened
from tests.running import Server

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True


@pytest.mark.long
async def test_the_map_stays_where_somebody_has_moved_it_before_the_list_came(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await fleet(client_of, "COME-3")
    login = await person(client_of, server, "ITA", "ita.moves", "watch_officer")
    case = await opened(client_of, title="Looked at closely", pob=TWO)
    italy = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    page = italy.page
    scale = page.locator(".map-scale")
    await expect(scale).to_have_text("10 nm")
    comes = await italy.hold_back("**/api/matches")
    await italy.say("Enter")
    await expect(page.get_by_label("What for", exact=True)).to_be_visible()
    await expect(scale).to_have_text("20 nm")
    await page.get_by_role("button", name="Nearer").click()
    await expect(scale).to_have_text("10 nm")
    comes.set()
    region = page.get_by_role("region", name="Who could come")
    await expect(region.get_by_role("button", name="Ask RCC Malta")).to_be_visible()
    await page.wait_for_load_state("networkidle")
    await expect(scale).to_have_text("10 nm")
    await page.get_by_role("button", name="Fit").click()
    await expect(scale).to_have_text("20 nm")
