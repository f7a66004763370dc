"""A centre that is involved and does not lead hails a ship that is near."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.incidents import opened
from tests.given.requests import ship_of_opportunity
from tests.running import Server

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_a_ship_that_was_heard_on_the_radio_is_reported_and_hailed(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of)
    watch = await person(client_of, server, "ITA", "ita.hears", "watch_officer")
    italy = await screens.sign_in(watch, at=f"/incidents/{case['id']}/ask", width=1440, height=900)
    page = italy.page
    await expect(page.get_by_role("button", name="Report a ship")).to_be_visible()
    await page.locator("h1").click()  # out of the field of the need
    await italy.say("h")
    sheet = page.get_by_role("dialog", name="Report a ship")
    await expect(sheet.get_by_label("Name", exact=True)).to_be_focused()
    await page.keyboard.type("Exercise Rescuer")
    await sheet.get_by_label("Kind of ship").select_option("M4")
    await sheet.get_by_label("Position").fill("34 10.0N 012 45.0E")
    await sheet.get_by_label("MMSI").fill("12")
    await italy.say("Control+Enter")
    fault = sheet.locator(".field", has=page.get_by_label("MMSI")).get_by_text("Must be 9 digits.")
    await expect(fault).to_be_visible()
    await expect(sheet.get_by_role("alert")).to_contain_text("said at each field")
    await expect(sheet.get_by_label("MMSI")).to_be_focused()
    await italy.shot("report-ship-fault-night-1440")
    await sheet.get_by_label("MMSI").fill("247320161")
    await sheet.get_by_label("Flag").fill("pan")
    await sheet.get_by_label("Source").fill("VHF 16")
    await italy.shot("report-ship-night-1440")
    await italy.say("Control+Enter")
    await expect(sheet).to_have_count(0)
    row = page.get_by_role("listitem").filter(has_text="Exercise Rescuer")
    await expect(row.get_by_role("button", name="Hail it")).to_be_visible()
    await italy.shot("report-ship-done-night-1440")
    phone = await screens.sign_in(
        watch, at=f"/incidents/{case['id']}/ask", palette="day", width=390, height=844
    )
    await phone.page.get_by_role("button", name="Report a ship").click()
    await expect(phone.page.get_by_label("Kind of ship")).to_be_visible()
    await phone.shot("report-ship-day-390")


@pytest.mark.long
async def test_a_neighbour_hails_a_ship_and_the_lead_sees_who_did(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of)
    await ship_of_opportunity(client_of)
    at = f"/incidents/{case['id']}"
    watch = await person(client_of, server, "MLT", "mlt.hails", "watch_officer")
    malta = await screens.sign_in(watch, at=f"{at}/needs", width=1440, height=900)
    page = malta.page
    await page.get_by_role("button", name="Who could come: hail a ship").click()
    await expect(page.get_by_text("MRCC Roma leads and asks for help.")).to_be_visible()
    await expect(page.get_by_role("button", name="Choose whom to ask")).to_have_count(0)
    star = page.get_by_role("listitem").filter(has_text="Exercise Star")
    await expect(star.get_by_role("button", name="Hail it")).to_be_visible()
    await malta.shot("hail-neighbour-night-1440")
    for palette, width, height in in_turn(("day", 1440, 900), ("night", 390, 844)):
        other = await screens.sign_in(
            watch, at=f"{at}/ask", palette=palette, width=width, height=height
        )
        await expect(other.page.get_by_role("button", name="Hail it").first).to_be_visible()
        await other.shot(f"hail-neighbour-{palette}-{width}")
    await star.get_by_role("button", name="Hail it").click()
    rome = await person(client_of, server, "ITA", "ita.sees", "watch_officer")
    italy = await screens.sign_in(rome, at=f"{at}/answers", width=1440, height=900)
    card = italy.page.get_by_role("article", name="Exercise Star")
    await expect(card).to_contain_text("hailed by Malta")
    await italy.shot("hail-lead-night-1440")
