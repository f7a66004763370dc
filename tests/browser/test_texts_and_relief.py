"""Texts tell what stands and what was copied as of when; a watch is relieved on one page."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.test_people import at_sea
from tests.clients import Clients
from tests.running import Server

pytestmark = pytest.mark.anyio


async def test_a_text_that_was_copied_says_when_it_has_become_another(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await at_sea(client_of, server)
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.texts", "watch_officer"),
        at=f"/incidents/{case['id']}",
        width=1440,
        height=900,
    )
    page = italy.page
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await page.get_by_role("button", name="Short SITREP").click()
    text = page.locator("pre.words").first
    await expect(text).to_contain_text("SAR SITREP NO 1 (DRAFT, NOT ISSUED)")
    await expect(text).to_contain_text("RECOVERED 10: ABOARD 7")
    await expect(text).to_contain_text("E. ASSISTANCE REQUIRED: NONE BEYOND WHAT IS ACCEPTED")
    await page.get_by_role("button", name="Copy", exact=True).click()
    await expect(page.get_by_text("copied as of")).to_be_visible()
    await page.get_by_role("button", name="Issue it").click()
    issued = page.locator("summary", has_text="SITREP No 1")
    await expect(issued).to_contain_text("to all concerned")
    await expect(text).to_contain_text("SAR SITREP NO 2 (DRAFT, NOT ISSUED)")
    await expect(page.get_by_text("It has changed since you copied it")).to_be_visible()
    await expect(page.locator("details pre.words")).to_contain_text("SAR SITREP NO 1\n")
    await italy.shot("texts-night")
    survivors = page.locator("summary", has_text="Who was taken aboard")
    await survivors.click()
    await expect(page.get_by_text("landed 3 at Lampedusa port")).to_be_visible()
    await survivors.scroll_into_view_if_needed()
    await italy.shot("survivors-night")


async def test_a_watch_is_taken_over_on_the_page_that_tells_all(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await at_sea(client_of, server)
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.relief", "watch_officer"),
        width=1440,
        height=900,
    )
    page = italy.page
    await italy.say("g", "w")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Watch relief")
    card = page.get_by_role("region", name=case["reference"])
    await expect(card).to_contain_text("outstanding")
    await expect(card).to_contain_text("Rescue 1")
    await expect(card).to_contain_text("Whose region, and who knows")
    await italy.shot("relief-night")
    await page.get_by_text("Take the watch over", exact=True).click()
    await italy.fill("From whom", "the night watch")
    await page.get_by_role("button", name="takes the watch over now").click()
    await expect(page.get_by_text("from the night watch; read up to entry")).to_be_visible()
    await expect(page.get_by_text("WatchTakenOver")).to_have_count(0)
    await expect(page.locator(".timeline")).not_to_have_count(0)
    relief = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.second", "watch_officer"), at="/relief"
    )
    await relief.page.get_by_text("Take the watch over", exact=True).click()
    await expect(relief.page.get_by_text("that you have read up to entry")).to_be_visible()
    await relief.fill("From whom", "the day watch")
    await relief.shot("relief-form-night")
    await relief.page.get_by_role("button", name="takes the watch over now").click()
    since = page.get_by_role("link", name="since then")
    await expect(page.get_by_text("from the day watch; read up to entry")).to_be_visible()
    await expect(since).to_be_visible()
    await italy.shot("relief-taken-night")
    await since.click()
    await expect(page.get_by_label("After number")).not_to_have_value("")
    results = page.get_by_role("list", name="Entries of the record").get_by_role("listitem")
    await expect(results.last).to_contain_text("took over the watch")
    await italy.shot("relief-since-night")
    for name, window in (
        ("relief-day", {"palette": "day", "width": 1440, "height": 900}),
        ("relief-phone", {"width": 390, "height": 844}),
        ("relief-phone-day", {"palette": "day", "width": 390, "height": 844}),
    ):
        login = await person(client_of, server, "ITA", f"ita.{name}", "watch_officer")
        other = await screens.sign_in(login, at="/relief", **window)
        await expect(other.page.get_by_text("; read up to entry")).to_be_visible()
        await other.shot(name)
