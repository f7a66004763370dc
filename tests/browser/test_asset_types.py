"""A registrar adds a type of the party's own beside the assets, refines it, and withdraws it."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screen, Screens, person
from tests.browser.readable import unreadable
from tests.clients import Clients
from tests.given.assets import helicopter, registered
from tests.running import Server

pytestmark = pytest.mark.anyio


async def added(server: Server, screens: Screens, client_of: Clients) -> Screen:
    """The registrar's window, in which a type was added."""
    login = await person(client_of, server, "ITA", "ita.types", "registrar")
    screen = await screens.sign_in(login)
    page = screen.page
    await screen.go("/assets")
    await page.get_by_role("button", name="Types", exact=True).click()
    await page.get_by_role("button", name="Add a type").click()
    await page.get_by_label("Code").fill("rhib9")
    await page.get_by_label("Name", exact=True).fill("RHIB of 9 m")
    await page.get_by_label("Based on").select_option("S3")
    await page.get_by_label("Cruise (kn)").fill("27")
    await page.get_by_label("Source of the figures").fill("Trials of 2026")
    assert await unreadable(screen, "asset-type-new", "night-1280") == []
    await page.get_by_role("button", name="Add a type").click()
    own = page.get_by_role("region", name="Added by ITA").get_by_role("listitem")
    await expect(own).to_contain_text("ITA-RHIB9 RHIB of 9 m")
    await expect(own).to_contain_text("based on S3")
    return screen


@pytest.mark.long
async def test_a_registrar_adds_a_type_and_refines_it(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    screen = await added(server, screens, client_of)
    page = screen.page
    own = page.get_by_role("region", name="Added by ITA").get_by_role("listitem")
    await registered(client_of, "ITA", helicopter(type="ITA-RHIB9", name="Rib 1"))

    await own.get_by_role("button", name="Refine").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label("Cruise (kn)")).to_have_value("27")
    await dialog.get_by_label("Survivors aboard, normally").fill("9")
    await dialog.get_by_label("Persons an hour by low freeboard").fill("24 to 3")
    await dialog.get_by_label("How sure the figures are").select_option("sourced")
    await dialog.get_by_label("Source of the figures").fill("Trials of 2026, corrected")
    assert await unreadable(screen, "asset-type-refined", "night-1280") == []
    await dialog.get_by_role("button", name="Save").click()
    await expect(own).to_contain_text("9 survivors")
    await expect(own).to_contain_text("corrected")
    await expect(own).to_contain_text("about 24 persons an hour up to sea state 3")
    await expect(own).not_to_contain_text("illustrative")
    assert await unreadable(screen, "asset-types", "night-1280") == []
    await page.set_viewport_size({"width": 390, "height": 844})
    await screen.say("d")
    await expect(page.locator("html")).to_have_attribute("data-palette", "day")
    assert await unreadable(screen, "asset-types", "day-phone") == []

    await own.get_by_role("button", name="Withdraw").click()
    await page.get_by_role("dialog").get_by_role("button", name="Withdraw").click()
    await expect(own).to_contain_text("withdrawn")
    await expect(own.get_by_role("button")).to_have_count(0)
