"""A centre that is involved and does not lead hails a ship that is near."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.incidents import opened
from tests.given.requests import ship_of_opportunity
from tests.running import Server

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_a_neighbour_hails_a_ship_and_the_lead_sees_who_did(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of)
    await ship_of_opportunity(client_of)
    at = f"/incidents/{case['id']}"
    watch = await person(client_of, server, "MLT", "mlt.hails", "watch_officer")
    malta = await screens.sign_in(watch, at=f"{at}/needs", width=1440, height=900)
    page = malta.page
    await page.get_by_role("button", name="Who could come: hail a ship").click()
    await expect(page.get_by_text("Mrcc Roma leads and asks for help.")).to_be_visible()
    await expect(page.get_by_role("button", name="Choose whom to ask")).to_have_count(0)
    await expect(page.get_by_role("button", name="Hail it")).to_be_visible()
    await malta.shot("hail-neighbour-night-1440")
    for palette, width, height in (("day", 1440, 900), ("night", 390, 844)):
        other = await screens.sign_in(
            watch, at=f"{at}/ask", palette=palette, width=width, height=height
        )
        await expect(other.page.get_by_role("button", name="Hail it")).to_be_visible()
        await other.shot(f"hail-neighbour-{palette}-{width}")
    await page.get_by_role("button", name="Hail it").click()
    rome = await person(client_of, server, "ITA", "ita.sees", "watch_officer")
    italy = await screens.sign_in(rome, at=f"{at}/answers", width=1440, height=900)
    card = italy.page.get_by_role("article", name="Exercise Star")
    await expect(card).to_contain_text("hailed by MLT")
    await italy.shot("hail-lead-night-1440")
