"""A phone shows a page alone, and has a way back from it to the list."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.incidents import opened
from tests.running import Server

pytestmark = pytest.mark.anyio


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
