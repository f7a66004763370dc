"""Signs that lie on one another: each is named on the card of the topmost, and met by a click."""

import asyncio

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Screens, person
from tests.browser.map_points import beside_the_case
from tests.clients import Clients
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.incidents import IN_MALTAS_REGION, opened
from tests.running import Server

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True
NORTH_NM = 6.0


async def unit_at(client_of: Clients, name: str, north_nm: float) -> None:
    lon, lat = IN_MALTAS_REGION
    unit = await registered(client_of, "ITA", helicopter(name=name, base=None))
    await delivered(client_of, "ITA", unit["id"], fix(lon, lat + north_nm / 60))


async def pointed_at(page: Page, place: tuple[float, float], named: str) -> None:
    """Move the pointer about a place until the card there is of a sign so named: positions come
    after the page, the map may be on its way, and an open case is told of while it is alone."""
    x, y = place
    name = page.locator(".map-card strong", has_text=named)
    for n in range(120):
        await page.mouse.move(x + n % 2, y)
        if await name.count():
            return
        await asyncio.sleep(0.5)
    raise AssertionError(f"no {named} is drawn there")


@pytest.mark.usefixtures("clock_at_start")
async def test_a_unit_under_the_sign_of_the_open_case_has_its_card(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.spot", "watch_officer")
    await unit_at(client_of, "Nemo there", 0.0)
    case = await opened(client_of, "ITA", title="Covered by its unit")
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    page = screen.page
    await expect(page.get_by_role("heading", name="Covered by its unit")).to_be_visible()
    await page.wait_for_load_state("networkidle")
    card = page.locator(".map-card")
    place = await beside_the_case(page, 0.0)
    await pointed_at(page, place, "Nemo there")
    await page.mouse.click(*place)
    await expect(card.locator("strong").first).to_have_text("Nemo there")
    await expect(card).not_to_contain_text("Drawn at the same place")
    await screen.shot("one-spot-over-the-case")
    await screen.say("Escape")
    await page.mouse.move(5, 5)
    await expect(card).to_have_count(0)


@pytest.mark.long
@pytest.mark.usefixtures("clock_at_start")
async def test_units_at_one_place_are_named_and_taken_by_the_next_click(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.heap", "watch_officer")
    for name in ("Nemo 1", "Nemo 2"):
        await unit_at(client_of, name, NORTH_NM)
    case = await opened(client_of, "ITA", title="Two at one base")
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    page = screen.page
    await expect(page.get_by_role("heading", name="Two at one base")).to_be_visible()
    await page.wait_for_load_state("networkidle")
    card = page.locator(".map-card")
    await page.mouse.click(*await beside_the_case(page, NORTH_NM))
    box = await page.locator(".map canvas").bounding_box()
    assert box
    there = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    await pointed_at(page, there, "Nemo")
    await expect(card).to_contain_text("Click again for the next.")
    first = await card.locator("strong").first.inner_text()
    other = {"Nemo 1": "Nemo 2", "Nemo 2": "Nemo 1"}[first]
    await expect(card).to_contain_text(f"Drawn at the same place: {other}.")
    await page.mouse.click(*there)
    await expect(card.get_by_role("button", name="Close")).to_be_visible()
    await expect(card.locator("strong").first).to_have_text(first)
    await page.mouse.click(*there)
    await expect(card.locator("strong").first).to_have_text(other)
    await expect(card).to_contain_text(f"Drawn at the same place: {first}.")
    await screen.shot("one-spot-night")
