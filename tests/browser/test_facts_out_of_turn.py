"""A released ship that took people aboard is told so on the screen, and what contradicts is red."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.requests import hailed, opened, stepped
from tests.running import Server

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_a_released_ship_tells_of_people_aboard_behind_one_line(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    pob = {"min": 10, "max": 30, "adults": 25, "children": 8, "source": "caller"}
    case = await opened(client_of, pob=pob)
    ship = await hailed(client_of, case)
    await stepped(client_of, "ITA", ship, "release", role="coordinator")
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.turns", "coordinator", "watch_officer"),
        at=f"/incidents/{case['id']}",
        width=1280,
        height=900,
    )
    page = italy.page
    doubted = "CONTRADICTS: 33 adults and children, of 30 on board at most. Ask again."
    await expect(page.get_by_text(doubted)).to_be_visible()
    await italy.shot("pob-doubted-night")
    await italy.go(f"/incidents/{case['id']}/answers")
    await page.get_by_text("Those that are over").click()
    card = page.get_by_role("article", name="Exercise Star")
    await expect(card.get_by_role("button", name="Embarked")).to_be_hidden()
    await card.get_by_text("Something else happened").click()
    await italy.shot("seldom-facts-night")
    await card.get_by_role("button", name="Embarked").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("Persons").fill("9")
    await sheet.get_by_role("button", name="Embarked").click()
    await expect(sheet).to_have_count(0)
    await expect(card).to_contain_text("it was not known to be there (released)")
    await expect(page.locator(".case .people")).to_contain_text("9 aboard")
    await page.set_viewport_size({"width": 390, "height": 844})
    await italy.shot("seldom-facts-told-narrow")
