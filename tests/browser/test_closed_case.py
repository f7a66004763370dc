"""A closed case on the map: a sign at its last datum as long as its panel is open."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.map_points import beside_the_case
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.incidents import opened
from tests.given.requests import post
from tests.running import Server

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True


@pytest.mark.long
@pytest.mark.usefixtures("clock_at_start")
async def test_a_closed_case_stands_on_the_map_while_its_panel_is_open(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.over", "watch_officer")
    case = await opened(client_of, "ITA", phase="uncertainty", pob={}, title="False alarm")
    reason = {"reason": "All ashore and well."}
    closed = await post(client_of, "ITA", f"incidents/{case['id']}/close", **reason)
    assert closed.status_code == 200, closed.text
    for palette in in_turn("night", "day"):
        screen = await screens.sign_in(login, at=f"/incidents/{case['id']}/log", palette=palette)
        page = screen.page
        await expect(page.get_by_text("This case is over.", exact=False)).to_be_visible()
        await page.wait_for_load_state("networkidle")
        sign = await beside_the_case(page, 0)
        await page.mouse.move(*sign)
        await expect(page.get_by_text(f"from {case['reference']}")).to_be_visible()
        await screen.say("l")
        await page.get_by_text("Signs", exact=True).click()
        legend = page.get_by_text("closed case, last datum; while it is open here")
        await expect(legend).to_be_visible()
        await legend.scroll_into_view_if_needed()
        await screen.shot(f"closed-case-signs-{palette}-1280")
        await screen.say("l")
        await page.mouse.click(*sign)
        await expect(page.get_by_text("All ashore and well.")).to_be_visible()
        await page.mouse.move(5, 5)
        await expect(page.get_by_text("What you can do").first).to_be_visible()
        await expect(page.get_by_text("SITREP No 1", exact=False)).to_have_count(0)
        await screen.shot(f"closed-case-{palette}-1280")
        await screen.go("/")
        await expect(page.get_by_text("This case is over.", exact=False)).to_have_count(0)
        await page.mouse.move(*sign)
        await expect(page.get_by_text(f"from {case['reference']}")).to_have_count(0)
        await page.mouse.click(*sign)
        await expect(page.get_by_text("All ashore and well.")).to_have_count(0)
