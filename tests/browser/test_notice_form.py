"""A notice is sent from the form that asks: every sentence of it says so, and so does its page."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.places import OFF_DJERBA
from tests.given.requests import helicopter_at_work, opened
from tests.running import Server

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_what_is_chosen_is_what_the_form_says_is_sent(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    incident = await opened(client_of, "ITA", position=OFF_DJERBA)
    await helicopter_at_work(client_of, server.world, incident, name="AS1631")
    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.notice", "watch_officer"),
        at=f"/incidents/{incident['id']}/answers",
    )
    page = malta.page
    card = page.get_by_role("article", name="AS1631")
    await expect(card.get_by_role("button", name="Ask Tunisia for clearance")).to_be_visible()
    await malta.say("e")
    sheet = page.get_by_role("dialog")
    await expect(sheet.get_by_role("heading", name="Ask Tunisia for clearance")).to_be_visible()
    await expect(sheet.get_by_role("button", name="Send the request")).to_be_visible()
    await expect(sheet.get_by_label("Asked of")).to_be_visible()
    await expect(sheet.get_by_text("(Annex 3.1.3)")).to_be_visible()

    await sheet.get_by_label("What is sent").select_option("notify")
    await expect(sheet.get_by_role("heading", name="Notify Tunisia: AS1631")).to_be_visible()
    await expect(sheet.get_by_role("button", name="Send the notice")).to_be_visible()
    await expect(sheet.get_by_label("Sent to")).to_be_visible()
    await expect(sheet.get_by_text("A notice alone: leave is needed there")).to_be_visible()
    for asking in ("Ask Tunisia", "Asked of", "(Annex 3.1.3)", "Send the request"):
        await expect(sheet.get_by_text(asking, exact=False)).to_have_count(0)
    await malta.shot("notice-form-night-1280")
    await malta.say("d")
    await page.set_viewport_size({"width": 390, "height": 844})
    await malta.shot("notice-form-day-390")
    await page.set_viewport_size({"width": 1280, "height": 800})

    await sheet.get_by_label("What is sent").select_option("request")
    await expect(sheet.get_by_role("heading", name="Ask Tunisia for clearance")).to_be_visible()
    await sheet.get_by_label("What is sent").select_option("notify")
    await sheet.get_by_role("button", name="Send the notice").click()
    await card.get_by_role("link", name="Notice to Tunisia").click()
    await expect(
        page.get_by_role("heading", name="notifies: AS1631 enters Tunisia")
    ).to_be_visible()
    told = page.get_by_role("region", name="Notice to Tunisia")
    await expect(told.get_by_text("Sent by")).to_be_visible()
    await expect(told.get_by_text("Sent to")).to_be_visible()
    await expect(told.get_by_text("Asked", exact=False)).to_have_count(0)
    await told.get_by_role("button", name="What to say").click()
    await expect(told.get_by_text("NOTIFICATION OF ENTRY", exact=False).first).to_be_visible()
    await malta.shot("notice-page-day-1280")
