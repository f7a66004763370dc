"""A PMTiles file as the chart: given to who is signed in, in ranges, by this server alone."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Request, expect

from tests.browser.conftest import Screens, person
from tests.browser.test_chart import GREY
from tests.clients import Clients
from tests.conftest import NewWorld
from tests.pmtiles import of_one_tile
from tests.running import Server, running

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True

ADDRESS = "/api/chart.pmtiles"


@pytest.fixture(scope="module")
def server(new_world: NewWorld, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that has a chart in a file."""
    url, world = new_world("chart_file")
    file: Path = tmp_path_factory.mktemp("chart") / "sea.pmtiles"
    file.write_bytes(of_one_tile(GREY))
    chart = {"SAR_MAP_PMTILES": str(file), "SAR_MAP_TILES_CREDIT": "Hydrographic office"}
    with running(url, world, **chart) as started:
        yield started


async def test_the_file_is_read_in_ranges_and_by_nobody_who_is_not_signed_in(
    server: Server, client_of: Clients
) -> None:
    asked = {"Range": "bytes=0-6"}
    answer = await client_of("ITA", "observer").get(ADDRESS, headers=asked)
    assert (answer.status_code, answer.content) == (206, b"PMTiles")
    nobody = client_of("ITA", "observer")
    answer = await nobody.get(ADDRESS, headers=asked | {"Authorization": "Bearer no-key"})
    assert answer.status_code == 401


@pytest.mark.long
async def test_the_chart_is_drawn_from_the_file_and_can_be_switched_off(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.file", "observer")
    screen = await screens.open()
    page = screen.page
    ranges: list[str] = []
    header_and_tile = asyncio.Event()

    async def note(request: Request) -> None:
        if request.url.endswith(ADDRESS):
            ranges.append((await request.all_headers()).get("range", "none"))
            if len(ranges) >= 2:
                header_and_tile.set()

    page.on("request", note)
    await screens.signs_in(screen, login)
    await expect(page.get_by_text("Hydrographic office", exact=False)).to_be_visible()
    await expect(page.locator(".map canvas")).to_be_visible()
    await asyncio.wait_for(header_and_tile.wait(), 60)
    await page.wait_for_load_state("networkidle")
    assert "none" not in ranges
    await screen.shot("chart-file-night")
    await screen.say("l")
    await page.get_by_label("Chart of this installation").press("Space")
    await expect(page.get_by_label("Chart of this installation")).not_to_be_checked()
