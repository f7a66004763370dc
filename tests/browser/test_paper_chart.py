"""The chart on a case's paper: the units at work for it, by name and time of position."""

from datetime import timedelta

import pytest
from playwright.async_api import ViewportSize, expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.incidents import IN_MALTAS_REGION, opened
from tests.given.requests import accepted, asked, deployed, hailed, offered
from tests.running import Server
from tests.world import START

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True
SHEET: ViewportSize = {"width": 688, "height": 1000}
"""A4 within its margins, at 96 dots an inch."""
IS_DRAWN = "chart => chart.complete && chart.naturalWidth > 0"


@pytest.mark.long
@pytest.mark.usefixtures("clock_at_start")
async def test_the_chart_on_paper_names_the_units_at_work(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, "ITA", title="Printed with its units")
    lon, lat = IN_MALTAS_REGION
    for name, at in (("Nemo 11-03", (lon - 0.3, lat + 0.5)), ("Silent 7", None)):
        unit = await registered(client_of, "MLT", helicopter(name=name))
        if at:
            heard = fix(*at, START - timedelta(minutes=8), course_deg=150, speed_kn=120)
            await delivered(client_of, "MLT", unit["id"], heard)
        request = await asked(client_of, server.world, "MLT", incident=case)
        taken = await offered(client_of, "MLT", f"requests/{request['id']}", unit["id"])
        await deployed(client_of, "MLT", await accepted(client_of, "ITA", taken))
    await hailed(client_of, case)
    login = await person(client_of, server, "ITA", "ita.prints", "watch_officer")
    chart = await client_of("ITA", "observer").get(f"/api/incidents/{case['id']}/chart")
    for said in (
        " Nemo 11-03 12:18Z<",
        " Exercise Star 12:26Z<",
        "not known: Silent 7 (committed)",
        "Coast: Natural Earth, GSHHG, approximate.",
    ):
        assert said in chart.text
    for palette in in_turn("night", "day"):
        screen = await screens.sign_in(login, at=f"/paper/{case['id']}", palette=palette)
        page = screen.page
        drawn = page.get_by_role("img", name="Chart")
        await expect(drawn).to_be_visible()
        await page.wait_for_load_state("networkidle")
        assert await drawn.evaluate(IS_DRAWN)
        await drawn.evaluate("chart => chart.scrollIntoView({block: 'start'})")
        await screen.shot(f"paper-chart-{palette}-1280")
        await page.set_viewport_size(SHEET)
        await page.emulate_media(media="print")
        await expect(page.locator(".centre-map")).to_be_hidden()
        await expect(drawn).to_be_visible()
        await screen.shot(f"paper-printed-{palette}")
