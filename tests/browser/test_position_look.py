"""A position while it is typed: on the map, from a name, in whose region, and what to look at."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.assets import helicopter, registered
from tests.given.incidents import opened
from tests.running import Server

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True


@pytest.mark.long
async def test_a_typed_position_is_seen_at_once_and_a_warning_refuses_nothing(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await registered(client_of, "ITA", helicopter(name="Nemo look"))
    near = await opened(client_of, "ITA", title="First call")
    login = await person(client_of, server, "ITA", "ita.look", "watch_officer")
    screen = await screens.sign_in(login, at="/incidents/new", width=1440, height=900)
    page = screen.page
    await expect(page.locator(".map canvas")).to_be_visible()
    await screen.fill("Position", "34.925, 13.1667")
    await expect(
        page.get_by_text("141° 44 nm from Lampedusa · in the region of RCC Malta (MLT)")
    ).to_be_visible()
    await expect(page.get_by_text("Look again:")).to_have_count(0)
    await page.wait_for_load_state("networkidle")
    await screen.shot("typed-night")
    await screen.fill("Position", "13.1667, 34.925")
    await expect(page.get_by_text("This is on land", exact=False)).to_be_visible()
    await expect(page.get_by_text("nm from your own waters", exact=False)).to_be_visible()
    await page.wait_for_load_state("networkidle")
    await screen.shot("typed-swapped-night")
    await page.get_by_role("button", name="Take 34°55.5′N 013°10.0′E").click()
    await expect(page.get_by_label("Position", exact=True)).to_have_value("34°55.5′N 013°10.0′E")
    await expect(page.get_by_text("Look again:")).to_have_count(0)
    await screen.fill("Position", "34 22N 012 42E")
    await expect(page.get_by_text("Two boats until proven one", exact=False)).to_be_visible()
    await expect(
        page.get_by_role("status").get_by_role("link", name=near["reference"])
    ).to_have_attribute("href", f"/incidents/{near['id']}")
    await page.wait_for_load_state("networkidle")
    await screen.shot("typed-near-night")
    await screen.fill("What happened", "Second call")
    await screen.fill("Reported by", "A ferry")
    await page.get_by_role("button", name="Open the incident").click()
    await expect(page.get_by_role("heading", name="Second call")).to_be_visible()
    told = page.get_by_role("region", name="Whose region, and who knows")
    await expect(told.get_by_text("RCC Malta: it lies in their region")).to_be_visible()
    await expect(told.get_by_text("knows since 12:26Z").first).to_be_visible()
    await screen.shot("regions-night")


@pytest.mark.long
async def test_a_typed_position_is_told_on_a_narrow_screen(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.narrowlook", "watch_officer")
    screen = await screens.sign_in(login, at="/incidents/new", palette="day", width=390, height=844)
    await screen.fill("Position", "13.1667, 34.925")
    await expect(screen.page.get_by_text("This is on land", exact=False)).to_be_visible()
    await screen.shot("typed-swapped-narrow-day")
