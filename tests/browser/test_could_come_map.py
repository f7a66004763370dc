"""The map beside the candidates: it shows them all, and stays where somebody has moved it."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.test_could_come import TWO, fleet
from tests.clients import Clients
from tests.given.assets import helicopter, registered
from tests.given.incidents import opened
from tests.given.places import point
from tests.running import Server

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True


async def test_the_best_come_into_view_once_help_is_asked_for_and_those_outside_are_told(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await registered(client_of, "ITA", helicopter(name="Far one", base=point(15.7, 34.3)))
    login = await person(client_of, server, "ITA", "ita.far", "watch_officer")
    case = await opened(client_of, title="Helped from far", pob=TWO)
    italy = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    page = italy.page
    scale = page.locator(".map-scale")
    await expect(scale).to_have_text("10 nm")
    await italy.say("Enter")
    region = page.get_by_role("region", name="Who could come")
    await expect(region.get_by_role("listitem").filter(has_text="Far one")).to_be_visible()
    await expect(scale).to_have_text("50 nm")
    outside = page.get_by_text("of the five best candidates is outside this map.")
    await expect(outside).to_have_count(0)
    for _ in range(3):
        await page.get_by_role("button", name="Nearer").click()
    await expect(outside).to_be_visible()
    await page.get_by_role("button", name="Fit").click()
    await expect(outside).to_have_count(0)
    shown = await page.locator(".map-canvas").bounding_box()
    foot = await page.locator(".map-foot").bounding_box()
    assert shown
    assert foot
    assert shown["y"] + shown["height"] <= foot["y"] + 1, "no label is under it"


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
