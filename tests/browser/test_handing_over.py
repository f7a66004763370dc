"""The dead are handed from one unit to another on the screen, and counted once on every line."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.requests import embarked, hailed, opened, post, stepped
from tests.running import Server

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_the_dead_go_to_another_ship_and_nobody_counts_twice(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, pob={"min": 12, "max": 12, "source": "caller"})
    ship = await embarked(client_of, case, persons=4)
    lives = f"deployments/{ship['id']}/lives"
    done = await post(client_of, "ITA", lives, role="watch_officer", fact="found-dead", persons=2)
    assert done.status_code == 200, done.text
    other = await hailed(client_of, case)
    await stepped(client_of, "ITA", other, "release")
    await stepped(client_of, "ITA", other, "embark", persons=1)
    login = await person(client_of, server, "ITA", "ita.bodies", "watch_officer")
    at = f"/incidents/{case['id']}/answers"
    italy = await screens.sign_in(login, at=at, width=1280, height=1000)
    page = italy.page
    before = "5 aboard · 0 delivered · 2 dead (2 aboard) · 5 outstanding"
    await expect(page.locator(".case .people")).to_have_text(before)
    gives = page.locator("article.card").filter(has_text="4 aboard")
    takes = page.locator("article.card").filter(has_text="since when is not told")
    await expect(takes).to_contain_text("there at")
    await gives.get_by_role("button", name="Hand over").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("How many persons").fill("")
    await sheet.get_by_label("Dead handed over").fill("3")
    await expect(sheet).to_contain_text("dead is more than are known to be aboard")
    await italy.shot("bodies-over-night")
    await sheet.get_by_label("Dead handed over").fill("2")
    await sheet.get_by_role("button", name="Hand over").click()
    await expect(sheet).to_have_count(0)
    await expect(page.locator(".case .people")).to_have_text(before)
    await expect(takes).to_contain_text("2 dead")
    for palette, width, height in in_turn(("night", 390, 844), ("day", 1280, 1000)):
        seen = await screens.sign_in(login, at=at, palette=palette, width=width, height=height)
        await expect(seen.page.locator(".case .people")).to_have_text(before)
        await seen.shot(f"bodies-told-{palette}-{width}")
