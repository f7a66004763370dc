"""Facts of a case that the lead tells in its forms, and reads on it and on paper."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screen, Screens, person
from tests.clients import Clients
from tests.given.requests import plain
from tests.running import Server

pytestmark = pytest.mark.anyio


async def shots(screen: Screen, name: str) -> None:
    """Pictures by night and day, of a desk and of a phone."""
    for palette in ("night", "day"):
        for width, height in ((390, 844), (1280, 800)):
            await screen.page.set_viewport_size({"width": width, "height": height})
            await screen.shot(f"{name}-{palette}-{width}", whole=True)
        await screen.say("d")


async def test_a_new_case_has_its_conditions_with_current_and_ice(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.new", "watch_officer")
    italy = await screens.sign_in(login, at="/incidents/new")
    page = italy.page
    await italy.fill("What happened", "Trawler iced up")
    await expect(page.get_by_label("Current (kn)")).to_be_hidden()
    await page.get_by_text("Conditions", exact=True).click()
    await italy.fill("Current to (°)", "90")
    await italy.fill("Current (kn)", "1.5")
    await page.get_by_label("Icing").check()
    await page.get_by_label("Ice in the water").check()
    await italy.shot("new-case-conditions-night-1280", whole=True)
    await page.set_viewport_size({"width": 390, "height": 844})
    await italy.shot("new-case-conditions-night-390", whole=True)
    await page.set_viewport_size({"width": 1280, "height": 800})
    await page.get_by_role("button", name="Open the incident").click()
    await expect(page.get_by_text("current 1.5 kn E · icing · ice").first).to_be_visible()
    id_ = page.url.rsplit("/", 1)[-1]
    case = plain(await client_of("ITA", "observer").get(f"/api/incidents/{id_}"))
    told = case["conditions"]
    assert (told["current_to_deg"], told["icing"], told["ice"]) == (90, True, True)
    await shots(italy, "case-conditions")
