"""The contacts of a centre are set in their order by its administrator, and read by its watch."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.test_every_screen import faults_of_axe
from tests.clients import Clients
from tests.running import Server

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_an_administrator_sets_the_contacts_and_the_watch_reads_them(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    admin = await person(client_of, server, "GRC", "grc.contacts", "admin")
    watch = await person(client_of, server, "GRC", "grc.reads", "watch_officer")
    screen = await screens.sign_in(admin, at="/contacts", width=1440, height=900)
    page = screen.page
    centre = page.get_by_role("region", name="JRCC Piraeus")
    await expect(centre.get_by_role("group").first).to_be_visible()
    before = await centre.get_by_role("group").count()
    await centre.get_by_role("button", name="Add a contact").click()
    added = centre.get_by_role("group").nth(before)
    await added.get_by_role("combobox").select_option("sms")
    await added.get_by_label("Number or address").fill("no number")
    await centre.get_by_role("button", name="Save the list").click()
    await expect(centre.get_by_role("alert")).to_be_visible()
    assert await added.get_by_label("Number or address").input_value() == "no number"
    await added.get_by_label("Number or address").fill("+302100000001")
    await added.get_by_label("Alerted between").fill("20:00-06:00")
    await added.get_by_label("Verified on").fill("2026-10-01")
    await added.get_by_label("Also alerted in exercises").check()
    for _ in range(before):
        await centre.get_by_role("button", name="Earlier").last.click()
        break
    await centre.get_by_role("button", name="Save the list").click()
    await expect(centre.get_by_role("button", name="Cancel")).to_have_count(0)  # it is kept
    await expect(centre.get_by_role("button", name="Save the list")).to_be_disabled()
    await expect(centre.get_by_role("alert")).to_have_count(0)
    assert await faults_of_axe(page) == []
    await screen.shot("contacts-night-1440")

    for palette, width, height in (("day", 1280, 800), ("night", 390, 844)):
        reads = await screens.sign_in(
            watch, at="/contacts", palette=palette, width=width, height=height
        )
        await expect(reads.page.get_by_text("SMS: +302100000001")).to_be_visible()
        await expect(reads.page.get_by_text("alerted 20:00-06:00")).to_be_visible()
        await expect(reads.page.get_by_role("button", name="Save the list")).to_have_count(0)
        assert await faults_of_axe(reads.page) == []
        await reads.shot(f"contacts-read-{palette}-{width}")


@pytest.mark.long
async def test_whoever_has_to_be_called_is_found_among_other_centres(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.calls", "watch_officer")
    screen = await screens.sign_in(login)
    page = screen.page
    await screen.say("g", "o")
    others = page.get_by_role("region", name="Other centres")
    lines = others.get_by_role("listitem").filter(has=page.get_by_role("heading"))
    await expect(lines).to_have_count(4)
    await expect(others).to_contain_text("by voice")
    await screen.say("/")
    await expect(page.get_by_label("Find a centre")).to_be_focused()
    await screen.type("malta")
    await expect(lines).to_have_count(1)
    await expect(lines).to_contain_text("telephone: +000")
    await expect(lines).to_contain_text("local")
    assert await faults_of_axe(page) == []
    await screen.shot("contacts-others-night-1280")
    await page.get_by_label("Find a centre").fill("nobody")
    await expect(others.get_by_text("No centre is called so.")).to_be_visible()
    await page.get_by_label("Find a centre").fill("")
    await screen.say("Escape", "d")
    await page.set_viewport_size({"width": 390, "height": 844})
    assert await faults_of_axe(page) == []
    await screen.shot("contacts-others-day-390")
