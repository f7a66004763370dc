"""A registrar adds a capability of the party's own; types have it, and needs ask for it."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import unreadable
from tests.clients import Clients
from tests.given.assets import helicopter, registered
from tests.given.incidents import opened
from tests.running import Server

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_a_capability_is_added_had_and_asked_for(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.able", "registrar", "watch_officer")
    case = await opened(client_of, "ITA", title="A wreck")
    screen = await screens.sign_in(login)
    page = screen.page
    await screen.go("/assets/types")
    await page.get_by_role("button", name="Add a capability").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Code").fill("side_scan_sonar")
    await dialog.get_by_label("Name").fill("Side-scan sonar")
    await dialog.get_by_label("Meaning").fill("Finds a wreck at 50 m in 2 m of silt.")
    await dialog.get_by_label("Source").fill("Trials of 2026")
    assert await unreadable(screen, "capability-new", "night-1280") == []
    await dialog.get_by_role("button", name="Add a capability").click()
    await expect(dialog).to_have_count(0)
    own = page.get_by_role("region", name="Capabilities added by your party")
    await expect(own.get_by_role("listitem")).to_contain_text("ITA-side_scan_sonar Side-scan sonar")

    await page.get_by_role("button", name="Add a type").click()
    await page.get_by_label("Code").fill("scan")
    await page.get_by_label("Name", exact=True).fill("Survey boat")
    await page.get_by_label("Based on").select_option("S3")
    await page.get_by_role("checkbox", name="Side-scan sonar (ITA)").check()
    await page.get_by_label("Source of the figures").fill("Its maker")
    assert await unreadable(screen, "asset-type-with-own-capability", "night-1280") == []
    await page.get_by_role("button", name="Add a type").click()
    types = page.get_by_role("region", name="Added by ITA")
    await expect(types.get_by_role("listitem")).to_contain_text("side scan sonar (ITA)")
    asset = await registered(client_of, "ITA", helicopter(type="ITA-SCAN", name="Scanner"))
    assert await unreadable(screen, "own-capabilities", "night-1280") == []
    await page.set_viewport_size({"width": 390, "height": 844})
    await screen.say("d")
    await expect(page.locator("html")).to_have_attribute("data-palette", "day")
    assert await unreadable(screen, "own-capabilities", "day-phone") == []
    await page.set_viewport_size({"width": 1280, "height": 800})

    await screen.go(f"/assets/{asset['id']}")
    await expect(page.get_by_role("region", name="Scanner")).to_contain_text(
        "side scan sonar (ITA)"
    )
    await screen.go(f"/incidents/{case['id']}/ask")
    await page.get_by_text("It must have").click()
    await page.get_by_role("checkbox", name="Side-scan sonar (ITA)").check()
    assert await unreadable(screen, "ask-own-capability", "day-1280") == []
    await expect(page.get_by_role("region", name="Who could come")).to_contain_text("Scanner")

    await screen.go("/assets/types")
    await own.get_by_role("button", name="Refine").click()
    await dialog.get_by_label("Meaning").fill("Finds a wreck at 80 m.")
    await dialog.get_by_role("button", name="Save").click()
    await expect(own).to_contain_text("at 80 m")
    await own.get_by_role("button", name="Withdraw").click()
    await dialog.get_by_role("button", name="Withdraw").click()
    await expect(own).to_contain_text("withdrawn")
    await expect(own.get_by_role("listitem").get_by_role("button")).to_have_count(0)
