"""A phone shows a page alone below a low header, and has a way back from it to the list."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.incidents import opened
from tests.given.requests import asked
from tests.running import Server

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_a_case_leads_back_to_the_list_on_a_phone_alone(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, title="Opened on a phone")
    await opened(client_of, title="Another in the list")
    login = await person(client_of, server, "ITA", "ita.phone", "watch_officer")
    italy = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    page = italy.page
    await expect(page.get_by_role("heading", name="Opened on a phone")).to_be_visible()
    back = page.get_by_role("link", name="‹ Incidents")
    await expect(back).to_be_hidden()
    await page.set_viewport_size({"width": 390, "height": 844})
    await expect(back).to_be_visible()
    await italy.shot("case-way-back-night-390")
    box = await back.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    another = page.get_by_role("navigation", name="Incidents").get_by_text("Another in the list")
    await expect(another).to_be_hidden()
    await back.click()
    await expect(another).to_be_visible()


async def meets_every_target(part: Locator) -> None:
    """A finger meets every link and button of the part."""
    for target in await part.locator("a:visible, button:visible").all():
        reached = await target.bounding_box()
        assert reached is not None
        assert min(reached["width"], reached["height"]) >= 44, await target.inner_text()


@pytest.mark.long
async def test_the_header_of_a_phone_is_low_and_a_finger_meets_all_of_it(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    own = await opened(client_of, "MLT", title="Read below the header")
    case = await opened(client_of, "ITA", title="Rings above it")
    await asked(client_of, server.world, "MLT", incident=case)
    login = await person(client_of, server, "MLT", "mlt.phone", "watch_officer", "coordinator")
    for palette in in_turn("night", "day"):
        at = f"/incidents/{own['id']}"
        malta = await screens.sign_in(
            login, at=at, width=390, height=844, palette=palette, has_touch=True
        )
        page, header = malta.page, malta.page.locator("header.top")
        await expect(header.get_by_role("button", name="Silence here")).to_be_visible()
        await expect(page.get_by_role("heading", name="Read below the header")).to_be_visible()
        box = await header.bounding_box()
        assert box is not None
        assert box["height"] <= 0.14 * 844
        await meets_every_target(header)
        await header.locator(".menu > button").tap()
        await expect(header.get_by_role("link", name="Agreements")).to_be_visible()
        await malta.shot(f"phone-account-{palette}-390")
        await meets_every_target(header)
        menu = await header.locator(".menu > div").bounding_box()
        assert menu is not None
        assert menu["y"] + menu["height"] <= 844
        last = header.get_by_role("button", name="Sign out")
        await last.scroll_into_view_if_needed()
        await expect(last).to_be_in_viewport(ratio=1)
        await header.locator(".menu > button").tap()
        await expect(last).to_have_count(0)
        for width in (390, 320):
            await page.set_viewport_size({"width": width, "height": 844})
            await malta.shot(f"phone-header-{palette}-{width}")
            assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
            clock, account = [
                await header.locator(part).bounding_box() for part in (".clock", ".menu button")
            ]
            assert clock is not None
            assert account is not None
            assert clock["x"] + clock["width"] <= account["x"]
