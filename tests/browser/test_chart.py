"""A chart of the installation's own under the map: asked for only where one is configured."""

import asyncio
import base64
from collections.abc import Iterator

import pytest
from playwright.async_api import Route, expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.conftest import NewWorld
from tests.given.incidents import opened
from tests.running import Server, running

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True

HOST = "https://charts.example.int"
GREY = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def server(new_world: NewWorld) -> Iterator[Server]:
    """A server that has a chart."""
    url, world = new_world("chart")
    chart = {
        "SAR_MAP_TILES_URL": f"{HOST}/{{z}}/{{x}}/{{y}}.png",
        "SAR_MAP_TILES_CREDIT": "Hydrographic office",
    }
    with running(url, world, **chart) as started:
        yield started


@pytest.mark.long
async def test_the_chart_is_drawn_and_can_be_switched_off(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    asked = asyncio.Event()

    async def tile(route: Route) -> None:
        asked.set()
        await route.fulfill(
            body=GREY, content_type="image/png", headers={"Access-Control-Allow-Origin": "*"}
        )

    await opened(client_of, "ITA", title="On the chart")
    login = await person(client_of, server, "ITA", "ita.chart", "observer")
    screen = await screens.open()
    await screen.page.route(f"{HOST}/**", tile)
    await screens.signs_in(screen, login)
    page = screen.page
    await expect(page.get_by_text("Hydrographic office", exact=False)).to_be_visible()
    await expect(page.locator(".map canvas")).to_be_visible()
    await asyncio.wait_for(asked.wait(), 60)
    await page.wait_for_load_state("networkidle")
    await screen.shot("chart-night")
    await screen.say("l")
    await page.get_by_label("Chart of this installation").press("Space")
    await expect(page.get_by_label("Chart of this installation")).not_to_be_checked()
    await screen.shot("chart-off-night")
    screen.forget(f"asked another host: {HOST}/")
