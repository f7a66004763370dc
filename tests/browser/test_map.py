"""The map: drawn from our own files, reached with its key, giving a position to a form."""

import pytest
from playwright.async_api import expect

from sar.pages import BUILT
from tests.assets import helicopter, registered
from tests.browser.conftest import Screens, person
from tests.incidents import opened
from tests.running import Clients, Server

pytestmark = pytest.mark.anyio


async def test_the_keyboard_goes_through_what_is_near_and_opens_a_case(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.map", "watch_officer")
    await registered(client_of, "ITA", helicopter(name="Nemo near"))
    case = await opened(client_of, "ITA", title="Seen on the map")
    screen = await screens.sign_in(login)
    page = screen.page
    await expect(page.locator(".map canvas")).to_be_visible()
    await screen.say("m")
    await expect(page.locator(".map canvas")).to_be_focused()
    near = page.get_by_role("list", name="Near the middle of the map")
    await expect(near.get_by_role("button", name=case["reference"])).to_be_attached()
    await screen.say("Tab")
    await expect(near.locator("button:focus")).to_have_count(1)
    await near.get_by_role("button", name=case["reference"]).focus()
    await screen.say("Enter")
    await expect(page.get_by_role("heading", name="Seen on the map")).to_be_visible()
    await screen.shot("map-night")
    await screen.say("d")
    await screen.shot("map-day")


async def test_the_map_gives_its_middle_to_the_form_that_waits_for_a_position(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.pick", "watch_officer")
    screen = await screens.sign_in(login)
    page = screen.page
    await expect(page.locator(".map canvas")).to_be_visible()
    await screen.say("n")
    await page.get_by_role("button", name="On the map").click()
    await expect(page.get_by_text("Click where it is", exact=False)).to_be_visible()
    await expect(page.locator(".map canvas")).to_be_focused()
    await screen.say("Enter")
    await expect(page.get_by_label("Position", exact=True)).not_to_have_value("")


def test_the_map_and_its_land_stay_within_their_weight() -> None:
    assert 0 < _kb("map-*.br") + _kb("maplibre-gl-worker*.br") <= 430
    assert 0 < _kb("land-*.br") <= 1_500
    assert 0 < _kb("land-coarse-*.br") <= 40


def _kb(pattern: str) -> float:
    return sum(path.stat().st_size for path in (BUILT / "assets").glob(pattern)) / 1000
